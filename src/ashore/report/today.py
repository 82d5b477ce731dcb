"""The three answers of one day: what is owed, what may come next and to whom, what to do today.

Everything is taken from an outcome and its forecast; here it is only chosen and put in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ashore.case import LoanOutcome, Outcome
from ashore.facts import Case, LoanFile
from ashore.forecast.event import Event
from ashore.forecast.outlook import Outlook
from ashore.forecast.view import Act
from ashore.loan import LenderType
from ashore.plan.outcome import Plan
from ashore.report.calm import day_words
from ashore.report.forecast_pick import coming, of_part, running
from ashore.report.forecast_words import (
    NOT_ALLOWED,
    act_line,
    kind_words,
    label_of,
    names_of,
    permitted_line,
    reach_line,
    reported_label,
    reported_line,
    rest_text,
)
from ashore.report.shown import marked
from ashore.report.view import overview
from ashore.report.view_claims import claim_views
from ashore.words import Text

__all__ = ["Deed", "Family", "LoanRow", "Next", "Owed", "Said", "Today", "today_of"]

NEXT_MOST = 3
DEEDS_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a lender said last of one loan, beside our figure; fen."""

    loan: str
    name: str
    on: date
    claimed: int
    books: int
    difference: int
    arguable: int  # of the claim, with what lies above a cap
    verdict: Text
    private: bool  # a person, who has no app to ask in


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRow:
    """One loan in a line; fen."""

    id: str
    name: str
    total: int
    due_now: int
    per_day: int
    days_late: int

    @property
    def late(self) -> Text:
        """How late it is, in a few words."""
        return Text(f"逾期第 {self.days_late} 天", f"day {self.days_late} late")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """The first answer; fen. `settles` is None where a loan has no such figure (a card).

    `low` and `high` are both ends of the total; `high` None: no end is known.
    """

    total: int
    low: int
    high: int | None
    due_now: int
    per_day: int
    above_cap: int
    arguable: int
    settles: int | None
    loans: tuple[LoanRow, ...]
    said: tuple[Said, ...]

    @property
    def ranges(self) -> bool:
        """Whether the total is not one figure."""
        return (self.low, self.high) != (self.total, self.total)

    @property
    def most(self) -> Said | None:
        """The lender that states most above our figure; None when none does."""
        more = [each for each in self.said if each.difference > 0]
        return max(more, key=lambda each: each.difference, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The family line: what the norms allow, what is reported, each with its label."""

    allowed: Text
    label: Text
    reported: Text
    ground: Text
    smallest: Act | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """One event to come. `day` None: it has begun, `since` says when."""

    day: date | None
    track: str
    label: Text
    title: Text
    rest: Text
    amount: int | None
    note: Text = Text("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something to do today: `kind` says which button belongs to it."""

    kind: str  # answer | message | pay | find | ask | note
    title: Text
    do: Text
    lines: tuple[Text, ...] = ()
    note: Text = Text("", "")
    loan: str = ""
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The three answers."""

    on: date
    owed: Owed
    family: Family
    begun: tuple[Next, ...]
    coming: tuple[Next, ...]
    deeds: tuple[Deed, ...] = field(default=())


def today_of(outcome: Outcome, ahead: Outlook, plan: Plan | None = None) -> Today:
    """Return the three answers of the day an outcome is of.

    What a lender says of a loan is not compared while one of its terms is open.

    Args:
        outcome: the books of that day.
        ahead: what comes next.
        plan: whom to pay when; without it the payment that helps the family is named.
    """
    owed = _owed(outcome)
    steps = of_part(ahead.events, "steps")
    later = [_next(event, ahead) for event in coming(steps, ahead.on)[:NEXT_MOST]]
    begun = [_next(event, ahead) for event in running(steps, ahead.on) if _tells(event)]
    return Today(
        on=outcome.on,
        owed=owed,
        family=Family(
            allowed=permitted_line(ahead),
            label=reported_label(ahead),
            reported=reported_line(ahead),
            ground=reach_line(ahead.family),
            smallest=ahead.family.smallest,
        ),
        begun=tuple(begun),
        coming=tuple(later),
        deeds=tuple(_deeds(ahead, owed, outcome.case, plan))[:DEEDS_MOST],
    )


# -- what is owed ---------------------------------------------------------------------------------


def _owed(outcome: Outcome) -> Owed:
    sums = overview(outcome)
    known = [one for one in outcome.loans if one.file.sure]
    said = tuple(each for one in known if (each := _said(one)) is not None)
    settles = [one.settles for one in outcome.loans]
    return Owed(
        total=sums.total,
        low=sums.low,
        high=sums.high,
        due_now=sums.due_now,
        per_day=sums.per_day,
        above_cap=sums.above_cap,
        arguable=sum(each.arguable for each in said),
        settles=None if None in settles else sum(each or 0 for each in settles),
        loans=tuple(_row(one) for one in outcome.loans),
        said=said,
    )


def _row(one: LoanOutcome) -> LoanRow:
    loan, balance = one.file.loan, one.balance
    return LoanRow(
        id=loan.id,
        name=loan.name,
        total=balance.total,
        due_now=balance.due_now,
        per_day=balance.per_day,
        days_late=balance.days_past_due,
    )


def _said(one: LoanOutcome) -> Said | None:
    """Return the last claim of a loan; None when nothing was claimed."""
    if not one.claims:
        return None
    last = max(one.claims, key=lambda checked: checked.claim.on)
    view = claim_views([last], one.file.loan.digits)[0]
    return Said(
        loan=one.file.loan.id,
        name=one.file.loan.name,
        on=view.on,
        claimed=view.claimed,
        books=view.books,
        difference=view.difference,
        arguable=sum(row.amount for row in view.rows if row.label != "owed"),
        verdict=view.verdict,
        private=one.file.loan.lender_type is LenderType.PRIVATE,
    )


# -- what comes next ------------------------------------------------------------------------------


def _tells(event: Event) -> bool:
    """Whether something that has begun is news: a report's window, not a rule that simply holds."""
    return event.track == "reported"


def _next(event: Event, ahead: Outlook) -> Next:
    first = event.earliest or event.usual
    broken = event.lawful is False and event.track == "reported"
    return Next(
        day=first if first is not None and first > ahead.on else None,
        track=event.track,
        label=label_of(event),
        title=kind_words(event, names_of(ahead)),
        rest=rest_text(event, ahead.on),
        amount=event.amount,
        note=NOT_ALLOWED if broken else Text("", ""),
    )


# -- what to do -----------------------------------------------------------------------------------


def _deeds(ahead: Outlook, owed: Owed, case: Case, plan: Plan | None) -> Iterator[Deed]:
    helping = {act.kind: act for act in reversed(ahead.family.lowered_by) if act.helps}
    reached = helping.get("message") or helping.get("answer")
    if reached is not None:
        yield _acting(reached, ahead)
    yield from _money(helping.get("pay"), ahead, case, plan)
    if owed.most is not None:
        yield _asking(owed.most, case.currency)
    if owed.loans:
        yield _EVIDENCE


def _money(act: Act | None, ahead: Outlook, case: Case, plan: Plan | None) -> Iterator[Deed]:
    """Yield whom to pay; where the sum is only assumed, what is to be found out before."""
    paid = plan.payments[0].loan if plan is not None and plan.payments else ""
    loan = paid or (act.loan if act is not None else "")
    names = {file.loan.id: file.loan.name for file in case.loans if _assumes(file)}
    if loan in names:
        yield _finding(loan, names[loan])
    elif paid and plan is not None:
        yield _paying(plan)
    elif act is not None:
        yield _acting(act, ahead)


def _assumes(file: LoanFile) -> bool:
    """Whether a sum of the loan rests on something nobody knows yet."""
    return any(each.key != "lender_type" for each in file.open)


def _finding(loan: str, name: str) -> Deed:
    return Deed(
        kind="find",
        title=Text(f"先弄清 {name} 真正该还多少", f"find out what {name} really asks for"),
        do=Text(
            "这一笔有不清楚的地方，数是先假定着算的。付款之前，在官方 App 或合同里对一下利率、"
            "还款记录和今天应还的数，填上再看",
            "something of this loan is not known and its sums are assumed. Before you pay, compare "
            "the rate, the payments and what is due today in the official app or the contract, and "
            "fill them in",
        ),
        loan=loan,
    )


def _acting(act: Act, ahead: Outlook) -> Deed:
    return Deed(
        kind=act.kind,
        title=act.title,
        do=act.do,
        lines=tuple(act_line(act, ahead.on)),
        note=act.note,
        loan=act.loan,
        amount=act.amount,
    )


def _paying(plan: Plan) -> Deed:
    """Return the plan's next payment: today's, or the one to keep money for."""
    first = plan.payments[0]
    names = {file.loan.id: file.loan.name for file in plan.case.loans}
    sum_ = marked(first.amount, plan.case.currency, plan.case.digits)
    day, name = day_words(first.on, plan.on), names[first.loan]
    return Deed(
        kind="pay",
        title=Text(f"{day.zh} 付 {sum_} 给 {name}", f"{day.en}: pay {sum_} to {name}"),
        do=first.why,
        note=_KEEP if first.on > plan.on else Text("", ""),
        loan=first.loan,
        amount=first.amount,
    )


_KEEP = Text(
    "在那之前手上的钱先留给吃住，今天不用付",
    "until then the money at hand is for food and home; nothing is to be paid today",
)


def _asking(most: Said, currency: str) -> Deed:
    """Return the question about the largest difference a lender has to explain."""
    gap = marked(most.difference, currency)
    return Deed(
        kind="ask",
        title=Text(
            f"问清 {most.name} 多出的 {gap}", f"ask what the extra {gap} of {most.name} stands for"
        ),
        do=_ASK_PERSON
        if most.private
        else Text(
            "在官方 App 客服里要一份明细：本金、利息、罚息、费用各多少，各按合同哪一条；截图存好",
            "in the official app, ask for the parts (principal, interest, penalty, fees) and the "
            "clause for each; keep a screenshot",
        ),
        loan=most.loan,
        amount=most.difference,
    )


_ASK_PERSON = Text(
    "请对方写清：本金、利息、违约金各多少，各从哪天算起；对方说过的和转账记录都截图存好。没写清之前，"
    "先不要在新的借条上签字",
    "ask for it in writing: principal, interest and damages, each from which day; keep screenshots "
    "of what was said and of the transfers. Sign no new note before that",
)
_EVIDENCE = Deed(
    kind="note",
    title=Text("存一份证据", "keep one piece of evidence"),
    do=Text(
        "把 App 里的欠款页、还款记录和每一次催收的短信、通话时间截图存下来，记进“联系”",
        "take screenshots of the debt, the payments, and of each message or call about it, and "
        "note them under Contacts",
    ),
)
