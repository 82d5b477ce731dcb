"""The data of what is reported: read strictly, joined with care, and it fits the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from ashore.files.practice import parse_help, parse_practice, read_practice
from ashore.files.products import presets
from ashore.forecast.practice import Practice, Reported, Stage
from ashore.loan import LenderType
from ashore.words import BadInput, Text
from tests.forecast.sample import case as a_case, loan, of_kind, seen

GOOD = """
read_on = 2026-11-23
[[stage]]
kind = "suit"
to = "debtor"
channels = ["letter"]
title = { zh = "起诉", en = "a suit" }
means = { zh = "甲", en = "a" }
do = { zh = "乙", en = "b" }
may_not = { zh = "丙", en = "c" }
[[stage.reported]]
when = "any"
days = { earliest = 1, usual_from = 2, usual_to = 3, latest = 4 }
pages = 1
confidence = "C"
sources = ["a page"]
"""


def test_a_good_text_is_read():
    found = parse_practice(GOOD)
    assert [stage.kind for stage in found.stages] == ["suit"]
    assert found.stages[0].reported[0].latest == 4
    assert str(found.read_on) == "2026-11-23"
    assert found.version != parse_practice(GOOD.replace("a page", "b page")).version


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("read_on = 2026-11-23\n", "", "read_on"),
        ("read_on = 2026-11-23", "read_on = 'then'", "then"),
        ('kind = "suit"', 'kind = "suit"\ncolour = "red"', "colour"),
        ('to = "debtor"', 'to = "friend"', "friend"),
        ('["letter"]', '["pigeon"]', "pigeon"),
        ('en = "a suit"', 'en = ""', "起诉"),
        ('means = { zh = "甲", en = "a" }\n', "", "means"),
        ('when = "any"', 'when = "often"', "often"),
        ("latest = 4", "latest = 2", "[1, 2, 3, 2]"),
        ("latest = 4", "latest = 4.5", "4.5"),
        ("pages = 1", "pages = '1'", "[1, 2, 3, 4]"),
        ('confidence = "C"', 'confidence = "D"', "D"),
        ('sources = ["a page"]', "sources = []", "[]"),
        ('sources = ["a page"]', 'sources = [" "]', "' '"),
        ("pages = 1\n", "", "pages"),
        (GOOD, GOOD + GOOD.split("\n", 2)[2], "suit"),
        (GOOD, GOOD[: GOOD.index("[[stage.rep")] + "reported = []", "[]"),
        (GOOD, "[[stage", "TOML"),
    ],
)
def test_what_is_refused_is_named(old, new, told):
    assert old in GOOD
    with pytest.raises(BadInput) as wrong:
        parse_practice(GOOD.replace(old, new, 1), "bad.toml")
    message = wrong.value.say("en")
    assert "bad.toml" in message
    assert told in message


def stage(*reports: Reported) -> Stage:
    word = Text("甲", "a")
    return Stage(
        kind="x",
        to="third",
        channels=(),
        title=word,
        means=word,
        do=word,
        may_not=word,
        reported=reports,
    )


def report(first: int, last: int, **more: object) -> Reported:
    given = {"pages": 1, "confidence": "C", "sources": (f"{first}",), **more}
    return Reported(earliest=first, usual_from=first, usual_to=last, latest=last, **given)


def span(found: Stage, lender_type="bank", product="", *, reachable=False):
    return Practice(stages=(found,)).span(found, lender_type, product, reachable=reachable)


def test_the_closest_reports_count_and_others_do_not():
    found = stage(
        report(1, 9),
        report(2, 8, lender_types=("bank",)),
        report(3, 7, products=("p",)),
        report(4, 5, products=("p",), confidence="B"),
    )
    assert span(found).sources == ("2",)
    assert span(found, "small_loan").sources == ("1",)
    closest = span(found, product="p")
    assert (closest.earliest, closest.latest, closest.pages) == (3, 7, 2)
    assert closest.confidence == "C"  # the weakest of what it rests on
    assert closest.sources == ("3", "4")


def test_general_reports_are_about_institutions():
    assert span(stage(report(1, 9)), "private") is None
    assert span(stage(report(1, 9, lender_types=("private",))), "private").earliest == 1


def test_one_who_answers_is_never_told_an_earlier_day():
    found = stage(report(10, 20, when="unreachable"), report(5, 60, when="reachable"))
    answers = span(found, reachable=True)
    assert (answers.earliest, answers.latest) == (10, 60)


def test_a_lender_that_does_not_care_is_the_same_for_one_who_answers():
    found = stage(
        report(1, 3, lender_types=("unlicensed",)),
        report(10, 20, when="unreachable"),
        report(60, 90, when="reachable"),
    )
    assert span(found, "unlicensed", reachable=True) == span(found, "unlicensed", reachable=False)


def test_where_it_is_not_known_whether_one_answers_the_range_covers_both():
    found = stage(report(10, 20, when="unreachable"), report(60, 90, when="reachable"))
    both = span(found, reachable=None)
    assert (both.earliest, both.usual_from, both.usual_to, both.latest) == (10, 10, 90, 90)
    assert both.sources == ("10", "60")
    assert both.pages == 2


def test_no_report_is_no_range():
    assert span(stage(report(1, 2, lender_types=("bank",))), "small_loan") is None


TYPES = st.sampled_from(list(LenderType)).map(str)
PRODUCTS = st.sampled_from(["", "weilidai", "huabei", "jd_baitiao", "zhaolian", "no_such"])


def test_what_is_reported_of_one_who_answers_may_come_to_one_who_does_not():
    found = stage(report(10, 20, when="unreachable"), report(60, 90, when="reachable"))
    silent = span(found, reachable=False)
    assert (silent.earliest, silent.usual_from, silent.usual_to, silent.latest) == (10, 10, 20, 90)
    assert silent.sources == ("10", "60")


@given(TYPES, PRODUCTS, st.sampled_from(read_practice().stages))
def test_answering_brings_no_stage_nearer(lender_type, product, found):
    practice = read_practice()
    silent = practice.span(found, lender_type, product, reachable=False)
    answers = practice.span(found, lender_type, product, reachable=True)
    unknown = practice.span(found, lender_type, product, reachable=None)
    if silent is None:
        return
    assert answers.earliest >= silent.earliest
    assert answers.usual_from >= silent.usual_from
    assert answers.latest >= silent.latest
    assert unknown.earliest == silent.earliest
    assert unknown.latest == answers.latest


# -- the data that ships --------------------------------------------------------------------------


def test_every_product_named_is_a_preset_and_every_lender_type_is_one():
    known = {preset.id for preset in presets()}
    for found in read_practice().stages:
        for one in found.reported:
            assert set(one.products) <= known
            assert set(one.lender_types) <= set(LenderType)


def test_every_kind_of_lender_has_a_report_on_third_persons():
    practice = read_practice()
    third = next(found for found in practice.stages if found.to == "third")
    for lender_type in LenderType:
        assert practice.span(third, lender_type, "", reachable=False) is not None


def test_what_rests_on_no_page_is_c_and_says_so():
    for found in read_practice().stages:
        for one in found.reported:
            if one.pages == 0:
                assert one.confidence == "C"
                assert "没有具体网页" in " ".join(one.sources)


def test_a_range_wider_than_its_reports_says_why():
    # a single page with a range of its own needs no note; several that differ do
    for found in read_practice().stages:
        for one in found.reported:
            if one.latest - one.earliest > 60 and one.pages > 1:
                assert one.note.zh, (found.kind, one.sources)


def test_three_to_seven_days_is_the_early_end():
    third = next(found for found in read_practice().stages if found.to == "third")
    small = read_practice().span(third, "small_loan", "", reachable=False)
    assert small.earliest == 3
    assert small.usual_from >= 7
    assert any("3 到 7 天" in note.zh and "最早" in note.zh for note in small.notes)


def test_the_steps_come_in_their_usual_order():
    usual = [min(one.usual_from for one in found.reported) for found in read_practice().stages]
    names = [found.kind for found in read_practice().stages]
    assert names.index("reminder") < names.index("first_call") < names.index("human_call")
    assert usual[names.index("suit")] < usual[names.index("sale")]


def test_a_loan_the_case_says_is_not_reported_gets_no_credit_event_from_reports():
    silent = a_case(loan(reports_to=["none"]), reachable=True)
    assert of_kind(seen(silent), "credit_mark", "reported") is None
    assert of_kind(seen(a_case(loan(), reachable=True)), "credit_mark", "reported") is not None


# -- where help is --------------------------------------------------------------------------------

HELP = """
[[help]]
number = "12356"
title = { zh = "甲", en = "a" }
means = { zh = "乙", en = "b" }
do = { zh = "丙", en = "c" }
confidence = "B"
sources = ["a page"]
"""


def test_every_number_has_a_source_and_the_psychological_line_comes_first():
    assert read_practice().help[0].number == "12356"
    assert all(line.sources for line in read_practice().help)
    assert [line.means.en for line in parse_help(HELP)] == ["b"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('confidence = "B"', 'confidence = "D"', "D"),
        ('sources = ["a page"]', 'sources = [" "]', "' '"),
        ('sources = ["a page"]\n', "", "sources"),
        ('en = "c"', 'en = ""', "丙"),
        ("[[help]]", "[[line]]", "line"),
    ],
)
def test_a_number_that_is_not_whole_is_refused(old, new, told):
    with pytest.raises(BadInput) as raised:
        parse_help(HELP.replace(old, new))
    assert told in raised.value.what.zh
