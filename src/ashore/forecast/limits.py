"""The limitation clock of a loan: the last day to sue, what moved it, and what would move it.

A calculation of dates from what the case records. A message to pay that the case does not know of
moves the date as well, so it is the earliest possible day, never a promise that a debt is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ashore.forecast.event import Event
from ashore.forecast.ground import cites_of, weakest
from ashore.forecast.restarts import interruptions
from ashore.forecast.stand import Stand
from ashore.law import Law
from ashore.law.limitation import Interruption, Limitation, Restart, limitation
from ashore.ledger.book import Booked
from ashore.ledger.loans import Books
from ashore.loan import Acceleration
from ashore.words import LawGap, Text

__all__ = ["ActEffect", "Clock", "clock_of", "limitation_event"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActEffect:
    """What an act on a day would do to the last day to sue, told before it is done.

    `after` None: proceedings are pending, so nothing moves. `revives`: the period was over, and
    the act would bring the claim back.
    """

    act: str  # payment | promise
    on: date
    before: date | None
    after: date | None
    revives: bool
    text: Text

    @property
    def moves(self) -> bool:
        """Whether the act would change the date at all."""
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The limitation clock of one loan on a day.

    Attributes:
        loan: the loan's id.
        on: the day it is read.
        start_on: the due date it counts from; None when nothing has fallen due on a card.
        limitation: the date with its steps; None where the law files have no rule for that start.
        earliest_on: the last day to sue if a call of the whole loan set the clock going; None when
            the loan was not called.
        acts: what a payment or a written promise today would do.
        notes: what the date does not know.
        confidence: A, B or C.
    """

    loan: str
    on: date
    start_on: date | None
    limitation: Limitation | None
    earliest_on: date | None
    acts: tuple[ActEffect, ...]
    notes: tuple[Text, ...]
    confidence: str

    @property
    def last_on(self) -> date | None:
        """The last day to sue by the record; None when pending or not known."""
        return self.limitation.last_on if self.limitation else None

    @property
    def over(self) -> bool:
        """Whether the period is over by the record, so that it could be pleaded."""
        return self.limitation is not None and self.limitation.over_on(self.on)

    @property
    def pending(self) -> bool:
        """Whether a suit stops the clock."""
        return self.limitation is not None and self.limitation.last_on is None


def clock_of(stand: Stand, law: Law, demands: Sequence[date] = ()) -> Clock | None:
    """Return the limitation clock of a loan on a day; None when nothing is owed.

    `demands` are the days of further demands that reached the debtor (`demands_in` of a log).

    Source: Civil Code articles 188, 189, 192, 193, 195; see `law.limitation`.
    """
    booked, on = stand.booked, stand.on
    if not stand.balance.total:
        return None
    called = _called_on(booked, on)
    start_on = _start_on(stand, called)
    if start_on is None:
        return None
    known = [
        *interruptions(booked, on),
        *(Interruption(day, Restart.DEMAND) for day in demands if day <= on),
    ]
    moves = _after(known, start_on)
    found = _limitation(start_on, moves, law)
    early = _limitation(called, _after(known, called), law) if called else None
    return Clock(
        loan=stand.loan.id,
        on=on,
        start_on=start_on,
        limitation=found,
        earliest_on=early.last_on if early else None,
        acts=tuple(_acts(found, start_on, moves, law, on)) if found else (),
        notes=tuple(_notes(booked, called, found)),
        confidence=_confidence(booked, called, found),
    )


# -- where it starts, what moved it ---------------------------------------------------------------


def _called_on(booked: Books, on: date) -> date | None:
    calls = [event.on for event in booked.events if isinstance(event, Acceleration)]
    return min((day for day in calls if day <= on), default=None)


def _start_on(stand: Stand, called: date | None) -> date | None:
    """Return the due date of the last instalment; for a card that of the oldest bill missed."""
    booked, anchor = stand.booked, stand.anchor
    if not isinstance(booked, Booked):
        return anchor.due_on if anchor and anchor.missed else None
    if called is not None and booked.schedule:
        return max(called, booked.schedule[-1].due_on)
    return max((line.due_on for line in stand.balance.lines if line.n), default=None)


def _after(moves: Sequence[Interruption], start_on: date) -> list[Interruption]:
    """Leave out what came before the period began: it cannot make it end earlier.

    A suit stays, whenever it was filed, and what came after it goes: while it is pending nothing
    runs, and nothing starts it anew.
    """
    suit = min((move.on for move in moves if move.kind is Restart.SUIT), default=date.max)
    return [
        move
        for move in moves
        if move.kind is Restart.SUIT or (start_on < move.on and move.on <= suit)
    ]


def _limitation(start_on: date, moves: Sequence[Interruption], law: Law) -> Limitation | None:
    try:
        return limitation(start_on, moves, law)
    except LawGap:
        return None


# -- what an act would do -------------------------------------------------------------------------

_ACTS = (("payment", Restart.PAYMENT), ("promise", Restart.PROMISE))


def _acts(
    found: Limitation, start_on: date, moves: list[Interruption], law: Law, on: date
) -> Iterator[ActEffect]:
    over = found.over_on(on)
    for act, kind in _ACTS:
        with_act = _limitation(start_on, _after([*moves, Interruption(on, kind)], start_on), law)
        assert with_act is not None, "the period without the act was known"
        effect = ActEffect(
            act=act,
            on=on,
            before=found.last_on,
            after=None if found.last_on is None else with_act.last_on,
            revives=over and with_act.last_on != found.last_on,
            text=Text("", ""),
        )
        yield replace(effect, text=_said(effect))


