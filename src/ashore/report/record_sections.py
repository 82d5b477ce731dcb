"""Credit record and court of one loan as sections: months, codes, marks; ways, fees, the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ashore.forecast.credit import CreditTrack
from ashore.forecast.ground import Window
from ashore.forecast.limits import Clock
from ashore.forecast.marks import Mark
from ashore.forecast.proceedings import CourtPath, CourtTrack
from ashore.forecast.run import Forecast
from ashore.forecast.status import StatusMonth
from ashore.report.blocks import Block, Cell, Figures, Para, Section, Table
from ashore.report.forecast_loans import court_lines
from ashore.words import Text

__all__ = ["code_words", "court_section", "credit_section"]


def credit_section(track: CreditTrack) -> Section:
    """Return the credit record of a loan: who reports, codes by day and month, marks."""
    return Section(Text("征信", "The credit record"), tuple(_credit(track)))


def _credit(track: CreditTrack) -> Iterator[Block]:
    yield Para(track.reporting.text)
    yield Para(track.reporting.how, "quiet")
    if track.clear_today is not None and track.reporting.may_show:
        yield Figures(((track.clear_today.isoformat(), _CLEARED),))
    if track.steps:
        yield Table(
            Text("月度状态：哪天起会报送成什么（什么都不付）", "Monthly status if nothing is paid"),
            (Text("代码", "code"), Text("意思", "meaning"), Text("最早", "from"),
             Text("最晚到", "shown by")),
            tuple((step.code, step.text, step.from_on.isoformat(), step.shown_by.isoformat())
                  for step in track.steps),
            left=2,
        )  # fmt: skip
    if track.months:
        yield Table(
            Text("逐月：那个月的格子里可能是什么", "Month by month: what the cell may carry"),
            (Text("月份", "month"), Text("代码", "code")),
            tuple((f"{each.month:%Y-%m}", code_words(each)) for each in track.months),
            left=2,
        )
    if track.grades:
        yield Table(
            Text("银行内部的五级分类", "The lender's own five classes"),
            (Text("类别", "class"), Text("最早", "from")),
            tuple((step.title, step.from_on.isoformat()) for step in track.grades),
        )
    yield from _marks(track.marks)


_CLEARED = Text(
    "今天还清全部逾期，记录保存到这一天；不还清，就一直在",
    "cleared today, the mark is kept until this day; uncleared, it stays",
)


def code_words(month: StatusMonth) -> Text:
    """Return the code of a month's cell: one, or a range."""
    if month.low == month.high:
        return Text(month.low, month.low)
    return Text(f"{month.low} 到 {month.high}", f"{month.low} to {month.high}")


def _marks(marks: Sequence[Mark]) -> Iterator[Block]:
    if not marks:
        return
    yield Table(
        Text("已有的逾期记录，哪天删除", "Arrears so far, and when each mark ends"),
        (Text("从", "began"), Text("还清", "cleared"), Text("删除", "ends")),
        tuple((each.began_on.isoformat(), _or(each.cleared_on, _OPEN), _or(each.ends_on, _STAYS))
              for each in marks),
        left=3,
    )  # fmt: skip
    for each in marks:
        if each.repair is not None:
            yield Para(each.repair.text, "quiet")


_OPEN = Text("还没有", "not yet")
_STAYS = Text("还清之后五年", "five years after it is cleared")


def _or(day: date | None, otherwise: Text) -> Cell:
    return otherwise if day is None else day.isoformat()


def court_section(track: CourtTrack, found: Forecast, digits: int) -> Section:
    """Return where a loan stands before the courts: ways, fees, the clock, what moves it."""
    return Section(Text("法院", "The courts"), tuple(_court(track, found, digits)))


def _court(track: CourtTrack, found: Forecast, digits: int) -> Iterator[Block]:
    for line in court_lines(track, found, digits):
        yield Para(line)
    yield from _paths(track.paths)
    if track.clock is not None:
        yield from _clock(track.clock)
    if track.delay is not None:
        yield Figures(((track.delay.day, _DELAY_DAY), (track.delay.month, _DELAY_MONTH)))
        if not track.delay.certain:
            yield Para(_EXAMPLE, "quiet")
    for unknown in track.unknown:
        yield Para(unknown, "quiet")


def _paths(paths: Sequence[CourtPath]) -> Iterator[Block]:
    if not paths:
        return
    yield Table(
        Text("对方可能走的路", "Ways the lender may take"),
        (Text("哪条路", "way"), Text("规定上最早", "by the norms, from"),
         Text("据反映", "reported"), Text("法院费用", "court fee")),
        tuple((path.kind.title, _or(path.lawful_from, _NO_DAY), _span(path.reported),
               path.fee.amount if path.fee else None) for path in paths),
        left=3,
    )  # fmt: skip
    for path in paths:
        title, condition = path.kind.title, path.kind.condition
        if condition.zh:
            yield Para(Text(f"{title.zh}：{condition.zh}", f"{title.en}: {condition.en}"), "quiet")


def _clock(clock: Clock) -> Iterator[Block]:
    rows = tuple(
        (act.text, _or(act.before, _NO_DAY), _or(act.after, _NO_DAY)) for act in clock.acts
    )
    if rows:
        yield Table(
            Text("做了什么，时效会变成哪天", "What an act does to the limitation day"),
            (Text("做什么", "act"), Text("之前", "before"), Text("之后", "after")),
            rows,
        )
    for note in clock.notes:
        yield Para(note, "quiet")


_NO_DAY = Text("没有日期", "no date")
_DELAY_DAY = Text("判决之后迟延，每天加收", "after a judgment, each day of delay adds")
_DELAY_MONTH = Text("迟延 30 天加收", "30 days of delay add")
_EXAMPLE = Text(
    "还没有判决，按现在的本金举例", "there is no judgment: an example on today's principal"
)


def _span(window: Window | None) -> Cell:
    if window is None:
        return Text("没有报道", "no report")
    first, last = window.earliest, window.latest
    return Text(f"{first} 到 {last}", f"{first} to {last}")
