"""Attached files as exhibits: name, size and SHA-256 of each, read in pieces, never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ashore.words import BadInput, Text

__all__ = ["Exhibit", "manifest", "read_exhibits"]

_PIECE = 1 << 20
_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A file as it was found: its name below the folder, its size in bytes, its SHA-256.

    `contact` is the id of the contact it belongs to: the file's name begins with it.
    """

    number: int
    name: str
    size: int
    sha256: str
    contact: str = ""


def read_exhibits(folder: Path, contacts: Iterable[str]) -> tuple[Exhibit, ...]:
    """Return every file of a folder as an exhibit, numbered by name.

    A file called "c7 截图.png" or "c7-1.jpg" belongs to the contact c7.

    Raises:
        BadInput: no such folder, nothing in it, too much in it, or a file that cannot be read.
    """
    if not folder.is_dir():
        raise _bad(str(folder), Text("没有这个文件夹", "there is no such folder"))
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    if not found or len(found) > _MOST:
        what = Text(f"里面有 {len(found)} 个文件", f"it holds {len(found)} files")
        raise _bad(str(folder), what)
    ids = sorted(contacts, key=len, reverse=True)
    return tuple(_exhibit(number, path, folder, ids) for number, path in enumerate(found, start=1))


def _exhibit(number: int, path: Path, folder: Path, ids: Sequence[str]) -> Exhibit:
    digest = hashlib.sha256()
    size = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
    except OSError as wrong:
        raise _bad(path.name, Text("打不开这个文件", "this file cannot be read")) from wrong
    return Exhibit(
        number=number,
        name=path.relative_to(folder).as_posix(),
        size=size,
        sha256=digest.hexdigest(),
        contact=next((one for one in ids if _belongs(path.name, one)), ""),
    )


def _belongs(name: str, contact: str) -> bool:
    rest = name.removeprefix(contact)
    return rest != name and not rest[:1].isalnum()


def manifest(exhibits: Iterable[Exhibit]) -> str:
    """Return the manifest as JSON: one line a file, so that any later change shows."""
    rows = [
        {"number": one.number, "name": one.name, "size": one.size, "sha256": one.sha256}
        for one in exhibits
    ]
    return json.dumps({"exhibits": rows}, ensure_ascii=False, indent=1) + "\n"


def _bad(where: str, what: Text) -> BadInput:
    return BadInput(
        where=where,
        what=what,
        expected=Text(
            f"一个文件夹，里面是截图、录音等，1 到 {_MOST} 个文件",
            f"a folder with 1 to {_MOST} screenshots, recordings and the like",
        ),
        do=Text(
            "把证据文件放进同一个文件夹，文件名以联系编号开头（如 c7 截图.png）",
            "put the files into one folder, names beginning with the contact's id (c7 screen.png)",
        ),
    )
