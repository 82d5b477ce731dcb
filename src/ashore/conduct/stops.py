"""Requests to stop on record: of many that say the same only the first is looked at.

Whether a request concerns a contact depends on who said it, how, and to whom; of two that agree in
all that, the earlier one decides. So a question costs the different requests, not all of them.
"""

from __future__ import annotations

from bisect import bisect_left, insort

from ashore.facts import Contact

__all__ = ["StopRun"]

Key = tuple[int, str]
Entry = tuple[Key, Contact]


class StopRun:
    """The first of each kind of request, in the order of time."""

    __slots__ = ("_first", "entries")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._first: dict[tuple[str, ...], Entry] = {}

    def add(self, key: Key, contact: Contact) -> None:
        """Take a request in, unless an earlier one says the same."""
        same = (
            contact.role, contact.person, contact.address, contact.channel, contact.lender,
            contact.organisation,
        )  # fmt: skip
        known = self._first.get(same)
        if known is not None:
            if known[0] <= key:
                return
            del self.entries[bisect_left(self.entries, known[0], key=_place)]
        self._first[same] = entry = (key, contact)
        insort(self.entries, entry, key=_place)


def _place(entry: Entry) -> Key:
    return entry[0]
