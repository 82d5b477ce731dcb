"""What the store remembers, as a `History`: read when a debtor is asked about, kept for a while.

Nothing is summed up ahead: a debtor's contacts are made anew from the records about her, so that a
correction, a cancelled permission or a restart can never leave a stale count behind.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ashore.conduct.clock import micros
from ashore.conduct.history import Entry, History, Key, Track, key_of
from ashore.conduct.lane import Lane
from ashore.conduct.situation import StopRequest
from ashore.facts import Contact
from ashore.gate.card import Card, check_card
from ashore.gate.chain import Record
from ashore.gate.slim import contact_from
from ashore.gate.store import Store
from ashore.gate.trouble import damaged

__all__ = ["TOLD", "Recall", "Shelf", "contact_name", "happened"]

ROOM = 2_000_000
"""Contacts kept in memory; the debtors asked about longest ago make room first."""


class _Track(Track):
    """A track that notes which lanes are looked at, so that they can be laid out beforehand."""

    __slots__ = ("_seen",)

    def __init__(self, seen: set[Lane]) -> None:
        super().__init__()
        self._seen = seen

    def keys(self, lane: Lane, group: tuple[str, ...]) -> list[Key]:
        """Return the places of a lane's contacts in a group."""
        if lane not in self._lanes and not lane.at and not lane.not_at:
            self._seen.add(lane)
        return super().keys(lane, group)


TOLD = (
    "outcome",
    "identified",
    "disclosed",
    "asked_to_stop",
    "staff",
    "recorded",
    "entered",
    "at",
)
"""What an outcome may tell of a contact that was permitted."""


def contact_name(seq: int, place: int | None = None) -> str:
    """Return the id of a contact made from a record: ids order contacts of the same instant."""
    return f"{seq:012d}" if place is None else f"{seq:012d}-{place:05d}"


def happened(permitted: Contact, told: Mapping[str, Any]) -> Contact:
    """Return a permitted contact as it took place."""
    known = {key: told[key] for key in TOLD if key in told}
    if "at" in known:
        known["at"] = datetime.fromisoformat(known["at"])
    if "disclosed" in known:
        known["disclosed"] = tuple(known["disclosed"])
    return replace(permitted, **known)


class Shelf:
    """The records about one debtor, as contacts.

    Attributes:
        contacts: by id.
        card: the borrower's card that counts; None: there is none.
        stops: the debtor's own requests to stop.
        seq: the last record taken in.
        last: the instant (microseconds) of the last contact; 0 when there is none.
        jurisdiction: of the last request about her; "": there was none.
    """

    __slots__ = ("_cancelled", "_seen", "_track", "card", "contacts", "jurisdiction", "last", "seq",
                 "stops")  # fmt: skip

    def __init__(self, seen: set[Lane]) -> None:
        self._seen = seen
        self.contacts: dict[str, Contact] = {}
        self.card: Card | None = None
        self.stops: tuple[StopRequest, ...] = ()
        self.seq = 0
        self.last = 0
        self.jurisdiction = ""
        self._cancelled: dict[str, Contact] = {}
        self._track: Track | None = None

    def take(self, record: Record) -> None:
        """Take a record in."""
        body = record.body
        self.seq = record.seq
        match record.kind:
            case "decision":
                self._note_law(body)
                if body["decision"] == "allow":
                    self._add(contact_from(body["contact"], contact_name(record.seq)))
            case "outcome":
                self._correct(contact_name(body["of"]), body)
            case "contacts":
                for place, raw in enumerate(body["contacts"]):
                    self._add(contact_from(raw, contact_name(record.seq, place)))
            case "stop":
                self._stop(body, contact_name(record.seq))
            case "card":
                self.card = check_card(body["card"])
            case _:
                raise AssertionError(record.kind)

    def permit(self, record: Record, contact: Contact) -> None:
        """Take a permission in that was given just now for this contact."""
        assert contact.id == contact_name(record.seq)
        self.seq = record.seq
        self._note_law(record.body)
        self._add(replace(contact, text="") if contact.text else contact)

    def track(self) -> Track:
        """Return the contacts as the norms look at them."""
        if self._track is None:
            self._track = _Track(self._seen)
            for contact in sorted(self.contacts.values(), key=key_of):
                self._track.add(key_of(contact), contact)
        return self._track

    def _note_law(self, body: Mapping[str, Any]) -> None:
        self.jurisdiction = body["situation"].get("jurisdiction", "CN")

    def _stop(self, body: Mapping[str, Any], name: str) -> None:
        if "contact" in body:
            self._add(contact_from(body["contact"], name))
        else:
            since = datetime.fromisoformat(body["stop"]["since"])
            self.stops = (*self.stops, StopRequest(**{**body["stop"], "since": since}))

    def _add(self, contact: Contact) -> None:
        self.contacts[contact.id] = contact
        self.last = max(self.last, micros(contact.at))
        if self._track is not None:
            self._track.add(key_of(contact), contact)

    def _correct(self, name: str, body: Mapping[str, Any]) -> None:
        permitted = self.contacts.pop(name, None) or self._cancelled.pop(name, None)
        if permitted is None:
            return
        if body.get("made", True):
            self.contacts[name] = happened(permitted, body)
        else:
            self._cancelled[name] = permitted  # it may be told later that it was made after all
        self._track = None
        self.last = max((micros(each.at) for each in self.contacts.values()), default=0)


