"""One contact as one whole number: everything a norm may ask of the record itself.

Each field has a few bits. Two contacts with the same number get the same answer from every norm
that looks at nothing else, so the reference is asked once per number (see `table`). What is only
compared (account, person, address, loan, lender) is kept beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ashore.files.choices import (
    CHANNEL,
    CONTACT_PURPOSE,
    DIRECTION,
    DISCLOSED,
    LENDER_TYPE,
    OUTCOME,
    ROLE,
)

__all__ = [
    "FIELDS",
    "FLAGS",
    "MOST_STAFF",
    "NAMES",
    "WORDS",
    "Field",
    "field_of",
    "told_code",
    "told_of",
]

MOST_STAFF = 2
"""More people than this at a visit are counted as this many; no norm asks for more."""

WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "channel": ("", *CHANNEL),
        "direction": tuple(DIRECTION),
        "role": ("", *ROLE),
        "outcome": ("", *OUTCOME),
        "purpose": ("", *CONTACT_PURPOSE),
        "lender_type": ("", *LENDER_TYPE),
    }
)
"""The words a column may hold; a word's place is its code, and "" stands for "not told"."""

FLAGS = ("identified", "recorded", "entered", "liable", "asked_to_stop")
"""Columns that are true, false or not told: codes 2, 1, 0; of the last only the truth matters."""

NAMES = ("lender", "organisation", "own", "published", "told")
"""What is known of the names: there is a lender, there is an organisation, they are the same, the
organisation is on the lender's published list, it is one the debtor was told of."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field's place in the number."""

    shift: int
    bits: int

    def of(self, word: int) -> int:
        """Return the field's code in a number."""
        return (word >> self.shift) & ((1 << self.bits) - 1)

    def put(self, code: int) -> int:
        """Return a number that holds the code and nothing else."""
        assert 0 <= code < 1 << self.bits, f"{code} does not fit {self.bits} bits"
        return code << self.shift


_WIDTHS = {
    "channel": 4,
    "direction": 1,
    "role": 4,
    "outcome": 3,
    "purpose": 3,
    "lender_type": 4,
    "identified": 2,
    "recorded": 2,
    "entered": 2,
    "liable": 2,
    "asked_to_stop": 1,
    "disclosed": 4,
    "staff": 2,
    "names": 5,
    "hour": 7,
    "era": 6,
    "special": 1,
    "text": 10,
}


def _fields() -> dict[str, Field]:
    found, shift = {}, 0
    for name, bits in _WIDTHS.items():
        found[name] = Field(shift, bits)
        shift += bits
    assert shift <= 63, "the number must stay a positive 64-bit one"
    return found


FIELDS: Mapping[str, Field] = MappingProxyType(_fields())
"""Field → where it stands."""

_SECRETS = tuple(word for word in DISCLOSED if word != "none")


def field_of(name: str) -> Field:
    """Return where a field stands."""
    return FIELDS[name]


def told_code(told: tuple[str, ...] | None) -> int:
    """Return the code of what a third person was told; 0 when the record does not say.

    >>> told_code(None), told_code(("none",)), told_code(("amount", "existence"))
    (0, 1, 11)
    """
    if told is None:
        return 0
    return 1 + sum(2 << place for place, word in enumerate(_SECRETS) if word in told)


def told_of(code: int) -> tuple[str, ...] | None:
    """Return what a code says a third person was told."""
    if code == 0:
        return None
    found = tuple(w for place, w in enumerate(_SECRETS) if (code - 1) & (2 << place))
    return found or ("none",)
