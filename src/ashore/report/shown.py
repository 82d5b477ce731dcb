"""How figures and words look: money, rates, days, Chinese punctuation."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from ashore.money import grouped as money, marked, show_rate
from ashore.words import Text, how_many

__all__ = ["count", "marked", "money", "percent", "percents", "plain_rate", "signed", "typeset"]

MOST_PLACES = 6


def signed(fen: int, digits: int = 2) -> str:
    """Return a difference with its sign: +31.67, -31.67, 0.00."""
    return f"+{money(fen, digits)}" if fen > 0 else money(fen, digits)


def plain_rate(rate: Decimal | Fraction) -> str:
    """Return a rate as a plain decimal string, as JSON holds it: 0.24."""
    return show_rate(Fraction(rate), 12)


def percent(rate: Decimal | Fraction, places: int = 2, *, fixed: bool = False) -> str:
    """Return a rate in percent, rounded half up; `fixed` keeps zeros at the end.

    >>> percent(Fraction(6, 25)), percent(Fraction(1, 3)), percent(Fraction(155, 1000), fixed=True)
    ('24%', '33.33%', '15.50%')
    """
    text = show_rate(Fraction(rate) * 100, places)
    if not fixed:
        return f"{text}%"
    main, _, rest = text.partition(".")
    return f"{main}.{rest:0<{places}}%"


def percents(measured: Decimal | Fraction, line: Decimal | Fraction) -> tuple[str, str]:
    """Return a figure and the line it is held to, with as many decimals as tell them apart.

    >>> percents(Fraction(240001, 1000000), Fraction(6, 25))
    ('24.0001%', '24%')
    """
    for places in range(2, MOST_PLACES + 1):
        pair = percent(measured, places), percent(line, places)
        if pair[0] != pair[1]:
            return percent(measured, places, fixed=True), pair[1]
    return percent(measured, fixed=True), percent(line)


def count(days: int) -> Text:
    """Return a number of days in words."""
    return Text(f"{days} 天", how_many(days, "day"))


# -- Chinese punctuation --------------------------------------------------------------------------

_MARKS = ",;:?()"
_PLAIN = re.compile(f"[{re.escape(_MARKS)}]")
_FULL = dict(zip(_MARKS, "\uff0c\uff1b\uff1a\uff1f\uff08\uff09", strict=True))


def typeset(text: str) -> str:
    """Return Chinese text with the full-width punctuation a reader expects.

    Our texts are written with the marks of a plain keyboard. A mark next to a Chinese character
    becomes its full-width form, both brackets of a pair together; numbers stay as they are.

    >>> [f"{ord(sign):x}" for sign in typeset("1,000 元(按单利),a(b)") if ord(sign) > 0xff00]
    ['ff08', 'ff09']
    """
    if text.isascii() or not _PLAIN.search(text):
        return text
    out = list(text)
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            start = opened.pop()
            if _beside_chinese(text, start) or _beside_chinese(text, at):
                out[start], out[at] = _FULL["("], _FULL[")"]
        elif sign in ",;:?" and _beside_chinese(text, at):
            out[at] = _FULL[sign]
    return "".join(out)


def _beside_chinese(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return _chinese(before) or _chinese(after)


def _chinese(sign: str) -> bool:
    return "\u3000" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef"
