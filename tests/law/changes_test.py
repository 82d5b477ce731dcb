"""Every change of law on both sides, made from the files; values that matter written out."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from ashore.files.law import read_law
from ashore.words import LawGap

LAW = read_law(("CN",))
DAY = timedelta(days=1)
VERSIONS = [
    pytest.param(norm, place, id=f"{norm.id}:{version.from_on}")
    for norm in LAW
    for place, version in enumerate(norm.versions)
]


@pytest.mark.parametrize(("norm", "place"), VERSIONS)
def test_a_version_answers_from_its_first_day_to_its_last(norm, place):
    version = norm.versions[place]
    assert norm.on(version.from_on) is version
    if version.until_on is not None:
        assert norm.on(version.until_on) is version
    else:
        assert place == len(norm.versions) - 1
        assert norm.on(date(2099, 12, 31)) is version


@pytest.mark.parametrize(("norm", "place"), VERSIONS)
def test_the_day_before_a_version_belongs_to_the_one_before_or_to_none(norm, place):
    before = norm.versions[place].from_on - DAY
    earlier = norm.versions[place - 1] if place else None
    if earlier is not None and earlier.until_on == before:
        assert norm.on(before) is earlier
    else:
        with pytest.raises(LawGap) as caught:
            norm.on(before)
        assert caught.value.where == norm.id
        assert caught.value.exit_code == 3


@pytest.mark.parametrize(("norm", "place"), VERSIONS)
def test_the_day_after_a_version_belongs_to_the_next_or_to_none(norm, place):
    until = norm.versions[place].until_on
    if until is None:
        return
    later = norm.versions[place + 1] if place + 1 < len(norm.versions) else None
    if later is not None and later.from_on == until + DAY:
        assert norm.on(until + DAY) is later
    else:
        assert norm.version_on(until + DAY) is None


@pytest.mark.parametrize("norm", [pytest.param(norm, id=norm.id) for norm in LAW])
def test_a_day_after_the_last_check_is_answered_and_marked(norm):
    last = norm.versions[-1]
    if last.until_on is not None and last.until_on <= norm.answers_until:
        return
    checked = max(norm.answers_until, last.from_on)
    later = norm.cite(max(checked + DAY, last.from_on))
    assert later.assumed
    if last.from_on <= norm.answers_until:
        assert not norm.cite(norm.answers_until).assumed


LPR = """
2019-08-20  4.25  4.85
2019-09-19  4.25  4.85
2019-09-20  4.20  4.85
2019-11-19  4.20  4.85
2019-11-20  4.15  4.80
2020-02-19  4.15  4.80
2020-02-20  4.05  4.75
2020-04-19  4.05  4.75
2020-04-20  3.85  4.65
2021-12-19  3.85  4.65
2021-12-20  3.80  4.65
2022-01-19  3.80  4.65
2022-01-20  3.70  4.60
2022-05-19  3.70  4.60
2022-05-20  3.70  4.45
2022-08-21  3.70  4.45
2022-08-22  3.65  4.30
2023-06-19  3.65  4.30
2023-06-20  3.55  4.20
2023-08-20  3.55  4.20
2023-08-21  3.45  4.20
2024-02-19  3.45  4.20
2024-02-20  3.45  3.95
2024-07-21  3.45  3.95
2024-07-22  3.35  3.85
2024-10-20  3.35  3.85
2024-10-21  3.10  3.60
2025-05-19  3.10  3.60
2025-05-20  3.00  3.50
2026-09-20  3.00  3.50
2026-11-23  3.00  3.50
"""


@pytest.mark.parametrize("row", LPR.strip().splitlines())
def test_lpr_is_the_last_release_on_or_before_the_day(row):
    day, one, five = row.split()
    assert LAW.value("cn.lpr.1y", date.fromisoformat(day)) == Fraction(one) / 100
    assert LAW.value("cn.lpr.5y", date.fromisoformat(day)) == Fraction(five) / 100


def test_lpr_after_the_last_confirmed_release_is_assumed_unchanged():
    norm = LAW.norm("cn.lpr.1y")
    assert norm.answers_until == date(2026, 9, 20)
    assert not norm.cite(date(2026, 9, 20)).assumed
    assert norm.cite(date(2026, 9, 21)).assumed


def test_every_month_has_one_release_and_it_lies_in_its_version():
    norm = LAW.norm("cn.lpr.1y")
    days = [day for version in norm.versions for day in version.params["releases"]]
    months = [(day.year, day.month) for day in days]
    first, last = date(2019, 8, 1), date(2026, 9, 1)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    assert len(months) == len(set(months)) == count
    assert days == sorted(days)
    assert all(day.day >= 20 for day in days)
    for version in norm.versions:
        assert version.params["releases"][0] == version.from_on
        assert all(norm.on(day) is version for day in version.params["releases"])


def test_benchmark_rates_end_where_the_lpr_begins():
    assert LAW.value("cn.benchmark.1y", date(2015, 10, 24)) == Fraction("0.0435")
    assert LAW.value("cn.benchmark.5y", date(2019, 8, 19)) == Fraction("0.0490")
    for name, day in (
        ("cn.benchmark.1y", date(2019, 8, 20)),
        ("cn.benchmark.1y", date(2015, 10, 23)),
    ):
        with pytest.raises(LawGap):
            LAW.value(name, day)
    with pytest.raises(LawGap):
        LAW.value("cn.lpr.1y", date(2019, 8, 19))


EXPECTED = {
    # norm: {day: parameters that must be there}
    "cn.penalty.overdue": {
        date(2003, 12, 31): {"daily": Fraction(21, 100000)},
        date(2004, 1, 1): {"multiple_min": Fraction(13, 10), "multiple_max": Fraction(3, 2)},
    },
    "cn.penalty.misuse": {
        date(2004, 1, 1): {"multiple_min": Fraction(3, 2), "multiple_max": Fraction(2)},
    },
    "cn.card.rate": {
        date(2020, 12, 31): {"daily_max": Fraction(5, 10000), "daily_min": Fraction(35, 100000)},
        date(2021, 1, 1): {"free": True},
    },
    "cn.card.personal_instalment": {date(2026, 1, 1): {"months_max": 60}},
    "cn.card.grace": {date(2026, 1, 1): {"days": 3, "amount": Fraction(10)}},
    "cn.court.payment_order": {
        date(2026, 1, 1): {
            "accept_days": 5,
            "issue_days": 15,
            "object_days": 15,
            "deliver_days": 30,
            "decline_suit_days": 7,
        }
    },
    "cn.court.small_claims": {date(2026, 1, 1): {"wage_part": Fraction(1, 2), "months": 2}},
    "cn.court.internet": {
        date(2025, 10, 31): {"online_loans": True},
        date(2025, 11, 1): {"online_loans": False},
    },
    "cn.credit.retention": {date(2026, 1, 1): {"years": 5}},
    "cn.credit.objection": {date(2026, 1, 1): {"days": 20}},
    "cn.credit.complaint": {date(2026, 1, 1): {"days": 30}},
    "cn.credit.free_reports": {date(2026, 1, 1): {"per_year": 2}},
    "cn.credit.repair_2025": {
        date(2026, 3, 31): {
            "arose_from": date(2020, 1, 1),
            "arose_until": date(2025, 12, 31),
            "amount_max": Fraction(10000),
            "paid_until": date(2026, 3, 31),
        }
    },
    "cn.grade.loan": {
        date(2023, 7, 1): {"substandard_from": 91, "doubtful_from": 271, "loss_from": 361}
    },
    "cn.grade.card": {
        date(2026, 1, 1): {"substandard_from": 91, "doubtful_from": 121, "loss_from": 181}
    },
    "cn.crime.card_overdraft": {
        date(2026, 1, 1): {
            "principal_min": Fraction(50000),
            "demands": 2,
            "gap_days": 30,
            "months_after": 3,
        }
    },
    "cn.enforcement.dishonest_list": {
        date(2026, 1, 1): {"years": 2, "delete_workdays": 3, "correction_days": 15}
    },
    "cn.limitation.period": {date(2026, 1, 1): {"years": 3, "years_longest": 20}},
    "cn.enforcement.period": {date(2026, 1, 1): {"years": 2}},
    "cn.insolvency.shenzhen": {
        date(2026, 1, 1): {"creditor_min": Fraction(500000), "exempt_max": Fraction(200000)}
    },
    "cn.civil.within_debt": {date(2026, 1, 1): {"order": ("cost", "interest", "principal")}},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_figures_that_people_act_on(name):
    for day, wanted in EXPECTED[name].items():
        params = LAW.norm(name).on(day).params
        assert {key: params[key] for key in wanted} == wanted


def test_the_repair_window_is_closed():
    assert LAW.norm("cn.credit.repair_2025").version_on(date(2026, 4, 1)) is None
