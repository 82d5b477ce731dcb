"""Two languages, and errors that say where, what, what was expected, and what to do."""

from __future__ import annotations

from ashore.words import AshoreError, BadInput, Lang, LawGap, Text

LATE = Text("逾期", "overdue")
SAID = {
    "where": "case.toml: loans[2].rate",
    "what": Text("利率是负的", "the rate is negative"),
    "expected": Text("0 以上的小数", "a decimal from 0 up"),
    "do": Text("改好再试", "correct it and try again"),
}


def test_a_text_speaks_both_languages():
    assert (LATE.say("zh"), LATE.say(Lang.ZH)) == ("逾期", "逾期")
    assert (LATE.say("en"), LATE.say(Lang.EN)) == ("overdue", "overdue")


def test_chinese_comes_first():
    assert LATE.say("fr") == "逾期"
    assert tuple(LATE) == ("逾期", "overdue")
    assert [str(lang) for lang in Lang] == ["zh", "en"]


def test_an_error_says_four_things_in_one_language():
    error = BadInput(**SAID)
    assert error.say("en") == (
        "case.toml: loans[2].rate: the rate is negative\n"
        "  expected: a decimal from 0 up\n"
        "  do: correct it and try again"
    )
    assert error.say("zh") == (
        "case.toml: loans[2].rate：利率是负的\n  应为：0 以上的小数\n  怎么办：改好再试"
    )
    assert str(error) == error.say("en")


def test_an_error_keeps_its_parts():
    error = LawGap(**SAID)
    assert {part: getattr(error, part) for part in SAID} == SAID
    assert error.args == tuple(SAID.values())


def test_each_kind_has_its_exit_code():
    codes = {kind: kind.exit_code for kind in (AshoreError, BadInput, LawGap)}
    assert codes == {AshoreError: 2, BadInput: 2, LawGap: 3}
    assert all(issubclass(kind, AshoreError) for kind in codes)
