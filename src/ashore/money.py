"""Whole fen, exact rates, named rounding, splitting without loss: the only place that rounds.

An amount of money is an `int` of the currency's smallest unit (fen for CNY). A rate is a
`Fraction`. No float enters here; `whole()` and the readers refuse one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

__all__ = [
    "DIGITS",
    "MARKS",
    "Rounding",
    "decimal_of",
    "fen_of",
    "grouped",
    "marked",
    "rounded",
    "rounded_ratio",
    "show",
    "show_rate",
    "split",
    "split_by",
    "whole",
]

DIGITS = {"CNY": 2, "USD": 2, "EUR": 2, "GBP": 2, "HKD": 2, "INR": 2, "JPY": 0}
"""Decimals of each currency's main unit (ISO 4217)."""

_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


class Rounding(StrEnum):
    """How an exact amount becomes whole fen. There is no default: name one."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


def rounded(exact: Fraction, how: Rounding) -> int:
    """Return the whole number nearest to `exact` by the named rule; signs are treated alike.

    >>> [rounded(Fraction(5, 2), how) for how in Rounding]
    [3, 2, 2, 3]
    >>> rounded(Fraction(-5, 2), Rounding.HALF_UP)
    -3
    """
    return rounded_ratio(exact.numerator, exact.denominator, how)


def rounded_ratio(top: int, bottom: int, how: Rounding) -> int:
    """Return `top` / `bottom` rounded like `rounded`, without making a fraction of it first.

    >>> rounded_ratio(10, 4, Rounding.HALF_EVEN)
    2
    """
    size, rest = divmod(abs(top), bottom)
    match how:
        case Rounding.HALF_UP:
            size += 2 * rest >= bottom
        case Rounding.HALF_EVEN:
            size += 2 * rest + size % 2 > bottom
        case Rounding.UP:
            size += rest > 0
        case Rounding.DOWN:
            pass
    return -size if top < 0 else size


def whole(amount: object) -> int:
    """Return `amount` if it is a true whole number of fen; anything else is our own mistake.

    >>> whole(5)
    5
    """
    assert type(amount) is int, f"money is whole fen, got {amount!r}"
    return amount


def split(total: int, shares: int) -> list[int]:
    """Split evenly without loss: every share is rounded down, the last takes the remainder.

    This is how lenders spread a principal over instalments.

    >>> split(10000, 3)
    [3333, 3333, 3334]
    """
    assert shares > 0
    each = whole(total) // shares
    return [each] * (shares - 1) + [total - each * (shares - 1)]


def split_by(total: int, weights: Sequence[int]) -> list[int]:
    """Split in proportion to whole weights without loss, largest remainders first.

    Ties go to the earlier share, so the answer does not depend on anything but the input.

    >>> split_by(100, [1, 1, 1])
    [34, 33, 33]
    >>> split_by(100, [0, 2, 1])
    [0, 67, 33]
    """
    assert weights and min(weights) >= 0
    heap = sum(weights)
    assert heap > 0
    shares = [whole(total) * weight // heap for weight in weights]
    rest = [total * weight % heap for weight in weights]
    order = sorted(range(len(weights)), key=lambda index: (-rest[index], index))
    for index in order[: total - sum(shares)]:
        shares[index] += 1
    return shares


def decimal_of(text: str) -> Fraction | None:
    """Read a plain decimal ("0.0005", "-12") exactly; None when it is not one.

    >>> decimal_of("0.0005")
    Fraction(1, 2000)
    >>> decimal_of("1e3") is None
    True
    """
    return Fraction(text) if _DECIMAL.fullmatch(text) else None


def fen_of(text: str, digits: int = 2) -> int | None:
    """Read a money amount of the main unit ("916.80") as whole fen; None when it is not one.

    More decimals than the currency has are refused, not rounded.

    >>> fen_of("916.80"), fen_of("7"), fen_of("0.005")
    (91680, 700, None)
    """
    exact = decimal_of(text)
    if exact is None:
        return None
    scaled = exact * 10**digits
    return scaled.numerator if scaled.denominator == 1 else None


def show(fen: int, digits: int = 2) -> str:
    """Write whole fen as a decimal string of the main unit.

    >>> show(91680), show(-5), show(300, 0)
    ('916.80', '-0.05', '300')
    """
    sign = "-" if whole(fen) < 0 else ""
    main, rest = divmod(abs(fen), 10**digits)
    return f"{sign}{main}.{rest:0{digits}d}" if digits else f"{sign}{main}"


MARKS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$", "INR": "₹", "JPY": "JP¥"}
"""The mark before an amount; a currency without one is written before it by its code."""


def grouped(fen: int, digits: int = 2) -> str:
    """Return an amount with its thousands separated.

    >>> grouped(123456), grouped(-5), grouped(1234, 0)
    ('1,234.56', '-0.05', '1,234')
    """
    sign, text = ("-", show(-fen, digits)) if fen < 0 else ("", show(fen, digits))
    main, point, rest = text.partition(".")
    return f"{sign}{int(main):,}{point}{rest}"


def marked(fen: int, currency: str = "CNY", digits: int = 2) -> str:
    """Return an amount with the mark of its currency.

    >>> marked(123456), marked(-5, "USD"), marked(1234, "VND", 0)
    ('¥1,234.56', '-$0.05', 'VND 1,234')
    """
    amount = grouped(abs(fen), digits)
    return f"{'-' if fen < 0 else ''}{MARKS.get(currency, f'{currency} ')}{amount}"


def show_rate(rate: Fraction, places: int = 6) -> str:
    """Write a rate as a decimal string with at most `places` decimals, rounded half up.

    >>> show_rate(Fraction(1, 2000)), show_rate(Fraction(1, 3)), show_rate(Fraction(1))
    ('0.0005', '0.333333', '1')
    """
    text = show(rounded(rate * 10**places, Rounding.HALF_UP), places)
    return text.rstrip("0").rstrip(".") if "." in text else text
