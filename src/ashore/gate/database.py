"""SQLite as the store uses it: connections, the one writer's lock, what went wrong in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ashore.gate.trouble import StoreTrouble, busy, damaged, second_writer

__all__ = ["LOCK", "connect", "said", "take_lock"]

LOCK = "lock.db"


def connect(path: Path, *, wait: float, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection that acknowledges nothing before it is on the disk.

    One that only reads also comes from a disk that cannot be written to.
    """
    if not read_only:
        return _connect(path, "mode=rwc", wait)
    try:
        return _connect(path, "mode=ro", wait)
    except sqlite3.OperationalError as wrong:
        # Without a journal nobody is writing, so the file can be taken as it lies.
        if not said(path.parent, wrong).is_disk or path.with_name(f"{path.name}-wal").exists():
            raise
        return _connect(path, "mode=ro&immutable=1", wait)


def _connect(path: Path, how: str, wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=wait,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_autocheckpoint = 16384")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
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
