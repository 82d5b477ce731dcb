"""The smallest acts that keep relatives out of it, each tried: the same forecast with and without.

What is shown is computed (a call answered, a sum paid, a refusal asked of the gate), or said to be
unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from ashore.conduct.gate import decide
from ashore.conduct.history import History
from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.forecast.limits import clock_of
from ashore.forecast.restarts import demands_in
from ashore.forecast.risk import first_permitted, first_reported, risk_of
from ashore.forecast.stand import stand_of
from ashore.forecast.third import lender_of, proposed
from ashore.forecast.view import Act, LoanView, Move, Risk, World
from ashore.ledger.booked import Balance
from ashore.ledger.ceiling import lawful_of
from ashore.ledger.loans import books, owed
from ashore.loan import LenderType, Method, Payment
from ashore.money import marked
from ashore.words import Text

__all__ = ["lowered_by"]

DATA_RIGHTS = ("cn.conduct.pipl.refuse",)
NOON = time(12, 0)
NOT_KNOWN = Text("能推迟多少天没有数据", "how many days it gains is not known")


def lowered_by(views: Sequence[LoanView], risks: Sequence[Risk], world: World) -> list[Act]:
    """Return the acts that lower the risk, the least first, with the dates before and after each.

    Args:
        views: the loans that are or would be late.
        risks: their risks as things are, in the same order.
        world: the rest.
    """
    if not risks or not world.practice.stages:  # of other countries nothing is known to help
        return []
    acts = [
        *_reached(views, risks, world),
        *_pay(views, risks, world),
        _refusal(views, risks, world),
        _withdraw(risks, world),
    ]
    return sorted(acts, key=lambda act: not act.helps)


# -- being reached --------------------------------------------------------------------------------


def _reached(views: Sequence[LoanView], risks: Sequence[Risk], world: World) -> list[Act]:
    """Return what one call answered, or one message sent, to each lender would change."""
    if world.reachable is True and first_permitted(risks) is None:
        return []
    tomorrow = world.on + timedelta(days=1)  # what is done today shows from the next day on
    answering = [replace(view, situation=replace(view.situation, reachable=True)) for view in views]
    acts = []
    for kind, (title, do) in _REACHED.items():
        talks = tuple(_reached_by(view, kind, world.on) for view in views)
        after = replace(world, log=(*world.log, *talks), reachable=True)
        then = [risk_of(view, after, tomorrow) for view in answering]
        moves = _moves(risks, then, world.on)
        acts.append(
            Act(
                kind=kind,
                title=title,
                do=do,
                note=_AS_LONG,
                permitted=moves.permitted,
                reported=moves.reported,
            )
        )
    return acts


def _reached_by(view: LoanView, kind: str, on: date) -> Contact:
    """Return an imagined contact with the debtor: a call answered, or a message of his own."""
    loan = view.file.loan
    call = kind == "answer"
    return Contact(
        id=f"imagined-{kind}-{loan.id}",
        at=datetime.combine(on, time(23, 59, 59), SHANGHAI),  # after everything of that day
        loan=loan.id,
        lender=lender_of(loan),
        organisation=lender_of(loan),
        channel="call" if call else "app",
        direction="out" if call else "in",
        role="debtor",
        person="debtor",
        address="debtor",
        outcome="talk" if call else "delivered",
        identified=True,
        recorded=True,
    )


class _Moves(NamedTuple):
    """What an act changes on each track."""

    permitted: Move
    reported: Move


def _moves(before: Sequence[Risk], after: Sequence[Risk], on: date) -> _Moves:
    """Return what changes on each track, like compared with like.

    Loans whose reported days are all over before the act are left out of both sides, unless there
    are no others; so are, on the permitted track, those that no norm binds for certain.
    """
    free = {one.loan for one in before if not one.answer.cites}
    over = {one.loan for one in before if one.passed(on)}
    if len(over) == len(before):
        over = set()
    return _Moves(
        permitted=Move(
            before=_permitted(before),
            after=_permitted([one for one in after if one.loan not in free]),
        ),
        reported=_put_off(
            _from([one for one in before if one.loan not in over], on),
            _from([one for one in after if one.loan not in over], on),
            on,
        ),
    )


def _put_off(before: date | None, after: date | None, on: date) -> Move:
    """Return how a reported date moves; from one day that has been to another is no move."""
    begun = before is not None and after is not None and max(before, after) <= on
    return Move(before=before, after=before if begun else after)


def _permitted(risks: Sequence[Risk]) -> date | None:
    first = first_permitted(risks)
    return first.permitted_from if first else None


def _from(risks: Sequence[Risk], on: date) -> date | None:
    first = first_reported(risks, on)
    return first.reported_from if first else None


# -- paying ---------------------------------------------------------------------------------------


def _pay(views: Sequence[LoanView], risks: Sequence[Risk], world: World) -> list[Act]:
    """Return the least sum on the loan that comes first which puts its date off.

    Never a step to take: a sum above what a court would grant at all (`lawful_of`), or anything on
    a loan whose limitation has run out by the record, which paying would revive.
    """
    first = first_reported(risks, world.on)
    if first is None:
        return []
    view = next(view for view in views if view.id == first.loan)
    assert view.anchor is not None
    day = world.on if view.anchor.missed else view.anchor.due_on
    at_day = owed(view.stand.booked, day)
    oldest = sum(line.total for line in at_day.lines if line.due_on == view.anchor.due_on)
    clock = clock_of(view.stand, world.law, demands_in(world.log, view.file.loan))
    if clock is not None and clock.over:
        return []
    lawful = lawful_of(view.stand.booked, day, world.law)
    most = at_day.due_now if lawful is None else lawful.total
    sums = {min(oldest, at_day.due_now), at_day.due_now} - {0}
    for amount in sorted(each for each in sums if each <= most):
        paid = _after_paying(view, amount, day, world)
        new = () if paid.anchor is None else (risk_of(paid, world),)
        moves = _moves(risks, [*(one for one in risks if one is not first), *new], world.on)
        note = _PAY_NOTE
        if not (moves.permitted.helps or moves.reported.helps):
            moves, note = _moves([first], new, world.on), _ONE_LOAN
        act = Act(
            kind="pay",
            title=_pay_title(view, amount, at_day, world),
            do=_PAY_PERSON if view.file.loan.lender_type is LenderType.PRIVATE else _PAY_DO,
            note=note,
            loan=first.loan,
            amount=amount,
            permitted=moves.permitted,
            reported=moves.reported,
        )
        if act.helps:
            return [act]
    return []


def _after_paying(view: LoanView, amount: int, day: date, world: World) -> LoanView:
    paid = Payment(id="imagined", at=day, amount=amount)
    booked = books(view.file.loan, (*view.file.events, paid), world.law)
    return replace(view, stand=stand_of(booked, day))


def _pay_title(view: LoanView, amount: int, at_day: Balance, world: World) -> Text:
    loan, day = view.file.loan, at_day.on
    name, sum_ = view.name, marked(amount, world.currency, loan.digits)
    what = Text("最早那一期", "the oldest instalment")
    if loan.method is Method.CARD:
        what = Text("最低还款额", "the minimum")
    elif amount == at_day.due_now:
        what = Text("到期部分", "what is due")
    if day == world.on:
        return Text(f"今天还 {name} 的{what.zh} {sum_}", f"pay {what.en} of {name} today, {sum_}")
    return Text(
        f"{day} 之前还 {name} 的{what.zh} {sum_}", f"pay {what.en} of {name}, {sum_}, by {day}"
    )


# -- the relative's own rights --------------------------------------------------------------------


def _refusal(views: Sequence[LoanView], risks: Sequence[Risk], world: World) -> Act:
    """Return what a relative's refusal does, asked of the gate for a debtor out of reach."""
    first = first_permitted(risks) or first_reported(risks, world.on) or risks[0]
    view = next(view for view in views if view.id == first.loan)
    loan, on = view.file.loan, world.on
    said_no = replace(
        proposed(loan, on, "relative"),
        id="imagined-refusal",
        at=datetime.combine(on, NOON, SHANGHAI),
        outcome="talk",
        asked_to_stop=True,
    )
    day = max(on + timedelta(days=1), first.permitted_from or date.min)
    answer = decide(
        proposed(loan, day, "relative"),
        History((*first.answer.history, said_no)),
        replace(view.situation, reachable=False),
        world.law,
    )
    stops = tuple(one.cite for one in answer.reasons if one.kind == "stop_request" and one.holds)
    return Act(
        kind="refusal",
        title=_REFUSAL[0],
        do=_REFUSAL[1],
        permitted=Move(before=first.permitted_from, after=None if stops else first.permitted_from),
        reported=Move(before=first.reported_from, after=first.reported_from, known=False),
        note=_ONE_PERSON if stops else NOT_KNOWN,
        cites=stops,
    )


