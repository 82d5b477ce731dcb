"""A pasted message or bill, turned into a draft: each field recognised or left open, none guessed.

Nothing of it is a fact until a person confirms it. A sum a lender names becomes a claim to check,
never an amount owed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

from ashore.files.intake import Pattern, Patterns
from ashore.intake.typed import day_text, money_text, rate_text

__all__ = ["FIELDS", "LONGEST", "Draft", "Found", "read_message"]

LONGEST = 5_000
FIELDS = ("product", "claimed", "principal", "interest", "penalty", "bill", "minimum",
          "days_late", "due_on", "instalments", "rate")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One field of a draft: its value in the words of a case file, and the words it was read from.

    `value` "" means not recognised; `several` means that the text names more than one.
    """

    field: str
    value: str = ""
    words: str = ""
    per: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a text seems to say."""

    fields: tuple[Found, ...]

    def value(self, field: str) -> str:
        """Return a field's value, "" when it was not recognised."""
        return next((each.value for each in self.fields if each.field == field), "")

    def answers(self, on: date) -> dict[str, str]:
        """Return the answers of the intake this draft stands for.

        The first day missed follows from the days it is said to be late.
        """
        taken = ("product", "claimed", "principal", "bill", "instalments", "rate")
        found = {name: self.value(name) for name in taken if self.value(name)}
        if self.value("bill") and self.value("due_on"):
            found["first_due_on"] = self.value("due_on")
        for each in self.fields:
            if each.field == "rate" and each.value:
                found["rate_per"] = each.per
        if self.value("days_late"):
            missed = on - timedelta(days=int(self.value("days_late")))
            found["missed"] = missed.isoformat()
        return found


def read_message(text: str, patterns: Patterns, on: date) -> Draft:
    """Return what a pasted text seems to say.

    Args:
        text: the message or the text of a bill; only the first LONGEST letters are read.
        patterns: the packaged patterns.
        on: the day of the message, which supplies the year of a date without one.
    """
    plain = normalize("NFKC", text[:LONGEST])
    found: dict[str, list[Found]] = {name: [] for name in FIELDS}
    for sign, product in patterns.signs.items():
        if sign in plain:
            found["product"].append(Found(field="product", value=product, words=sign))
            break
    for pattern in patterns.patterns:
        if pattern.field in found:
            found[pattern.field] += _matches(pattern, plain, on)
    return Draft(fields=tuple(_one(name, each) for name, each in found.items()))


def _matches(pattern: Pattern, text: str, on: date) -> Iterator[Found]:
    for match in pattern.find.finditer(text):
        groups = match.groupdict()
        value = _read(pattern.kind, groups.get("value") or groups.get("other") or "", on)
        if value:
            yield Found(field=pattern.field, value=value, words=match[0].strip(), per=pattern.per)


def _read(kind: str, typed: str, on: date) -> str:
    """Return a value in the words of a case file; "" when it is none."""
    match kind:
        case "money":
            return money_text(typed) or ""
        case "day":
            return day_text(typed) or ""
        case "month_day":
            return _with_year(typed, on)
        case "rate":
            return rate_text(typed) or ""
        case _:
            number = re.sub(r"\D", "", typed)
            return str(int(number)) if number else ""


def _with_year(typed: str, on: date) -> str:
    """Return a day without a year as the one nearest to the message."""
    days = [day_text(f"{year}年{typed}") for year in (on.year - 1, on.year, on.year + 1)]
    known = [date.fromisoformat(each) for each in days if each]
    return min(known, key=lambda day: abs(day - on)).isoformat() if known else ""


def _one(name: str, found: list[Found]) -> Found:
    """Return the one value of a field; open when there is none or more than one."""
    values = {each.value for each in found}
    if len(values) == 1:
        return found[0]
    words = "; ".join(dict.fromkeys(each.words for each in found))
    return Found(field=name, words=words, several=bool(found))
