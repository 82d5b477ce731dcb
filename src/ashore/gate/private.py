"""Secrets in files: 32 bytes, one line, for the owner's eyes only."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ashore.words import BadInput, Text

__all__ = ["SECRET_BYTES", "read_private", "write_private"]

SECRET_BYTES = 32


def write_private(path: Path, head: str, secret: bytes) -> None:
    """Write a secret to a new file that only its owner may read.

    Args:
        path: a file that is not there yet.
        head: what kind of secret it is; stands before it.
        secret: 32 bytes.

    Raises:
        BadInput: the file is there already, or the place cannot be written to.
    """
    assert len(secret) == SECRET_BYTES
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{head}:{secret.hex()}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as wrong:
        raise BadInput(
            where=str(path),
            what=Text("写不进去", "it cannot be written"),
            expected=Text("一个新文件", "a new file"),
            do=Text("换一个位置再试", "try another place"),
        ) from wrong


def read_private(path: Path, head: str) -> bytes:
    """Return the secret in a file.

    Raises:
        BadInput: there is no such file, others may read it, or it holds no secret of this kind.
    """
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise _unusable(path, Text("读不了这个文件", "it cannot be read")) from wrong
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise BadInput(
            where=str(path),
            what=Text("别人也能读这个文件", "others may read this file"),
            expected=Text("只有所有者能读（600）", "readable by its owner only (600)"),
            do=Text(f"chmod 600 {path}", f"chmod 600 {path}"),
        )
    name, _, digits = text.partition(":")
    try:
        secret = bytes.fromhex(digits)
    except ValueError:
        secret = b""
    if name != head or len(secret) != SECRET_BYTES:
        raise _unusable(path, Text("内容不对", "it does not hold what it should"))
    return secret


def _unusable(path: Path, what: Text) -> BadInput:
    return BadInput(
        where=str(path),
        what=what,
        expected=Text("一行密钥", "a secret on one line"),
        do=Text("恢复备份的密钥文件", "restore the file from its backup"),
    )
