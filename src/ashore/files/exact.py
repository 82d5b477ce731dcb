"""Exact decimals as text: a finite fraction written with all its places, nothing rounded."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["plain"]


def plain(exact: Fraction) -> str:
    """Write a fraction as a plain decimal with every place it has.

    A fraction without a finite decimal cannot come from a file; meeting one is our own mistake.

    >>> plain(Fraction(1, 2000)), plain(Fraction(-3, 2)), plain(Fraction(24))
    ('0.0005', '-1.5', '24')
    """
    rest, places = exact.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    while rest % 2 == 0:
        rest, places = rest // 2, places + 1
    while rest % 5 == 0:
        rest, places = rest // 5, places + 1
    assert rest == 1, f"{exact} has no finite decimal"
    digits = f"{abs(exact.numerator) * 10**places // exact.denominator:0{places + 1}d}"
    sign = "-" if exact < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
