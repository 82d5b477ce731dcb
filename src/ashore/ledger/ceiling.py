"""How much of a debt the law lets be claimed: the firm cap, and the line a court reduces to.

For private loans the cap binds by itself. For licensed lenders 24 % a year is a reduction the
borrower has to ask for (guidance of 2017); it is never shown as a cap.
"""

from __future__ import annotations

from dataclasses import dataclass

from ashore.words import Cite

__all__ = ["Ceiling", "Limit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The most that can be claimed on a day, fen, with its ground."""

    principal: int
    charges: int
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The limits of one loan on a day; None where no such limit reaches it."""

    firm: Limit | None = None
    on_request: Limit | None = None
    fees_cite: Cite | None = None
