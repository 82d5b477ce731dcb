from __future__ import annotations

import json
import stat
from datetime import timedelta

import pytest
from hypothesis import given, strategies as st
from jsonschema import Draft202012Validator

from ashore.cli.card import run
from ashore.conduct.situation import PAUSES, Pause, Preferences
from ashore.files.choices import CHANNEL
from ashore.gate.card import check_card, open_key, sign_card
from ashore.gate.windows import read_window
from ashore.report.schemas_conduct import SCHEMAS
from ashore.words import BadInput, LawGap
from tests.gate.kit import MORNING


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return open_key(tmp_path_factory.mktemp("own") / "own.key")[0]


channels = st.lists(st.sampled_from(list(CHANNEL)), unique=True, max_size=3).map(tuple)
windows = st.lists(
    st.sampled_from(["09:00-18:00", "mon-fri 19:00-20:30", "22:00-06:00", "00:00-24:00"]),
    unique=True, max_size=3,
).map(lambda texts: tuple(read_window(text) for text in texts))  # fmt: skip
pauses = st.lists(
    st.builds(
        Pause,
        reason=st.sampled_from(PAUSES),
        since=st.just(MORNING),
        until=st.sampled_from([None, MORNING + timedelta(days=9)]),
    ),
    max_size=2,
).map(tuple)
wishes = st.builds(
    Preferences, hours=windows, avoid=windows, channels=channels, no_channels=channels,
    no_relatives=st.booleans(), pauses=pauses,
)  # fmt: skip


@given(wishes, st.sampled_from(["", "甲消费金融"]))
def test_a_signed_card_says_what_was_asked_for(key, asked, lender):
    raw = json.loads(json.dumps(sign_card(asked, MORNING, key, lender)))
    card = check_card(raw)
    assert (card.preferences, card.lender, card.issued_at) == (asked, lender, MORNING)
    Draft202012Validator(SCHEMAS["card"]).validate(raw)


@given(wishes, st.data())
def test_a_card_changed_in_any_place_is_refused(key, asked, data):
    raw = sign_card(asked, MORNING, key)
    name = data.draw(st.sampled_from([*raw, "no_relatives", "lender"]))
    changed = {**raw, name: not raw.get(name, False) if name == "no_relatives" else "x"}
    if data.draw(st.booleans()):
        changed = {word: value for word, value in raw.items() if word != name}
    if changed != raw:
        with pytest.raises(BadInput):
            check_card(changed)


def test_the_order_of_keys_does_not_matter(key):
    raw = sign_card(Preferences(no_relatives=True), MORNING, key)
    assert check_card(dict(reversed(raw.items()))) == check_card(raw)


def test_somebody_elses_key_does_not_sign_this_card(key, tmp_path):
    other, _ = open_key(tmp_path / "other.key")
    mine = sign_card(Preferences(no_relatives=True), MORNING, key)
    theirs = sign_card(Preferences(no_relatives=True), MORNING, other)
    for mixed in ({**mine, "key": theirs["key"]}, {**mine, "signature": theirs["signature"]}):
        with pytest.raises(BadInput, match="signature"):
            check_card(mixed)
    assert check_card(mine).fingerprint != check_card(theirs).fingerprint


@pytest.mark.parametrize(
    "word", ["", "ed25519:", "ed25519:AA==", "rsa:AAAA", "ed25519:不", "x" * 60]
)
def test_a_key_that_is_none(key, word):
    raw = sign_card(Preferences(no_relatives=True), MORNING, key)
    with pytest.raises(BadInput):
        check_card({**raw, "key": word})


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "own.key"
    first, is_new = open_key(path)
    again, is_new_again = open_key(path)
    assert (is_new, is_new_again) == (True, False)
    assert first.public_key().public_bytes_raw() == again.public_key().public_bytes_raw()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "secret", "ashore-gate-salt-1:" + "0" * 64])
def test_a_file_that_is_no_key(tmp_path, text):
    path = tmp_path / "own.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(BadInput):
        open_key(path)


