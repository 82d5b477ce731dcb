"""Places in the arrays of the compiled books, and the codes that stand in them."""

from __future__ import annotations

__all__ = [
    "ACROSS", "ASKED", "BASE", "BESIDE", "BOOKED", "BOTTOM", "BULLET", "BY_SHARE", "CHARGES",
    "CLOCK", "COM", "COMPOUND", "CONTRACT", "COUNT", "COUNTING", "CREDIT", "DAILY", "DAYS",
    "DEFAULT", "DOWN", "DUE", "DUE_ON", "EACH", "EQUAL_INSTALMENT", "FEE", "FEES", "FEES_END",
    "FEE_FIELDS", "FIRST", "FIXED", "FLAT", "GIVEN", "GRACE", "GREW", "HALF_EVEN", "HALF_UP",
    "HEAD", "INT", "INTEREST_ONLY", "ITEM", "ITEMS", "LATE", "LATE_YEAR", "LEAD_FROM", "LENT",
    "METHOD", "MONTHS", "MOST", "NO_ROOM", "OF", "ONCE", "ON_ALL", "ON_DEFAULT", "ON_INSTALMENT",
    "ORDER", "OUT", "PEN", "PENALTY", "PRI", "RATE", "RETROACTIVE", "ROUNDING", "SINCE", "SUMS",
    "TERM_FIELDS", "TOP", "UP", "UP_FRONT", "WHEN", "WRONG",
]  # fmt: skip

MOST = 2.0**61
"""No product may come near the end of 64 bits: one that could is not worked out."""

BOOKED, ASKED, NO_ROOM, WRONG = 0, 1, 2, 3
"""What became of a loan: booked; for the reference; a number without room; a row not usable."""

METHOD, COUNT, MONTHS, DAYS, COUNTING, RATE, BY_SHARE = 0, 1, 2, 3, 4, 5, 7
ROUNDING, GRACE, RETROACTIVE, ACROSS, COMPOUND, ORDER = 8, 9, 10, 11, 12, 13
LATE, BASE, BESIDE, DAILY, PENALTY, CONTRACT = 18, 19, 20, 21, 22, 24
CLOCK, LATE_YEAR, ONCE = 26, 28, 29
TERM_FIELDS = 30
"""A row of terms. RATE, PENALTY, CONTRACT and CLOCK are ratios and take two places; ORDER takes
five. CLOCK are the years of a unit of time as the contract counts them (nothing: as courts do), and
LATE_YEAR the days of a year behind the last due date (`ledger.years`). ONCE: the one period of the
loan bears as many equal ones as its life is long, by which RATE and CLOCK are multiplied."""

WHEN, FIXED, TOP, BOTTOM, OF = 0, 1, 2, 3, 4
FEE_FIELDS = 5
"""A fee: one of the next three; its sum or -1; its rate; 0 of the loan's principal, 1 of what is
outstanding, 2 of the instalment."""

EACH, ON_DEFAULT, UP_FRONT = 0, 1, 2

EQUAL_INSTALMENT, INTEREST_ONLY, BULLET, FLAT, GIVEN = 0, 2, 3, 4, 5
HALF_UP, HALF_EVEN, DOWN, UP = 0, 1, 2, 3
ON_INSTALMENT, ON_ALL = 1, 2
"""Codes: method (1 is equal principal), rounding, base of the penalty (0 is overdue principal)."""

PRI, INT, PEN, COM, FEE = 0, 1, 2, 3, 4
"""The parts of a debt in the order of `loan.COMPONENTS`: the first places of an item's row."""

DUE_ON, SINCE, GREW = 5, 6, 7
ITEM = 8
"""Then its due date, the day of its last posting, and its interest that grew after the due date."""

LEAD_FROM, CREDIT, HEAD, DUE, DEFAULT, OUT = 30, 31, 32, 33, 34, 35
ITEMS, LENT, FEES, FEES_END, CHARGES = 36, 37, 38, 39, 40
FIRST = 41
"""The running state, behind the terms, and where the items begin: as in `ledger.account.Account`,
with the first item not paid, how many items fell due, how many were looked at for default, all
principal outstanding, how many items there are, the principal lent, the loan's fees in the list of
all, and whether one is charged on default."""

SUMS = 9
"""A result: the five parts, due now, money kept as credit, days past due, paid so far."""
