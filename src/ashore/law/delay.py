"""Interest for delay after a judgment: the doubled part, day by day until everything is paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from ashore.law.norm import Law
from ashore.money import Rounding, rounded, show, show_rate, whole
from ashore.words import Cite, Text, Why

__all__ = ["DelayInterest", "delay_interest"]

_NORM = "cn.delay.interest"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayInterest:
    """The doubled part in fen, what is still owed of the judgment, and how it came about."""

    amount: int
    unpaid: int
    cite: Cite
    why: Why


def delay_interest(
    judged: int, perform_by: date, on: date, law: Law, paid: Sequence[tuple[date, int]] = ()
) -> DelayInterest:
    """Return the doubled interest up to a day.

    The day the time to perform ends is not counted, the day asked for is: one day late costs one
    day. A payment lowers the judgment debt from its day on, since it goes to that debt first.

    Args:
        judged: what the judgment fixes, ordinary interest left out, fen.
        perform_by: the last day to perform.
        on: the day asked for; a day not after `perform_by` costs nothing.
        law: the law files.
        paid: payments towards the judgment, (day, fen); those after `on` are left out.

    Raises:
        LawGap: the rule is younger than the delay (before August 2014).

    Source: Fashi [2014] 8, articles 1 to 4; ordinary interest goes on apart, as the judgment says.
    """
    assert whole(judged) >= 0
    norm = law.norm(_NORM)
    within = sorted((day, whole(amount)) for day, amount in paid if day <= on)
    marks = {perform_by, max(on, perform_by)}
    marks |= {day for day, _ in within if day > perform_by}
    eves = {each.from_on - timedelta(days=1) for each in norm.versions}
    marks |= {eve for eve in eves if perform_by < eve < on}
    total, steps = Fraction(0), []
    for since, until in pairwise(sorted(marks)):
        owed = max(0, judged - sum(amount for day, amount in within if day <= since))
        rate, days = norm.on(since + timedelta(days=1)).value, (until - since).days
        total += owed * rate * days
        steps.append(
            Why(
                label=Text(f"{since} 到 {until}", f"{since} to {until}"),
                value=show(_fen(owed * rate * days)),
                formula=f"{show(owed)} x {show_rate(rate)} x {days}",
            )
        )
    cite = norm.cite(max(on, perform_by))
    return DelayInterest(
        amount=_fen(total),
        unpaid=max(0, judged - sum(amount for _, amount in within)),
        cite=cite,
        why=Why(label=norm.title, value=show(_fen(total)), cite=cite, parts=tuple(steps)),
    )


def _fen(exact: Fraction) -> int:
    return rounded(exact, Rounding.HALF_UP)
