"""Which columns the norms of an audit can look at: what nobody asks is not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ashore.audit.checks import Check, Checks
from ashore.audit.table import lane_of

__all__ = ["needed"]

_ALWAYS = ("channel", "direction", "role", "liable")
_ACTORS = ("lender", "organisation")
_KIND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "purpose": ("purpose", "outcome"),
        "disclosure": ("disclosed", "outcome"),
        "recording": ("recorded", "outcome"),
        "visit": ("staff",),
        "entry": ("entered",),
        "identification": ("identified", "outcome", "person", "address", *_ACTORS),
        "guarantee": ("purpose",),
        "count_limit": ("outcome",),
        "cool_down": ("outcome",),
        "precondition": ("outcome", "lender"),
        "once": ("outcome", "person", "address", "consent", *_ACTORS),
        "stop_request": ("asked_to_stop", "person", "address", "lender"),
        "repeated": ("asked_to_stop", "person", "address", "lender"),
        "hand_over": ("loan", *_ACTORS),
        "authority": _ACTORS,
        "wording": ("text", "identified"),
        "must_say": ("text",),
        "state": ("consent",),
        "agreed_time": ("consent",),
        "agreed_limit": ("consent",),
    }
)


def needed(checks: Checks, *, actors: bool = True) -> frozenset[str]:
    """Return the columns, beside account, instant and id, that the checks can look at.

    With `actors` also those that tell who acted, whether or not a check looks at them.
    """
    found = {*_ALWAYS, *(_ACTORS if actors else ())}
    for check in checks.items:
        found.update(_of(check))
    if checks.situation.lender_type is None:
        found.add("lender_type")
    return frozenset(found)


def _of(check: Check) -> Iterator[str]:
    yield from _KIND.get(check.kind, ())
    for exception in check.rule.exceptions:
        yield from _KIND.get(exception.norm.kind, ())
    if check.rule.collectors:
        yield from _ACTORS
    given: Any = check.rule.given
    if check.kind == "cool_down" and given.skip_agreed:
        yield "consent"
    if check.kind == "stop_request":
        yield from ("purpose",) if given.exempt else ()
        yield from _ACTORS if given.by == "organisation" else ()
    yield from _of_lane(check)


def _of_lane(check: Check) -> Iterator[str]:
    lane = lane_of(check)
    if lane is not None:
        yield from lane.group
        if lane.call_class:
            yield "purpose"
        if lane.agreed:
            yield "consent"
        if "person" in lane.group:
            yield "address"
        if "organisation" in lane.group:
            yield "lender"
