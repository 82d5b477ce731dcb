"""Private lending: the rates for a day of interest, and the rate once a loan is late."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ashore.law.cap_line import CapLine, cap_line
from ashore.law.cap_rule import CUTOVER, PRIVATE, REFUND, CapCase
from ashore.law.norm import Law
from ashore.loan import LenderType
from ashore.words import Cite

__all__ = [
    "OVERDUE_RATE",
    "OverdueRate",
    "PrivateCap",
    "cap_breaks",
    "overdue_rate",
    "private_cap",
    "term_rate_goes_on",
]

OVERDUE_RATE = "cn.private.overdue_rate"


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


@lru_cache(maxsize=4096)
def private_cap(
    lender_type: str, contract_on: date, filed_on: date, day: date, law: Law
) -> PrivateCap | None:
    """Return the private-lending rates for a day of interest, or None.

    None means that the cap does not reach this lender, or that its number is not known (cases
    filed before September 2015). The arguments are those of `law.cap.caps`.

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
        line: the line of `cn.cap.private` (or its overdue line) from `law.cap.caps`.
        law: the law files.

    Overdue interest, penalty and fees together stay under the same cap (`cn.cap.private.overdue`);
    this is only the first of them. Source: articles 28 (2020-12), 29 (2020-08 and 2015).
    """
    norm = law.norm(OVERDUE_RATE)
    version, cite = norm.on(line.rule_on), norm.cite(line.rule_on)
    stated = agreed if agreed is not None else in_term
    if stated is not None:
        return OverdueRate(stated if line.value is None else min(stated, line.value), cite)
    if "none_agreed" in version.params:
        return OverdueRate(version.fraction("none_agreed"), cite)
    if "none_agreed_of" in version.params:
        return OverdueRate(law.value(version.word("none_agreed_of"), late_from), cite)
    return OverdueRate(None, cite)


def term_rate_goes_on(lender_type: LenderType, law: Law) -> bool:
    """Whether a loan bears the rate of its term once it is late, where no overdue rate was agreed.

    Every text since 2015 says so of private lending: articles 28 (2020-12), 29 (2020-08 and 2015).
    """
    norm = law.norms.get(OVERDUE_RATE)
    return norm is not None and lender_type in norm.scope.lender_types
