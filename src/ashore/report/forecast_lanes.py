"""A loan's lane on the timeline: what norms allow above, what is reported below, today as a line.

Widths are in percent, so a lane fits a phone and a desktop alike. Near days have more room than far
ones, and the scale says so. Tracks differ in word and shape, not in colour alone: an allowed step
is an outlined arrow, a report a hatched bar whose solid part is the usual, a due day a diamond. The
page has the same rows as a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from ashore.report.forecast_words import DUE, TRACKS
from ashore.report.markup import Tongue, escape
from ashore.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ashore.forecast.event import Event

__all__ = ["LANE_PATTERN", "Row", "lane", "lane_rows", "place"]

ROW, BAR, TOP = 40, 14, 30
LEAST = 60
"""How narrow a bar may be, in hundredths of a percent: one day is still seen."""

STOPS = ((-60, 0), (0, 1200), (30, 4700), (90, 7200), (365, 10000))
"""Days from today and where they stand on the scale, in hundredths of a percent."""

SHORT: Mapping[str, Text] = MappingProxyType(
    {
        "reminder": Text("到期提醒", "reminder"),
        "first_call": Text("短信、机器人电话", "texts, robot calls"),
        "human_call": Text("人工电话", "calls by a person"),
        "contact_person": Text("联系家人", "relatives contacted"),
        "credit_mark": Text("上报征信", "credit report"),
        "agency": Text("外部催收", "outside agency"),
        "letter": Text("催收函", "demand letter"),
        "visit": Text("上门", "visit"),
        "lawyer_letter": Text("律师函", "lawyer's letter"),
        "mediation": Text("调解短信或电话", "mediation"),
        "payment_order": Text("支付令", "payment order"),
        "suit": Text("起诉", "lawsuit"),
        "sale": Text("债权转让", "sale of the debt"),
        "court": Text("申请支付令或起诉", "payment order or suit"),
        "instalment": Text("下一期到期", "next instalment"),
        "late_from": Text("从这天起算逾期", "late from this day"),
    }
)
"""Names short enough for a phone; a kind without one is not drawn."""

LANE_PATTERN = (
    '<svg width="0" height="0" class="defs" aria-hidden="true" focusable="false">'
    '<defs><pattern id="p-reported" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="f-panel"/>'
    '<path d="M0 6L6 0" class="s-quiet"/></pattern></defs></svg>'
)
"""The hatching of a report's whole range; a page holds it once."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its track, its name, its dates; `last` None is open to the right.

    `event` is what it stands for; None for several together (the ways to court).
    """

    track: str
    name: Text
    first: date
    last: date | None
    usual: tuple[date, date] | None = None
    event: Event | None = None


def place(day: date, on: date) -> int:
    """Return where a day stands on the scale, in hundredths of a percent of the width."""
    days = (day - on).days
    if days <= STOPS[0][0]:
        return STOPS[0][1]
    for (low, left), (high, right) in pairwise(STOPS):
        if days <= high:
            return left + (right - left) * (days - low) // (high - low)
    return STOPS[-1][1]


def _short(event: Event) -> Text | None:
    """Return the short name of an event; None when it is not drawn."""
    return SHORT.get("court" if event.kind.startswith("path_") else event.kind)


def lane_rows(events: Sequence[Event]) -> list[Row]:
    """Return the rows of a loan's lane: due days, what norms allow, what is reported."""
    rows: dict[tuple[str, str], Row] = {}
    for event in events:
        name = _short(event)
        first = event.earliest
        if name is None or first is None:
            continue
        usual = None
        if event.usual is not None and event.track == "reported":
            usual = (event.usual, event.usual_to or event.usual)
        alone = None if event.kind.startswith("path_") else event
        row = Row(event.track, name, first, event.latest, usual, alone)
        rows.setdefault((event.track, name.zh), row)
    order = {"due": 0, "permitted": 1, "reported": 2}
    return sorted(rows.values(), key=lambda row: (order[row.track], row.first))