def _withdraw(risks: Sequence[Risk], world: World) -> Act:
    norms = [world.law.norms[name] for name in DATA_RIGHTS if name in world.law.norms]
    first = first_reported(risks, world.on)
    permitted, reported = _permitted(risks), first.reported_from if first else None
    return Act(
        kind="withdraw",
        title=_WITHDRAW[0],
        do=_WITHDRAW[1],
        permitted=Move(before=permitted, after=permitted, known=False),
        reported=Move(before=reported, after=reported, known=False),
        note=NOT_KNOWN,
        cites=tuple(norm.cite(world.on) for norm in norms if norm.version_on(world.on)),
    )


_REACHED = {
    "message": (
        Text("发一条“可以联系到我”的消息", "send a 'you can reach me here' message"),
        Text(
            "在官方 App 客服里留言：我本人可以联系，号码和时间是……，请不要联系他人；截图存好。"
            "注意：不要写还款承诺，那会让三年时效重新起算",
            "in the official app: I can be reached at … during …, please contact nobody else; keep "
            "a screenshot. Do not promise payment in it: that restarts the three-year clock",
        ),
    ),
    "answer": (
        Text("接一次本人的电话", "answer one call yourself"),
        Text(
            "说三句：我是本人；我知道这件事，哪天给您答复；请只联系我，这个号码打得通",
            "three sentences: it is me; I know of it and will answer by a day I name; contact only "
            "me, this number works",
        ),
    ),
}
_AS_LONG = Text(
    "只要之后也接得通就有效；再连续三次打不通，又会重新起算",
    "it holds as long as you can be reached afterwards; three failed calls in a row start it anew",
)
_PAY_DO = Text(
    "只付到官方 App 或还款卡，付完截图存好；再问一句“逾期状态什么时候更新”。"
    "部分还款会让三年时效重新起算；时效已满的，付款会让对方可以再起诉，先问 12348",
    "pay only in the official app or to the repayment card, keep a screenshot, ask when the status "
    "is updated. Paying a part restarts the three-year clock; where it has run out, paying lets "
    "them sue again: ask 12348 first",
)
_PAY_PERSON = Text(
    "付给借条上的那个人，转账备注写清“还某日借款”，请对方回一句收到，存好；"
    "部分还款会让三年时效重新起算；时效已满的，付款会让对方可以再起诉，先问 12348",
    "pay the person named in the note, say in the transfer which loan it repays, ask for a word "
    "that it arrived and keep it. Paying a part restarts the three-year clock; where it has run "
    "out, paying lets them sue again: ask 12348 first",
)
_PAY_NOTE = Text(
    "日期从下一期没还上的还款日重新数起；这里只看家人这一项，先还哪家要看全部目标",
    "the days are counted anew from the next due date that is not met; this looks at the family "
    "only, and whom to pay first depends on all goals",
)
_ONE_LOAN = Text(
    "日期只是这一笔的：另有借款的日子也已经开始，还这一笔不改变它们；先还哪家要看全部目标",
    "the dates are of this loan alone: those of another have begun as well and stay; whom to pay "
    "first depends on all goals",
)
_REFUSAL = (
    Text("被联系的家人说“不要再联系我”", "the relative says 'do not contact me again'"),
    Text(
        "由家人自己说或发一张“不再联系卡”，记下时间；之后再联系就是违反规定",
        "the relative says it or sends a refusal card and notes the time; any later contact "
        "breaks the norms",
    ),
)
_ONE_PERSON = Text(
    "只管说出这句话的那位家人；对实际做法能推迟多少天没有数据",
    "it covers the relative who said it; how many days it gains in practice is not known",
)
_WITHDRAW = (
    Text("要求删除或停用家人的号码", "ask for the relative's number to be deleted"),
    Text(
        "由号码的主人向平台客服提出：没有同意过，要求删除；保留回复",
        "the owner of the number writes to the lender: no consent was given, delete it; keep the "
        "answer",
    ),
)
