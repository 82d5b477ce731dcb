"""The strict converter for tables that come thousands a second and are nearly always right.

`ashore.files.convert` looks at every key a table may have. Here only the keys that are there are
looked at, and only they come out; whatever is not plainly right goes to the strict one, which finds
the problems and says them. So there is one set of rules and one set of messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ashore.files.convert import Values, convert
from ashore.files.problems import Check
from ashore.files.scalars import READERS, Reader
from ashore.files.shape import Field, Kind, Shape

__all__ = ["quick_convert"]

_Plan = tuple[frozenset[str], dict[str, tuple[Field, Reader | None]]]


def quick_convert(raw: Mapping[str, Any], shape: Shape, check: Check) -> Values:
    """Return the exact values of the keys a table has; problems go to `check`.

    Args:
        raw: a table as JSON values.
        shape: one whose tables have no deciding key and no keys that stand for each other.
        check: takes the problems.
    """
    assert not check.problems
    values = _quick(raw, shape, check)
    if values is not None and not check.problems:
        return values
    check.problems.clear()
    check.zoneless = 0
    values = convert(raw, shape, (), check)
    assert values is not None, "a mapping converts"
    assert check.problems, f"{shape.name}: right for the strict converter only"
    return values


def _quick(raw: Mapping[str, Any], shape: Shape, check: Check) -> Values | None:
    """Return the values, or None when something is not plainly right."""
    needed, known = _PLANS.get(id(shape)) or _plan(shape)
    if not needed <= raw.keys():
        return None
    values = {}
    for key, value in raw.items():
        found = known.get(key)
        if found is None or value is None:
            return None
        field, read = found
        made = _table(value, field, check) if read is None else read(value, field, (key,), check)
        if made is None:
            return None
        values[key] = made
    return values


def _table(raw: object, field: Field, check: Check) -> object:
    """Return the values of a table, or of each in a list of tables."""
    assert field.shape is not None
    if field.kind is Kind.TABLE:
        return _quick(raw, field.shape, check) if isinstance(raw, Mapping) else None
    if not isinstance(raw, list):
        return None
    shape = field.shape
    made = [_quick(each, shape, check) if isinstance(each, Mapping) else None for each in raw]
    return None if None in made else tuple(made)


_PLANS: dict[int, _Plan] = {}


def _plan(shape: Shape) -> _Plan:
    """Return what is known of a table beforehand; shapes are made once and live on."""
    assert not (shape.by or shape.exactly_one or shape.at_least_one)
    needed = frozenset(field.key for field in shape.fields if field.required)
    known = {field.key: (field, READERS.get(field.kind)) for field in shape.fields}
    return _PLANS.setdefault(id(shape), (needed, known))