_ACT_NAMES = {
    "payment": Text("还一部分", "a part payment"),
    "promise": Text("书面承诺、分期计划或请求延期", "a written promise, plan or request for time"),
}


def _said(effect: ActEffect) -> Text:
    name, before, after = _ACT_NAMES[effect.act], effect.before, effect.after
    if before is None:
        return Text(
            f"官司在进行，{name.zh}不改变时效",
            f"a suit is pending: {name.en} changes nothing about limitation",
        )
    if effect.revives:
        return Text(
            f"按案卷记录，时效在 {before} 已满；{effect.on} {name.zh}会让对方可以再起诉到 {after}，"
            "做之前先问 12348 或律师",
            f"by this record the period ended on {before}; {name.en} on {effect.on} would let the "
            f"claim be sued on again until {after}: ask 12348 or a lawyer first",
        )
    if not effect.moves:
        return Text(
            f"{effect.on} {name.zh}，起诉的最后一天不变（{before}）",
            f"{name.en} on {effect.on} would leave the last day to sue at {before}",
        )
    return Text(
        f"{effect.on} {name.zh}，起诉的最后一天会从 {before} 推到 {after}",
        f"{name.en} on {effect.on} would move the last day to sue from {before} to {after}",
    )


# -- what the date does not know ------------------------------------------------------------------


def _notes(booked: Books, called: date | None, found: Limitation | None) -> Iterator[Text]:
    if found is None:
        yield _OLD_RULE
        return
    yield _UNKNOWN_DEMANDS
    if called is not None:
        yield _CALLED
    if not isinstance(booked, Booked):
        yield _CARD


def _confidence(booked: Books, called: date | None, found: Limitation | None) -> str:
    if found is None or not isinstance(booked, Booked):
        return "C"
    cites = [step.cite for step in found.steps if step.counts]
    return weakest(cites, "B" if called else "A")


_UNKNOWN_DEMANDS = Text(
    "案卷里没有记的催收短信、信件、扣款也会让时效重新起算，实际日期往往更晚；法院不会主动适用时效",
    "a text, letter or debit this case does not record restarts the period too, so the true day is "
    "often later; a court never raises limitation by itself",
)
_CALLED = Text(
    "对方宣布过提前到期，起算日可能是那一天：这里按较晚的一种算，较早的另列",
    "the whole loan was called early and the period may start there: the later start is used here, "
    "the earlier one is shown beside it",
)
_CARD = Text(
    "信用卡从最早没还足最低额的到期日算；发卡行的每次催收都会重新起算",
    "for a card counted from the oldest bill whose minimum was missed; every demand of the issuer "
    "starts it anew",
)
_OLD_RULE = Text(
    "2017 年 10 月以前到期的债适用的旧规定没有收录，日期不知道：问 12348",
    "the earlier rule for a debt due before October 2017 is not in the files, so the day is not "
    "known: ask 12348",
)


# -- as an event ----------------------------------------------------------------------------------

_NORMS = (
    "cn.limitation.period",
    "cn.limitation.instalments",
    "cn.limitation.plea",
    "cn.limitation.restart.agreement",
    "cn.limitation.revived",
)


def limitation_event(clock: Clock, law: Law) -> Event | None:
    """Return the last day to sue as an event; None where it is pending or not known."""
    found = clock.limitation
    if found is None or found.last_on is None:
        return None
    steps = tuple(step.cite for step in found.steps if step.counts)
    cites = {cite.norm: cite for cite in (*cites_of(law, _NORMS, clock.on), *steps)}
    words = _OVER if clock.over else _RUNS
    return Event(
        loan=clock.loan,
        kind="limitation",
        track="due",
        earliest=clock.earliest_on or found.last_on,
        usual=found.last_on,
        latest=found.longest_on,
        confidence=clock.confidence,
        title=words[0],
        means=words[1],
        do=words[2],
        may_not=_MAY_NOT,
        cites=tuple(cites.values()),
        notes=(*(act.text for act in clock.acts), *clock.notes),
    )


_MAY_NOT = Text(
    "约定缩短、延长或放弃时效都无效",
    "an agreement to shorten, lengthen or waive the period is void",
)
_RUNS = (
    Text("诉讼时效：按案卷记录的最后一天", "limitation: the last day by this record"),
    Text(
        "过了这一天，您在一审提出时效，对方的请求不受法院保护；债务本身还在",
        "after it the claim fails in court if you plead it in the first instance; the debt remains",
    ),
    Text(
        "不要指望它过去：正在被催的债很少过时效；还款或承诺之前看清日期会怎么变",
        "do not count on it: a debt being collected hardly ever runs out; before paying or "
        "promising, see how the date would move",
    ),
)
_OVER = (
    Text("诉讼时效：按案卷记录已经届满", "limitation: over, by this record"),
    Text(
        "被起诉时可以在一审提出；不提出，法院不会替您提",
        "if sued you may plead it in the first instance; the court will not do it for you",
    ),
    Text(
        "先核对有没有漏记的催收和还款，再决定还不还、签不签；还款、签字会让债权恢复",
        "first check for demands and payments not recorded; paying or signing brings the claim "
        "back, so decide with advice (12348)",
    ),
)
