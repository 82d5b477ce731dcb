"""SQLite as the store uses it: connections, the one writer's lock, what went wrong in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ashore.gate.trouble import StoreTrouble, busy, damaged, second_writer

__all__ = ["LOCK", "connect", "said", "take_lock"]

LOCK = "lock.db"


def connect(path: Path, *, wait: float, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection that acknowledges nothing before it is on the disk."""
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=wait,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_autocheckpoint = 16384")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def take_lock(folder: Path, wait: float) -> sqlite3.Connection:
    """Hold a lock that ends with the process, however it ends."""
    lock = None
    try:
        lock = sqlite3.connect(
            folder / LOCK, timeout=wait, isolation_level=None, check_same_thread=False
        )
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as wrong:
        if lock is not None:
            lock.close()
        if "locked" in str(wrong):
            raise second_writer(folder) from wrong
        raise said(folder, wrong) from wrong
    return lock


def said(folder: Path, wrong: sqlite3.Error) -> StoreTrouble:
    """Return what SQLite found, in our words."""
    name = getattr(wrong, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return busy(folder)
    if name.startswith(("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return StoreTrouble.disk(folder, name.removeprefix("SQLITE_").lower())
    return damaged(folder)