def test_a_key_that_others_can_read(tmp_path):
    path = tmp_path / "own.key"
    open_key(path)
    path.chmod(0o644)
    with pytest.raises(BadInput, match="others may read"):
        open_key(path)


# ---- the command


@pytest.fixture
def card(tmp_path, monkeypatch, capsys):
    """Run `ashore card …` in a folder of its own; return what it printed."""
    monkeypatch.chdir(tmp_path)

    def command(*words):
        assert run(["card", *words]) == 0
        return capsys.readouterr().out

    return command


NEW = ("new", "--hours", "周一至周五 09:00-18:00", "--channels", "sms,email", "--no-relatives",
       "--pause", "illness", "--until", "2099-12-30", "--out", "card.json")  # fmt: skip


def test_a_card_is_made_said_and_checked(card, tmp_path):
    said = card(*NEW)
    for words in (
        "09:00–18:00",
        "短信、电子邮件",
        "不要联系我的家人",
        "2099-12-30",
        "疾病",
        "指纹",
    ):
        assert words in said
    raw = json.loads((tmp_path / "card.json").read_text())
    assert check_card(raw).preferences.no_relatives
    checked = card("check", "card.json", "--lang", "en")
    assert check_card(raw).fingerprint in checked
    assert "nobody but me" in checked
    as_json = json.loads(card("check", "card.json", "--format", "json"))
    assert as_json == {"ok": True, "fingerprint": check_card(raw).fingerprint, "card": raw}


def test_a_second_card_is_signed_with_the_same_key(card):
    first = json.loads(card(*NEW[:-2], "--format", "json"))
    second = json.loads(card("new", "--no-relatives", "--format", "json"))
    assert first["key"] == second["key"]


def test_a_file_is_not_written_over(card):
    card(*NEW)
    with pytest.raises(BadInput, match="there already"):
        run(["card", *NEW])
    card(*NEW, "--force")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("new",), "nothing is asked for"),
        (("new", "--hours", "9-18"), "cannot read these hours"),
        (("new", "--channels", "fax"), "no such channel: fax"),
        (("new", "--until", "2026-12-31"), "no reason"),
        (("new", "--pause", "illness", "--since", "2026-12-02", "--until", "2026-12-01"), "ends"),
        (("new", "--pause", "tired"), "cannot be tired"),
        (("check", "nothing.json"), "no such file"),
        (("refuse", "--person", "妈妈"), "lender"),
        (("nwe",), "nwe"),
        ((), "what is missing"),
    ],
)
def test_a_slip_on_the_command_line(card, words, message):
    with pytest.raises(BadInput, match=message):
        run(["card", *words])


def test_a_refusal_names_the_law_and_not_the_loan(card):
    said = card("refuse", "--person", "妈妈", "--role", "parent", "--lender", "甲消费金融",
                "--lender-type", "consumer_finance", "--on", "2026-11-23")  # fmt: skip
    for words in ("甲消费金融", "妈妈", "民法典", "第1033条", "个人信息保护法", "2026-11-23"):
        assert words in said
    assert "C：" not in said


def test_a_refusal_as_json_can_be_recorded(card, tmp_path):
    from tests.gate.desk_test import mother, unreachable
    from tests.gate.kit import LENDER, Counter, make_store

    words = ("refuse", "--person", "妈妈", "--role", "parent", "--lender", LENDER)
    value = json.loads(card(*words, "--on", "2026-11-23", "--format", "json"))
    assert value["norms"][0]["confidence"] == "A"
    with Counter(make_store(tmp_path / "store")) as counter:
        unreachable(counter, debtor="d1")
        asked = mother(person="妈妈")
        assert counter.ask(**asked)["decision"] == "allow"
        counter.tell(debtor="d1", stop=value["stop"])
        counter.clock.go(minutes=1)
        assert counter.ask(**asked)["decision"] == "refuse"


def test_no_norm_can_be_cited_for_a_day_before_them_all(card):
    with pytest.raises(LawGap):
        run(["card", "refuse", "--person", "x", "--lender", "y", "--on", "1995-01-01"])
