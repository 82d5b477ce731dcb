"""The forecast in words: tracks, dates, the family line; never both tracks in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ashore.forecast.event import Event
from ashore.forecast.money import MoneyTrack
from ashore.forecast.outlook import Outlook
from ashore.forecast.view import Act, Family, Move, Risk
from ashore.report.shown import count
from ashore.words import Text, how_many

if TYPE_CHECKING:
    from ashore.forecast.run import Forecast

__all__ = [
    "CONTRACT",
    "DUE",
    "EARLY_END",
    "NOT_ALLOWED",
    "TRACKS",
    "about_sources",
    "act_line",
    "data_words",
    "day_text",
    "help_lines",
    "kind_words",
    "label_of",
    "move_text",
    "names_of",
    "permitted_line",
    "plan_words",
    "reach_line",
    "reported_label",
    "reported_line",
    "rest_text",
    "risk_line",
    "span_text",
    "when",
]

TRACKS = {
    "permitted": Text("规定上", "by the norms"),
    "reported": Text("据反映", "as reported"),
    "due": Text("按日期", "by date"),
}
"""The label every event carries; a report is never shown as a rule, nor a rule as a forecast."""

DUE = Text("到期", "due")


def label_of(event: Event) -> Text:
    """Return the label of an event's track; what a contract makes due says so."""
    return DUE if event.sources == (CONTRACT,) else TRACKS[event.track]


CONTRACT = "contract"
"""The source of what a contract dates itself."""

EARLY_END = Text(
    "网上常说的“逾期 3–7 天联系家人”是各种说法里最早的一端，并且都以联系不上本人为前提；"
    "按规定，看的不是天数，是能不能联系上您",
    "the '3 to 7 days until relatives are called' often read online is the early end of what is "
    "reported, and always of a borrower out of reach; the norms do not count days at all but ask "
    "whether you can be reached",
)


def names_of(found: Outlook) -> dict[str, str]:
    """Return the loans' names by id."""
    return {view.id: view.name for view in found.views}


def kind_words(event: Event, names: dict[str, str]) -> Text:
    """Return what an event is, with the loan's name before it unless it says so itself."""
    name = names.get(event.loan, event.loan)
    if not name or name in event.title.zh:
        return event.title
    return Text(f"{name}：{event.title.zh}", f"{name}: {event.title.en}")


# -- dates ----------------------------------------------------------------------------------------


def day_text(day: date, on: date) -> Text:
    """Return a day with how far off it is."""
    left = (day - on).days
    if left == 0:
        return Text(f"{day}（今天）", f"{day} (today)")
    far = count(abs(left))
    if left < 0:
        return Text(f"{day}（{far.zh}前）", f"{day} ({far.en} ago)")
    return Text(f"{day}（还有 {far.zh}）", f"{day} (in {far.en})")


def when(event: Event, on: date) -> Text:
    """Return the dates of an event as one phrase; a range that has begun says since when."""
    first, last = event.earliest, event.latest
    if first is None:
        first = event.usual
    if first is None:
        return Text("没有固定日期", "no fixed date")
    if first == last:
        return day_text(first, on)
    if event.track == "reported":
        return _reported_range(event, on)
    if last is None:
        if first <= on:
            return Text(f"{first} 起", f"since {first}")
        start = day_text(first, on)
        return Text(f"{start.zh}起", f"from {start.en}")
    return Text(f"{first} 到 {last} 之间", f"between {first} and {last}")


def _reported_range(event: Event, on: date) -> Text:
    first, last = event.earliest, event.latest
    assert first is not None and last is not None
    if last < on:
        return Text(
            f"所说的日子已过（{first} 到 {last}）", f"the days named are over ({first} to {last})"
        )
    rest = span_text(event)
    if first <= on:
        return Text(
            f"已在这个时间段内（{first} 起）{rest.zh}",
            f"these days have begun (since {first}){rest.en}",
        )
    return Text(f"最早 {first}{rest.zh}", f"{first} at the earliest{rest.en}")


def rest_text(event: Event, on: date) -> Text:
    """Return what is left to say of the dates of an event after its first."""
    if event.track != "reported":
        return when(event, on) if event.earliest != event.latest else Text("", "")
    if event.open_on(on) or event.passed(on):
        return when(event, on)
    zh, en = span_text(event)
    return Text(zh.removeprefix("，"), en.removeprefix(", "))


