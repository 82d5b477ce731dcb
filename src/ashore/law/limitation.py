"""When a claim can no longer be raised in court, and what started the clock anew.

A calculation of dates, not a plan: a debt that is being collected hardly ever runs out of time, and
a court looks at it only if the debtor pleads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ashore.days import month_step, on_or_after_workday
from ashore.law.norm import Law
from ashore.words import Cite, Text

__all__ = [
    "Interruption",
    "Limitation",
    "LimitationStep",
    "Restart",
    "enforcement_end",
    "limitation",
]


class Restart(StrEnum):
    """What starts the period anew."""

    DEMAND = "demand"  # a letter, message or call to pay that reached the debtor
    DEBIT = "debit"  # the bank takes money from the account
    PAYMENT = "payment"
    PROMISE = "promise"  # a plan, a promise, a request for time, security
    SUIT = "suit"
    ARBITRATION = "arbitration"
    PAYMENT_ORDER = "payment_order"
    PRESERVATION = "preservation"
    ENFORCEMENT = "enforcement"
    INSOLVENCY_CLAIM = "insolvency_claim"
    MEDIATION = "mediation"
    POLICE_REPORT = "police_report"
    ASSIGNMENT_NOTICE = "assignment_notice"


_PERIOD = "cn.limitation.period"
_INSTALMENTS = "cn.limitation.instalments"
_REVIVED = "cn.limitation.revived"
_ENFORCEMENT = "cn.enforcement.period"
_PENDING = {Restart.SUIT, Restart.ARBITRATION, Restart.ENFORCEMENT, Restart.INSOLVENCY_CLAIM}
"""While these proceedings last the period does not run; it starts anew when they end."""

_NAMES = {
    Restart.DEMAND: Text("催收到达", "a demand arrived"),
    Restart.DEBIT: Text("从账户扣款", "a debit of the account"),
    Restart.PAYMENT: Text("部分还款", "a payment"),
    Restart.PROMISE: Text("承诺、计划或请求延期", "a promise, plan or request for time"),
    Restart.SUIT: Text("起诉", "a suit"),
    Restart.ARBITRATION: Text("申请仲裁", "arbitration"),
    Restart.PAYMENT_ORDER: Text("申请支付令", "a payment order was applied for"),
    Restart.PRESERVATION: Text("诉前保全", "assets were preserved before a suit"),
    Restart.ENFORCEMENT: Text("申请执行", "enforcement was applied for"),
    Restart.INSOLVENCY_CLAIM: Text("申报破产债权", "a claim in insolvency"),
    Restart.MEDIATION: Text("请求调解", "mediation was asked for"),
    Restart.POLICE_REPORT: Text("报案", "a report to the police"),
    Restart.ASSIGNMENT_NOTICE: Text("债权转让通知到达", "the notice of assignment arrived"),
}


@dataclass(frozen=True, slots=True)
class Interruption:
    """Something that starts the period anew; proceedings say when they ended, if they have."""

    on: date
    kind: Restart
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitationStep:
    """One step of the clock: what happened, and the last day to sue as it stood then.

    `last_on` is None while proceedings are pending. A step with `counts` false changed nothing.
    """

    on: date
    text: Text
    last_on: date | None
    counts: bool
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Limitation:
    """The last day to sue, and the longest there can be; None while proceedings are pending."""

    last_on: date | None
    longest_on: date
    steps: tuple[LimitationStep, ...]

    def over_on(self, day: date) -> bool:
        """Say whether the period is over on a day, so that the debtor could plead it."""
        return day > self.longest_on or (self.last_on is not None and day > self.last_on)


def limitation(
    last_due_on: date, events: Sequence[Interruption], law: Law, *, workdays: bool = False
) -> Limitation:
    """Return how long a claim can be raised in court.

    Args:
        last_due_on: the due date; for a debt in instalments that of the last one.
        events: what started the period anew, in any order.
        law: the law files.
        workdays: move a last day that is no working day to the next one (needs the published
            holidays of that year).

    Raises:
        LawGap: the due date lies before October 2017, or the holidays of a year are not known.

    A demand after the period is over changes nothing; a payment or a promise brings the claim back.
    What happens before the period begins, or while proceedings are pending, changes nothing either.
    Source: Civil Code articles 188, 189, 192, 195, 201 to 203; limitation provisions (2020)
    articles 8, 10 to 14, 17, 19.
    """
    clock = _Clock(law, last_due_on, workdays)
    version = law.norm(_PERIOD).on(last_due_on)
    longest_on = month_step(last_due_on, 12 * version.whole("years_longest"))
    last_on: date | None = clock.period_from(last_due_on)
    steps = [clock.first(last_due_on, last_on)]
    for event in sorted(events, key=lambda each: each.on):
        step = clock.step(event, last_on)
        steps.append(step)
        last_on = step.last_on
    return Limitation(last_on=last_on, longest_on=longest_on, steps=tuple(steps))


def enforcement_end(perform_by: date, law: Law) -> tuple[date, Cite]:
    """Return the last day to apply for enforcement of a judgment, with its source.

    Source: Civil Procedure Law, article 250: two years from the last day to perform.
    """
    norm = law.norm(_ENFORCEMENT)
    years = norm.on(perform_by).whole("years")
    return month_step(perform_by, 12 * years), norm.cite(perform_by)


@dataclass(frozen=True, slots=True)
class _Clock:
    law: Law
    start_on: date
    workdays: bool

    def period_from(self, day: date) -> date:
        """Return the last day of a period that begins with a day (which does not count)."""
        years = self.law.norm(_PERIOD).on(day).whole("years")
        last = month_step(day, 12 * years)
        return on_or_after_workday(last) if self.workdays else last

    def first(self, due_on: date, last_on: date | None) -> LimitationStep:
        return LimitationStep(
            on=due_on,
            text=Text("最后一期到期", "the last instalment was due"),
            last_on=last_on,
            counts=True,
            cite=self.law.norm(_INSTALMENTS).cite(due_on),
        )

    def step(self, event: Interruption, last_on: date | None) -> LimitationStep:
        """Return what one event does to the clock."""
        over = last_on is not None and event.on > last_on
        revives = event.kind in self.law.norm(_REVIVED).on(event.on).words("restarts")
        idle = self._idle(event, last_on) or (
            _too_late(event.kind) if over and not revives else None
        )
        if idle is not None:
            text, after = idle, last_on
        else:
            text, after = _NAMES[event.kind], self._renewed(event, last_on)
        return LimitationStep(
            on=event.on,
            text=text,
            last_on=after,
            counts=idle is None,
            cite=self._cite(event, revived=over and revives),
        )

    def _idle(self, event: Interruption, last_on: date | None) -> Text | None:
        """Return why an event leaves the clock alone: nothing runs yet, or proceedings pend."""
        name = _NAMES[event.kind]
        if last_on is None:
            return Text(
                f"{name.zh}（程序进行中，时效没有在走）",
                f"{name.en} (proceedings are pending: nothing runs)",
            )
        if event.on < self.start_on and event.kind not in _PENDING:
            return Text(f"{name.zh}（时效还没有开始）", f"{name.en} (the period had not begun)")
        return None

    def _renewed(self, event: Interruption, last_on: date | None) -> date | None:
        """Return the last day of the period begun anew; it never ends earlier than before."""
        begins = event.closed_on if event.kind in _PENDING else event.on
        if begins is None:
            return None
        again = self.period_from(begins)
        return again if last_on is None else max(last_on, again)

    def _cite(self, event: Interruption, *, revived: bool) -> Cite:
        if revived:
            return self.law.norm(_REVIVED).cite(event.on)
        for norm in self.law.under("cn.limitation.restart."):
            if event.kind in norm.on(event.on).words("restarts"):
                return norm.cite(event.on)
        raise AssertionError(f"no norm says that {event.kind} restarts the period")


def _too_late(kind: Restart) -> Text:
    name = _NAMES[kind]
    return Text(
        f"{name.zh}（时效已过，不再影响）",
        f"{name.en} (the period was over: no effect)",
    )
