"""Days past due and the collection bucket M0 … M7+."""

from __future__ import annotations

__all__ = ["bucket"]


def bucket(days_past_due: int) -> str:
    """Return the bucket of a number of days past due: one per thirty days, open above 180.

    >>> [bucket(days) for days in (0, 1, 30, 31, 180, 181)]
    ['M0', 'M1', 'M1', 'M2', 'M6', 'M7+']
    """
    if days_past_due <= 0:
        return "M0"
    if days_past_due > 180:
        return "M7+"
    return f"M{(days_past_due - 1) // 30 + 1}"
