from __future__ import annotations

import os
import resource
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from ashore.gate.chain import Chain, hash_of
from ashore.gate.private import write_private
from ashore.gate.store import SALT_HEAD, Store, create_store
from ashore.gate.trouble import StoreTrouble
from ashore.gate.verify import verify
from ashore.words import BadInput
from tests.gate.kit import LENDER, MORNING, Counter, by, make_store

STORE_UNAVAILABLE = ("refuse", "gate.store_unavailable")


@pytest.fixture
def folder(tmp_path):
    """A store with a genesis and five decisions about two debtors."""
    made = make_store(tmp_path / "store")
    with Counter(made) as counter:
        for number in range(5):
            counter.clock.go(minutes=1)
            counter.ask(situation={"debtor": f"d{number % 2}"})
    return made


@contextmanager
def unguarded(folder):
    """The database without what keeps it from being changed."""
    with closing(sqlite3.connect(folder / "gate.db")) as database:
        database.execute("DROP TRIGGER log_is_not_changed")
        database.execute("DROP TRIGGER log_is_not_shortened")
        yield database
        database.commit()


def change(folder, *statements):
    with unguarded(folder) as database:
        for statement in statements:
            database.execute(*statement) if isinstance(statement, tuple) else database.execute(
                statement
            )


def first_bad(folder, receipt=None):
    fault = verify(folder, receipt).fault
    return fault and (fault.kind, fault.seq)


def line_of(folder, seq):
    with closing(sqlite3.connect(folder / "gate.db")) as database:
        return database.execute("SELECT line FROM log WHERE seq = ?", (seq,)).fetchone()[0]


# ---- a whole store


