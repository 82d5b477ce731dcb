"""The packaged law files into a `Law`.

All files are read, since the version of the law is a digest of their names and bytes; a file is
parsed only when one of its norms is asked for. A report needs a handful of the files, and parsing
is nine tenths of the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from ashore.files.law_text import parse_law
from ashore.law.norm import Law, Norm
from ashore.words import BadInput, Text

__all__ = ["parse_law", "read_law"]

_DATA = Path(__file__).parents[1] / "data" / "law"
_ID_LINE = re.compile(r'^id\s*=\s*"([^"]*)"', re.MULTILINE)
_DIGEST_LENGTH = 12


def read_law(jurisdictions: Sequence[str] = ("CN",), folder: Path = _DATA) -> Law:
    """Return the law of the named jurisdictions, from every `*.toml` below their folders.

    The norms behave as one mapping from id to `Norm`, in the order of the files. A file is parsed
    and checked when one of its norms is first asked for; going through all of them checks all.

    Args:
        jurisdictions: "CN", "US": the folder's name in capitals.
        folder: where the folders lie; the packaged data unless told otherwise.

    Raises:
        BadInput: no such jurisdiction, a file is not UTF-8, an id appears in two files; later,
            when a norm is asked for: its file is not as the format asks (see `parse_law`).
    """
    raw: dict[str, bytes] = {}
    for name in jurisdictions:
        raw |= _files(folder, name.lower())
    digest = sha256()
    for file, content in raw.items():
        digest.update(f"{file}\0{len(content)}\0".encode() + content)
    texts = {file: _decoded(file, content) for file, content in raw.items()}
    return Law(norms=_Norms(texts), version=digest.hexdigest()[:_DIGEST_LENGTH])


class _Norms(Mapping[str, Norm]):
    """Norms by id; a file is parsed when its first norm is asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._file: dict[str, str] = {}
        self._parsed: dict[str, Norm] = {}
        for file, text in texts.items():
            for name in _ID_LINE.findall(text):
                self._file[self._once(name, file)] = file

    def __getitem__(self, name: str) -> Norm:
        if name not in self._parsed:
            self._parse(self._file[name])
        return self._parsed[name]

    def __contains__(self, name: object) -> bool:
        return name in self._file

    def __iter__(self) -> Iterator[str]:
        return iter(self._file)

    def __len__(self) -> int:
        return len(self._file)

    def _once(self, name: str, file: str) -> str:
        if name in self._file:
            raise BadInput(
                where=f"{file}: {name}",
                what=Text(
                    f"编号已在 {self._file[name]} 中出现",
                    f"this id is already in {self._file[name]}",
                ),
                expected=Text("每个编号只出现一次", "each id once"),
                do=Text("改名，或合并为一条", "rename one, or make them one norm"),
            )
        return name

    def _parse(self, file: str) -> None:
        for norm in parse_law(self._texts[file], file):
            if self._file.get(norm.id) != file:
                raise BadInput(
                    where=f"{file}: {norm.id}",
                    what=Text("编号没有写在行首", "the id does not begin its line"),
                    expected=Text('独占一行：id = "…"', 'a line of its own: id = "…"'),
                    do=Text("把编号移到行首", "move the id to the start of a line"),
                )
            self._check_names(norm)
            self._parsed[norm.id] = norm

    def _check_names(self, norm: Norm) -> None:
        for name in norm.exceptions:
            if name not in self._file or name == norm.id:
                raise BadInput(
                    where=f"{norm.file}: {norm.id}: exceptions",
                    what=Text(f"没有这条规定：{name}", f"no such norm: {name}"),
                    expected=Text("另一条规定的编号", "the id of another norm"),
                    do=Text("改正编号，或补上这条规定", "correct the id, or add that norm"),
                )


def _files(folder: Path, name: str) -> dict[str, bytes]:
    """Return the files of one jurisdiction, by their name below `folder`, in a fixed order."""
    home = folder / name
    if not name.isalpha() or not home.is_dir():
        raise BadInput(
            where="law",
            what=Text(f"没有这个法域的规定：{name.upper()}", f"no law files for {name.upper()}"),
            expected=Text("已有的法域，如 CN", "a jurisdiction we have, such as CN"),
            do=Text("改用已有的法域", "use one that is there"),
        )
    paths = sorted(home.rglob("*.toml"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _decoded(file: str, content: bytes) -> str:
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        raise BadInput(
            where=file,
            what=Text("不是 UTF-8 文本", "not a UTF-8 text"),
            expected=Text("UTF-8 编码的 TOML", "TOML in UTF-8"),
            do=Text("另存为 UTF-8", "save it as UTF-8"),
        ) from wrong
