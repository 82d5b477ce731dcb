"""The strict converter: a raw table and its declared shape in, exact values out.

Nothing is guessed and nothing is dropped: a key that is not declared is refused by name, a value
that is not exact is refused with the way to write it. All problems of a file are found in one go.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ashore.files import says
from ashore.files.problems import Check, Path, near
from ashore.files.scalars import READERS
from ashore.files.shape import Field, Kind, Shape

__all__ = ["Values", "convert", "defaults"]

Values = dict[str, Any]
"""Key → exact value, one entry for every key the table may have; None when it is not known."""


def convert(raw: object, shape: Shape, at: Path, check: Check) -> Values | None:
    """Return the exact values of one table, defaults filled in; None when it is no table.

    Args:
        raw: what the parser made of the file.
        shape: which keys there are.
        at: where the table is.
        check: takes the problems.
    """
    if not isinstance(raw, Mapping):
        check.wrong(at, says.wrong_table(raw, at, shape, many=False))
        return None
    tag = raw.get(shape.by) if shape.by else ""
    tag = tag if isinstance(tag, str) and tag in shape.tags() else ""
    known = shape.known(tag)
    meant = _unknown(raw, shape, tag, at, check)
    values: Values = dict.fromkeys(shape.known())
    for key, field in known.items():
        if key in raw:
            values[key] = _value(raw[key], field, (*at, key), check)
        else:
            values[key] = None if key in meant else _absent(field, at, check, tag)
    _count(raw, shape, at, check)
    return values


def _unknown(
    raw: Mapping[str, Any], shape: Shape, tag: str, at: Path, check: Check
) -> Collection[str]:
    """Record keys that do not belong; return those that were probably meant by a slip."""
    known = shape.known(tag)
    strange = [key for key in raw if key not in known]
    for key in strange:
        check.wrong((*at, key), says.unknown_key(key, shape, known, tag))
    return {near(key, known) for key in strange}


def _count(raw: Mapping[str, Any], shape: Shape, at: Path, check: Check) -> None:
    """Record when too few or too many of the keys that stand for each other are there."""
    if shape.exactly_one and sum(key in raw for key in shape.exactly_one) != 1:
        first, second = shape.exactly_one
        check.wrong(at, says.one_of_two(first, second, both=first in raw))
    if shape.at_least_one and not any(key in raw for key in shape.at_least_one):
        check.wrong(at, says.none_of(shape.title, shape.at_least_one))


def _absent(field: Field, at: Path, check: Check, tag: str) -> object:
    """Return a key's default; record it when the key had to be there."""
    if field.required and tag not in field.free and (tag or not field.only):
        check.wrong((*at, field.key), says.missing(field, cells=check.cells))
        return None
    return _default(field, at, check)


def _default(field: Field, at: Path, check: Check) -> object:
    """Return the exact value of a key's default."""
    if field.default is None or field.kind not in {Kind.MONEY, Kind.RATE}:
        return field.default
    return READERS[field.kind](field.default, field, at, check)


def defaults(shape: Shape, digits: int) -> Values:
    """Return the exact default of every key of a table; None when there is none."""
    check = Check(digits)
    return {key: _default(field, (), check) for key, field in shape.known().items()}


def _value(raw: object, field: Field, at: Path, check: Check) -> object:
    """Return the exact value behind one key."""
    if raw is None:
        check.wrong(at, says.null(field.key))
        return None
    if field.kind is Kind.TABLES:
        return _tables(raw, field, at, check)
    if field.kind is Kind.TABLE or (field.shape is not None and isinstance(raw, Mapping)):
        assert field.shape is not None
        return convert(raw, field.shape, at, check)
    return READERS[field.kind](raw, field, at, check)


def _tables(raw: object, field: Field, at: Path, check: Check) -> tuple[Values | None, ...]:
    """Return the exact values of an array of tables; None for what is no table."""
    assert field.shape is not None
    shape = field.shape
    if not isinstance(raw, list):
        check.wrong(at, says.wrong_table(raw, at, shape, many=True))
        return ()
    return tuple(convert(item, shape, (*at, index), check) for index, item in enumerate(raw))
