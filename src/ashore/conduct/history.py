"""What went before: contacts by debtor, indexed so that a question costs a search, not a walk.

The same history serves a log (filled as it is judged) and the gate (filled as decisions are made).
Two contacts at the same instant stand in the order of their ids; a contact sees only what stands
before it, so nothing added later changes what was found earlier.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from ashore.conduct.agencies import AgencyLog
from ashore.conduct.clock import micros
from ashore.conduct.lane import Lane
from ashore.conduct.reach import ReachLog
from ashore.conduct.stops import StopRun
from ashore.facts import Contact

__all__ = ["LAST", "Entry", "History", "Key", "Track", "key_of"]

Key = tuple[int, str]
Entry = tuple[Key, Contact]
LAST = "\U0010ffff"
"""An id that stands after every other at the same instant: for a contact that is only proposed."""

_HASHED = "h:"
_FEW = 12
"""So many contacts are looked at one by one; over more of them a lane is laid out."""

_LANES_MOST = 256
"""Lanes kept; those that name numbers come from questions, and nobody may fill the memory so."""


def key_of(contact: Contact) -> Key:
    """Return the place of a contact in time: its instant, then its id."""
    return micros(contact.at), contact.id


class Track:
    """All contacts about one debtor, in the order of time."""

    __slots__ = ("_agencies", "_by_person", "_entries", "_lanes", "_nameless", "_reach", "_stops",
                 "blank_outcomes")  # fmt: skip

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._lanes: dict[Lane, dict[tuple[str, ...], list[Key]]] = {}
        self._reach: dict[tuple[str, int, int], ReachLog] = {}
        self._agencies: dict[tuple[str, str], AgencyLog] | None = None
        self._stops = StopRun()
        self._by_person: dict[str, StopRun] = {}
        self._nameless = StopRun()
        self.blank_outcomes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, key: Key, contact: Contact) -> None:
        """Add a contact, in its place."""
        if self._entries and self._entries[-1][0] > key:
            insort(self._entries, (key, contact), key=_place)
        else:
            self._entries.append((key, contact))
        if not contact.outcome:
            self.blank_outcomes += 1
        if contact.asked_to_stop:
            self._add_stop(key, contact)
        for lane, groups in self._lanes.items():
            _put(lane, groups, key, contact)
        if self._agencies is not None:
            _put_agency(self._agencies, key, contact)
        for (lender, _, _), log in self._reach.items():
            if contact.role == "debtor" and contact.lender == lender:
                log.add(key, contact)

    def keys(self, lane: Lane, group: tuple[str, ...]) -> list[Key]:
        """Return the places of a lane's contacts in a group, in order; not to be changed."""
        groups = self._lanes.get(lane)
        if groups is None:
            if len(self._lanes) >= _LANES_MOST:
                self._lanes.clear()
            groups = self._lanes[lane] = {}
            for key, contact in self._entries:
                _put(lane, groups, key, contact)
        return groups.get(group, [])

    def since(
        self, lane: Lane, group: tuple[str, ...], start: int, key: Key, most: int | None = None
    ) -> list[Key]:
        """Return the places from an instant (microseconds) on, up to but not including `key`.

        With `most`, only the latest so many.
        """
        keys = self.keys(lane, group)
        low, high = bisect_left(keys, (start, "")), bisect_left(keys, key)
        return keys[low if most is None else max(low, high - most) : high]

    def count(self, lane: Lane, group: tuple[str, ...], start: int, key: Key) -> int:
        """Return how many contacts of a lane and group lie from `start` on and before `key`."""
        if lane not in self._lanes:
            low, high = self._end((start, "")), self._end(key)
            if high - low <= _FEW:
                few = self._entries[low:high]
                return len([1 for _, each in few if lane.key(each) == group]) if few else 0
        keys = self.keys(lane, group)
        return bisect_left(keys, key) - bisect_left(keys, (start, ""))

    def _end(self, key: Key) -> int:
        """Return how many contacts stand before a place."""
        entries = self._entries
        if not entries or entries[-1][0] < key:
            return len(entries)  # as at the gate, where nothing stands after the question
        return bisect_left(entries, key, key=_place)

    def last(self, lane: Lane, group: tuple[str, ...], key: Key) -> Key | None:
        """Return the last place of a lane and group before `key`."""
        if lane not in self._lanes:
            high = self._end(key)
            for place, each in reversed(self._entries[max(0, high - _FEW) : high]):
                if lane.key(each) == group:
                    return place
            if high <= _FEW:
                return None
        keys = self.keys(lane, group)
        at = bisect_left(keys, key)
        return keys[at - 1] if at else None

    def reach(self, lender: str, calls: int, days: int) -> ReachLog:
        """Return what a lender's calls say about reaching the debtor."""
        log = self._reach.get((lender, calls, days))
        if log is None:
            log = self._reach[lender, calls, days] = ReachLog(calls, days)
            for key, contact in self._entries:
                if contact.role == "debtor" and contact.lender == lender:
                    log.add(key, contact)
        return log

    def last_agency(self, contact: Contact, key: Key) -> Key | None:
        """Return the last contact before `key` of another agency about the loan of a contact."""
        if self._agencies is None:
            high = self._end(key)
            for at, each in reversed(self._entries[max(0, high - _FEW) : high]):
                if _is_other_agency(each, contact):
                    return at
            if high <= _FEW:
                return None
            self._agencies = {}
            for at, each in self._entries:
                _put_agency(self._agencies, at, each)
        log = self._agencies.get((contact.lender, contact.loan))
        return None if log is None else log.last_other(contact.organisation, key)

    def stops(self, contact: Contact) -> tuple[list[Entry], ...]:
        """Return the requests to stop that may concern the person of a contact, in runs by time.

        A named person's own requests and those of nobody in particular; all of them for a contact
        that names nobody.
        """
        if not contact.person:
            return (self._stops.entries,)
        names = {contact.person, contact.address} & self._by_person.keys()
        return *(self._by_person[name].entries for name in names), self._nameless.entries

    def _add_stop(self, key: Key, contact: Contact) -> None:
        self._stops.add(key, contact)
        if not contact.person:
            self._nameless.add(key, contact)
        elif contact.person in self._by_person:
            self._by_person[contact.person].add(key, contact)
        else:
            self._by_person[contact.person] = run = StopRun()
            run.add(key, contact)


