"""Which columns the norms of an audit can look at: what nobody asks is not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ashore.audit.checks import Check, Checks
from ashore.audit.table import lane_of

__all__ = ["needed"]

_ALWAYS = ("channel", "direction", "role", "liable", "lender", "organisation")
_KIND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "purpose": ("purpose", "outcome"),
        "disclosure": ("disclosed", "outcome"),
        "recording": ("recorded", "outcome"),
        "visit": ("staff",),
        "identification": ("identified", "outcome", "person", "address"),
        "guarantee": ("purpose",),
        "count_limit": ("outcome",),
        "cool_down": ("outcome",),
        "precondition": ("outcome",),
        "once": ("outcome", "person", "address", "consent"),
        "stop_request": ("asked_to_stop", "person", "address", "purpose"),
        "repeated": ("asked_to_stop", "person", "address"),
        "hand_over": ("loan",),
        "wording": ("text", "identified"),
        "must_say": ("text",),
        "state": ("consent",),
        "agreed_time": ("consent",),
        "agreed_limit": ("consent",),
    }
)


def needed(checks: Checks) -> frozenset[str]:
    """Return the columns, beside account, instant and id, that the checks can look at."""
    found = set(_ALWAYS)
    for check in checks.items:
        found.update(_of(check))
    if checks.situation.lender_type is None:
        found.add("lender_type")
    return frozenset(found)


def _of(check: Check) -> Iterator[str]:
    yield from _KIND.get(check.kind, ())
    for exception in check.rule.exceptions:
        yield from _KIND.get(exception.norm.kind, ())
    lane = lane_of(check)
    if lane is not None:
        yield from lane.group
        if lane.call_class:
            yield "purpose"
        if lane.agreed:
            yield "consent"
        if "person" in lane.group:
            yield "address"
    given: Any = check.rule.given
    if check.kind == "cool_down" and given.skip_agreed:
        yield "consent"