def span_text(event: Event) -> Text:
    """Return the usual and the latest date of a report, to be put after its first."""
    first, last, latest = event.usual, event.usual_to or event.usual, event.latest
    if first is None or last is None or latest is None:
        return Text("", "")
    usual = Text(f"，多在 {first} 到 {last}", f", mostly {first} to {last}")
    if first == last:
        usual = Text(f"，多在 {first} 前后", f", mostly about {first}")
    if last == latest:
        return usual
    return Text(f"{usual.zh}，最晚 {latest}", f"{usual.en}, {latest} at the latest")


# -- the family line ------------------------------------------------------------------------------


def permitted_line(found: Outlook) -> Text:
    """Return what the norms allow towards others, from which day, and whom no norm binds."""
    family = found.family
    if not found.views:
        return _NO_LOAN
    if not family.risks:
        return Text(
            "没有会逾期的借款，没有联系家人的理由",
            "no loan is or would be late: no ground to contact others",
        )
    if not any(risk.answer.cites for risk in family.risks):
        return family.reason
    said, rest = _bound(found), _unbound(found)
    return Text(f"{said.zh}{rest.zh}", f"{said.en}{rest.en}")


def _bound(found: Outlook) -> Text:
    """Return what the norms allow those lenders whom they bind."""
    family = found.family
    if family.permitted_from is None:
        return Text(
            "只要您接得通，他们不得联系家人，不管逾期多少天",
            "as long as you can be reached they may not contact others, however many days late",
        )
    start = day_text(family.permitted_from, found.on)
    return Text(
        f"最早从 {start.zh}起，只为找到您、请人转告；条件：{family.reason.zh}",
        f"from {start.en} at the earliest, only to find you or to pass on a message; "
        f"condition: {family.reason.en}",
    )


def _unbound(found: Outlook) -> Text:
    """Return for which loans that does not hold, and why not."""
    why = {risk.loan: risk.answer.reason for risk in found.family.risks if not risk.answer.cites}
    zh = en = ""
    for reason in dict.fromkeys(why.values()):
        names = [view.name for view in found.views if why.get(view.file.loan.id) == reason]
        zh += f"。{'、'.join(names)}不在其中：{reason.zh}"
        en += f". Not so {', '.join(names)}: {reason.en}"
    return Text(zh, en)


def reported_line(found: Outlook) -> Text:
    """Return when relatives are reported to be contacted, for the loan that comes first."""
    risk = found.family.first
    if risk is None:
        if not found.views:
            return _NO_LOAN
        if not found.family.risks:
            return Text("没有逾期，没有可说的日期", "nothing is late: there is no date to name")
        return Text(
            "没有找到关于这类出借方的说法；不知道不等于不会，接得通仍是最稳的办法",
            "nothing is reported of this kind of lender; not known is not never, and staying "
            "reachable is still the safest",
        )
    return risk_line(risk, found)


_NO_LOAN = Text("还没有写下借款，说不了", "no loan is entered yet, so nothing can be said")


def risk_line(risk: Risk, found: Outlook) -> Text:
    """Return the reported days of one loan's risk, both as days late and as dates."""
    span, on = risk.span, found.on
    assert span is not None and risk.reported_from is not None and risk.reported_to is not None
    first, last = risk.reported_from, risk.reported_to
    late = Text(f"逾期第 {span.earliest} 天", f"day {span.earliest} late")
    usual_days = f"{span.usual_from}–{span.usual_to}"
    if span.usual_from == span.usual_to:
        usual_days = str(span.usual_from)
    usual = Text(
        f"常见第 {usual_days} 天（{risk.reported_usual} 到 {risk.reported_usual_to}）",
        f"mostly on days {usual_days} ({risk.reported_usual} to {risk.reported_usual_to})",
    )
    if span.covers_both:
        usual = Text(
            f"{usual.zh}，接得通与接不通合在一起",
            f"{usual.en}, those who answer and those who do not together",
        )
    if risk.passed(on):
        return Text(
            f"各种说法里的日子（{first} 到 {last}）已经过去；没有发生不等于以后不会",
            f"the days named in reports ({first} to {last}) are over; that it has not "
            "happened is no promise",
        )
    if first <= on:
        return Text(
            f"已在这个时间段内（{first} 起，{late.zh}）；{usual.zh}；最晚 {last}",
            f"these days have begun (since {first}, {late.en}); {usual.en}; {last} at the latest",
        )
    return Text(
        f"最早 {first}（{late.zh}）；{usual.zh}；最晚 {last}",
        f"{first} at the earliest ({late.en}); {usual.en}; {last} at the latest",
    )


