"""Writing a file: whole or not at all, and never over one that is there unless asked to."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from ashore.words import BadInput, Text

__all__ = ["write_file", "write_files"]

_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EACCES}
"""What a disk says that knows no second name for a file."""


def write_file(path: str | Path, data: str | bytes, *, force: bool = False) -> Path:
    """Write a file in one step: a reader sees the old one or the new one, never half of it.

    Args:
        path: where to; its folder must be there.
        data: what; a text is written as UTF-8.
        force: replace a file that is there already.

    Returns:
        The path written.

    Raises:
        BadInput: a file is there already, or the place cannot be written to.
    """
    path = Path(path)
    _refuse_existing([path], force=force)
    raw = data.encode() if isinstance(data, str) else data
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        _make(half, raw)
        try:
            if force:
                half.replace(path)
            else:
                _name_anew(half, path, raw)
        finally:
            half.unlink(missing_ok=True)
    except FileExistsError as wrong:  # it came after the look above, perhaps this very moment
        raise _is_there(path) from wrong
    except OSError as wrong:
        raise _no_place(path) from wrong
    return path


def _name_anew(half: Path, path: Path, raw: bytes) -> None:
    """Give the finished file its name, which must be free: a link is never put over a file."""
    try:
        os.link(half, path)
    except OSError as wrong:
        if wrong.errno not in _NO_LINKS:
            raise
        _make(path, raw)  # such a disk (a memory card) has no links: not in one step, but safe


def _make(path: Path, raw: bytes) -> None:
    """Write a file that is not there yet; when that fails halfway, it is not there again."""
    out = path.open("xb")
    try:
        with out:
            out.write(raw)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def write_files(folder: Path, files: Mapping[str, str], *, force: bool = False) -> Path:
    """Write several files into a folder, which is made if need be; all names are checked first.

    Returns:
        The folder.

    Raises:
        BadInput: as `write_file`.
    """
    _refuse_existing([folder / name for name in files], force=force)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise _no_place(folder) from wrong
    for name, text in files.items():
        write_file(folder / name, text, force=force)
    return folder


def _refuse_existing(paths: Sequence[Path], *, force: bool) -> None:
    there = [path for path in paths if path.exists() and not force]
    if there:
        raise _is_there(there[0])


def _is_there(path: Path) -> BadInput:
    return BadInput(
        where=str(path),
        what=Text("这个文件已经在了", "this file is there already"),
        expected=Text("一个新的文件名", "a new name"),
        do=Text(
            "换一个名字；确定要覆盖就加 --force",
            "choose another name, or add --force to replace it",
        ),
    )


def _no_place(path: Path) -> BadInput:
    return BadInput(
        where=str(path),
        what=Text("写不进去", "it cannot be written"),
        expected=Text("存在并且可写的文件夹", "a folder that is there and can be written to"),
        do=Text("换一个位置再试", "try another place"),
    )
