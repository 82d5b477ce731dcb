"""The credit track: status codes, grades and marks with their dates, and who reports where.

Nothing here says that a lender has reported; it says what a report would carry, from which day,
for how long, and what a person may ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ashore.forecast.event import Event
from ashore.forecast.ground import (
    IF_UNPAID,
    NOTHING,
    Window,
    both,
    cites_of,
    version_of,
    weakest,
    window_of,
    window_text,
)
from ashore.forecast.marks import RETENTION, Mark, kept_until, marks_of
from ashore.forecast.practice import Practice
from ashore.forecast.reported import Anchor
from ashore.forecast.reporters import ELSEWHERE, LOOK, Reporting, reporting_of
from ashore.forecast.stand import Stand
from ashore.forecast.status import (
    STATUS,
    GradeStep,
    StatusMonth,
    StatusStep,
    grades_of,
    months_of,
    status_of,
)
from ashore.law import Law
from ashore.ledger.booked import Balance
from ashore.money import show
from ashore.words import Text

__all__ = ["CreditTrack", "credit_events", "credit_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditTrack:
    """The credit record of one loan as it would go on if nothing is paid.

    Attributes:
        loan: the loan's id.
        anchor: the due date the days are counted from; None when nothing is left to pay.
        reporting: who reports where.
        steps: the status codes with the days on which each would be reported.
        months: the code each month's cell may carry, as a range.
        grades: the five classes with the day each is reached.
        marks: the arrears so far, each with the day its mark ends.
        clear_today: until when the mark of today's arrears is kept if they are cleared today; None
            when nothing is in arrears.
        first_reported: when the first report is said to come (practice, not a rule).
    """

    loan: str
    anchor: Anchor | None
    reporting: Reporting
    steps: tuple[StatusStep, ...]
    months: tuple[StatusMonth, ...]
    grades: tuple[GradeStep, ...]
    marks: tuple[Mark, ...]
    clear_today: date | None
    first_reported: Window | None


def credit_of(stand: Stand, practice: Practice, law: Law) -> CreditTrack:
    """Return the credit track of a loan as it stands on a day.

    Source: Credit Reporting Regulation, articles 13 to 29; the norms cited in each part.
    """
    reporting, anchor = _reporting(stand, law), stand.anchor
    shown = reporting.may_show
    steps = status_of(stand, law) if shown else ()
    return CreditTrack(
        loan=stand.loan.id,
        anchor=anchor,
        reporting=reporting,
        steps=steps,
        months=months_of(steps, stand.on),
        grades=grades_of(stand, law) if shown else (),
        marks=marks_of(stand, law),
        clear_today=kept_until(stand.on, law) if anchor and anchor.missed else None,
        first_reported=window_of(practice, "credit_mark", stand) if shown else None,
    )


def _reporting(stand: Stand, law: Law) -> Reporting:
    """Return who reports where; unknown where the law files are another country's."""
    return reporting_of(stand.loan) if "cn.credit.who_reports" in law.norms else ELSEWHERE


# -- as events ------------------------------------------------------------------------------------


def credit_events(
    stand: Stand, practice: Practice, law: Law, track: CreditTrack | None = None
) -> list[Event]:
    """Return what may come onto the credit record of a loan, and when it ends.

    Codes and classes already passed are left out; all dates assume that nothing is paid. `track`
    is the loan's credit track where it is known already.
    """
    track, on = track or credit_of(stand, practice, law), stand.on
    events = [*_mark_ends(track, law, on), *_repair(track)]
    if track.anchor is None:
        return events
    condition = NOTHING if track.anchor.missed else IF_UNPAID
    return [
        *_status(track, track.anchor, law, on, condition),
        *_grades(track, track.anchor, on, condition),
        *_clear(track, law, on),
        *_who(track, stand.balance, law, on),
        *events,
    ]


