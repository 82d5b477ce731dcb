"""Cases in the store: versions that only grow, sealed and open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ashore.files.case import parse_case, read_case, write_case
from ashore.web import seal, store
from ashore.web.keyring import KEYRING, Keyring
from ashore.web.models import CaseFile, Draft, Version
from ashore.words import BadInput
from tests.web.cast import EXAMPLE

ME = store.Writer(session="me")


@pytest.fixture
def kept(db):
    code = store.begin(None)
    found = store.opened(CaseFile.objects.get(id=code), "me")
    store.write(found, read_case(EXAMPLE), ME, "upload")
    return CaseFile.objects.get(id=code)


def test_what_is_kept_is_the_text_of_a_case_file(kept):
    body = bytes(kept.versions.get().body).decode()
    assert body == write_case(read_case(EXAMPLE))
    assert parse_case(body).case == read_case(EXAMPLE)


def test_a_change_adds_a_version_and_leaves_the_old_one(kept):
    first = bytes(kept.versions.get().body)
    found = store.opened(kept, "me")
    store.write(found, replace(found.case, title="新的"), ME, "title")
    assert [each.number for each in kept.versions.all()] == [1, 2]
    assert bytes(kept.versions.first().body) == first
    assert store.opened(kept, "me").case.title == "新的"


def test_of_two_who_write_the_second_is_told_and_nothing_is_lost(kept):
    found = store.opened(kept, "me")
    store.write(found, replace(found.case, title="一"), ME, "title")
    with pytest.raises(BadInput, match="elsewhere"):
        store.write(found, replace(found.case, title="二"), ME, "title")
    assert store.opened(kept, "me").case.title == "一"


def test_a_sealed_case_shows_nothing_on_the_disk(kept):
    store.keep_draft(kept.id, {"loans": [{"name": "微粒贷"}]}, "me")
    store.set_passphrase(kept.id, "four plain words", "me")
    kept.refresh_from_db()
    held = [bytes(kept.versions.get().body), bytes(Draft.objects.get().body), kept.seal.encode()]
    assert not any("微粒贷".encode() in each for each in held)
    assert store.opened(kept, "me").case == read_case(EXAMPLE)
    assert store.draft_of(kept, "me") == {"loans": [{"name": "微粒贷"}]}


def test_another_session_has_to_give_the_passphrase(kept):
    store.set_passphrase(kept.id, "four plain words", "me")
    kept.refresh_from_db()
    with pytest.raises(store.Locked):
        store.opened(kept, "you")
    store.unlock(kept, "four plain words", "you")
    assert store.opened(kept, "you").number == 1


def test_a_wrong_passphrase_changes_nothing(kept):
    store.set_passphrase(kept.id, "four plain words", "me")
    KEYRING.drop()
    kept.refresh_from_db()
    before = [bytes(each.body) for each in Version.objects.all()], kept.seal
    for wrong in ("four plain word", "", "Four plain words", "x" * 1000):
        with pytest.raises(BadInput, match="not the passphrase"):
            store.unlock(kept, wrong, "me")
    kept.refresh_from_db()
    assert before == (
        [bytes(each.body) for each in Version.objects.all()],
        kept.seal,
    )
    store.unlock(kept, "four plain words", "me")
    assert store.opened(kept, "me").case == read_case(EXAMPLE)


def test_a_sealed_text_cannot_take_the_place_of_another(kept):
    key = bytes(32)
    sealed = seal.seal_text(key, "a", "case:1")
    assert seal.open_text(key, sealed, "case:1") == "a"
    from cryptography.exceptions import InvalidTag

    with pytest.raises(InvalidTag):
        seal.open_text(key, sealed, "case:2")
    with pytest.raises(InvalidTag):
        seal.open_text(key, sealed[:-1] + bytes([sealed[-1] ^ 1]), "case:1")


def test_a_passphrase_can_be_taken_away_again(kept):
    store.set_passphrase(kept.id, "four plain words", "me")
    store.set_passphrase(kept.id, "", "me")
    kept.refresh_from_db()
    assert not kept.seal
    assert store.opened(kept, "anybody").case == read_case(EXAMPLE)


def test_a_short_passphrase_is_refused_and_the_case_stays_open(kept):
    with pytest.raises(BadInput, match="too short"):
        store.set_passphrase(kept.id, "short", "me")
    kept.refresh_from_db()
    assert not kept.seal
    assert store.opened(kept, "anybody").number == 1


def test_erased_is_gone(kept):
    store.erase(kept.id)
    assert not CaseFile.objects.exists() and not Version.objects.exists()


def test_a_key_not_used_for_a_while_is_dropped():
    now = [0.0]
    ring = Keyring(idle=600, clock=lambda: now[0])
    ring.put("me", "a", b"k")
    now[0] = 599
    assert ring.get("me", "a") == b"k"
    now[0] = 599 + 601
    assert ring.get("me", "a") is None
