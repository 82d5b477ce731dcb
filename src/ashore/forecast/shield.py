"""The smallest acts that keep relatives out of it, each tried: the same forecast with and without.

The difference shown is computed (a call answered, a sum paid), or said to be unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ashore.conduct.gate import decide
from ashore.conduct.history import History
from ashore.days import SHANGHAI
from ashore.forecast.reported import anchor_of
from ashore.forecast.third import proposed, situation_for
from ashore.forecast.view import Act, LoanView, World, first_date, third_dates
from ashore.ledger.loans import books, owed
from ashore.loan import Method, Payment
from ashore.money import show
from ashore.words import Text

__all__ = ["lowered_by"]

DATA_RIGHTS = ("cn.conduct.pipl.refuse",)


def lowered_by(views: Sequence[LoanView], world: World) -> list[Act]:
    """Return the acts that lower the risk, each with the date before and after it."""
    before = first_date(views, world.practice, reachable=world.reachable)
    if before is None:
        return []
    acts: list[Act] = []
    if world.reachable is not True:
        after = first_date(views, world.practice, reachable=True)
        acts += [
            Act(kind="answer", title=_ANSWER[0], do=_ANSWER[1], before=before, after=after),
            Act(kind="message", title=_MESSAGE[0], do=_MESSAGE[1], before=before, after=after),
        ]
    pay = _pay(views, world, before)
    acts += [pay] if pay is not None else []
    acts.append(_refusal(views, world, before))
    acts.append(_withdraw(world, before))
    return acts


def _pay(views: Sequence[LoanView], world: World, before: date) -> Act | None:
    """Return what paying the arrears of the loan that comes first would change."""
    dated = [(third_dates(view, world.practice, reachable=world.reachable), view) for view in views]
    late = [
        (dates[0], view)
        for dates, view in dated
        if dates and view.anchor and view.anchor.missed and view.balance.due_now
    ]
    if not late:
        return None
    _, first = min(late, key=lambda pair: pair[0])
    amount = first.balance.due_now
    on = world.on
    paid = Payment(id="imagined", at=on, amount=amount)
    after = owed(books(first.file.loan, (*first.file.events, paid), world.law), on)
    changed = replace(first, balance=after, anchor=anchor_of(after))
    rest = [changed if view is first else view for view in views]
    name, sum_ = first.file.loan.name, show(amount, first.file.loan.digits)
    card = first.file.loan.method is Method.CARD
    what = Text("最低还款额", "the minimum") if card else Text("到期部分", "what is due")
    return Act(
        kind="pay",
        title=Text(
            f"{on} 还 {name} 的{what.zh} {sum_} 元", f"pay {what.en} of {name}, {sum_}, on {on}"
        ),
        do=Text(
            "只付到官方 App 或还款卡,付完截图存好;再问一句“逾期状态什么时候更新”",
            "pay only in the official app or to the repayment card, keep a screenshot, ask when "
            "the status is updated",
        ),
        before=before,
        after=first_date(rest, world.practice, reachable=world.reachable),
        loan=first.file.loan.id,
        amount=amount,
    )


def _refusal(views: Sequence[LoanView], world: World, before: date) -> Act:
    """Return what a relative's refusal does, tried at the gate for the first lender."""
    loan, on = views[0].file.loan, world.on
    said_no = replace(
        proposed(loan, on, "relative"),
        id="imagined-refusal",
        at=datetime.combine(on, time(9, 0), SHANGHAI),
        outcome="talk",
        asked_to_stop=True,
    )
    record = History((*world.log, said_no))
    answer = decide(
        proposed(loan, on + timedelta(days=1), "relative"),
        record,
        situation_for(loan, reachable=False),
        world.law,
    )
    stops = tuple(one.cite for one in answer.reasons if one.kind == "stop_request")
    return Act(
        kind="refusal",
        title=Text("被联系的家人说“不要再联系我”", "the relative says 'do not contact me again'"),
        do=Text(
            "由家人自己说或发一张不再联系卡(ashore card refuse),记下时间;之后再联系就是违反规定",
            "the relative says or sends it (ashore card refuse) and notes the time; any later "
            "contact breaks the norms",
        ),
        before=before,
        after=None if answer.word == "refuse" else before,
        cites=stops,
    )


def _withdraw(world: World, before: date) -> Act:
    norms = [world.law.norms[name] for name in DATA_RIGHTS if name in world.law.norms]
    return Act(
        kind="withdraw",
        title=Text("要求删除或停用家人的号码", "ask for the relative's number to be deleted"),
        do=Text(
            "由号码的主人向平台客服提出:没有同意过,要求删除;保留回复。能推迟多少天,没有数据",
            "the owner of the number writes to the lender: no consent was given, delete it; keep "
            "the answer. How many days it gains is not known",
        ),
        before=before,
        after=before,
        known=False,
        cites=tuple(norm.cite(world.on) for norm in norms if norm.version_on(world.on)),
    )


_ANSWER = (
    Text("接一次本人的电话", "answer one call yourself"),
    Text(
        "说三句:我是本人;我知道欠款,正在安排,某月某日之前给答复;请只联系我,这个号码打得通",
        "three sentences: it is me; I know of the debt and will answer by a date; contact only me, "
        "this number works",
    ),
)
_MESSAGE = (
    Text("发一条“可以联系到我”的消息", "send a 'you can reach me here' message"),
    Text(
        "在官方 App 客服里留言:我本人可以联系,号码和时间是……,请不要联系他人;截图存好。"
        "注意:不要写还款承诺,那会让三年时效重新起算",
        "in the official app: I can be reached at … during …, please contact nobody else; keep a "
        "screenshot. Do not promise payment in it: that restarts the three-year clock",
    ),
)
