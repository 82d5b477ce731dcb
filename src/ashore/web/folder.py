"""Where the app keeps its store on this machine: the user's data folder, for the user alone."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from ashore.gate.private import read_private, write_private
from ashore.words import BadInput, Text

__all__ = ["data_folder", "prepared", "secret_of"]

HEAD = "ashore-web-secret"


def data_folder(env: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the folder of the store: ASHORE_DATA, else the user's data folder of the system.

    >>> data_folder({"XDG_DATA_HOME": "/data"}, "linux").as_posix()
    '/data/ashore'
    """
    if env.get("ASHORE_DATA"):
        return Path(env["ASHORE_DATA"])
    if platform == "win32" and env.get("LOCALAPPDATA"):
        return Path(env["LOCALAPPDATA"]) / "ashore"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "ashore"
    if env.get("XDG_DATA_HOME"):
        return Path(env["XDG_DATA_HOME"]) / "ashore"
    return Path.home() / ".local" / "share" / "ashore"


def prepared(folder: Path) -> Path:
    """Make the folder if need be, readable by its owner only; return it.

    Raises:
        BadInput: it cannot be made or written to.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if writable:
        return folder
    raise BadInput(
        where=str(folder),
        what=Text("存不了东西", "nothing can be kept there"),
        expected=Text("一个能写的文件夹", "a folder that can be written to"),
        do=Text("用环境变量 ASHORE_DATA 指定另一个文件夹", "name another one with ASHORE_DATA"),
    )


def secret_of(folder: Path) -> str:
    """Return the key that signs cookies; made on the first call, kept for the owner alone.

    Raises:
        BadInput: it cannot be read, or others may read it.
    """
    path = folder / "web.key"
    if not path.exists():
        write_private(path, HEAD, secrets.token_bytes(32))
    return read_private(path, HEAD).hex()
