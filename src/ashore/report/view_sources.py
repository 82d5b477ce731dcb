"""Where the figures come from: every rule an answer rests on, once each."""

from __future__ import annotations

from collections.abc import Iterator

from ashore.case import LoanOutcome, Outcome
from ashore.words import Cite, Why

__all__ = ["sources"]


def sources(outcome: Outcome) -> tuple[Cite, ...]:
    """Return the citations of an outcome without repeats, in the order they are first used.

    A norm that answers for several days is told once; as assumed, if it is assumed for any of them.
    Caps that do not apply are no source of a figure.
    """
    found: dict[tuple[str, str, str], Cite] = {}
    for one in outcome.loans:
        for cite in _cites(one):
            key = (cite.norm, cite.source, cite.article)
            if key not in found or (cite.assumed and not found[key].assumed):
                found[key] = cite
    return tuple(found.values())


def _cites(one: LoanOutcome) -> Iterator[Cite]:
    for check in one.caps:
        if check.line.applies:
            yield check.line.basis
            yield from _tree(check.line.why)
    if one.lawful is not None:
        yield from one.lawful.cites
    yield from _of_remarks(one)
    yield from one.cites


def _of_remarks(one: LoanOutcome) -> Iterator[Cite]:
    splits = [checked.split for checked in one.claims]
    cites = [part.cite for split in splits for part in (*split.arguable, *split.above_cap)]
    cites += [finding.cite for finding in one.balance.findings]
    yield from (cite for cite in cites if cite is not None)


def _tree(why: Why) -> Iterator[Cite]:
    if why.cite is not None:
        yield why.cite
    for part in why.parts:
        yield from _tree(part)