def lane(tongue: Tongue, rows: Sequence[Row], on: date, title: Text, name: str) -> str:
    """Return the drawing of one loan; empty when it has nothing to draw.

    Args:
        tongue: the language.
        rows: as from `lane_rows`.
        on: today.
        title: what the drawing shows.
        name: an id that no other drawing on the page has.
    """
    if not rows:
        return ""
    drawn: list[str] = []
    said: list[str] = []
    y, track = TOP, ""
    for row in rows:
        if row.track != track:
            track = row.track
            drawn.append(_label(tongue, track, y))
            y += 24
        drawn += _row(tongue, row, on, y)
        said.append(f"{tongue.raw(TRACKS[row.track])} {tongue.raw(row.name)} {_dates(row)}")
        y += ROW
    scale = list(_scale(tongue, on, y))
    return (
        f'<svg role="img" class="lane" height="{y}" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(tongue.raw(title))}</title>'
        f'<desc id="{name}-d">{escape("; ".join(said))}</desc>{"".join((*scale, *drawn))}</svg>'
    )


def _scale(tongue: Tongue, on: date, height: int) -> Iterator[str]:
    """Yield the line of today and the marks of the days to come."""
    for days, text, anchor in _MARKS:
        x = _percent(dict(STOPS)[days])
        kind, start = ("mark", x) if days else ("today", "0")
        yield f'<line class="{kind}" x1="{x}" x2="{x}" y1="18" y2="{height}"/>'
        said = tongue.say(text)
        if not days:
            said = f"{said} {on:%m-%d}"
        yield f'<text class="scale" x="{start}" y="12" text-anchor="{anchor}">{said}</text>'


_MARKS = (
    (0, Text("今天", "today"), "start"),
    (30, Text("+30 天", "+30 days"), "middle"),
    (90, Text("+90 天", "+90 days"), "middle"),
    (365, Text("+1 年", "+1 year"), "end"),
)


def _label(tongue: Tongue, track: str, y: int) -> str:
    name = DUE if track == "due" else TRACKS[track]
    return f'<text class="track-name" x="0" y="{y + 14}">{tongue.say(name)}</text>'


def _row(tongue: Tongue, row: Row, on: date, y: int) -> Iterator[str]:
    left = place(row.first, on)
    right = 10000 if row.last is None else max(place(row.last, on), left + LEAST)
    right = min(right, 10000)
    left = min(left, right - LEAST)
    top = y + 20
    words = f"{tongue.raw(row.name)} {_dates(row)}"
    hover = f"<title>{escape(words)}</title>"
    yield (
        f'<text x="0" y="{y + 13}">{tongue.say(row.name)} '
        f'<tspan class="dates">{escape(_dates(row))}</tspan></text>'
    )
    box = f'x="{_percent(left)}" y="{top}" width="{_percent(right - left)}" height="{BAR}"'
    if row.track == "due":
        x = _percent(left)
        yield f'<text class="diamond" x="{x}" y="{top + 12}" text-anchor="middle">◆{hover}</text>'
    elif row.track == "permitted":
        yield f'<rect class="allowed" {box}>{hover}</rect>'
        if row.last is None:
            yield f'<text class="open-end" x="100%" y="{top + 12}" text-anchor="end">▶</text>'
    else:
        yield f'<rect class="range" {box}>{hover}</rect>'
        yield from _usual(row, on, right, top)
        if row.last is not None and (row.last - on).days > STOPS[-1][0]:
            yield f'<text class="beyond" x="100%" y="{top + 12}" text-anchor="end">▶</text>'


def _usual(row: Row, on: date, right: int, top: int) -> Iterator[str]:
    if row.usual is None:
        return
    begin = min(place(row.usual[0], on), right - LEAST)
    end = max(min(place(row.usual[1], on), right), begin + LEAST)
    x, wide = _percent(begin), _percent(end - begin)
    yield f'<rect class="usual" x="{x}" y="{top + 3}" width="{wide}" height="{BAR - 6}"/>'


def _dates(row: Row) -> str:
    if row.last is None:
        return f"{row.first} →"
    if row.first == row.last:
        return f"{row.first}"
    return f"{row.first} – {row.last}"


def _percent(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
