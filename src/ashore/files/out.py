"""Writing a file: whole or not at all, and never over one that is there unless asked to."""

from __future__ import annotations

import os
from pathlib import Path

from ashore.words import BadInput, Text

__all__ = ["write_file"]


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
    if path.exists() and not force:
        raise BadInput(
            where=str(path),
            what=Text("这个文件已经在了", "this file is there already"),
            expected=Text("一个新的文件名", "a new name"),
            do=Text(
                "换一个名字;确定要覆盖就加 --force",
                "choose another name, or add --force to replace it",
            ),
        )
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        half.write_bytes(data.encode() if isinstance(data, str) else data)
        half.replace(path)
    except OSError as wrong:
        half.unlink(missing_ok=True)
        raise BadInput(
            where=str(path),
            what=Text("写不进去", "it cannot be written"),
            expected=Text("存在并且可写的文件夹", "a folder that is there and can be written to"),
            do=Text("换一个位置再试", "try another place"),
        ) from wrong
    return path
