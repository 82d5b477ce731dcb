"""The kinds of norm of contact: one evaluator each, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ashore.conduct.kinds import counting, duty, hours, said, standing, stopping, third
from ashore.conduct.kinds.base import Kind

__all__ = ["KINDS", "Kind"]

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "quiet_hours": hours.QUIET_HOURS,
        "agreed_time": hours.AGREED_TIME,
        "count_limit": counting.COUNT_LIMIT,
        "agreed_limit": counting.AGREED_LIMIT,
        "cool_down": counting.COOL_DOWN,
        "precondition": third.PRECONDITION,
        "purpose": third.PURPOSE,
        "disclosure": third.DISCLOSURE,
        "offer_to_pay": third.OFFER_TO_PAY,
        "once": third.ONCE,
        "guarantee": third.GUARANTEE,
        "stop_request": stopping.STOP_REQUEST,
        "repeated": stopping.REPEATED,
        "identification": duty.IDENTIFICATION,
        "recording": duty.RECORDING,
        "visit": duty.VISIT,
        "entry": duty.ENTRY,
        "must_say": duty.MUST_SAY,
        "retention": duty.RETENTION,
        "plan": standing.PLAN,
        "wish": standing.WISH,
        "state": standing.STATE,
        "authority": standing.AUTHORITY,
        "hand_over": standing.HAND_OVER,
        "workplace": standing.WORKPLACE,
        "wording": said.WORDING,
    }
)
"""Kind of norm → how it is read and how it judges."""
