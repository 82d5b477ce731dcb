"""What each convention is called, and that it changes what it names and nothing else."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

import pytest

from ashore.ledger.conventions import DUE_ONLY, families_of, turns_of
from ashore.loan import FeeWhen, Loan
from ashore.money import Rounding, show_rate
from tests.ledger.build import booked, day, fee, loan, paid, penalty_of, prepaid

PLAIN = loan("equal_principal", "1200", rate="0.12 year", penalty="1.5 overdue_principal",
             fees=(fee("on_default", "20"), fee("each_instalment", "1")))  # fmt: skip
OTHER = replace(
    PLAIN,
    penalty=penalty_of(
        "0.2 year overdue_instalment", daily_rounding=True, replaces_interest=False, day_basis=365
    ),
    fees=(fee("each_instalment", "1"),),
    compound=True,
    grace_days=2,
    grace_retroactive=not PLAIN.grace_retroactive,
    rounding=Rounding.UP,
    allocation_across="by_component",
)


def told(made: Loan) -> list[str]:
    return [
        f"{change.key} {change.value} | {change.text.zh} | {change.text.en}"
        for change, _ in turns_of(made)
    ]


def written(text: str) -> list[str]:
    return dedent(text).strip().splitlines()


def test_what_a_lender_may_do_otherwise_is_named_in_both_languages():
    tenths = [*range(10, 15), *range(16, 21)]
    multiples = [show_rate(penalty_of(f"{n / 10} overdue_principal").multiple) for n in tenths]
    assert told(PLAIN)[: len(multiples)] == [
        f"penalty.multiple {one} | 罚息按合同利率的 {one} 倍 | "
        f"penalty at {one} times the contract rate"
        for one in multiples
    ]
    assert told(PLAIN)[len(multiples) :] == written(
        """
        penalty.day_basis 365 | 罚息按一年 365 天折算 | penalty reckoned on a 365-day year
        penalty.base overdue_instalment | 罚息按逾期的整期（本金加利息）计算 | penalty on the whole overdue instalment
        penalty.base outstanding_principal | 罚息按全部剩余本金计算 | penalty on all outstanding principal
        penalty.daily_rounding true | 罚息逐日取整到分再相加 | each day's penalty is rounded, then added up
        penalty.replaces_interest false | 逾期后仍另计合同利息 | contract interest runs on beside the penalty
        compound true | 对未付利息再收复利 | unpaid interest bears interest too
        grace_days 1 | 有 1 天宽限期 | 1 day of grace
        grace_days 2 | 有 2 天宽限期 | 2 days of grace
        grace_days 3 | 有 3 天宽限期 | 3 days of grace
        grace_retroactive false | 罚息从宽限期满之后起算 | penalty starts only after the grace
        rounding down | 金额舍去分以下 | amounts rounded down
        rounding up | 金额逢分以下进一 | amounts rounded up
        fees.on_default none | 没有收逾期费用 | no fee on default
        allocation fee,interest,penalty,compound,principal | 还款先抵费用、利息、罚息，再抵本金 | payments go to fees, interest, penalty, principal
        allocation interest,principal,penalty,compound,fee | 还款先抵利息、本金，再抵罚息和费用 | payments go to interest, principal, penalty, fees
        allocation principal,interest,penalty,compound,fee | 还款先抵本金，再抵利息、罚息和费用 | payments go to principal, interest, penalty, fees
        allocation_across by_component | 各期一起，先付完同一项再付下一项 | one component of all instalments first
        payments_booked next_day | 还款晚一天入账 | payments are booked one day late
        """  # noqa: E501
    )


def test_what_the_terms_already_say_is_no_departure_but_its_opposite_is():
    assert told(OTHER) == written(
        """
        penalty.day_basis 360 | 罚息按一年 360 天折算 | penalty reckoned on a 360-day year
        penalty.base overdue_principal | 罚息只按逾期本金计算 | penalty on the overdue principal only
        penalty.base outstanding_principal | 罚息按全部剩余本金计算 | penalty on all outstanding principal
        penalty.daily_rounding false | 罚息合计后再取整到分 | the penalty is rounded once
        penalty.replaces_interest true | 逾期后不再另计合同利息 | no contract interest beside the penalty
        compound false | 不对未付利息收复利 | unpaid interest bears no interest
        grace_days 0 | 没有宽限期 | no grace
        grace_days 1 | 有 1 天宽限期 | 1 day of grace
        grace_days 3 | 有 3 天宽限期 | 3 days of grace
        grace_retroactive true | 过了宽限期，罚息从到期日起算 | past the grace, penalty runs from the due date
        rounding half_up | 金额四舍五入到分 | amounts rounded half up
        rounding down | 金额舍去分以下 | amounts rounded down
        allocation fee,interest,penalty,compound,principal | 还款先抵费用、利息、罚息，再抵本金 | payments go to fees, interest, penalty, principal
        allocation interest,principal,penalty,compound,fee | 还款先抵利息、本金，再抵罚息和费用 | payments go to interest, principal, penalty, fees
        allocation principal,interest,penalty,compound,fee | 还款先抵本金，再抵利息、罚息和费用 | payments go to principal, interest, penalty, fees
        allocation_across oldest_first | 先还清最早一期 | the oldest instalment first
        payments_booked next_day | 还款晚一天入账 | payments are booked one day late
        """  # noqa: E501
    )
    assert (DUE_ONLY.key, DUE_ONLY.value) == ("covers", "due_now")
    assert (DUE_ONLY.text.zh, DUE_ONLY.text.en) == (
        "平台只报了已到期的部分",
        "the figure covers only what is due",
    )


def test_the_other_year_of_a_loan_by_365_days_is_the_one_of_360():
    made = loan("equal_principal", rate="0.12 year", count="act/365",
                penalty="1.5 overdue_principal")  # fmt: skip
    assert [line.split(" | ")[0] for line in told(made) if "day_basis" in line] == [
        "penalty.day_basis 360"
    ]


def test_another_order_of_allocation_is_a_departure_from_ones_own():
    own = replace(PLAIN, allocation=tuple(reversed(PLAIN.allocation)))
    first = [line for line in told(own) if line.startswith("allocation fee,penalty")]
    assert first == [
        (
            "allocation fee,penalty,compound,interest,principal | "
            "还款先抵费用、罚息、利息，再抵本金 | payments go to fees, penalty, interest, principal"
        )
    ]


def terms(made: Loan) -> dict[str, str]:
    """Return what the conventions can change, as they write it."""
    penalty = made.penalty
    assert penalty is not None
    late_fee = any(one.when is FeeWhen.ON_DEFAULT for one in made.fees)
    return {
        "penalty.multiple": "" if penalty.multiple is None else show_rate(penalty.multiple),
        "penalty.day_basis": str(penalty.day_basis or 360),
        "penalty.base": penalty.base.value,
        "penalty.daily_rounding": str(penalty.daily_rounding).lower(),
        "penalty.replaces_interest": str(penalty.replaces_interest).lower(),
        "compound": str(made.compound).lower(),
        "grace_days": str(made.grace_days),
        "grace_retroactive": str(made.grace_retroactive).lower(),
        "rounding": made.rounding.value,
        "fees.on_default": "some" if late_fee else "none",
        "fees": str([one for one in made.fees if one.when is not FeeWhen.ON_DEFAULT]),
        "allocation": ",".join(made.allocation),
        "allocation_across": made.allocation_across,
    }


@pytest.mark.parametrize("made", [PLAIN, OTHER], ids=["plain", "other"])
def test_a_change_changes_what_it_names_and_nothing_else(made):
    books = booked(made, paid("2026-02-10", "100"))
    for change, turn in turns_of(made):
        after = turn(books)
        if change.key != "payments_booked":
            assert terms(after.loan) == {**terms(made), change.key: change.value}
            assert after.steps == books.steps
        assert (after.schedule, after.events) == (books.schedule, books.events)


def test_payments_a_day_late_keep_the_order_of_booking():
    early, late = paid("2026-02-10", "1"), paid("2026-02-11", "2")
    ahead = prepaid("2026-02-11", "3", "reduce_amount")
    books = booked(PLAIN, late, ahead, early)
    *_, (change, turn) = turns_of(PLAIN)
    assert change.key == "payments_booked"
    assert turn(books).steps == (
        (day("2026-02-11"), early),
        (day("2026-02-11"), ahead),
        (day("2026-02-12"), late),
    )
    assert turn(books).loan == PLAIN


def test_a_payment_of_the_very_day_lets_it_matter_how_it_was_booked():
    books = booked(PLAIN, paid("2026-02-10", "1"))
    keys = [{family[0][0].key for family in families_of(books, day(on))}
            for on in ("2026-02-09", "2026-02-10")]  # fmt: skip
    assert keys[1] - keys[0] == {"allocation", "allocation_across", "payments_booked"}
    ahead = booked(PLAIN, prepaid("2026-02-10", "1", "reduce_amount"))
    assert len(families_of(ahead, day("2026-02-10"))) == len(keys[1])


def test_the_changes_of_one_key_stand_together_the_multiples_first():
    families = families_of(booked(PLAIN, paid("2026-02-10", "1")), day("2026-02-10"))
    assert [change for family in families for change, _ in family] == [
        change for change, _ in turns_of(PLAIN)
    ]
    assert [{change.key for change, _ in family} for family in families] == [
        {key} for key in dict.fromkeys(change.key for change, _ in turns_of(PLAIN))
    ]
