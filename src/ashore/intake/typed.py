"""Amounts, rates and days as people type them, turned into the exact words of a case file.

Full-width signs, thousands, 元, 万, 万分之五 and a percent sign are understood; what is not
understood is refused, never guessed.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from unicodedata import normalize

from ashore.money import show_rate

__all__ = ["day_text", "money_text", "rate_said", "rate_text", "times_text"]

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
_MONEY = re.compile(rf"(?:¥|CNY|RMB|人民币)?{_NUMBER}(万|千)?(?:元|块|块钱|元整)?", re.IGNORECASE)
_RATE = re.compile(rf"{_NUMBER}(%|‰|‱)?")
_OF = re.compile(r"(万|千|百)分之" + _NUMBER)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_TIMES = {"万": 10_000, "千": 1_000, None: 1}
_PARTS = {"%": 100, "‰": 1_000, "‱": 10_000, None: 1, "百": 100, "千": 1_000, "万": 10_000}
_DIGITS = dict(zip("零一二三四五六七八九", "0123456789", strict=True))
_SO_OFTEN = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,6})?)(?:倍|x|times)?", re.IGNORECASE)
MOST = 10**12
MOST_TIMES = 10


def money_text(typed: str) -> str | None:
    """Return an amount as a case file has it; None when it is no amount of whole fen.

    >>> money_text("1.2万"), money_text("¥12,000"), money_text("916.8 元"), money_text("约一千")
    ('12000.00', '12000.00', '916.80', None)
    """
    found = _MONEY.fullmatch(_plain(typed))
    if not found:
        return None
    whole, part, times = found.groups()
    fen = Fraction(whole.replace(",", "") + (part or "")) * _TIMES[times] * 100
    if fen.denominator != 1 or fen >= MOST:
        return None
    return f"{fen.numerator // 100}.{fen.numerator % 100:02d}"


def rate_text(typed: str) -> str | None:
    """Return a rate as a case file has it, a decimal; None when it is none.

    A bare number is taken as it is: 0.0005 is five in ten thousand.

    >>> rate_text("万五"), rate_text("万分之五"), rate_text("18%"), rate_text("0.0005")
    ('0.0005', '0.0005', '0.18', '0.0005')
    """
    text = re.sub(r"[零一二三四五六七八九]", lambda sign: _DIGITS[sign[0]], _plain(typed))
    text = re.sub(r"^万(?=\d)", "万分之", text)
    of = _OF.fullmatch(text)
    if of:
        unit, whole, part = of.groups()
    else:
        found = _RATE.fullmatch(text)
        if not found:
            return None
        whole, part, unit = found.groups()
    rate = Fraction(whole.replace(",", "") + (part or "")) / _PARTS[unit]
    shown = show_rate(rate, 12)
    return shown if Fraction(shown) == rate else None


def rate_said(rate: str) -> str:
    """Return a rate of a case file as people write it, which `rate_text` reads back; "" stays.

    >>> rate_said("0.0005"), rate_said("0.18"), rate_said("")
    ('0.05%', '18%', '')
    """
    if not rate:
        return ""
    said = f"{show_rate(Fraction(rate) * 100, 12)}%"
    return said if rate_text(said) == rate else rate


def times_text(typed: str) -> str | None:
    """Return how many times, above none and ten at most, as a case file has it; None: not that.

    >>> times_text("1.5 倍"), times_text("2x"), times_text("0"), times_text("11")
    ('1.5', '2', None, None)
    """
    found = _SO_OFTEN.fullmatch(_plain(typed))
    return found[1] if found and 0 < Fraction(found[1]) <= MOST_TIMES else None


def day_text(typed: str) -> str | None:
    """Return a day as a case file has it; None when there is no such day.

    >>> day_text("2026年3月5日"), day_text("2026/3/5"), day_text("2026-02-30")
    ('2026-03-05', '2026-03-05', None)
    """
    found = _DAY.fullmatch(_plain(typed))
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return None


def _plain(typed: str) -> str:
    return "".join(normalize("NFKC", typed).split()).replace("¥", "¥")
