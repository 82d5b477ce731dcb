"""Published examples of yearly cost, rates of return and daily interest, each met to its figure."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from ashore.days import DayCount, days_30_360, year_part
from ashore.ledger.appendix_j import actuarial
from ashore.ledger.cost import cost_of
from ashore.ledger.flows import DatedFlow, PeriodFlow
from ashore.ledger.intervals import eu_intervals
from ashore.ledger.irr import irr, irr_at, present_value, xirr
from ashore.ledger.official import AnnualMethod, annual, effective, nominal, percent
from ashore.ledger.schedule import make_schedule
from ashore.money import Rounding, rounded, show, split
from tests.ledger.build import day, fee, fen, loan, owed, paid

ROOT = Path(__file__).parents[1] / "cases"
FOLDERS = sorted(
    folder
    for area in ("cost", "daily_interest", "tvm")
    for folder in (ROOT / area).iterdir()
    if folder.is_dir()
)
KINDS = {"regulator", "court", "textbook", "calculator", "peer-test", "bank", "derived"}
TABLES = {"run", "source", "inputs", "expected", "tolerance", "mismatch", "skip"}
SKIPPED = 4


def read(folder: Path) -> dict:
    return tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))


def near(found: Decimal | Fraction, wanted: str, within: str) -> None:
    assert abs(Fraction(found) - Fraction(wanted)) <= Fraction(within), f"{found} is not {wanted}"


def timed(amounts: list[str]) -> list[PeriodFlow]:
    return [PeriodFlow(Fraction(k), Fraction(amount)) for k, amount in enumerate(amounts)]


def met(rates, expected: dict, within: str) -> None:
    """Compare found rates with one rate, several, or none."""
    if "rate" in expected:
        assert rates.rate is not None, rates.message.en
        near(rates.rate, expected["rate"], within)
    if "rates" in expected:
        assert rates.rate is None
        assert len(rates.roots) == len(expected["rates"])
        for found, wanted in zip(rates.roots, expected["rates"], strict=True):
            near(found, wanted, within)
        nearest = min(rates.roots, key=lambda root: abs(root - Decimal(expected["among"])))
        near(nearest, expected["among"], within)
    if expected.get("none"):
        assert rates.roots == ()


# ---- one function for each way a case is run: inputs, expected figures, tolerances


def run_irr(given: dict, expected: dict, within: dict) -> None:
    flows = timed(given["flows"])
    rates = irr(flows)
    met(rates, expected, within.get("rate", "0"))
    if "percent_1dp" in expected:
        assert percent(rates.only, 1) == expected["percent_1dp"]
    if "present_value" in expected:
        later = [(flow.period, flow.amount) for flow in flows[1:]]
        value = -present_value(later, Decimal(expected["present_value_at"]))
        near(value, expected["present_value"], within["present_value"])


def run_xirr(given: dict, expected: dict, within: dict) -> None:
    flows = [DatedFlow(date.fromisoformat(on), Fraction(amount)) for on, amount in given["flows"]]
    met(xirr(flows, Fraction(given["year_days"])), expected, within["rate"])


def run_eu_equation(given: dict, expected: dict, within: dict) -> None:
    points = [(Fraction(time), Fraction(amount)) for time, amount in given["drawdowns"]]
    for group in given["payments"]:
        amounts = group.get("amounts") or [group["amount"]] * group["count"]
        first, step = Fraction(group["first"]), Fraction(group.get("step", "0"))
        points += [(first + k * step, -Fraction(amount)) for k, amount in enumerate(amounts)]
    rate = irr_at(points).only
    if "percent" in expected:
        near(rate * 100, expected["percent"], within["percent"])
    assert percent(rate, 1) == expected["percent_1dp"]


def run_eu_interval(given: dict, expected: dict, within: dict) -> None:
    (gap,) = eu_intervals(day(given["start"]), [day(given["end"])])
    assert (gap.months, gap.weeks, gap.days) == (expected["months"], 0, expected["days"])
    assert gap.year_days == expected.get("year_days", gap.year_days)
    near(gap.years, expected["years"], within["years"])


def run_us_actuarial(given: dict, expected: dict, within: dict) -> None:
    flows = [DatedFlow(day(on), Fraction(amount)) for on, amount in given["advances"]]
    flows += [DatedFlow(day(on), -Fraction(amount)) for on, amount in given["payments"]]
    _, unit = actuarial(flows)
    assert (unit.unit, unit.count) == (expected["unit"], expected["count"])
    near(
        annual(flows, AnnualMethod.US_ACTUARIAL).rate * 100, expected["percent"], within["percent"]
    )


def run_cn_months(given: dict, expected: dict, within: dict) -> None:
    flows = timed([given["received"], *(f"-{amount}" for amount in given["payments"])])
    for method, key in (
        (AnnualMethod.CN_SIMPLE, "simple_percent"),
        (AnnualMethod.CN_COMPOUND, "compound_percent"),
    ):
        near(annual(flows, method).rate * 100, expected[key], within["percent"])


def run_level_loan(given: dict, expected: dict, within: dict) -> None:
    rate = f"{given['yearly_rate']} year"
    made = loan("equal_instalment", fen_text(given["principal"]), n=given["months"], rate=rate)
    rows = make_schedule(made)
    whole = [round(Fraction(sum(amounts), 100)) for amounts in ([rows[0].total], interests(rows))]
    assert whole == [int(expected["instalment_rounded"]), int(expected["interest_rounded"])]
    with_fee = replace(made, fees=(fee("up_front", fen_text(given["fee_up_front"])),))
    near(cost_of(with_fee).nominal_annual * 100, expected["percent"], within["percent"])


def run_single_payment(given: dict, expected: dict, within: dict) -> None:
    points = [
        (Fraction(0), Fraction(given["advance"])),
        (Fraction(given["years"]), -Fraction(given["payment"])),
    ]
    near(irr_at(points).rate * 100, expected["percent"], within["percent"])


def run_fee_with_first(given: dict, expected: dict, within: dict) -> None:
    n = given["instalments"]
    parts = [-amount for amount in split(1_000_000, n)]
    parts[0] -= 1_000_000 * n * Fraction(given["fee_per_instalment"])
    rates = irr(PeriodFlow(Fraction(k), amount) for k, amount in enumerate([1_000_000, *parts]))
    near(nominal(rates.only, 12) * 100, expected["percent"], within["percent"])


def run_reverse_mortgage(given: dict, expected: dict, within: dict) -> None:
    months, month_rate = given["months"], Fraction(given["contract_rate"]) / 12
    advance, costs = Fraction(given["monthly_advance"]), Fraction(given["financed_costs"])
    debt = costs
    for _ in range(months):
        debt = round((debt + advance) * (1 + month_rate), 30)
    flows = [PeriodFlow(Fraction(k), advance) for k in range(months)]
    rates = irr([*flows, PeriodFlow(Fraction(months), -debt)])
    near(rates.rate, expected["monthly_rate"], within["monthly_rate"])
    near(nominal(rates.only, 12) * 100, expected["percent"], within["percent"])


def run_rate_steps(given: dict, expected: dict, within: dict) -> None:
    left, owing, payments = given["months"], given["amount"], []
    for step in given["steps"]:
        rate = f"{step['yearly_rate']} year"
        rows = make_schedule(loan("equal_instalment", fen_text(owing), n=left, rate=rate))
        payments += [row.total for row in rows[: step["months"]]]
        owing, left = show(rows[step["months"] - 1].balance), left - step["months"]
    starts = [0, 12, 24]
    assert [show(payments[k]) for k in starts] == expected["payments"]
    # the source repeats the level payment to the end; the last of ours takes what is left over
    payments[-1] = payments[-2]
    flows = [fen(fen_text(given["amount"])), *(-amount for amount in payments)]
    rates = irr(PeriodFlow(Fraction(k), amount) for k, amount in enumerate(flows))
    near(nominal(rates.only, 12) * 100, expected["percent"], within["percent"])
    assert show(sum(payments)) == expected["total_of_payments"]
    assert show(sum(payments) - fen(fen_text(given["amount"]))) == expected["finance_charge"]


def run_annuity_rate(given: dict, expected: dict, within: dict) -> None:
    amounts = [Fraction(0)] * (given["payments"] + 1)
    amounts[0] += Fraction(given["present"])
    amounts[-1] += Fraction(given["future"])
    first = 0 if given["when"] == "begin" else 1
    for k in range(given["payments"]):
        amounts[first + k] += Fraction(given["payment"])
    rates = irr(PeriodFlow(Fraction(k), amount) for k, amount in enumerate(amounts))
    if expected.get("none"):
        assert rates.roots == ()
    else:
        near(rates.rate, expected["value"], within["value"])


def run_present_value(given: dict, expected: dict, within: dict) -> None:
    rate, n = Fraction(given["rate"]), given["payments"]
    points = [(Fraction(k), Fraction(given["payment"])) for k in range(1, n + 1)]
    points.append((Fraction(n), Fraction(given["future"])))
    found = -present_value(points, Decimal(rate.numerator) / Decimal(rate.denominator))
    near(found, expected["value"], within["value"])


def run_interest_parts(given: dict, expected: dict, within: dict) -> None:
    """The interest part of a level payment is the rate times the discounted rest."""
    rate, n = Fraction(given["rate"]), given["payments"]
    decimal_rate = Decimal(rate.numerator) / Decimal(rate.denominator)
    present = Fraction(given["present"])

    def discounted(first: int) -> Fraction:
        ones = [(Fraction(k), 1) for k in range(1, n - first + 2)]
        return Fraction(present_value(ones, decimal_rate))

    payment = present / discounted(1)
    for period, wanted in zip(given["periods"], expected["values"], strict=True):
        near(-payment * discounted(period) * rate, wanted, within["value"])


def run_equal_principal_interest(given: dict, expected: dict, within: dict) -> None:
    rate = f"{given['yearly_rate']} year"
    made = loan("equal_principal", fen_text(given["present"]), n=given["payments"], rate=rate)
    interest = make_schedule(made)[given["period"]].interest
    near(Fraction(-interest, 100), expected["value"], within["value"])


def run_effective(given: dict, expected: dict, within: dict) -> None:
    rate = Decimal(given["nominal"]) / given["periods"]
    near(effective(rate, given["periods"]), expected["value"], within["value"])


def run_yield_earned(given: dict, expected: dict, within: dict) -> None:
    days = sum(balance["days"] for balance in given["balances"])
    weighed = sum(Fraction(each["amount"]) * each["days"] for each in given["balances"])
    average = weighed / days
    if "average_balance" in expected:
        assert average == Fraction(expected["average_balance"])
    length = given.get("compounding_days", given["interest_days"])
    interest = Fraction(given["interest"]) * length / given["interest_days"]
    points = [(Fraction(0), -average), (Fraction(length, 365), average + interest)]
    near(irr_at(points).rate * 100, expected["percent"], within["value"])


def run_simple(given: dict, expected: dict, within: dict) -> None:
    principal = Fraction(given["principal"])
    if "daily_rate" in given:
        interest = principal * Fraction(given["daily_rate"]) * given["days"]
    else:
        start = date.fromisoformat(given.get("start", "2026-01-01"))
        end = date.fromordinal(start.toordinal() + given.get("days", 0))
        end = date.fromisoformat(given.get("end", end.isoformat()))
        count = DayCount(given["count"])
        interest = principal * Fraction(given["yearly_rate"]) * year_part(start, end, count)
        if "days" in expected:
            assert days_30_360(start, end) == expected["days"]
    near(interest, expected["interest"], within["interest"])


def run_compound_daily(given: dict, expected: dict, within: dict) -> None:
    principal, below, interest = Fraction(given["principal"]), Fraction(0), Fraction(0)
    for tier in given["tiers"]:
        slice_ = min(principal, Fraction(tier["up_to"])) - below
        growth = effective(Decimal(tier["yearly_rate"]) / 365, given["days"])
        interest += max(Fraction(0), slice_) * Fraction(growth)
        below = Fraction(tier["up_to"])
    near(interest, expected["interest"], within["interest"])
    near(interest / principal * 100, expected["percent"], within["percent"])


def run_declining_rows(given: dict, expected: dict, within: dict) -> None:
    owing, since = fen(fen_text(given["principal"])), day(given["start"])
    rate = Fraction(given["yearly_rate"])
    early = {day(on): fen(amount) for on, amount in given["paid"]}
    rows = []
    for due_on, due in zip(given["due_dates"], given["instalments"], strict=True):
        interest, taken = 0, 0
        for stop in sorted({day(due_on), *(on for on in early if since <= on <= day(due_on))}):
            exact = (owing - taken) * rate * year_part(since, stop, DayCount.ACT_365)
            interest += rounded(exact, Rounding.HALF_UP)
            taken += early.get(stop, 0)
            since = stop
        principal = fen(due) - interest
        owing -= principal
        rows.append((show(principal), show(interest), show(owing)))
    found = [list(column) for column in zip(*rows, strict=True)]
    assert found == [expected["principal"], expected["interest"], expected["balance"]]
    assert show(sum(fen(text) for text in found[1])) == expected["total_interest"]


def run_settle(given: dict, expected: dict, within: dict) -> None:
    rate = f"{given['yearly_rate']} year"
    made = loan(
        "equal_instalment", given["principal"], n=given["months"], rate=rate, begin=given["start"]
    )
    found = owed(made, *(paid(*each) for each in given["paid"]), on=given["on"])
    wanted = [expected[key] for key in ("principal", "interest", "total")]
    assert [show(amount) for amount in (found.principal, found.interest, found.total)] == wanted


def run_nothing_paid(given: dict, expected: dict, within: dict) -> None:
    principal = fen(given["principal"])
    monthly = rounded(principal * Fraction(given["yearly_rate"]) / 12, Rounding.HALF_UP)
    part = fen(given["instalment"]) - monthly
    parts = [part] * (given["months"] - 1)
    parts.append(principal - sum(parts))
    assert [show(part) for part in parts] == expected["principal"]
    assert expected["interest"] == [show(monthly)] * given["months"]
    balances = [principal - sum(parts[: k + 1]) for k in range(given["months"])]
    assert [show(balance) for balance in balances] == expected["balance"]


def run_equal_principal_days(given: dict, expected: dict, within: dict) -> None:
    rows = make_schedule(
        loan(
            "equal_principal",
            given["principal"],
            n=given["instalments"],
            rate=f"{given['daily_rate']} day",
            count="actual",
            begin=given["start"],
        )
    )
    assert [show(row.interest) for row in rows] == expected["interest"]


def fen_text(amount: str) -> str:
    return amount if "." in amount else f"{amount}.00"


def interests(rows) -> list[int]:
    return [row.interest for row in rows]


RUNS: dict[str, Callable[[dict, dict, dict], None]] = {
    name.removeprefix("run_"): function
    for name, function in list(globals().items())
    if name.startswith("run_")
}


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)
def test_published_case(folder):
    case = read(folder)
    assert set(case) <= TABLES
    assert case["source"]["kind"] in KINDS
    assert case["source"]["citation"]
    if "skip" in case:
        assert case["run"] == "skip"
        assert case["skip"]["zh"]
        assert case["skip"]["en"]
        return
    assert case["run"] in RUNS, f"nobody knows how to run {case['run']!r}"
    RUNS[case["run"]](case["inputs"], case["expected"], case.get("tolerance", {}))


def test_few_cases_are_skipped():
    assert sum("skip" in read(folder) for folder in FOLDERS) == SKIPPED


def test_a_figure_that_differs_from_the_source_says_so():
    wrong = {
        folder.name: read(folder)["mismatch"] for folder in FOLDERS if "mismatch" in read(folder)
    }
    assert set(wrong) == {
        "cn-wld-equal-principal",
        "ec-aprc-ex35",
        "ec-aprc-ex38",
        "px-xirr-30-20",
        "us-ffiec-two-weeks",
    }
    assert all(note["why"] and note["printed"] for note in wrong.values())


def test_every_way_to_run_has_a_case():
    assert {read(folder)["run"] for folder in FOLDERS} == {*RUNS, "skip"}
