"""Court fees, against the published tables."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ashore.files.law import read_law
from ashore.law.fees import (
    bankruptcy_fee,
    court_fee,
    enforcement_fee,
    halved_fee,
    payment_order_fee,
    preservation_fee,
)
from ashore.money import fen_of
from ashore.words import LawGap

LAW = read_law(("CN",))
DAY = date(2026, 6, 1)

# claim: full, halved, payment order, enforcement, preservation (yuan)
TABLE = """
5000       50        25       16.67     50       70
10000      50        25       16.67     50       120
20000      300       150      100       200      220
30000      550       275      183.33    350      320
50000      1050      525      350       650      520
80000      1800      900      600       1100     820
100000     2300      1150     766.67    1400     1020
200000     4300      2150     1433.33   2900     1520
500000     8800      4400     2933.33   7400     3020
1000000    13800     6900     4600      12400    5000
"""


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_the_table_of_everyday_sums(row):
    claim, *fees = map(fen_of, row.split())
    made = [
        make(claim, DAY, LAW).amount
        for make in (court_fee, halved_fee, payment_order_fee, enforcement_fee, preservation_fee)
    ]
    assert made == fees


# Single published sums are under cases/court_fee.

# The quick formulas of article 13, one point inside each slice and both sides of each edge.
QUICK = """
10000      100000     0.025   -200
100000     200000     0.02    300
200000     500000     0.015   1300
500000     1000000    0.01    3800
1000000    2000000    0.009   4800
2000000    5000000    0.008   6800
5000000    10000000   0.007   11800
10000000   20000000   0.006   21800
20000000   90000000   0.005   41800
"""


@pytest.mark.parametrize("row", QUICK.strip().splitlines())
def test_quick_formulas_agree_in_every_slice(row):
    low, high, rate, plus = map(Fraction, row.split())
    for yuan in (low, low + 1, (low + high) / 2, high - 1, high):
        assert court_fee(int(yuan * 100), DAY, LAW).exact == (rate * yuan + plus) * 100


ENFORCEMENT_QUICK = """
10000      500000     0.015   -100
500000     5000000    0.01    2400
5000000    10000000   0.005   27400
10000000   90000000   0.001   67400
"""


@pytest.mark.parametrize("row", ENFORCEMENT_QUICK.strip().splitlines())
def test_enforcement_in_every_slice(row):
    low, high, rate, plus = map(Fraction, row.split())
    for yuan in (low, low + 1, high - 1, high):
        assert enforcement_fee(int(yuan * 100), DAY, LAW).exact == (rate * yuan + plus) * 100


def test_preservation_has_a_floor_and_a_ceiling():
    fees = [preservation_fee(fen_of(yuan), DAY, LAW).amount for yuan in ("0", "1000", "1000.01")]
    assert fees == [3000, 3000, 3000]
    assert preservation_fee(fen_of("1001"), DAY, LAW).amount == 3001
    assert preservation_fee(fen_of("896000"), DAY, LAW).amount == fen_of("5000")
    assert preservation_fee(fen_of("895999"), DAY, LAW).amount == fen_of("5000") - 1 + 1
    assert preservation_fee(fen_of("895998"), DAY, LAW).amount == fen_of("4999.99")
    assert preservation_fee(fen_of("99000000"), DAY, LAW).amount == fen_of("5000")


def test_bankruptcy_has_a_ceiling():
    assert bankruptcy_fee(fen_of("999999999"), DAY, LAW).amount == fen_of("300000")


def test_odd_sums_are_rounded_half_up_to_the_fen():
    """50 + 2,345.67 x 2.5% = 108.64175; one third of 50.00 is 16.666…"""
    fee = court_fee(fen_of("12345.67"), DAY, LAW)
    assert fee.exact == Fraction("10864.175")
    assert fee.amount == 10864
    assert payment_order_fee(1, DAY, LAW).exact == Fraction(5000, 3)


def test_a_third_is_taken_of_the_exact_fee():
    """From 108.64175, not from 108.64."""
    assert payment_order_fee(fen_of("12345.67"), DAY, LAW).exact == Fraction("10864.175") / 3


def test_a_fee_opens_to_its_slices():
    fee = court_fee(fen_of("150000"), DAY, LAW)
    assert [(part.formula, part.value) for part in fee.why.parts] == [
        ("50.00", "50.00"),
        ("90000.00 x 0.025", "2250.00"),
        ("50000.00 x 0.02", "1000.00"),
    ]
    assert fee.why.value == "3300.00"
    assert (fee.norm, fee.cite.norm, fee.cite.confidence) == ("cn.fee.case", "cn.fee.case", "A")
    half = halved_fee(fen_of("150000"), DAY, LAW)
    assert [part.formula for part in half.why.parts] == ["3300.00 x 1/2", ""]
    assert half.cite.norm == "cn.fee.half"
    assert len(court_fee(fen_of("10000"), DAY, LAW).why.parts) == 1
    just = preservation_fee(fen_of("896000"), DAY, LAW)
    assert "max" not in {part.formula for part in just.why.parts}
    capped = preservation_fee(fen_of("99000000"), DAY, LAW)
    assert (capped.why.parts[-1].formula, capped.why.parts[-1].value) == ("max", "5000.00")


def test_there_is_no_fee_table_before_april_2007():
    assert court_fee(100, date(2007, 4, 1), LAW).amount == 5000
    with pytest.raises(LawGap):
        court_fee(100, date(2007, 3, 31), LAW)


@pytest.mark.parametrize("claim", [-1, 1.0, True])
def test_a_claim_is_whole_fen_and_not_negative(claim):
    with pytest.raises(AssertionError):
        court_fee(claim, DAY, LAW)


@given(st.integers(0, 10**12), st.integers(0, 10**6))
def test_a_larger_claim_never_costs_less(claim, more):
    for make in (court_fee, halved_fee, payment_order_fee, enforcement_fee, preservation_fee):
        assert make(claim, DAY, LAW).amount <= make(claim + more, DAY, LAW).amount
        assert type(make(claim, DAY, LAW).amount) is int


def test_every_fee_names_its_norm_and_its_base_in_the_steps():
    half = halved_fee(fen_of("30000"), DAY, LAW)
    titles = {name: LAW.norm(f"cn.fee.{name}").title for name in ("half", "case")}
    assert (half.norm, half.cite) == ("cn.fee.half", LAW.norm("cn.fee.half").cite(DAY))
    assert (half.why.label, half.why.value, half.why.cite) == (titles["half"], "275.00", half.cite)
    step, base = half.why.parts
    assert (step.label, step.value, step.formula) == (titles["half"], "275.00", "550.00 x 1/2")
    assert (base.label, base.value) == (titles["case"], "550.00")
    assert base.cite == LAW.norm("cn.fee.case").cite(DAY)
    assert [(part.label, part.value, part.formula) for part in base.parts] == [
        (titles["case"], "50.00", "50.00"),
        (titles["case"], "500.00", "20000.00 x 0.025"),
    ]