class History:
    """Contacts of any number of debtors."""

    __slots__ = ("_size", "_stops", "_tracks")

    def __init__(self, contacts: Iterable[Contact] = (), debtor: str = "") -> None:
        self._tracks: dict[str, Track] = {}
        self._stops: dict[str, StopRun] = {}
        self._size = 0
        for contact in contacts:
            self.add(contact, debtor)

    def __len__(self) -> int:
        return self._size

    def add(self, contact: Contact, debtor: str = "") -> None:
        """Add a contact about a debtor; any order will do, the order of time is quickest."""
        key = key_of(contact)
        track = self._tracks.get(debtor)
        if track is None:
            track = self._tracks[debtor] = Track()
        track.add(key, contact)
        self._size += 1
        if contact.asked_to_stop and contact.person.startswith(_HASHED):
            self._note_stop(key, contact)

    def _note_stop(self, key: Key, contact: Contact) -> None:
        """Keep who asked to stop, whoever the debtor was."""
        run = self._stops.get(contact.person)
        if run is None:
            run = self._stops[contact.person] = StopRun()
        run.add(key, contact)

    def track(self, debtor: str = "") -> Track:
        """Return the contacts about one debtor; an empty track when there are none."""
        return self._tracks.get(debtor) or Track()

    def stops(self, contact: Contact, debtor: str) -> tuple[list[Entry], ...]:
        """Return the requests to stop that may concern the person of a contact, in runs by time.

        A salted hash is the same person whoever the debtor is; an alias means somebody only within
        one debtor's log. Who said stop under a number is meant where that number is reached.
        """
        runs = self.track(debtor).stops(contact)
        for name in {contact.person, contact.address} & self._stops.keys():
            if name.startswith(_HASHED):
                runs = (*runs, self._stops[name].entries)
        return runs


def _place(entry: Entry) -> Key:
    return entry[0]


def _is_of_agency(contact: Contact) -> bool:
    return contact.direction == "out" and contact.organisation not in {"", contact.lender}


def _is_other_agency(earlier: Contact, contact: Contact) -> bool:
    """Whether an earlier contact was made by another agency about the same debt."""
    return (
        _is_of_agency(earlier)
        and earlier.organisation != contact.organisation
        and (earlier.lender, earlier.loan) == (contact.lender, contact.loan)
    )


def _put_agency(logs: dict[tuple[str, str], AgencyLog], key: Key, contact: Contact) -> None:
    if _is_of_agency(contact):
        debt = (contact.lender, contact.loan)
        log = logs.get(debt)
        if log is None:
            log = logs[debt] = AgencyLog()
        log.add(key, contact.organisation)


def _put(lane: Lane, groups: dict[tuple[str, ...], list[Key]], key: Key, contact: Contact) -> None:
    group = lane.key(contact)
    if group is None:
        return
    keys = groups.setdefault(group, [])
    if keys and keys[-1] > key:
        insort(keys, key)
    else:
        keys.append(key)
