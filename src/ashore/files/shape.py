"""The words the case format is declared with: a key is a `Field`, a table of keys is a `Shape`.

One declaration serves five readers: the strict converter, the JSON Schema, the page of the user
guide, the spreadsheet's columns and the drop-downs in it. Nothing here reads or checks anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ashore.words import Text

__all__ = ["Choices", "Field", "Kind", "Shape"]

Choices = Mapping[str, Text]
"""What may be chosen, in the order it is shown: the word in the file → what it means."""


class Kind(StrEnum):
    """What may stand behind a key."""

    TEXT = "text"
    ID = "id"  # a short name without blanks at its ends, unique in its list
    MONEY = "money"  # "916.80", a string so that no program turns it into a float
    RATE = "rate"  # "0.0005", likewise
    COUNT = "count"  # a whole number
    FLAG = "flag"  # true | false
    DAY = "day"
    MOMENT = "moment"  # a day, or an instant when the hour matters
    INSTANT = "instant"  # with an offset; without one it is read as Asia/Shanghai and said so
    CHOICE = "choice"
    CLOCK = "clock"  # "22:00", "24:00"
    CHOICES = "choices"  # a list of different choices
    COUNTS = "counts"  # a list of whole numbers
    TEXTS = "texts"  # a list of different texts
    TABLE = "table"
    TABLES = "tables"  # an array of tables


@dataclass(frozen=True, slots=True)
class Field:
    """One key: what it holds, whether it must be there, and what it means.

    Attributes:
        key: the word in the file.
        kind: what may stand behind it.
        label: its name in a column head and in the guide.
        about: what it means, one sentence without a full stop.
        required: it must be there (a preset may supply a loan's).
        default: what holds when it is missing, as it would be written; None when that is "unknown"
            or "none".
        choices: for CHOICE and CHOICES.
        or_day: for CHOICE: a day is allowed too.
        shape: for TABLE and TABLES; for CHOICE: this table is allowed too.
        zero: for MONEY and RATE: 0 is allowed.
        low: for COUNT and COUNTS, the least that makes sense.
        high: for COUNT and COUNTS, the most.
        only: the key belongs only to tables whose tag (`Shape.by`) has one of these values.
        free: it is not required when the tag has one of these values.
        example: a value for the guide and the spreadsheet's example row.
    """

    key: str
    kind: Kind
    label: Text
    about: Text
    required: bool = False
    default: object = None
    choices: Choices = field(default_factory=dict)
    or_day: bool = False
    shape: Shape | None = None
    zero: bool = False
    low: int = 1
    high: int = 1_000_000
    only: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of one table; `by` names the key that decides which others belong.

    `relaxed_by` names a key (a loan's preset) whose presence makes required keys optional. Of
    `exactly_one` one key must be there and not two; of `at_least_one`, one or more.
    """

    name: str
    title: Text
    fields: tuple[Field, ...]
    by: str = ""
    relaxed_by: str = ""
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()
    _known: dict[str, Mapping[str, Field]] = field(default_factory=dict, compare=False, repr=False)

    def known(self, tag: str = "") -> Mapping[str, Field]:
        """Return key → field of a table with this tag; "" gives every key there is."""
        if tag not in self._known:
            found: dict[str, Field] = {}
            for one in self.fields:
                if not tag or not one.only or tag in one.only:
                    found.setdefault(one.key, one)
            self._known[tag] = found
        return self._known[tag]

    def tags(self) -> Choices:
        """Return the values of the deciding key; empty when there is none."""
        return self.known()[self.by].choices if self.by else {}