def _status(
    track: CreditTrack, anchor: Anchor, law: Law, on: date, condition: Text
) -> Iterator[Event]:
    cites = cites_of(law, (STATUS, "cn.credit.months", "cn.credit.notice"), on)
    if track.reporting.where == "unknown":
        condition = both(condition, _IF_REPORTED)
    for step in track.steps:
        if step.to_on is not None and step.to_on < on:
            continue
        yield Event(
            loan=track.loan,
            kind=f"credit_status_{step.code}",
            track="due",
            earliest=step.from_on,
            usual=None,
            latest=step.shown_by,
            days=((step.from_on - anchor.due_on).days, (step.shown_by - anchor.due_on).days),
            confidence=weakest(cites),
            title=Text(
                f"征信月度状态：{step.code}（{step.text.zh}）",
                f"credit report, monthly status {step.code}: {step.text.en}",
            ),
            means=_STATUS_MEANS,
            do=_STATUS_FIRST if step is track.steps[0] else _STATUS_LATER,
            may_not=_NOTICE,
            condition=condition,
            cites=cites,
            notes=(track.reporting.text, *_first_report(track, step)),
        )


def _first_report(track: CreditTrack, step: StatusStep) -> Iterator[Text]:
    if track.first_reported is not None and step is track.steps[0]:
        yield window_text(track.first_reported)


_IF_REPORTED = Text("如果这家机构报送征信", "if this lender reports")
_STATUS_MEANS = Text(
    "报告里每月一格，按最早没还的那一期的逾期天数记；报送日各家不同，所以是一个日期范围",
    "one cell a month, by the days since the oldest instalment missed; lenders report on different "
    "days, so it is a range",
)
_STATUS_FIRST = Text(
    "问清报送日；在那之前还清这一期，可能不记逾期，但没有保证",
    "ask for the reporting day; paying this instalment before it may avoid the mark, without any "
    "guarantee",
)
_STATUS_LATER = Text(
    "先还最早的一期：天数从没还的最早一期算，还清它就往回退",
    "pay the oldest instalment first: the days are counted from it, and clearing it takes them "
    "back",
)
_NOTICE = Text(
    "报送不良信息之前应当告知本人",
    "you have to be told before adverse information is reported",
)


def _grades(track: CreditTrack, anchor: Anchor, on: date, condition: Text) -> Iterator[Event]:
    for number, step in enumerate(track.grades):
        following = track.grades[number + 1 :]
        if following and following[0].from_on <= on:
            continue
        late = (step.from_on - anchor.due_on).days
        yield Event(
            loan=track.loan,
            kind=f"credit_grade_{step.grade}",
            track="due",
            earliest=step.from_on,
            usual=step.from_on,
            latest=step.from_on,
            days=(late, late),
            confidence=step.confidence,
            title=Text(
                f"五级分类至少为{step.title.zh}",
                f"graded at least as {step.title.en} by the lender",
            ),
            means=_GRADE_MEANS if step.grade == "special_mention" else _BAD_LOAN,
            do=_GRADE_DO,
            condition=condition,
            cites=(step.cite,),
            notes=step.notes,
        )


_GRADE_MEANS = Text(
    "银行内部按逾期天数给贷款分级，逾期就至少是关注",
    "the lender grades its loans by days late; overdue at all is at least special mention",
)
_BAD_LOAN = Text(
    "从次级起，银行把这笔算作不良贷款；信用报告里能看到分类",
    "from substandard on the lender counts it as a bad loan; the credit report shows the class",
)
_GRADE_DO = Text(
    "要协商，最好在这一天之前书面提出",
    "if you want to agree on new terms, ask in writing before this day",
)


def _clear(track: CreditTrack, law: Law, on: date) -> Iterator[Event]:
    if track.clear_today is None or not track.reporting.may_show:
        return
    cites = cites_of(law, (RETENTION,), on)
    yield Event(
        loan=track.loan,
        kind="credit_clear",
        track="due",
        earliest=track.clear_today,
        usual=track.clear_today,
        latest=track.clear_today,
        confidence=weakest(cites),
        title=Text("今天还清，逾期记录保存到这一天", "cleared today, the mark is kept until here"),
        means=_CLEAR_MEANS,
        do=_CLEAR_DO,
        condition=Text("如果今天还清全部逾期", "if everything overdue is cleared today"),
        cites=cites,
    )


_CLEAR_MEANS = Text(
    "五年从还清那天起算，不从第一次逾期起算；一直不还，就一直在",
    "the five years run from the day it is cleared, not from the first miss; unpaid, it never ends",
)
_CLEAR_DO = Text(
    "早一天还清，就早一天到期；没有人能花钱提前消除",
    "cleared a day earlier it ends a day earlier; nobody can be paid to remove it sooner",
)


