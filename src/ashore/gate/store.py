"""The store on disk: one folder with a database, a secret and a lock.

Records are only ever added, many in one transaction, and a record is acknowledged when the
transaction is on the disk. Whatever goes wrong is a `StoreTrouble`; nobody allows a contact on it.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from ashore.gate.chain import Chain, Record, Row
from ashore.gate.database import connect, said, take_lock
from ashore.gate.door import Door
from ashore.gate.private import SECRET_BYTES, read_private, write_private
from ashore.gate.trouble import StoreTrouble, damaged, no_store, there_already
from ashore.words import BadInput

__all__ = ["SALT", "Store", "create_store", "is_store"]

DATABASE, SALT = "gate.db", "salt"
SALT_HEAD = "ashore-gate-salt-1"
VERSION = 1
_COLUMNS = "seq, kind, debtor, stop, line, prev, hash"
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
PRAGMA user_version = {VERSION};
CREATE TABLE log (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, debtor TEXT NOT NULL, stop INTEGER NOT NULL,
    line TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE INDEX log_debtor ON log (debtor, seq) WHERE debtor <> '';
CREATE INDEX log_stop ON log (seq) WHERE stop = 1;
CREATE TABLE head (only INTEGER PRIMARY KEY CHECK (only = 1), seq INTEGER, hash TEXT, mac TEXT);
CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log
    BEGIN SELECT RAISE (ABORT, 'records are only added'); END;
CREATE TRIGGER log_is_not_shortened BEFORE DELETE ON log
    BEGIN SELECT RAISE (ABORT, 'records are only added'); END;
"""


