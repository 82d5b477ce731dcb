"""The strict converter for tables that come thousands a second and are nearly always right.

`ashore.files.convert` looks at every key a table may have. Here only the keys that are there are
looked at, beside a copy of the defaults; whatever is not plainly right goes to the strict one,
which finds the problems and says them. So there is one set of rules and one set of messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ashore.files.convert import Values, convert
from ashore.files.problems import Check
from ashore.files.scalars import READERS, Reader
from ashore.files.shape import Field, Kind, Shape

__all__ = ["quick_convert"]

_Plan = tuple[Values, frozenset[str], dict[str, tuple[Field, Reader | None]]]


def quick_convert(raw: Mapping[str, Any], shape: Shape, check: Check) -> Values:
    """Return the exact values of a table, as `convert` does; problems go to `check`.

    Args:
        raw: a table as JSON values.
        shape: of a kind that has no deciding key.
        check: takes the problems.
    """
    assert not shape.by
    assert not check.problems
    zoneless = check.zoneless
    values = _quick(raw, shape, check)
    if values is None or check.problems:
        check.problems.clear()
        check.zoneless = zoneless
        values = convert(raw, shape, (), check)
        assert values is not None, "a mapping converts"
    return values


def _quick(raw: Mapping[str, Any], shape: Shape, check: Check) -> Values | None:
    """Return the values, or None when something is not plainly right."""
    usual, needed, known = _plan(shape)
    if not needed <= raw.keys():
        return None
    values = usual.copy()
    for key, value in raw.items():
        found = known.get(key)
        if found is None or value is None:
            return None
        field, read = found
        if read is not None:
            values[key] = read(value, field, (key,), check)
        elif field.kind is Kind.TABLE and isinstance(value, Mapping):
            assert field.shape is not None
            values[key] = _quick(value, field.shape, check)
            if values[key] is None:
                return None
        else:
            assert field.shape is not None
            values[key] = _tables(value, field.shape, check)
            if values[key] is None:
                return None
    return values


def _tables(raw: object, shape: Shape, check: Check) -> tuple[Values, ...] | None:
    if not isinstance(raw, list):
        return None
    found = [_quick(each, shape, check) if isinstance(each, Mapping) else None for each in raw]
    return None if None in found else tuple(each for each in found if each is not None)


_PLANS: dict[int, _Plan] = {}


def _plan(shape: Shape) -> _Plan:
    """Return what is known of a table beforehand; shapes are made once and live on."""
    found = _PLANS.get(id(shape))
    if found is None:
        assert not shape.exactly_one
        assert not shape.at_least_one
        usual = {field.key: field.default for field in shape.fields}
        needed = frozenset(field.key for field in shape.fields if field.required)
        known = {field.key: (field, READERS.get(field.kind)) for field in shape.fields}
        found = _PLANS[id(shape)] = (usual, needed, known)
    return found
