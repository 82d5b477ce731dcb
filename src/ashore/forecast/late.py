"""From which day, and which hour, is a payment late? By the contract, never by hearsay."""

from __future__ import annotations

from datetime import timedelta

from ashore.forecast.event import Event
from ashore.forecast.ground import cites_of, weakest
from ashore.forecast.stand import Stand
from ashore.law import Law
from ashore.words import Text

__all__ = ["late_event"]


def late_event(stand: Stand, law: Law) -> Event | None:
    """Return the first day on which the coming instalment would count as late; None: none comes.

    The last moment in time is the cut-off of the due day, or of the last day of grace; without a
    cut-off in the contract it is midnight. Grace that the contract does not name is none.
    """
    anchor, loan = stand.anchor, stand.loan
    if anchor is None or anchor.missed:
        return None
    cites = cites_of(law, ("cn.card.grace",), stand.on) if stand.is_card else ()
    last_on = anchor.late_on - timedelta(days=1)
    until = f"{loan.cutoff:%H:%M}" if loan.cutoff else "24:00"
    return Event(
        loan=loan.id,
        kind="late_from",
        track="due",
        earliest=anchor.late_on,
        usual=anchor.late_on,
        latest=anchor.late_on,
        days=(loan.grace_days + 1, loan.grace_days + 1),
        confidence=weakest(cites, "A" if _stated(stand) else "B"),
        title=Text(
            f"{last_on} {until} 前还清当期就不算逾期",
            f"paid by {last_on} {until} it is not late",
        ),
        means=_means(stand),
        do=Text(
            "尽量提前一天还，留出到账和扣款失败的时间；截止时刻以合同或 App 为准",
            "pay a day early where you can, since transfers and debits fail; the contract or the "
            "app states the hour",
        ),
        cites=cites,
        sources=("contract",),
        notes=() if _stated(stand) else (_NOT_STATED,),
    )


def _stated(stand: Stand) -> bool:
    return "grace_days" not in stand.loan.defaulted


def _means(stand: Stand) -> Text:
    days = stand.loan.grace_days
    if days:
        return Text(
            f"合同有 {days} 天宽限：这几天内还清算按时；过了宽限，多数合同从到期日起算罚息",
            f"the contract gives {days} days of grace: paid within them is on time; past them most "
            "contracts count penalty from the due date",
        )
    if stand.is_card:
        return Text(
            "没有写宽限；行业公约里信用卡一般有几天容时，各行不同",
            "no grace is stated; by the banks' convention cards have some days, which differ",
        )
    return Text(
        "没有宽限：网贷没有法定宽限期，过了截止时刻就是逾期第一天",
        "no grace: the law gives online loans none, and past the cut-off the first day late begins",
    )


_NOT_STATED = Text(
    "案卷没有写宽限，按没有宽限算；看合同的还款条款",
    "the case states no grace, so none is counted; see the contract's clause on repayment",
)
