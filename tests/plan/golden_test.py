"""Small cases whose plan can be found by hand; the arithmetic stands beside each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ashore.days import DayCount, Every
from ashore.facts import Budget, Case, Flow, Goals, LoanFile, Person, Resource
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.loan import LenderType, Loan, Method, Payment, Penalty, Per, Rate, Row
from ashore.money import Rounding
from ashore.plan.highs import Unsolved
from ashore.plan.run import Options, plan
from ashore.plan.whatif import deferred, extra_money, lost_income

ON = date(2026, 11, 23)
LAW, PRACTICE = read_law(("CN",)), read_practice()
QUICK = Options(fine=False, compare=False, shortages=False)


def loan(name, due_on, principal, a_day="0.0005", *, interest=0):
    rate = Rate(Fraction(a_day), Per.DAY)
    file = Loan(
        id=name,
        name=name,
        lender=name,
        lender_type=LenderType.BANK,
        principal=principal,
        disbursed_on=date(2026, 10, 1),
        method=Method.GIVEN,
        instalments=1,
        first_due_on=due_on,
        every=Every(months=1),
        rate=rate,
        day_count=DayCount.ACTUAL,
        rounding=Rounding.HALF_UP,
        penalty=Penalty(rate=rate),
        rows=(Row(due_on=due_on, principal=principal, interest=interest),),
        reports_to=("none",),
    )
    return LoanFile(loan=file)


def wage(amount, on):
    return Flow(name="wage", amount=amount, every="once", on=on)


def case(*files, cash=0, income=(), expenses=(), resources=(), order=(), limit=20):
    return Case(
        person=Person(reachable=True),
        loans=files,
        budget=Budget(cash=cash, income=income, expenses=expenses, resources=resources),
        goals=Goals(
            order=order or ("essentials", "family", "court", "credit", "cost"),
            family_limit_days=limit,
        ),
    )


def paid(made):
    return [(each.on, each.loan, each.amount) for each in made.payments]


def test_a_late_loan_is_paid_in_full_when_the_wage_comes():
    # 1,000.00 from 1 to 10 December: 9 days at 0.05 % are 4.50.
    late = case(loan("a", date(2026, 12, 1), 100_000), income=(wage(200_000, date(2026, 12, 10)),))
    made = plan(late, LAW, PRACTICE, ON)
    assert paid(made) == [(date(2026, 12, 10), "a", 100_450)]
    assert (made.cost, made.left, made.free_on) == (450, 0, date(2026, 12, 10))
    assert (made.status, made.proven, made.gap) == ("optimal", True, "0")


def private(*rows, penalty="0.001"):
    """A private loan of 1 October at a thousandth a day; rows: due date, principal, interest."""
    first = loan("friend", rows[0][0], sum(row[1] for row in rows), penalty).loan
    return LoanFile(
        loan=replace(
            first,
            lender_type=LenderType.PRIVATE,
            instalments=len(rows),
            rows=tuple(Row(due_on=on, principal=of, interest=more) for on, of, more in rows),
        )
    )


def test_a_private_loan_is_paid_up_to_what_a_court_would_grant():
    # 10,000.00 lent on 1 October for two months at 36 % a year: 10,600.00 by the contract. Four
    # times the LPR of 3.00 % is 12 % a year: 61 days of it are 200.55.
    asked = case(private((date(2026, 12, 1), 1_000_000, 60_000)), cash=1_500_000)
    made = plan(asked, LAW, PRACTICE, ON, Options(solver=False))
    assert paid(made) == [(date(2026, 12, 1), "friend", 1_020_055)]
    assert (made.left, made.free_on) == (0, date(2026, 12, 1))
    # On the plan's day 53 days have run, 174.25; the other eight are the cost.
    assert made.cost == 20_055 - 17_425
    assert any("¥10,200.55" in note.zh for note in made.notes)


def test_ending_a_private_loan_early_saves_the_interest_a_court_would_grant():
    # The same, and the money is there now: 10,000.00 and 53 days at 12 % are 10,174.25.
    asked = case(private((date(2026, 12, 1), 1_000_000, 60_000)), cash=1_500_000)
    made = plan(asked, LAW, PRACTICE, ON)
    assert [(on, sum_) for on, _, sum_ in paid(made)] == [(ON, 1_017_425)]
    assert (made.cost, made.left, made.status) == (0, 0, "optimal")


def test_late_it_costs_the_cap_and_not_the_penalty():
    # Paid on 10 December: 70 days at 12 % are 230.14; by the contract 9 days at 0.1 % come on top
    # of 10,600.00.
    wages = (wage(2_000_000, date(2026, 12, 10)),)
    asked = case(private((date(2026, 12, 1), 1_000_000, 60_000)), income=wages)
    made = plan(asked, LAW, PRACTICE, ON)
    assert paid(made) == [(date(2026, 12, 10), "friend", 1_023_014)]


def test_instalments_end_when_a_court_would_grant_no_more():
    # 5,000 and 300 on 1 December, 5,000 and 150 on 1 January. Of the first 5,300.00, 200.55 are
    # lawful interest and 5,099.45 principal; 31 days at 12 % on the other 4,900.55 are 49.95.
    rows = ((date(2026, 12, 1), 500_000, 30_000), (date(2027, 1, 1), 500_000, 15_000))
    made = plan(case(private(*rows), cash=1_500_000), LAW, PRACTICE, ON, Options(solver=False))
    assert paid(made)[0] == (date(2026, 12, 1), "friend", 530_000)
    assert sum(sum_ for _, _, sum_ in paid(made)) <= 530_000 + 490_055 + 4_995
    assert (made.left, all(each.state != "missed" for each in made.triggers)) == (0, True)


def test_what_a_court_would_grant_is_paid_already():
    # 14,000.00 came back of 10,000.00: more than 12 % ever allows. Nothing is planned, and it says
    # so.
    friend = private((date(2026, 12, 1), 1_000_000, 600_000))
    back = Payment(id="back", at=date(2026, 11, 1), amount=1_400_000)
    asked = case(replace(friend, events=(back,)), *TWO, cash=200_000)
    made = plan(asked, LAW, PRACTICE, ON, QUICK)
    assert {loan for _, loan, _ in paid(made)} == {"cheap", "dear"}
    assert any("friend" in note.en and "all that a court" in note.en for note in made.notes)


TWO = (
    loan("cheap", date(2026, 11, 20), 50_000, "0.0002"),
    loan("dear", date(2026, 11, 20), 50_000, "0.0005"),
)
LATER = (wage(500_000, date(2026, 12, 15)),)


def test_money_for_one_of_two_goes_to_the_dearer_where_the_goal_is_the_same():
    # Both must be paid by day 19, the 9th. 500.75 clears the dear one today: 3 days at 0.05 % of
    # 500. The cheap one waits for the 15th: 25 days at 0.02 % of 500 are 2.50. Cost from today on:
    # 22 days of it, 2.20.
    made = plan(case(*TWO, cash=50_075, income=LATER), LAW, PRACTICE, ON)
    assert paid(made) == [(ON, "dear", 50_075), (date(2026, 12, 15), "cheap", 50_250)]
    assert made.cost == 220
    states = {(each.loan, each.goal): each.state for each in made.triggers}
    assert states["dear", "family"] == "kept"
    assert states["cheap", "family"] == "missed"


def test_what_is_missing_is_told_with_its_day_and_what_covers_it():
    # On the 9th the cheap one needs 500 and 19 days at 0.02 %, 501.90: raised in whole yuan, 502.
    old = Resource(name="old phone", kind="sale", amount=60_000, available_on=date(2026, 12, 1))
    dear = Resource(
        name="loan",
        kind="family_loan",
        amount=60_000,
        available_on=date(2026, 12, 1),
        rate=Fraction(1, 10),
    )
    made = plan(case(*TWO, cash=50_075, income=LATER, resources=(dear, old)), LAW, PRACTICE, ON)
    (missing,) = made.shortages
    assert missing.goal == "family"
    assert [(step.by, step.amount) for step in missing.steps] == [(date(2026, 12, 9), 50_200)]
    assert missing.confirmed
    assert [one.name for one in missing.covers] == ["old phone"]
    assert made.conflicts == (("cheap", "family"), ("dear", "family"))


def test_the_person_decides_what_comes_first():
    # 500 now, 5,000 on the 15th. Cost first: the dear one (day 1 late, far from any limit). Family
    # first: the cheap one, whose 20th day comes before the wage.
    files = (
        loan("cheap", date(2026, 11, 20), 50_000, "0.0001"),
        loan("dear", date(2026, 12, 1), 50_000, "0.001"),
    )
    cash = {"cash": 50_015, "income": LATER}
    first = plan(case(*files, **cash), LAW, PRACTICE, ON)
    assert paid(first)[0] == (ON, "cheap", 50_015)
    money = case(*files, **cash, order=("essentials", "cost", "family"))
    assert paid(plan(money, LAW, PRACTICE, ON))[0][1] == "dear"


def test_rent_is_never_touched():
    # 1,500 in hand and rent of 1,500 on the 1st: nothing is free before the wage, at any price.
    rent = Flow(name="rent", amount=150_000, every="once", on=date(2026, 12, 1), category="housing")
    made = plan(
        case(
            loan("a", date(2026, 11, 25), 20_000),
            cash=150_000,
            income=(wage(100_000, date(2026, 12, 10)),),
            expenses=(rent,),
        ),
        LAW,
        PRACTICE,
        ON,
    )
    # 15 days at 0.05 % of 200 are 1.50.
    assert paid(made) == [(date(2026, 12, 10), "a", 20_150)]


def test_where_essentials_are_not_covered_nothing_is_planned():
    rent = Flow(name="rent", amount=150_000, every="once", on=date(2026, 12, 1), category="housing")
    made = plan(
        case(loan("a", date(2026, 11, 25), 20_000), cash=100_000, expenses=(rent,)),
        LAW,
        PRACTICE,
        ON,
    )
    assert (made.status, made.payments) == ("infeasible", ())
    assert any("500.00" in note.en for note in made.notes)


def test_without_the_solver_the_rule_answers_and_says_that_nothing_is_proven():
    made = plan(case(*TWO, cash=50_075, income=LATER), LAW, PRACTICE, ON, Options(solver=False))
    assert (made.status, made.proven, made.gap) == ("heuristic", False, None)
    assert made.payments


def test_a_solver_that_finds_nothing_leaves_the_rule(monkeypatch):
    def nothing(*_, **__):
        raise Unsolved("no time")

    monkeypatch.setattr("ashore.plan.found.solve", nothing)
    made = plan(case(*TWO, cash=50_075, income=LATER), LAW, PRACTICE, ON)
    assert (made.status, made.proven, made.shortages) == ("heuristic", False, ())
    assert made.payments


@pytest.mark.parametrize(
    ("change", "first"),
    [
        (lambda one: extra_money(one, date(2026, 12, 2), 60_000), (date(2026, 12, 2), "cheap")),
        (lambda one: lost_income(one, date(2026, 12, 1)), (ON, "dear")),
        (lambda one: deferred(one, "cheap", [1], ON, date(2026, 12, 20)), (ON, "dear")),
    ],
)
def test_what_if_is_a_plan_of_the_changed_case(change, first):
    made = plan(change(case(*TWO, cash=50_075, income=LATER)), LAW, PRACTICE, ON)
    assert first in [(on, name) for on, name, _ in paid(made)]


def test_an_agreed_deferral_keeps_the_family_out_of_it():
    agreed = deferred(case(*TWO, cash=50_075, income=LATER), "cheap", [1], ON, date(2026, 12, 20))
    made = plan(agreed, LAW, PRACTICE, ON)
    assert all(each.state != "missed" for each in made.triggers)
