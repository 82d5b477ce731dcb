"""The balance proof: which reckoning conventions reproduce the lender's figures to the fen?

A lender's figure rarely says how it was reckoned. We book the same facts under every convention
seen in contracts, the fewest changes from the stated terms first, and compare with all claims at
once. The answer is the simplest set of changes that fits exactly, else the nearest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ashore.ledger.book import Booked
from ashore.ledger.conventions import Change, Reading, Turn, turns_of
from ashore.ledger.statement import sums_on
from ashore.loan import Claim, Component

__all__ = ["Fit", "figures", "prove"]

CHANGES_MAX = 3
"""More than three departures from the stated terms explain nothing any more."""

CHANGES_MAX_ALONE = 2
"""A single figure is met by accident too easily for three departures to explain it."""

FITS_MAX = 8
NEAREST_MAX = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """A set of changes and how far its figures are from the claims (fen, summed; 0 fits)."""

    changes: tuple[Change, ...]
    difference: int

    @property
    def fits(self) -> bool:
        """Whether every claimed figure is met to the fen."""
        return self.difference == 0


def figures(claim: Claim) -> dict[str, int]:
    """Return the figures a claim states, by name."""
    named = {
        "total": claim.total,
        "principal": claim.principal,
        "interest": claim.interest,
        "penalty": claim.penalty,
        "fee": claim.fee,
    }
    return {name: amount for name, amount in named.items() if amount is not None}


def prove(booked: Booked, claims: Sequence[Claim]) -> tuple[Fit, ...]:
    """Return the conventions that meet every claim, simplest first; else the nearest ones.

    All claims of one loan are tested together: a convention that meets one figure by accident
    rarely meets two, so a single figure is explained by two changes at most. Changes that alter
    none of the claimed figures are left out.
    """
    ordered = sorted(claims, key=lambda claim: claim.on)
    plain = Reading(booked)
    found = Fit((), _distance(plain, ordered))
    if found.fits:
        return (found,)
    near = [found]
    turns = [turn for turn in turns_of(booked.loan) if _matters(turn, plain, ordered)]
    alone = sum(len(figures(claim)) for claim in ordered) == 1
    for size in range(1, (CHANGES_MAX_ALONE if alone else CHANGES_MAX) + 1):
        tried = [
            Fit(tuple(change for change, _ in chosen), _distance(_read(plain, chosen), ordered))
            for chosen in combinations(turns, size)
            if _apart(chosen)
        ]
        fits = [fit for fit in tried if fit.fits]
        if fits:
            return tuple(fits[:FITS_MAX])
        near += tried
    near.sort(key=lambda fit: (fit.difference, len(fit.changes)))
    return tuple(near[:NEAREST_MAX])


def _read(plain: Reading, chosen: Iterable[Turn]) -> Reading:
    for _, turn in chosen:
        plain = turn(plain)
    return plain


def _apart(chosen: Sequence[Turn]) -> bool:
    keys = [change.key for change, _ in chosen]
    return len(set(keys)) == len(keys)


def _matters(turn: Turn, plain: Reading, claims: Sequence[Claim]) -> bool:
    """Whether a turn can move any claimed figure, alone or with another turn of its family."""
    if turn[0].key in _HELPERS:
        return True
    return _stated(turn[1](plain), claims) != _stated(plain, claims)


_HELPERS = frozenset({"grace_retroactive"})
"""Changes that move nothing alone but matter beside another one."""


# -- comparing with the claims ------------------------------------------------------------------


def _stated(reading: Reading, claims: Sequence[Claim]) -> list[dict[str, int]]:
    days = [claim.on for claim in claims]
    unique = sorted(set(days))
    told = sums_on(reading.booked, unique, due_only=reading.due_only)
    named = dict(zip(unique, map(_named, told), strict=True))
    return [named[day] for day in days]


def _named(sums: dict[Component, int]) -> dict[str, int]:
    return {
        "total": sum(sums.values()),
        "principal": sums[Component.PRINCIPAL],
        "interest": sums[Component.INTEREST],
        "penalty": sums[Component.PENALTY] + sums[Component.COMPOUND],
        "fee": sums[Component.FEE],
    }


def _distance(reading: Reading, claims: Sequence[Claim]) -> int:
    told = _stated(reading, claims)
    return sum(
        abs(amount - ours[name])
        for claim, ours in zip(claims, told, strict=True)
        for name, amount in figures(claim).items()
    )