def _mark_ends(track: CreditTrack, law: Law, on: date) -> Iterator[Event]:
    if not track.reporting.may_show:
        return
    cites = cites_of(law, (RETENTION, "cn.credit.objection", "cn.credit.complaint"), on)
    for mark in track.marks:
        hidden = mark.repair is not None and mark.repair.outcome == "hidden"
        if mark.ends_on is None or mark.ends_on < on or hidden or not cites:
            continue
        yield Event(
            loan=track.loan,
            kind=f"credit_mark_end_{mark.began_on:%Y%m%d}",
            track="due",
            earliest=mark.ends_on,
            usual=mark.ends_on,
            latest=mark.ends_on,
            confidence=weakest(cites),
            title=Text("一条逾期记录到期删除", "a mark of past arrears ends"),
            means=Text(
                f"{mark.began_on} 起的逾期在 {mark.cleared_on} 还清；如果报送过，记录保存五年",
                f"arrears from {mark.began_on} were cleared on {mark.cleared_on}; if reported, the "
                "mark is kept for five years",
            ),
            do=_objection(law, on),
            cites=cites,
        )


def _objection(law: Law, on: date) -> Text:
    """Return what to do about a wrong or outlived entry, with the days the norms give."""
    objection = version_of(law, "cn.credit.objection", on)
    complaint = version_of(law, "cn.credit.complaint", on)
    if objection is None or complaint is None:
        return LOOK
    first, second = objection.whole("days"), complaint.whole("days")
    return Text(
        f"到期还在、或者内容有误的，提异议：{first} 日内书面答复；"
        f"不满意，向人民银行分支机构投诉：受理后 {second} 日内答复",
        f"if it stays on or is wrong, object: an answer in writing within {first} days; then "
        f"complain to the central bank's branch: {second} days from acceptance",
    )


def _repair(track: CreditTrack) -> Iterator[Event]:
    found = [mark.repair for mark in track.marks if mark.repair is not None]
    if not found or not track.reporting.may_show:
        return
    first = next((each for each in found if each.outcome == "hidden"), found[0])
    yield Event(
        loan=track.loan,
        kind="credit_repair",
        track="due",
        earliest=first.hidden_from,
        usual=first.hidden_from,
        latest=first.hidden_from,
        confidence=weakest([first.cite]),
        title=Text("一次性信用修复", "the one-time credit repair"),
        means=first.text,
        do=Text(
            "不用申请，不用付费；把任何收费代办都当作骗局",
            "nothing to apply for or to pay; take every paid agent for a scam",
        ),
        cites=(first.cite,),
        notes=tuple(dict.fromkeys(each.text for each in found if each is not first)),
    )


def _who(track: CreditTrack, balance: Balance, law: Law, on: date) -> Iterator[Event]:
    """Yield what it means that a loan is not on the report, or that this is not known."""
    if track.reporting.where == "pboc":
        return
    names = ("cn.credit.who_reports", "cn.credit.free_reports", "cn.limitation.period")
    cites = cites_of(law, names, on)
    if not cites:
        return
    unknown = track.reporting.where == "unknown"
    yield Event(
        loan=track.loan,
        kind="credit_unknown" if unknown else "credit_not_shown",
        track="due",
        earliest=None,
        usual=None,
        latest=None,
        confidence=weakest(cites, "B" if unknown else "A"),
        title=_WHO_UNKNOWN if unknown else _NOT_SHOWN,
        means=_still_there(balance),
        do=track.reporting.how,
        cites=cites,
        notes=(track.reporting.text,),
    )


_WHO_UNKNOWN = Text("不知道上不上征信", "not known whether it is on the credit report")
_NOT_SHOWN = Text("逾期不上征信，不等于没事", "not on the credit report is not the end of it")


def _still_there(balance: Balance) -> Text:
    """Return what remains whatever the report says: cost a day, a suit, the collectors."""
    cost = show(balance.per_day, balance.loan.digits)
    return Text(
        f"上不上征信，都不影响：息费照算（现在每天 {cost} 元），对方可以起诉、可以委托催收、"
        "可以转让债权；以后补报送也有可能",
        f"either way the cost runs on (now {cost} yuan a day), the lender may sue, mandate a "
        "collector or sell the debt, and it may still be reported later",
    )
