"""A forecast held against what happened: each outcome, by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings, strategies as st

from ashore.forecast.score import OUTCOMES, Happened, score
from tests.forecast.sample import case, loan, practice, seen

DUE = date(2026, 11, 10)
MADE = date(2026, 11, 11)
KINDS = [stage.kind for stage in practice().stages]


def found(*happened, on=date(2027, 12, 1)):
    notes = [Happened(loan=name, kind=kind, on=day) for name, kind, day in happened]
    return score(seen(case(reachable=True), MADE), notes, on)


def outcome(result, kind, name="a"):
    (one,) = [each for each in result.entries if (each.kind, each.loan) == (kind, name)]
    return one


def test_inside_before_and_after_the_range():
    # agency: days 10 to 90 after 2026-11-10, so 2026-11-20 to 2027-02-08
    for day, told, off in (
        (date(2026, 11, 20), "inside", 0),
        (date(2027, 2, 8), "inside", 0),
        (date(2026, 11, 19), "earlier", -1),
        (date(2027, 2, 10), "later", 2),
    ):
        one = outcome(found(("a", "agency", day)), "agency")
        assert (one.outcome, one.days_off, one.on) == (told, off, day)


def test_nothing_noted_is_open_until_the_last_day_is_over():
    assert outcome(found(on=date(2027, 2, 8)), "agency").outcome == "open"
    assert outcome(found(on=date(2027, 2, 9)), "agency").outcome == "not_happened"


def test_what_hung_on_an_instalment_is_not_counted():
    ahead = loan(disbursed_on=date(2026, 11, 10), first_due_on=date(2026, 12, 10))
    result = score(seen(case(ahead, reachable=True), MADE), [], date(2028, 1, 1))
    assert outcome(result, "agency").outcome == "conditional"
    assert outcome(result, "reminder").outcome == "not_happened"


def test_what_nobody_foretold_and_what_came_before_it_was_made():
    result = found(("zzz", "visit", date(2026, 12, 1)), ("a", "letter", date(2026, 11, 10)))
    assert outcome(result, "visit", "zzz").outcome == "not_forecast"
    assert result.before == 1
    assert outcome(result, "letter").on is None


def test_the_first_of_several_notes_counts():
    days = [date(2026, 12, 20), date(2026, 11, 15), date(2027, 1, 2)]
    assert outcome(found(*(("a", "agency", day) for day in days)), "agency").on == days[1]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b"]),
            st.sampled_from(KINDS),
            st.dates(date(2026, 10, 1), date(2028, 6, 1)),
        ),
        max_size=8,
    ),
    st.dates(MADE, date(2029, 1, 1)),
)
def test_every_count_adds_up(happened, on):
    result = found(*happened, on=on)
    assert all(one.outcome in OUTCOMES for one in result.entries)
    assert sum(kind.total for kind in result.kinds) == len(result.entries)
    assert all(sum(kind.counts.values()) == kind.total for kind in result.kinds)
    assert result.decided <= len(result.entries)
    assert result.before == sum(day < MADE for _, _, day in happened)
