"""Who collected before: the last contact of another agency about the same debt."""

from __future__ import annotations

from bisect import bisect_left

__all__ = ["AgencyLog"]

Key = tuple[int, str]


class AgencyLog:
    """The contacts of agencies about one loan of one lender, each with the last one of another."""

    __slots__ = ("_keys", "_names", "_others")

    def __init__(self) -> None:
        self._keys: list[Key] = []
        self._names: list[str] = []
        self._others: list[Key | None] = []

    def add(self, key: Key, name: str) -> None:
        """Add a contact of an agency; what stands after it is worked out anew."""
        at = bisect_left(self._keys, key)
        self._keys.insert(at, key)
        self._names.insert(at, name)
        del self._others[at:]
        for place in range(at, len(self._keys)):
            self._others.append(self._before(place, self._names[place]))

    def last_other(self, name: str, key: Key) -> Key | None:
        """Return the last contact before `key` of an agency that is not `name`."""
        return self._before(bisect_left(self._keys, key), name)

    def _before(self, place: int, name: str) -> Key | None:
        if not place:
            return None
        same = self._names[place - 1] == name
        return self._others[place - 1] if same else self._keys[place - 1]