def create_store(
    folder: Path, lenders: Sequence[str], at: datetime, salt: bytes | None = None
) -> None:
    """Make a new store.

    Args:
        folder: where; it is made if need be and must not hold a store yet.
        lenders: whose contacts are counted here; agencies act for one of them.
        at: now.
        salt: the secret of another store whose hashes are to be the same; None: a new one.

    Raises:
        BadInput: a store is there already, or the place cannot be written to.
    """
    assert lenders, "a store counts for a lender"
    if (folder / DATABASE).exists() or (folder / SALT).exists():
        raise there_already(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as wrong:
        raise no_store(folder) from wrong
    secret = secrets.token_bytes(SECRET_BYTES) if salt is None else salt
    write_private(folder / SALT, SALT_HEAD, secret)
    door = Door(secret)
    genesis = Chain().add(
        "genesis", {"format": VERSION, "lenders": list(lenders), "salt": door.mark}, at
    )
    try:
        with closing(connect(folder / DATABASE, wait=1)) as database:
            database.executescript(_SCHEMA)
            _add(database, [genesis], door)
            database.execute("COMMIT")
    except sqlite3.Error as wrong:
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", SALT):
            (folder / name).unlink(missing_ok=True)  # a half-made store would bar the next try
        raise no_store(folder) from wrong


def is_store(folder: Path) -> bool:
    """Return whether there is a database at this place, whole or not."""
    return (folder / DATABASE).is_file()


class Store:
    """An open store.

    Args:
        folder: where it lies.
        write: take the lock; there is one writer at a time.
        wait: seconds to wait for a lock.
        trust: False opens a store that may be damaged, or whose secret is not here, to look at it.

    Raises:
        StoreTrouble: it is not there, damaged, locked, or its secret is missing or another one.
    """

    def __init__(
        self, folder: Path, *, write: bool = False, wait: float = 1.0, trust: bool = True
    ) -> None:
        assert trust or not write
        self.folder = folder
        self.has_secret = True
        self._lock: sqlite3.Connection | None = None
        if not is_store(folder):
            raise no_store(folder)
        try:
            self.door = Door(read_private(folder / SALT, SALT_HEAD))
        except BadInput as wrong:
            if trust:
                raise StoreTrouble.of(wrong) from wrong
            self.has_secret, self.door = False, Door(bytes(SECRET_BYTES))
        self._write, self._wait, self._trust = write, wait, trust
        self._open: list[sqlite3.Connection] = []
        if write:
            self._lock = take_lock(folder, wait)
        try:
            self.reopen()
        except StoreTrouble:
            self.close()
            raise

    def reopen(self) -> None:
        """Open the database anew, as after a trouble; the lock is kept.

        Raises:
            StoreTrouble: it cannot be read, or does not hold together.
        """
        self._let_go()
        path = self.folder / DATABASE
        try:
            self._reader = connect(path, wait=self._wait, read_only=not self._write)
            self._open.append(self._reader)
            if self._trust:
                self.genesis = self._genesis()
                self.seq, self.hash = self._head()
            if self._write:
                self._writer = connect(path, wait=self._wait)
                self._open.append(self._writer)
        except sqlite3.Error as wrong:
            raise said(self.folder, wrong) from wrong

    def close(self) -> None:
        """Let go of the files; what was acknowledged is on the disk already."""
        self._let_go()
        if self._lock is not None:
            self._lock.close()

    def _let_go(self) -> None:
        while self._open:
            with suppress(sqlite3.Error):
                self._open.pop().close()

    @property
    def lenders(self) -> tuple[str, ...]:
        """Whose contacts are counted here."""
        return tuple(self.genesis["lenders"])

    def append(self, records: Sequence[Record]) -> None:
        """Add records in one transaction; they are on the disk when this returns.

        Raises:
            StoreTrouble: they could not be added; none of them was.
        """
        if records:
            self.begin(records)
            self.commit(records[-1])

    def begin(self, records: Sequence[Record]) -> None:
        """Begin the transaction that adds records; it does not wait for the disk.

        Raises:
            StoreTrouble: they cannot be added; nothing has begun.
        """
        assert self._write, "opened for reading"
        try:
            _add(self._writer, records, self.door, after=(self.seq, self.hash))
        except sqlite3.Error as wrong:
            raise said(self.folder, wrong) from wrong

    def commit(self, last: Record) -> None:
        """End the transaction: the records up to `last` are on the disk when this returns.

        Raises:
            StoreTrouble: they are not, or it is not known.
        """
        try:
            self._writer.execute("COMMIT")
        except sqlite3.Error as wrong:
            with suppress(sqlite3.Error):
                self._writer.execute("ROLLBACK")
            raise said(self.folder, wrong) from wrong
        self.seq, self.hash = last.seq, last.hash

    def about(self, debtor: str) -> list[Record]:
        """Return the records about a debtor, oldest first.

        Raises:
            StoreTrouble: they cannot be read, or one does not fit its hash.
        """
        return self._whole("debtor = ? AND debtor <> '' ORDER BY seq", (debtor,))

    def stops(self) -> list[Record]:
        """Return the records in which somebody asked not to be contacted.

        Raises:
            StoreTrouble: as `about`.
        """
        return self._whole("stop = 1 ORDER BY seq", ())

    def record(self, seq: int) -> Record | None:
        """Return one record.

        Raises:
            StoreTrouble: as `about`.
        """
        found = self._whole("seq = ?", (seq,))
        return found[0] if found else None

    def debtors(self) -> list[str]:
        """Return every debtor the records speak of.

        Raises:
            StoreTrouble: the database cannot be read.
        """
        try:
            return [
                name
                for (name,) in self._reader.execute(
                    "SELECT DISTINCT debtor FROM log WHERE debtor <> ''"
                )
            ]
        except sqlite3.Error as wrong:
            raise said(self.folder, wrong) from wrong

    def rows(self, after: int = 0, most: int = 1_000_000_000) -> Iterator[Row]:
        """Yield records as they lie in the store, unchecked, in order.

        Raises:
            StoreTrouble: the database cannot be read further.
        """
        sql = f"SELECT {_COLUMNS} FROM log WHERE seq > ? ORDER BY seq LIMIT ?"  # noqa: S608
        try:
            yield from self._reader.execute(sql, (after, most))
        except sqlite3.Error as wrong:
            raise said(self.folder, wrong) from wrong

    @contextmanager
    def still(self) -> Iterator[None]:
        """Hold what is read still, while others may write.

        Raises:
            StoreTrouble: the database cannot be read.
        """
        try:
            self._reader.execute("BEGIN")
            yield
            self._reader.execute("COMMIT")
        except sqlite3.Error as wrong:
            raise said(self.folder, wrong) from wrong

    def tidy(self) -> None:
        """Move what is in the journal into the database; nobody has to wait for it.

        Raises:
            StoreTrouble: it cannot be done.
        """
        try:
            with closing(connect(self.folder / DATABASE, wait=0)) as database:
                database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.Error as wrong:
            raise said(self.folder, wrong) from wrong

    def head(self) -> tuple[int, str, bool]:
        """Return number and hash of the last record as noted apart, and whether the note is ours.

        Raises:
            StoreTrouble: it cannot be read.
        """
        try:
            row = self._reader.execute("SELECT seq, hash, mac FROM head").fetchone()
        except sqlite3.Error as wrong:
            raise said(self.folder, wrong) from wrong
        if row is None:
            return 0, "", False
        return row[0], row[1], row[2] == self.door.mac(f"{row[0]}:{row[1]}")

    def _head(self) -> tuple[int, str]:
        """Return the end of the chain; it has to be where the note says it is."""
        seq, digest, is_ours = self.head()
        last = self._reader.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
        if not is_ours or last.fetchone() != (seq, digest):
            raise damaged(self.folder)
        return seq, digest

    def _genesis(self) -> Mapping[str, Any]:
        first = self._whole("seq = 1", ())
        if not first or first[0].kind != "genesis":
            raise damaged(self.folder)
        body = first[0].body
        if body.get("salt") != self.door.mark:
            raise StoreTrouble.wrong_salt(self.folder)
        return body

    def _whole(self, where: str, values: tuple[object, ...]) -> list[Record]:
        sql = f"SELECT {_COLUMNS} FROM log WHERE {where}"  # noqa: S608
        try:
            rows = self._reader.execute(sql, values).fetchall()
        except sqlite3.Error as wrong:
            raise said(self.folder, wrong) from wrong
        found = [
            Record(seq, kind, debtor, bool(stop), line, prev, digest)
            for seq, kind, debtor, stop, line, prev, digest in rows
        ]
        if not all(each.is_whole for each in found):
            raise damaged(self.folder)
        return found


def _add(
    database: sqlite3.Connection,
    records: Sequence[Record],
    door: Door,
    after: tuple[int, str] | None = None,
) -> None:
    """Begin a transaction that adds records and notes the new head."""
    database.execute("BEGIN IMMEDIATE")
    try:
        if after is not None:
            _check_end(database, after, records)
        database.executemany(
            f"INSERT INTO log ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [
                (each.seq, each.kind, each.debtor, int(each.stop), each.line, each.prev, each.hash)
                for each in records
            ],
        )
        last = records[-1]
        mac = door.mac(f"{last.seq}:{last.hash}")
        database.execute(
            "INSERT OR REPLACE INTO head VALUES (1, ?, ?, ?)", (last.seq, last.hash, mac)
        )
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise


def _check_end(
    database: sqlite3.Connection, end: tuple[int, str], records: Sequence[Record]
) -> None:
    """Make sure that the records go on where the chain ends."""
    if database.execute("SELECT seq, hash FROM head").fetchone() != end:
        raise sqlite3.DatabaseError("the chain does not end where it should")
    for record in records:
        if (record.seq, record.prev) != (end[0] + 1, end[1]):
            raise sqlite3.DatabaseError("the records do not follow one another")
        end = (record.seq, record.hash)