def test_a_store_is_for_its_owner_only(folder):
    assert stat.S_IMODE((folder / "salt").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_whole_store_is_found_whole(folder):
    found = verify(folder)
    assert (found.fault, found.records, found.end_checked) == (None, 6, True)


def test_records_are_only_added(folder):
    with closing(sqlite3.connect(folder / "gate.db")) as database:
        for statement in ("UPDATE log SET kind = 'x'", "DELETE FROM log"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                database.execute(statement)


def test_each_hash_is_sha_256_over_the_one_before_and_the_line(folder):
    rows = list(Store(folder).rows())
    assert rows[0][5] == "0" * 64
    for before, row in pairwise(rows):
        assert row[5] == before[6]
        assert row[6] == hash_of(row[5], row[4])


def test_what_was_answered_is_still_there_after_opening_anew(tmp_path):
    folder = make_store(tmp_path / "store")
    with Counter(folder) as counter:
        first = counter.ask()
    with Counter(folder) as counter:
        record = counter.store.record(int(first["decision_id"]))
        assert record is not None
        assert record.hash == first["receipt"]
        assert counter.ask()["decision_id"] == "000000000003"


def test_no_name_and_no_number_is_in_the_files(tmp_path):
    folder = make_store(tmp_path / "store")
    with Counter(folder) as counter:
        debtor = {"debtor": "13800138000"}
        counter.ask(address="138 0013 8000", loan="wld-8812", text="张三你好", situation=debtor)
        counter.ask(role="parent", person="妈妈", disclosed=["none"], situation=debtor)
        at = MORNING.isoformat()
        met = {"at": at, "person": "妈妈", "address": "13900139000", "text": "李四"}
        counter.tell(debtor="13800138000", contact=met)
        stop = {"since": at, "role": "parent", "person": "13700137000"}
        counter.tell(debtor="13800138000", stop=stop)
    written = b"".join(path.read_bytes() for path in folder.iterdir())
    for secret in ("13800138000", "138 0013 8000", "13900139000", "13700137000", "妈妈", "张三",
                   "李四", "wld-8812"):  # fmt: skip
        assert secret.encode() not in written, secret


def test_a_store_is_not_made_over_another(folder):
    with pytest.raises(BadInput, match="store here already"):
        create_store(folder, [LENDER], MORNING)


def test_two_stores_with_one_salt_hash_alike(tmp_path):
    one = make_store(tmp_path / "one")
    two = make_store(tmp_path / "two", salt=bytes(range(32)))
    three = make_store(tmp_path / "three", salt=bytes(range(32)))
    hashes = [Store(each).door.address("13800138000") for each in (one, two, three)]
    assert hashes[1] == hashes[2] != hashes[0]


# ---- what verify finds, each by the first bad record


def test_an_edited_record(folder):
    change(folder, "UPDATE log SET line = replace(line, '\"allow\"', '\"refuse\"') WHERE seq = 3")
    assert first_bad(folder) == ("edited", 3)


def test_an_edited_record_with_a_new_hash(folder):
    line = line_of(folder, 3).replace('"allow"', '"refuse"')
    with unguarded(folder) as database:
        prev = database.execute("SELECT prev FROM log WHERE seq = 3").fetchone()[0]
        sql = "UPDATE log SET line = ?, hash = ? WHERE seq = 3"
        database.execute(sql, (line, hash_of(prev, line)))
    assert first_bad(folder) == ("link", 4)


def test_a_record_taken_out(folder):
    change(folder, "DELETE FROM log WHERE seq = 4")
    assert first_bad(folder) == ("gap", 4)


def test_the_end_cut_off(folder):
    change(folder, "DELETE FROM log WHERE seq >= 5")
    assert first_bad(folder) == ("cut", 5)


def test_the_end_cut_off_and_the_note_of_it_moved(folder):
    change(
        folder,
        "DELETE FROM log WHERE seq >= 5",
        "UPDATE head SET seq = 4, hash = (SELECT hash FROM log WHERE seq = 4)",
    )
    assert first_bad(folder) == ("head", 4)


def test_a_record_hidden_from_its_debtor(folder):
    change(folder, "UPDATE log SET debtor = 'h:somebody' WHERE seq = 3")
    assert first_bad(folder) == ("index", 3)


def test_a_whole_chain_written_anew_does_not_fit_a_receipt(tmp_path, folder):
    rows = list(Store(folder).rows())
    receipt = (4, rows[3][6])
    assert first_bad(folder, receipt) is None
    forged = make_store(tmp_path / "forged")
    with Counter(forged) as counter:
        for _ in range(5):
            counter.clock.go(minutes=2)
            counter.ask()
    assert first_bad(forged) is None
    assert first_bad(forged, receipt) == ("receipt", 4)


def test_without_the_salt_all_but_the_end_is_checked(folder):
    (folder / "salt").unlink()
    found = verify(folder)
    assert (found.fault, found.end_checked) == (None, False)
    change(folder, "UPDATE log SET line = line || ' ' WHERE seq = 3")
    assert first_bad(folder) == ("edited", 3)


def test_a_file_that_is_no_database(folder):
    spoil(folder)
    assert first_bad(folder) == ("unreadable", 1)


# ---- refuse, never allow


def spoil(folder):
    for name in ("gate.db-wal", "gate.db-shm"):
        (folder / name).unlink(missing_ok=True)
    (folder / "gate.db").write_bytes(b"not a database " * 500)


def unreadable_pages(folder):
    path = folder / "gate.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data)):
        data[at] ^= 0x5A
    path.write_bytes(data)


def asked_by_command(folder, tmp_path, capsys):
    """What `ashore gate` answers when the store is in this state."""
    import json

    from ashore.cli.gate import run
    from ashore.gate.service import wall_clock
    from tests.gate.kit import request

    path = tmp_path / "request.json"
    path.write_text(json.dumps(request(wall_clock())), encoding="utf-8")
    assert run(["gate", str(path), "--store", str(folder), "--lang", "en"]) == 0
    return by(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize(
    "harm",
    [
        spoil,
        unreadable_pages,
        lambda folder: (folder / "salt").unlink(),
        lambda folder: (folder / "salt").write_text("ashore-gate-salt-1:zz\n"),
        lambda folder: (folder / "salt").chmod(0o644),
        lambda folder: (folder / "gate.db").unlink(),
        lambda folder: change(folder, "DELETE FROM log WHERE seq >= 5"),
        lambda folder: change(folder, "UPDATE head SET mac = 'x'"),
        lambda folder: change(folder, "UPDATE log SET line = '{}' WHERE seq = 1"),
        lambda folder: change(folder, "DROP TABLE log"),
    ],
    ids=["no-database", "spoilt-pages", "no-salt", "bad-salt", "open-salt", "no-file", "cut",
         "forged-head", "edited-genesis", "no-table"],
)  # fmt: skip
def test_a_damaged_store_refuses(harm, folder, tmp_path, capsys):
    harm(folder)
    assert asked_by_command(folder, tmp_path, capsys) == STORE_UNAVAILABLE


def test_the_salt_of_another_store_refuses(folder, tmp_path, capsys):
    (folder / "salt").unlink()
    write_private(folder / "salt", SALT_HEAD, bytes(32))
    assert asked_by_command(folder, tmp_path, capsys) == STORE_UNAVAILABLE


def test_a_record_about_the_debtor_that_was_edited_refuses(folder):
    change(folder, "UPDATE log SET line = replace(line, 'call', 'sms') WHERE seq = 3")
    with Counter(folder) as counter:
        counter.clock.go(minutes=30)
        assert by(counter.ask(situation={"debtor": "d1"})) == STORE_UNAVAILABLE
        assert counter.ask(situation={"debtor": "d7"})["decision"] == "allow"


def test_a_locked_database_refuses_and_goes_on_afterwards(folder):
    with Counter(folder) as counter:
        counter.clock.go(minutes=30)
        with closing(sqlite3.connect(folder / "gate.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert by(counter.ask()) == STORE_UNAVAILABLE
            other.execute("ROLLBACK")
        assert counter.ask()["decision"] == "allow"
    assert first_bad(folder) is None


def test_a_second_writer_is_told_so(folder):
    with Counter(folder), pytest.raises(StoreTrouble, match="one at a time"):
        Store(folder, write=True, wait=0.05)


def test_reading_goes_on_beside_a_writer(folder):
    with Counter(folder) as counter:
        counter.clock.go(minutes=30)
        counter.ask()
        assert verify(folder).fault is None


def test_records_that_do_not_follow_are_not_added(folder):
    store = Store(folder, write=True)
    record = Chain(40, "f" * 64).add("decision", {"decision": "allow"}, MORNING)
    with pytest.raises(StoreTrouble):
        store.append([record])
    store.close()
    assert first_bad(folder) is None


FULL = """
import resource, sys
from pathlib import Path
from tests.gate.kit import Counter, by
folder = Path(sys.argv[1])
with Counter(folder) as counter:
    counter.clock.go(minutes=30)
    assert counter.ask(situation={"debtor": "before"})["decision"] == "allow"
    most = max(path.stat().st_size for path in folder.iterdir()) + int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    found = set()
    for number in range(60):
        answer = counter.ask(situation={"debtor": f"n{number}"})
        found.add(by(answer))
        if answer["decision"] != "allow":
            break
    assert ("refuse", "gate.store_unavailable") in found, found
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    counter.store.reopen()
    counter.desk.start_anew()
    assert counter.ask(situation={"debtor": "after"})["decision"] == "allow"
"""


def child(code, *arguments):
    """Run code in a process of its own; a failing assertion fails the test."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no such limit here")
@pytest.mark.parametrize("room", ["0", "20000"])
def test_a_full_disk_refuses_and_goes_on_when_there_is_room(folder, room):
    child(FULL, str(folder), room)
    assert first_bad(folder) is None


@contextmanager
def read_only(folder):
    """The folder as on a disk that cannot be written to; skips where that cannot be had."""
    if os.geteuid():
        for path in folder.iterdir():
            path.chmod(0o400)
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    mounts = (["mount", "--bind", folder, folder], ["mount", "-o", "remount,ro,bind", folder])
    try:
        for mount in mounts:
            subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no read-only disk to be had here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_disk_that_cannot_be_written_to_refuses(folder, tmp_path, capsys):
    with read_only(folder):
        assert asked_by_command(folder, tmp_path, capsys) == STORE_UNAVAILABLE


def test_a_store_on_a_disk_that_cannot_be_written_to_can_be_looked_at(folder):
    with read_only(folder):
        assert verify(folder).fault is None
        assert len(list(Store(folder).rows())) == 6
