"""The court track of one loan as events: the ways to court, or what follows a suit or a judgment.

Suit is lawful from the day after a due date was missed; when it comes is another matter, and is
told only where practice data or a norm has a window for it. Nothing here says that it will come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ashore.days import month_step
from ashore.forecast.event import Event
from ashore.forecast.ground import (
    IF_UNPAID,
    NOTHING,
    both,
    cites_of,
    version_of,
    weakest,
    window_text,
)
from ashore.forecast.limits import limitation_event
from ashore.forecast.lists import card_line
from ashore.forecast.papers import Paper, deadline
from ashore.forecast.practice import Practice
from ashore.forecast.proceedings import CourtCost, CourtPath, CourtTrack, court_of
from ashore.forecast.stand import Stand
from ashore.law import Law
from ashore.law.limitation import enforcement_end
from ashore.money import show
from ashore.words import LawGap, Text

__all__ = ["court_events"]


def court_events(
    stand: Stand,
    practice: Practice,
    law: Law,
    demands: Sequence[date] = (),
    track: CourtTrack | None = None,
) -> list[Event]:
    """Return the court events of a loan: the ways to court, or what follows a suit or judgment.

    What practice says of suits and payment orders is on the reported track (`reported_events`).
    `track` is the loan's court track where it is known already.
    """
    track = track or court_of(stand, practice, law, demands)
    limit = limitation_event(track.clock, law) if track.clock and track.stage == "none" else None
    below = card_line(stand, law)
    return [
        *(_path_events(track, stand) if track.stage == "none" else ()),
        *(_sued(track, law, stand) if track.stage == "sued" else ()),
        *(_judged(track, law, stand) if track.stage == "judged" else ()),
        *([limit] if limit else []),
        *([below] if below else []),
    ]


def _path_events(track: CourtTrack, stand: Stand) -> Iterator[Event]:
    coming = NOTHING if stand.anchor and stand.anchor.missed else IF_UNPAID
    for path in track.paths:
        if not path.cites:
            continue
        cites = (*path.cites, *([path.fee.cite] if path.fee else []))
        yield Event(
            loan=track.loan,
            kind=f"path_{path.kind.name}",
            track="permitted",
            earliest=path.lawful_from,
            usual=None,
            latest=None,
            lawful=True,
            confidence=weakest(cites),
            title=path.kind.title,
            means=path.kind.means,
            do=path.kind.do,
            may_not=path.kind.may_not,
            condition=both(coming, path.kind.condition),
            cites=cites,
            notes=tuple(_path_notes(path, track.cost)),
        )


def _path_notes(path: CourtPath, cost: CourtCost | None) -> Iterator[Text]:
    if path.fee is not None and cost is not None:
        claim, fee = show(cost.claim), show(path.fee.amount)
        yield Text(
            f"按今天欠的 {claim} 元，{path.fee.why.label.zh} {fee} 元；{path.kind.bears.zh}",
            f"on the {claim} yuan owed today: {path.fee.why.label.en} {fee} yuan; "
            f"{path.kind.bears.en}",
        )
    if path.reported is not None:
        yield window_text(path.reported)
    yield from path.kind.notes


def _sued(track: CourtTrack, law: Law, stand: Stand) -> Iterator[Event]:
    """Yield when a suit is to be decided, by the limits of the small and summary procedures."""
    small = version_of(law, "cn.court.small_claims", stand.on)
    summary = version_of(law, "cn.court.summary", stand.on)
    cites = cites_of(law, ("cn.court.small_claims", "cn.court.summary"), stand.on)
    if small is None or summary is None or track.since is None:
        return
    months = summary.whole("months") + summary.whole("months_extended")
    yield Event(
        loan=track.loan,
        kind="decision",
        track="due",
        earliest=None,
        usual=month_step(track.since, small.whole("months")),
        usual_to=month_step(track.since, months),
        latest=None,
        confidence=weakest(cites),
        title=Text("起诉之后：审结的时间", "after the suit: when it is to be decided"),
        means=Text(
            f"小额诉讼一般 {small.whole('months')} 个月，简易程序最多 {months} 个月；"
            "转为普通程序的更长，这里没有日期",
            f"{small.whole('months')} months for a small claim, at most {months} in the summary "
            "procedure; longer in the ordinary one, for which no date is given here",
        ),
        do=Text(
            "收到起诉状后按期答辩；愿意分期的，在庭前或庭上提出调解",
            "answer in time after the claim arrives; offer instalments by settlement before or at "
            "the hearing",
        ),
        may_not=_NO_ARREST,
        cites=cites,
    )


_NO_ARREST = Text(
    "民事官司不会抓人；核实真假打 12368",
    "a civil suit leads to no arrest; check a paper with the court on 12368",
)


def _judged(track: CourtTrack, law: Law, stand: Stand) -> Iterator[Event]:
    assert track.since is not None
    yield from _appeal(track, law, stand.on)
    yield from _delayed(track, stand)
    try:
        ends, cite = enforcement_end(track.since, law)
    except LawGap:
        return
    cites = (cite, *cites_of(law, ("cn.enforcement.round_closed",), stand.on))
    yield Event(
        loan=track.loan,
        kind="enforcement_period",
        track="due",
        earliest=ends,
        usual=None,
        latest=None,
        confidence=weakest(cites),
        title=Text("申请执行的期间", "time to apply for enforcement"),
        means=Text(
            "从判决写的履行期最后一天起算两年；履行期不知道，所以这是最早可能的一天",
            "two years from the last day to perform; that day is not known, so this is the "
            "earliest it can end",
        ),
        do=Text(
            "可以和申请执行人谈执行和解，写明分期和不列入名单",
            "an enforcement settlement can be agreed, with instalments and no listing in writing",
        ),
        cites=cites,
        notes=(_MAY_REOPEN,),
    )


_MAY_REOPEN = Text(
    "申请过执行、没有财产而终结本次执行的，以后发现财产可以再申请，不受期间限制",
    "once a round was closed for want of assets, it may be reopened at any time if assets turn up",
)


def _appeal(track: CourtTrack, law: Law, on: date) -> Iterator[Event]:
    """Yield the last day to appeal as if the judgment had been received the day it was made."""
    assert track.since is not None
    paper = deadline(Paper.JUDGMENT, track.since, law)
    if paper.last_on is None or paper.last_on < on:
        return
    yield Event(
        loan=track.loan,
        kind="appeal",
        track="due",
        earliest=paper.last_on,
        usual=None,
        latest=None,
        confidence=paper.confidence,
        title=Text("上诉的最后一天（最早）", "last day to appeal, at the earliest"),
        means=paper.if_missed,
        do=paper.what,
        condition=Text(
            "从收到判决书那天起算，收到得晚，日期往后",
            "counted from the day the judgment was received; received later, it is later",
        ),
        cites=paper.cites,
        notes=paper.notes,
    )


def _delayed(track: CourtTrack, stand: Stand) -> Iterator[Event]:
    delay = track.delay
    if delay is None or not delay.certain:
        return
    sums = [show(each, stand.loan.digits) for each in (delay.judged, delay.day, delay.year)]
    yield Event(
        loan=track.loan,
        kind="delay_interest",
        track="due",
        earliest=None,
        usual=None,
        latest=None,
        confidence=delay.cite.confidence,
        title=Text("判决后迟延的加倍利息", "extra interest for delay after the judgment"),
        means=Text(
            f"判决的 {sums[0]} 元没付，每天加 {sums[1]} 元，一年加 {sums[2]} 元；"
            "从判决写的履行期满起算",
            f"on {sums[0]} yuan judged and unpaid: {sums[1]} yuan more a day, {sums[2]} a year, "
            "from the end of the time to perform",
        ),
        do=Text(
            "还款先抵判决的债，再抵这部分；能付一部分也会减少",
            "a payment goes to the judgment debt first, so paying a part lowers it too",
        ),
        cites=(delay.cite,),
        notes=(
            Text(
                "判决里的一般利息不算在基数里，按判决另算",
                "ordinary interest in the judgment is left out of the base and runs on as judged",
            ),
        ),
    )
