"""Credit record and court of each loan as a few lines: the same on paper and on a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ashore.forecast.credit import CreditTrack
from ashore.forecast.proceedings import CourtTrack
from ashore.forecast.run import Forecast
from ashore.report.forecast_words import TRACKS, day_text, span_text
from ashore.report.shown import money
from ashore.words import Text

__all__ = ["court_lines", "credit_lines"]

STEPS_SHOWN = 2


def credit_lines(track: CreditTrack, found: Forecast) -> Iterator[Text]:
    """Yield how the credit record of a loan would go on if nothing is paid."""
    yield track.reporting.text
    on = found.on
    left = [step for step in track.steps if step.to_on is None or step.to_on >= on]
    for step in left[:STEPS_SHOWN]:
        yield Text(
            f"{step.from_on} 到 {step.shown_by} 之间报送月度状态 {step.code}（{step.text.zh}）",
            f"monthly status {step.code} ({step.text.en}): reported between {step.from_on} and "
            f"{step.shown_by}",
        )
    grade = next((each for each in track.grades if each.from_on > on), None)
    if grade is not None:
        day = day_text(grade.from_on, on)
        yield Text(
            f"{day.zh}起，银行内部至少记为{grade.title.zh}类",
            f"from {day.en} the lender grades it {grade.title.en} at least",
        )
    if track.clear_today is not None and track.reporting.may_show:
        yield Text(
            f"今天还清全部逾期，记录保存到 {track.clear_today}；不还清，就一直在",
            f"cleared today, the mark is kept until {track.clear_today}; uncleared, it stays",
        )
    for mark in track.marks if track.reporting.may_show else ():
        if mark.ends_on is not None and mark.ends_on >= on:
            yield Text(
                f"{mark.began_on} 起的那次逾期，记录到 {mark.ends_on} 删除",
                f"the mark of the arrears from {mark.began_on} ends on {mark.ends_on}",
            )


def court_lines(track: CourtTrack, found: Forecast, digits: int) -> Iterator[Text]:
    """Yield where a loan stands before the courts: paths, fees, reported days, the clock."""
    if track.stage == "none":
        yield from _before(track, found, digits)
    else:
        word = {"sued": Text("已起诉", "sued"), "judged": Text("已判决", "judged")}[track.stage]
        yield Text(f"{word.zh}（{track.since}）", f"{word.en} ({track.since})")
    clock = track.clock
    if clock is not None and clock.last_on is not None:
        yield _clock(clock.last_on, over=clock.over)


def _clock(last_on: date, *, over: bool) -> Text:
    if over:
        return Text(
            f"三年时效：按案卷记录 {last_on} 已满。还一部分或书面承诺，会让对方可以再起诉："
            "做之前先问 12348；没记下的催收也可能让它其实未满",
            f"three-year limitation: over since {last_on} by this record. A part payment or a "
            "written promise lets them sue again: ask 12348 before either. Demands not recorded "
            "may mean that it is not over",
        )
    return Text(
        f"三年时效：按案卷记录最后一天 {last_on}；没记下的催收会让它更晚，还一部分或书面承诺也会",
        f"three-year limitation: last day by this record {last_on}; demands not recorded make it "
        "later, and so do a part payment or a written promise",
    )


def _before(track: CourtTrack, found: Forecast, digits: int) -> Iterator[Text]:
    dated = [path.lawful_from for path in track.paths if path.lawful_from and path.cites]
    if dated:
        yield _lawful(min(dated), found.on)
    if track.cost is not None:
        cost = track.cost
        sums = [money(fee.amount, digits) for fee in (cost.payment_order, cost.half, cost.full)]
        yield Text(
            f"法院费用（先由对方垫付）：支付令 {sums[0]}，小额或简易 {sums[1]}，普通 {sums[2]}",
            f"court fees, advanced by the lender: payment order {sums[0]}, small or summary "
            f"{sums[1]}, ordinary {sums[2]}",
        )
    for event in (*found.events, *found.passed):
        if event.loan != track.loan or event.kind not in {"suit", "sale"}:
            continue
        label, rest = TRACKS["reported"], span_text(event)
        late = Text("", "")
        if event in found.passed:
            late = Text(
                "，这些日子已过，时效没过之前仍可能",
                "; these days are over, still possible within limitation",
            )
        yield Text(
            f"{label.zh}：{event.title.zh}最早 {event.earliest}{rest.zh}{late.zh}，也可能没有",
            f"{label.en}: {event.title.en} {event.earliest} at the earliest{rest.en}{late.en}, or "
            "not at all",
        )


def _lawful(day: date, on: date) -> Text:
    label, start = TRACKS["permitted"], day_text(day, on)
    if day <= on:
        start = Text(f"{day} ", f"{day}")
    return Text(
        f"{label.zh}：{start.zh}起对方可以申请支付令或起诉，各有条件",
        f"{label.en}: from {start.en} the lender may ask for a payment order or sue, each on its "
        "conditions",
    )
