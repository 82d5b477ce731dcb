"""The balance proof: which reckoning conventions reproduce the lender's figures to the fen?

A lender's figure rarely says how it was reckoned. We book the same facts under every set of
conventions seen in contracts (`ledger.conventions`), the fewest changes from the stated terms
first, and compare with all claims at once. The search is complete: whatever set of at most
`CHANGES_MAX` changes reproduces the claims is found. Why it is bounded so, and what makes it quick,
is in `docs/decisions/0009-balance-proof.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from ashore.ledger.book import Booked
from ashore.ledger.conventions import DUE_ONLY, MULTIPLE, MULTIPLES, ROUNDING, Change, families_of
from ashore.ledger.statement import sums_by_day
from ashore.loan import Acceleration, Claim, Component, Payment, Waiver

__all__ = ["Fit", "figures", "is_alone", "prove"]

CHANGES_MAX = 3
"""More than three departures from the stated terms explain nothing any more."""

CHANGES_MAX_ALONE = 2
"""A single figure is met by accident too easily for three departures to explain it."""

NEAR_FEN = 1
"""A near miss: a fen for each instalment due and each figure, what another rounding can make."""

ROUNDING_FEN = 4
"""What rounding an instalment once can make of a figure: itself, and what follows from it later."""

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


def is_alone(claims: Sequence[Claim]) -> bool:
    """Say whether the claims state one figure only, which several ways may meet by accident."""
    return sum(len(figures(claim)) for claim in claims) == 1


def prove(booked: Booked, claims: Sequence[Claim]) -> tuple[Fit, ...]:
    """Return every set of conventions that meets all claims with the fewest changes.

    Where none does: up to three near misses, nearest first, or nothing. A near miss is at most a
    fen off for each instalment due and each figure, and has one change fewer than a fit may have.

    All claims of one loan are tested together: a convention that meets one figure by accident
    rarely meets two, so a single figure is explained by two changes at most.
    """
    most = CHANGES_MAX_ALONE if is_alone(claims) else CHANGES_MAX
    search = _Search(booked, claims, most)
    near: list[Fit] = []
    due_only: list[Fit] = []  # of one change less: that a claim means what is due is one more
    for size in range(most + 1):
        limit = search.near if size < most else 0
        found, due_only = due_only, []
        for chosen, (whole, due) in search.sets_of(size, limit):
            if whole.distance <= limit:
                found.append(Fit(search.changes(chosen), whole.distance))
            if size < most and due.distance <= limit:
                due_only.append(Fit((DUE_ONLY, *search.changes(chosen)), due.distance))
        fits = tuple(fit for fit in found if fit.fits)
        if fits:
            return fits
        near += found if size < most else []
    near.sort(key=lambda fit: (fit.difference, len(fit.changes)))
    return tuple(near[:NEAREST_MAX])


# -- the search ---------------------------------------------------------------------------------

Chosen = tuple[tuple[int, int], ...]
"""The changes of a set: each as (number of its family, place in it), families ascending."""

_RISING = (Payment, Waiver, Acceleration)
"""Beside these a higher penalty rate leaves no figure lower, but for rounding (decision 0009)."""


@dataclass(slots=True)
class _Miss:
    """How far the figures of one reading are from the claims, up to the day that settled it.

    `low` (`high`) says that a figure is so far below (above) its claim that rounding is no excuse.
    """

    distance: int = 0
    low: bool = False
    high: bool = False

    def add(self, sums: dict[Component, int], stated: Sequence[dict[str, int]], sure: int) -> None:
        ours = _named(sums)
        for claim in stated:
            for name, amount in claim.items():
                gap = ours[name] - amount
                self.distance += abs(gap)
                self.low |= gap < -sure
                self.high |= gap > sure


Misses = tuple[_Miss, _Miss]
"""Of everything owed, and of what is due: one look at the books tells both."""


class _Search:
    """The books under sets of changes, and what was learned about the smaller sets."""

    def __init__(self, booked: Booked, claims: Sequence[Claim], most: int) -> None:
        self.most = most
        self.stated: dict[date, list[dict[str, int]]] = {}
        for claim in sorted(claims, key=lambda claim: claim.on):
            self.stated.setdefault(claim.on, []).append(figures(claim))
        last = max(self.stated)
        told = sum(len(figures(claim)) for claim in claims)
        due = sum(row.due_on <= last for row in booked.schedule)
        self.near = NEAR_FEN * told * max(1, due)
        self.rounding = ROUNDING_FEN * (len(booked.steps) + 1) * max(1, due)
        self.families = families_of(booked, last)
        self.rising = all(isinstance(step, _RISING) for _, step in booked.steps)
        self.books: dict[Chosen, Booked] = {(): booked}
        self.known: dict[Chosen, Misses] = {}

    def changes(self, chosen: Chosen) -> tuple[Change, ...]:
        """Return the changes of a set in words."""
        return tuple(self.families[family][place][0] for family, place in chosen)

    def sets_of(self, size: int, limit: int) -> Iterator[tuple[Chosen, Misses]]:
        """Yield the sets of so many changes, those left out that are beyond the limit for sure."""
        for families in combinations(range(len(self.families)), size):
            stepped = bool(families) and self.families[families[0]][0][0].key == MULTIPLE
            free = families[1:] if stepped else families
            for places in product(*(range(len(self.families[each])) for each in free)):
                chosen = tuple(zip(free, places, strict=True))
                if stepped:
                    yield from self._multiples(chosen, limit)
                elif not self._beyond_rounding(chosen):
                    yield chosen, self._look(chosen, limit)

    def _beyond_rounding(self, chosen: Chosen) -> bool:
        """Say whether a set rounds otherwise, and misses without that by more than it can mend."""
        without = tuple(each for each in chosen if not self._rounds(each[0]))
        if without == chosen or not self._is_rising(without):
            return False
        if without not in self.known:  # a multiple that was ruled out
            return True
        whole, due = self.known[without]
        return (whole.low or whole.high) and (due.low or due.high)

    def _is_rising(self, chosen: Chosen) -> bool:
        """Say whether a higher rate never means less, and rounding is of little weight.

        A penalty rounded on each of many days is not: there rounding can outweigh everything.
        """
        penalty = self._read(chosen).loan.penalty
        return self.rising and not (penalty is not None and penalty.daily_rounding)

    def _rounds(self, family: int) -> bool:
        return self.families[family][0][0].key == ROUNDING

    def _multiples(self, beside: Chosen, limit: int) -> Iterator[tuple[Chosen, Misses]]:
        """Yield every multiple of the contract rate that can meet the claims, beside a set.

        The multiples are the first family, in ascending order, the stated one left out.
        """
        sets: list[Chosen] = [((0, place), *beside) for place in range(len(self.families[0]))]
        if not self._is_rising(beside) or any(self._rounds(family) for family, _ in beside):
            told = (each for each in sets if not self._beyond_rounding(each))
            yield from ((each, self._look(each, limit)) for each in told)
            return
        seen: dict[int, Misses] = {}
        lower = self._lower_multiples()
        for mode in range(2) if len(beside) + 1 < self.most else range(1):
            base = self.known[beside][mode]
            spans = [(lower if base.low else 0, lower if base.high else len(sets))]
            while spans:
                first, end = spans.pop()
                if first >= end:
                    continue
                middle = (first + end) // 2
                if middle not in seen:
                    seen[middle] = self._look(sets[middle], limit)
                if not seen[middle][mode].high:
                    spans.append((middle + 1, end))
                if not seen[middle][mode].low:
                    spans.append((first, middle))
        yield from ((sets[place], seen[place]) for place in sorted(seen))

    def _lower_multiples(self) -> int:
        penalty = self.books[()].loan.penalty
        assert penalty is not None
        assert penalty.multiple is not None
        return sum(multiple < penalty.multiple for multiple in MULTIPLES)

    def _look(self, chosen: Chosen, limit: int) -> Misses:
        """Return how far a set misses, looking no further than needed."""
        whole, due, sure = _Miss(), _Miss(), limit + self.rounding
        last = len(chosen) == self.most  # no set of one more change follows from it
        told = sums_by_day(self._read(chosen), list(self.stated))
        for stated, (sums, sums_due) in zip(self.stated.values(), told, strict=False):
            whole.add(sums, stated, sure)
            due.add(sums_due, stated, sure)
            if whole.distance > limit and (last or due.distance > limit):
                break
        if not last:
            self.known[chosen] = (whole, due)
        return whole, due

    def _read(self, chosen: Chosen) -> Booked:
        """Return the books under a set of changes, made from those under one change fewer."""
        known = self.books.get(chosen)
        if known is None:
            (family, place), rest = chosen[0], chosen[1:]
            known = self.families[family][place][1](self._read(rest))
            if len(chosen) < self.most:
                self.books[chosen] = known
        return known


def _named(sums: dict[Component, int]) -> dict[str, int]:
    return {
        "total": sum(sums.values()),
        "principal": sums[Component.PRINCIPAL],
        "interest": sums[Component.INTEREST],
        "penalty": sums[Component.PENALTY] + sums[Component.COMPOUND],
        "fee": sums[Component.FEE],
    }
