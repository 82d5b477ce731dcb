"""Once a sealed case is locked, nothing of it is left in memory: no key, no text, no answer."""

from __future__ import annotations

import gc
from dataclasses import replace
from threading import Event, Thread

import pytest

from ashore.conduct.consent import read_consent
from ashore.facts import Case
from ashore.files.case import read_case
from ashore.ledger.schedule import make_schedule
from ashore.loan import Loan
from ashore.web import answers, store
from ashore.web.keyring import IDLE_SECONDS, KEYRING, Keyring
from ashore.web.memory import Remembered
from ashore.web.models import CaseFile
from ashore.web.planning import Desk
from ashore.web.serve import _locking
from tests.web.cast import EXAMPLE, visitor
from tests.web.there import look_at, remembered

WORDS = "four plain words"
MARK = "only-in-this-test"
PAGES = ("", "loans/wld/", "ahead/", "plan/", "offers/", "print/", "contacts/", "goals/", "file/")


class Clock:
    """Seconds that pass when told to."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(KEYRING, "_clock", made)
    return made


@pytest.fixture
def untidied():
    """No search for rings of objects happens by chance."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def sealed(client, untidied):
    """A case under a passphrase, all its pages seen."""
    case = read_case(EXAMPLE)
    first = case.loans[0]
    named = replace(first, loan=replace(first.loan, name=MARK))
    code = store.begin(None)
    kept = CaseFile.objects.get(id=code)
    me = store.Writer(session="none")
    store.write(
        store.opened(kept, "none"),
        replace(case, title=MARK, loans=(named, *case.loans[1:])),
        me,
        "upload",
    )
    client.post(f"/c/{code}/file/passphrase/", {"first": WORDS, "second": WORDS})
    look(client, code)
    return str(code)


def look(client, code):
    for page in PAGES:
        assert client.get(f"/c/{code}/{page}").status_code == 200, page


def left():
    """What the process still holds of the case; it is not tidied up for this question."""
    return [
        type(each).__name__
        for each in gc.get_objects()
        if (isinstance(each, Case) and each.title == MARK)
        or (isinstance(each, Loan) and each.name == MARK)
    ]


def nothing_left():
    assert not len(answers._KNOWN) and not len(store._PARSED) and not KEYRING._keys
    assert not make_schedule.cache_info().currsize and not read_consent.cache_info().currsize
    assert left() == []


def test_after_ten_idle_minutes_nothing_is_left_though_nobody_asks(clock, client, sealed):
    assert left() and len(answers._KNOWN) and len(store._PARSED)
    clock.now = IDLE_SECONDS
    KEYRING.sweep()
    assert left()  # not yet
    clock.now = IDLE_SECONDS + 1
    KEYRING.sweep()
    nothing_left()
    assert client.get(f"/c/{sealed}/").headers["Location"].startswith(f"/c/{sealed}/unlock/")
    nothing_left()


@pytest.mark.parametrize("way", ["/leave/", "lock"])
def test_leaving_and_locking_leave_nothing(client, sealed, way):
    if way == "lock":
        client.post(f"/c/{sealed}/lock/")
    else:
        client.get(way)
    nothing_left()


def test_a_page_still_in_the_making_when_the_case_is_locked_keeps_nothing(client, sealed):
    kept = CaseFile.objects.get(id=sealed)
    found = store.opened(kept, client.session.session_key)
    answers.forget()
    KEYRING.drop()
    assert answers.answer(found).case == found.case  # somebody still waits for this page
    assert store.parsed(kept, found.text) == found.case
    del found
    gc.collect()
    nothing_left()


def test_one_session_s_lock_leaves_the_case_open_to_another(client, sealed):
    other = visitor()
    other.post(f"/c/{sealed}/unlock/", {"passphrase": WORDS})
    look(other, sealed)
    client.get("/leave/")
    assert other.get(f"/c/{sealed}/").status_code == 200
    KEYRING.drop(session=other.session.session_key)
    nothing_left()


def test_the_app_locks_by_itself(monkeypatch):
    swept, ended = Event(), Event()
    monkeypatch.setattr(KEYRING, "sweep", swept.set)
    thread = Thread(target=_locking, args=(ended, 0.001))
    thread.start()
    assert swept.wait(60)
    ended.set()
    thread.join()


def test_who_remembers_is_told_when_the_last_key_is_gone():
    now, told = Clock(), []
    ring = Keyring(idle=10, clock=now)
    ring.tell(told.append)
    ring.put("me", "a", b"k")
    ring.put("you", "a", b"k")
    ring.put("me", "b", b"k")
    ring.drop(session="me")
    assert told == ["b"] and ring.holds("a") and not ring.holds("b")
    now.now = 11
    ring.sweep()
    assert told == ["b", "a"] and not ring.holds("a")


def test_only_the_last_few_are_remembered():
    kept, made = Remembered(2), []

    def value(text):
        return kept.of("a", text, lambda: made.append(text) or text, lambda: True)

    for text in ("1", "2", "1", "3", "1", "2"):
        assert value(text) == text
    assert made == ["1", "2", "3", "2"] and len(kept) == 2
    kept.forget("b")
    assert len(kept) == 2
    kept.forget("a")
    assert len(kept) == 0


def test_where_plans_are_made_it_is_forgotten_too():
    desk = Desk()
    look_at(EXAMPLE)
    desk.forget()
    assert remembered() == 0
    desk.open()
    try:
        assert desk._quick.submit(look_at, EXAMPLE).result() == 1
        desk.forget()
        assert desk._quick.submit(remembered).result() == 0
    finally:
        desk.shut()