def reported_label(found: Outlook) -> Text:
    """Return the label of the reported track, with the loan its dates are of."""
    label, first = TRACKS["reported"], found.family.first
    if first is None or len(found.family.risks) < 2:
        return label
    name = names_of(found).get(first.loan, first.loan)
    return Text(f"{label.zh}（{name}）", f"{label.en} ({name})")


def reach_line(family: Family) -> Text:
    """Return on how much the reported days rest; empty when there are none."""
    if family.first is None or family.first.span is None:
        return Text("", "")
    return about_sources(family.first.span.pages, family.first.span.confidence)


def about_sources(pages: int, confidence: str) -> Text:
    """Return on how many pages a report rests and how sure that is."""
    if not pages:
        return Text(
            f"是概括，没有具体网页；把握 {confidence}",
            f"a summary without a page; confidence {confidence}",
        )
    return Text(
        f"来自 {pages} 个公开来源，不是规定；把握 {confidence}",
        f"from {how_many(pages, 'public page')}, no rule; confidence {confidence}",
    )


NOT_ALLOWED = Text("规定上：到那天仍不得这样做", "by the norms: not allowed on that day")


def help_lines(found: Forecast) -> Iterator[Text]:
    """Yield where to turn first when it weighs on one: told without being asked."""
    for event in found.general:
        if event.kind == "help_12356":
            title, means = event.title, event.means
            yield Text(
                f"{title.zh}（{means.zh.rstrip('。')}）", f"{title.en} ({means.en.rstrip('.')})"
            )


def data_words(found: Outlook) -> Text:
    """Return on which state of the law files and of the reports a forecast rests."""
    laws = Text(f"法规数据版本 {found.law_version}", f"law files, version {found.law_version}")
    if found.read_on is None:
        return Text(f"{laws.zh}；没有这里的说法", f"{laws.en}; no reports of this country")
    read = found.read_on
    return Text(f"{laws.zh}；各方说法截至 {read}", f"{laws.en}; reports read up to {read}")


def plan_words(track: MoneyTrack) -> Text:
    """Return what the figure of a plan's saving is about."""
    days = (track.until - track.on).days
    count = 0 if track.plan is None else len(track.plan.payments)
    return Text(
        f"按您设想的付（{count} 笔），{days} 天里省下的",
        f"saved within {days} days by the payments you imagined ({count})",
    )


# -- acts -----------------------------------------------------------------------------------------


def act_line(act: Act, on: date) -> Iterator[Text]:
    """Yield what an act changes, one line a track; a track it does not touch is left out."""
    for track, move in (("permitted", act.permitted), ("reported", act.reported)):
        said = move_text(move, on)
        if said.zh:
            label = TRACKS[track]
            yield Text(f"{label.zh}：{said.zh}", f"{label.en}: {said.en}")


def move_text(move: Move, on: date) -> Text:
    """Return a date before and after; empty when there is no date to move."""
    if move.before is None:
        return Text("", "")
    before = Text(f"已经（{move.before} 起）", f"already (since {move.before})")
    if move.before > on:
        before = Text(f"{move.before}", f"{move.before}")
    if not move.known:
        return Text(
            f"{before.zh} → 不知道会变多少", f"{before.en} → how much it moves is not known"
        )
    if move.after is None:
        return Text(f"{before.zh} → 没有这个日期了", f"{before.en} → no such date any more")
    if move.after == move.before:
        return Text(f"{before.zh} → 不变", f"{before.en} → unchanged")
    return Text(f"{before.zh} → {move.after}", f"{before.en} → {move.after}")
