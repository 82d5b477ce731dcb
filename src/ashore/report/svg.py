"""Three drawings: a balance by its parts, the same over time, a yearly cost beside its caps.

Widths are in percent, so a drawing fits a phone and a desktop without shrinking its letters. Each
part differs in brightness and in pattern, so that a grey print can be read; each has a table twin
beside it on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ashore.money import Rounding, rounded
from ashore.report.markup import escape

__all__ = [
    "PATTERNS", "Bar", "Column", "Mark", "Piece", "balance_bar", "columns", "cost_bars", "swatch",
]  # fmt: skip

HEIGHT = 36
ROW, GAP = 26, 30

PATTERNS = (
    '<svg width="0" height="0" class="defs" aria-hidden="true" focusable="false">'
    "<defs>"
    '<pattern id="p-principal" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" class="f-principal"/></pattern>'
    '<pattern id="p-interest" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" class="f-interest"/>'
    '<path d="M0 8L8 0M-2 2L2 -2M6 10L10 6" class="s-paper"/>'
    "</pattern>"
    '<pattern id="p-penalty" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" class="f-penalty"/>'
    '<circle cx="4" cy="4" r="1.5" class="f-paper"/></pattern>'
    '<pattern id="p-compound" width="6" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="8" class="f-compound"/>'
    '<path d="M3 0V8" class="s-paper"/></pattern>'
    '<pattern id="p-fee" width="8" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="6" class="f-fee"/>'
    '<path d="M0 3H8" class="s-paper"/></pattern>'
    "</defs></svg>"
)
"""The patterns of the five parts; a page holds them once."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a stacked bar: its key, its size in fen, and the words to show on it."""

    part: str
    amount: int
    said: str


def swatch(part: str) -> str:
    """Return a small square in the pattern of a part, for the table beside a drawing."""
    return (
        '<svg class="swatch" aria-hidden="true" focusable="false">'
        f'<rect width="100%" height="100%" fill="url(#p-{part})"/></svg>'
    )


def balance_bar(pieces: Sequence[Piece], title: str, name: str) -> str:
    """Return a stacked bar of the parts of a balance.

    Args:
        pieces: the parts, those of nothing left out.
        title: what the drawing shows.
        name: an id that no other drawing on the page has.
    """
    total = sum(piece.amount for piece in pieces)
    if total <= 0:
        return ""
    drawn: list[str] = []
    done = 0
    for piece in pieces:
        x, wide = _percent(done, total), _percent(piece.amount, total)
        drawn.append(
            f'<rect x="{x}%" y="0" width="{wide}%" height="{HEIGHT}" '
            f'class="piece" fill="url(#p-{piece.part})">'
            f"<title>{escape(piece.said)}</title></rect>"
        )
        done += piece.amount
    said = "; ".join(piece.said for piece in pieces)
    return _drawing(HEIGHT, title, said, name, drawn)


@dataclass(frozen=True, slots=True)
class Column:
    """A balance at one time: what stands below it, and its parts from the bottom up."""

    label: str
    pieces: tuple[Piece, ...]


TALL, FOOT, LABELS_MOST = 160, 20, 5


def columns(bars: Sequence[Column], title: str, name: str) -> str:
    """Return a balance over time as columns of its parts on one scale; few are labelled.

    Args:
        bars: in the order of time.
        title: what the drawing shows.
        name: an id that no other drawing on the page has.
    """
    top = max((sum(piece.amount for piece in bar.pieces) for bar in bars), default=0)
    if top <= 0:
        return ""
    drawn: list[str] = []
    every = -(-len(bars) // LABELS_MOST)
    for place, bar in enumerate(bars):
        x, wide = _percent(place, len(bars)), _percent(Fraction(4, 5), len(bars))
        done = 0
        for piece in bar.pieces:
            low, high = done * TALL // top, (done + piece.amount) * TALL // top
            done += piece.amount
            drawn.append(
                f'<rect x="{x}%" y="{TALL - high}" width="{wide}%" height="{max(high - low, 1)}" '
                f'class="piece" fill="url(#p-{piece.part})"><title>{escape(piece.said)}</title>'
                "</rect>"
            )
        if place % every == 0 and place + every <= len(bars):  # the last would not fit
            drawn.append(f'<text x="{x}%" y="{TALL + FOOT - 4}">{escape(bar.label)}</text>')
    said = "; ".join(piece.said for bar in (bars[0], bars[-1]) for piece in bar.pieces)
    return _drawing(TALL + FOOT, title, said, name, drawn)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line a figure is held to."""

    value: Fraction
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with the lines it is held to; `tone` is red or amber when it exceeds one."""

    name: str
    value: Fraction
    label: str
    tone: str
    marks: tuple[Mark, ...]


def cost_bars(bars: Sequence[Bar], title: str, name: str) -> str:
    """Return one bar per way of counting, each with its own lines and on one common scale.

    The ways of counting are set apart, since a figure may only be held to lines of its own kind.
    """
    top = max((value for bar in bars for value in _values(bar)), default=Fraction(0))
    if top <= 0:
        return ""
    scale = top * Fraction(115, 100)
    drawn: list[str] = []
    said: list[str] = []
    y = 0
    for bar in bars:
        drawn += _one(bar, y, scale)
        said.append(f"{bar.name} {bar.label}")
        said += [mark.said for mark in bar.marks]
        y += ROW + GAP + (20 if bar.marks else 0) + 8
    return _drawing(y - 8, title, "; ".join(said), name, drawn)


def _values(bar: Bar) -> tuple[Fraction, ...]:
    return (bar.value, *(mark.value for mark in bar.marks))


def _one(bar: Bar, y: int, scale: Fraction) -> list[str]:
    wide = _percent(max(bar.value, Fraction(0)), scale)
    top = y + 22
    kind = bar.tone or "bar"
    name, label = escape(bar.name), escape(bar.label)
    hover = f"<title>{name} {label}</title>"
    drawn = [
        f'<text x="0" y="{y + 14}">{name} <tspan font-weight="600">{label}</tspan></text>',
        f'<rect class="track" x="0" y="{top}" width="100%" height="{ROW}"/>',
        f'<rect class="{kind}" x="0" y="{top}" width="{wide}%" height="{ROW}">{hover}</rect>',
    ]
    for mark in bar.marks:
        x = _percent(mark.value, scale)
        anchor = "end" if mark.value * 2 > scale else "start"
        drawn.append(
            f'<g><line class="cap" x1="{x}%" x2="{x}%" y1="{top - 3}" y2="{top + ROW + 5}"/>'
            f'<text x="{x}%" y="{top + ROW + 18}" text-anchor="{anchor}">{escape(mark.label)}'
            f"</text><title>{escape(mark.said)}</title></g>"
        )
    return drawn


def _drawing(height: int, title: str, said: str, name: str, drawn: Sequence[str]) -> str:
    return (
        f'<svg role="img" height="{height}" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(said)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def _percent(part: int | Fraction, whole: int | Fraction) -> str:
    """Return a share as a percentage with two decimals."""
    hundredths = rounded(Fraction(part) * 10000 / Fraction(whole), Rounding.HALF_UP)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
