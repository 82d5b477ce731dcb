"""Cases at the edges: sold and sued debts, other countries, years late, nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ashore.files.law import read_law
from ashore.forecast.run import forecast
from ashore.loan import LenderType
from ashore.report.forecast_calendar import forecast_ics, forecast_rows
from ashore.report.forecast_html import forecast_html
from ashore.report.forecast_text import forecast_text
from ashore.report.forecast_values import forecast_value
from ashore.report.paper import Paper
from tests.forecast.sample import ON, case, loan, practice, seen

CARD = {
    "id": "a",
    "lender": "甲行",
    "lender_type": "card_issuer",
    "method": "card",
    "statement_day": 5,
    "due_day": 25,
    "rate": {"value": "0.0005", "per": "day"},
    "minimum": {"rate": "0.10", "floor": "100.00"},
    "transactions": [{"on": date(2026, 9, 1), "amount": "5000.00"}],
}


def kinds(found, track="reported"):
    return {event.kind for event in (*found.events, *found.passed) if event.track == track}


def after(*events):
    return seen(case(loan(events=list(events)), reachable=True))


def test_a_debt_that_was_sold_is_not_forecast_to_be_sold():
    assert "sale" in kinds(after())
    sold = after({"kind": "assignment", "on": date(2026, 11, 15), "to": "某资产公司"})
    assert kinds(after()) - kinds(sold) == {"sale"}


@pytest.mark.parametrize("kind", ["suit_filed", "judgment"])
def test_what_comes_before_a_suit_does_not_come_after_it(kind):
    sued = after({"kind": kind, "on": date(2026, 11, 15)})
    assert kinds(after()) - kinds(sued) == {"mediation", "payment_order", "suit"}
    earlier = seen(
        case(loan(events=[{"kind": kind, "on": date(2026, 11, 15)}]), reachable=True),
        date(2026, 11, 14),
    )
    assert "suit" in kinds(earlier)  # not known yet


# ---- another country


@pytest.fixture(scope="module")
def abroad():
    given = replace(case(loan(), reachable=None), jurisdiction="US", currency="USD")
    return given, forecast(given, read_law(("US",)), practice(), ON)


def test_reports_of_one_country_say_nothing_of_another(abroad):
    _, found = abroad
    assert kinds(found) == set()
    assert found.channels == found.general == ()
    assert (found.practice_version, found.read_on) == ("", None)
    assert found.family.first is None
    assert found.family.lowered_by == ()


def test_abroad_no_rule_of_this_country_is_claimed(abroad):
    given, found = abroad
    assert found.family.permitted_from is None
    text = forecast_text(given, found, Paper("zh"), explain=True)
    page = forecast_html(given, found, "en")
    assert "不知道不等于允许" in text
    for told in ("人民银行", "12356", "12368", "没有专门的规定", "三年时效", "黑名单", "None"):
        assert told not in text
        assert told not in page
    assert found.money[0].month == 2350  # what it costs is told all the same


# ---- every output of every edge


def edge(name):
    old = {"disbursed_on": date(2021, 4, 1), "first_due_on": date(2021, 5, 1)}
    return {
        "cards only": (case(CARD), ON),
        "a card years late": (case(CARD, reachable=False), date(2032, 6, 1)),
        "2,000 days late": (case(loan(**old)), ON),
        "seen a lifetime later": (case(loan()), date(2099, 1, 1)),
        "seen before it was lent": (case(loan()), date(2026, 1, 1)),
        "lent long ago": (
            case(loan(disbursed_on=date(2003, 1, 5), first_due_on=date(2003, 2, 5))),
            date(2003, 3, 1),
        ),
        "paid off": (case(loan(payments=[{"at": date(2026, 11, 1), "amount": "3100.00"}])), ON),
        **{
            f"of a {kind}": (case(loan(lender_type=str(kind)), reachable=False), ON)
            for kind in LenderType
        },
    }[name]


EDGES = [
    "cards only",
    "a card years late",
    "2,000 days late",
    "seen a lifetime later",
    "seen before it was lent",
    "lent long ago",
    "paid off",
    *(f"of a {kind}" for kind in LenderType),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", EDGES)
def test_every_output_bears_it(name, lang):
    given, on = edge(name)
    found = seen(given, on)
    told = [
        forecast_text(given, found, Paper(lang), explain=True),
        forecast_html(given, found, lang),
        forecast_ics(found, lang, full=True),
        str(forecast_rows(given, found, lang)),
    ]
    for out in told:
        assert "None" not in out
        assert "老赖" not in out
    assert forecast_value(given, found)["events"] is not None


def test_where_nothing_would_be_late_nothing_raises_a_risk():
    paid = case(loan(payments=[{"at": date(2026, 11, 1), "amount": "3100.00"}]), reachable=None)
    assert seen(paid).family.raised_by == ()
    assert seen(case(loan(), reachable=None)).family.raised_by


def test_an_instalment_paid_ahead_is_not_told_as_due():
    # 2,100.00 on 2026-11-10: two instalments of 1,046.50 and 1,030.00, and 23.50 of the third.
    ahead = case(loan(payments=[{"at": date(2026, 11, 10), "amount": "2100.00"}]))
    (due,) = [event for event in seen(ahead).events if event.kind == "instalment"]
    assert due.earliest == date(2027, 1, 10)
    assert due.amount > 0


def test_hardship_changes_no_date():
    plain = case(loan(), reachable=True)
    hard = replace(plain, person=replace(plain.person, hardship=("illness", "job_loss")))
    assert seen(hard).events == seen(plain).events