class Recall(History):
    """The history in a store.

    `kept` counts the contacts in memory.

    Args:
        store: where it lies.
        room: how many contacts to keep in memory.

    Raises:
        StoreTrouble: the store cannot be read.
    """

    __slots__ = ("_room", "_seen", "_shelves", "_store", "kept")

    def __init__(self, store: Store, room: int = ROOM) -> None:
        super().__init__()
        self._store = store
        self._room = room
        self.kept = 0
        self._seen: set[Lane] = set()
        self._shelves: OrderedDict[str, Shelf] = OrderedDict()
        for record in store.stops():
            self._note_stops(record)

    def shelf(self, debtor: str) -> Shelf:
        """Return what is known about a debtor.

        Raises:
            StoreTrouble: the store cannot be read.
        """
        found = self._shelves.get(debtor)
        if found is not None:
            self._shelves.move_to_end(debtor)
            return found
        found = Shelf(self._seen)
        for record in self._store.about(debtor):
            found.take(record)
        self._shelves[debtor] = found
        self.kept += len(found.contacts) + 1
        self._make_room()
        return found

    @property
    def is_full(self) -> bool:
        """Whether there is no room for more debtors without letting go of others."""
        return self.kept >= self._room

    def lay_out(self, debtor: str) -> None:
        """Read a debtor's records beforehand and put them as questions so far looked at them.

        Raises:
            StoreTrouble: the store cannot be read.
        """
        track = self.shelf(debtor).track()
        for lane in tuple(self._seen):
            track.keys(lane, ())

    def permit(self, record: Record, contact: Contact) -> None:
        """Take a permission in that was given just now for this contact."""
        self.shelf(record.debtor).permit(record, contact)
        self.kept += 1

    def take(self, record: Record) -> None:
        """Take a new record in; it need not be on the disk yet."""
        shelf = self.shelf(record.debtor)
        before = len(shelf.contacts)
        shelf.take(record)
        self.kept += len(shelf.contacts) - before
        if record.stop:
            self._note_stops(record)

    def track(self, debtor: str = "") -> Track:
        """Return the contacts about one debtor."""
        return self.shelf(debtor).track()

    def _make_room(self) -> None:
        """Let go of the debtors asked about longest ago, once their records are on the disk."""
        while self.kept > self._room and len(self._shelves) > 1:
            debtor, shelf = next(iter(self._shelves.items()))
            if shelf.seq > self._store.seq:
                return
            self.kept -= len(shelf.contacts) + 1
            del self._shelves[debtor]

    def _note_stops(self, record: Record) -> None:
        """Keep who asked to stop, also for the debtors that are not in memory."""
        for key, contact in self._stopped(record):
            if contact.person:
                self._note_stop(key, contact)

    def _stopped(self, record: Record) -> Iterator[Entry]:
        body = record.body
        found: list[Contact] = []
        if record.kind == "contacts":
            found = [
                contact_from(raw, contact_name(record.seq, place))
                for place, raw in enumerate(body["contacts"])
            ]
        elif record.kind == "stop" and "contact" in body:
            found = [contact_from(body["contact"], contact_name(record.seq))]
        elif record.kind == "outcome":
            permission = self._store.record(body["of"])
            if permission is None:
                raise damaged(self._store.folder)  # it tells of a record that is not there
            name = contact_name(permission.seq)
            found = [happened(contact_from(permission.body["contact"], name), body)]
        for contact in found:
            if contact.asked_to_stop:
                yield key_of(contact), contact
