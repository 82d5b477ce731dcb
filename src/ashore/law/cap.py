"""The caps of a loan: all lines at once, and private lending day by day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from ashore.law.cap_line import CapLine, cap_line
from ashore.law.cap_rule import CUTOVER, PRIVATE, REFUND, CapCase
from ashore.law.cap_words import CapEffect, CapMethod
from ashore.law.norm import Law
from ashore.loan import LenderType
from ashore.words import Cite

__all__ = [
    "CapEffect",
    "CapLine",
    "CapMethod",
    "OverdueRate",
    "PrivateCap",
    "cap_breaks",
    "caps",
    "overdue_rate",
    "private_cap",
]

_OVERDUE_RATE = "cn.private.overdue_rate"


class PrivateCap(NamedTuple):
    """The yearly rates of private lending on a day: what can be claimed, what stays paid if paid.

    They differ only under the two-line rule of 2015 to 2020 (24% and 36%).
    """

    claim: Fraction
    keep: Fraction
    cite: Cite


class OverdueRate(NamedTuple):
    """The yearly rate a private loan bears while it is late; None where the text names none."""

    rate: Fraction | None
    cite: Cite


def caps(
    lender_type: str, contract_on: date, filed_on: date | None, day: date, law: Law
) -> tuple[CapLine, ...]:
    """Return every cap of the law files as it stands to a loan, in the order of the files.

    Args:
        lender_type: a `LenderType` or its word; for a debt that was sold, the first lender's.
        contract_on: when the contract was made.
        filed_on: when the case was (or would be) filed in court; None takes `day`.
        day: the day whose interest is measured.
        law: the law files.

    Raises:
        LawGap: a base rate (the LPR) is not known for the day it is needed.

    Source: judicial interpretation on private lending (2015-08, 2020-08, 2020-12), reply
    Fashi [2020] 27, Fafa [2017] 22, and the supervisory texts named in each line.
    """
    case = CapCase(LenderType(lender_type), contract_on, filed_on or day, day, law)
    return tuple(cap_line(norm, case) for norm in law.under("cn.cap.") if norm.kind == "cap")


def private_cap(
    lender_type: str, contract_on: date, filed_on: date, day: date, law: Law
) -> PrivateCap | None:
    """Return the private-lending rates for a day of interest, or None.

    None means that the cap does not reach this lender, or that its number is not known (cases
    filed before September 2015). The arguments are those of `caps`.

    Source: judicial interpretation on private lending, articles 25 and 31 (2020-12), 26 and 32
    (2020-08), 26 and 31 (2015).
    """
    case = CapCase(LenderType(lender_type), contract_on, filed_on, day, law)
    line = cap_line(law.norm(PRIVATE), case)
    if not line.applies or line.value is None:
        return None
    refund = cap_line(law.norm(REFUND), case)
    keep = refund.value if refund.applies and refund.value is not None else line.value
    return PrivateCap(claim=line.value, keep=keep, cite=line.basis)


def cap_breaks(first: date, last: date, law: Law) -> tuple[date, ...]:
    """Return the days after `first`, up to `last`, from which running interest has another cap.

    For one contract and one filing day the cap is the same on every day between two of them.
    """
    ends = [version.params.get("older_rule_until") for version in law.norm(CUTOVER).versions]
    days = {end + timedelta(days=1) for end in ends if isinstance(end, date)}
    return tuple(sorted(day for day in days if first < day <= last))


def overdue_rate(
    agreed: Fraction | None, in_term: Fraction | None, late_from: date, line: CapLine, law: Law
) -> OverdueRate:
    """Return the yearly rate of a private loan that is late.

    Args:
        agreed: the overdue rate of the contract, per year; None if there is none.
        in_term: the rate of the contract before it was late; None if no interest was agreed.
        late_from: the first day late; its LPR counts where neither was agreed.
        line: the line of `cn.cap.private` (or its overdue line) from `caps`.
        law: the law files.

    Overdue interest, penalty and fees together stay under the same cap (`cn.cap.private.overdue`);
    this is only the first of them. Source: articles 28 (2020-12), 29 (2020-08 and 2015).
    """
    norm = law.norm(_OVERDUE_RATE)
    version, cite = norm.on(line.rule_on), norm.cite(line.rule_on)
    stated = agreed if agreed is not None else in_term
    if stated is not None:
        return OverdueRate(stated if line.value is None else min(stated, line.value), cite)
    if "none_agreed" in version.params:
        return OverdueRate(version.fraction("none_agreed"), cite)
    if "none_agreed_of" in version.params:
        return OverdueRate(law.value(version.word("none_agreed_of"), late_from), cite)
    return OverdueRate(None, cite)
