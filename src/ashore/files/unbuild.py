"""From a `Case` back to the raw values of a file: the inverse of `build`, in one canonical form.

Keys come in the order of the declared format. What a preset or a default supplied is left out
again (`Loan.defaulted`), so that reading the text gives an equal case.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from ashore.days import Every
from ashore.facts import Case, Goals, LoanFile, Person
from ashore.files.case_shape import CASE, VERSION
from ashore.files.convert import Values, defaults
from ashore.files.exact import plain
from ashore.files.shape import Field, Kind, Shape
from ashore.loan import (
    Acceleration,
    Assignment,
    CardTerms,
    Deferral,
    Event,
    Fee,
    FeeWhen,
    Payment,
    Prepayment,
    RateChange,
    Reversal,
    Waiver,
)
from ashore.money import show

__all__ = ["KIND_OF", "raw_of"]

Raw = dict[str, Any]

KIND_OF: Mapping[type, str] = {
    Reversal: "reversal",
    Prepayment: "prepayment",
    Acceleration: "acceleration",
    Waiver: "waiver",
    RateChange: "rate_change",
    Deferral: "deferral",
    Assignment: "assignment",
}
STEP_OF = {
    Every(months=1): "month",
    Every(days=7): "week",
    Every(days=14): "two_weeks",
}


def raw_of(case: Case) -> Raw:
    """Return the raw values of a case: texts, whole numbers, flags, days, lists, tables."""
    values = _flat(case) | {
        "ashore": VERSION,
        "person": None if case.person == Person() else case.person,
        "goals": None if case.goals == Goals() else case.goals,
        "loans": [],
        "offers": [],
    }
    raw = _raw(values, CASE, case.digits)
    loans = CASE.known()["loans"].shape
    assert loans is not None
    raw["loans"] = [
        _raw(_loan(each), loans, case.digits, left_out=each.loan.defaulted) for each in case.loans
    ]
    offers = CASE.known()["offers"].shape
    assert offers is not None
    raw["offers"] = [
        _raw(_loan(LoanFile(loan=each)), offers, case.digits, left_out=each.defaulted)
        for each in case.offers
    ]
    raw |= {"currency": case.currency, "jurisdiction": case.jurisdiction}
    return {key: raw[key] for key in CASE.known() if key in raw and raw[key] != []}


def _flat(noun: Any) -> Values:  # noqa: ANN401  (any of the frozen nouns)
    """Return the attributes of a noun by name."""
    return {each.name: getattr(noun, each.name) for each in fields(noun)}


# ---------------------------------------------------------------- nouns → exact values


def _loan(file: LoanFile) -> Values:
    """Return a loan's values under the keys of the file."""
    loan = file.loan
    values = _flat(loan) | {
        "due_every": STEP_OF.get(loan.every, loan.every),
        "cutoff": loan.cutoff.strftime("%H:%M") if loan.cutoff else "24:00",
        "fees": [_fee(each) for each in loan.fees],
        "schedule": loan.rows,
        "payments": [each for each in file.events if isinstance(each, Payment)],
        "events": [_event(each) for each in file.events if not isinstance(each, Payment)],
        "claims": file.claims,
        "open": file.open,
    }
    return values | (_card(loan.card) if loan.card else {})


def _fee(fee: Fee) -> Values:
    return _flat(fee) | {"when": fee.on if fee.when is FeeWhen.ON_DATE else fee.when}


def _card(card: CardTerms) -> Values:
    return _flat(card) | {
        "minimum": {"rate": card.minimum_rate, "floor": card.minimum_floor},
        "late_fee": {"rate": card.late_fee_rate, "floor": card.late_fee_floor},
    }


def _event(event: Event) -> Values:
    values = _flat(event)
    return values if "kind" in values else {"kind": KIND_OF[type(event)], **values}


# ---------------------------------------------------------------- exact values → raw values


def _raw(values: Values, shape: Shape, digits: int, left_out: Collection[str] | None = None) -> Raw:
    """Return one table, keys in the order of its shape.

    Args:
        values: exact values or nouns by key.
        shape: the table's keys.
        digits: decimals of the currency.
        left_out: keys not to write; None leaves out whatever equals its default.
    """
    tag = values[shape.by] if shape.by else ""
    usual = defaults(shape, digits)
    raw: Raw = {}
    for key, field in shape.known(tag).items():
        value = values.get(key)
        is_usual = value == usual[key] or (field.kind is Kind.TABLES and not value)
        if left_out is None or key == "product" or field.kind is Kind.TABLES:
            skip = is_usual or key in (left_out or ())
        else:
            skip = key in left_out
        if value is not None and not skip:
            raw[key] = _one(value, field, digits)
    return raw


def _one(value: Any, field: Field, digits: int) -> object:  # noqa: ANN401
    """Return one value as the file writes it."""
    match field.kind:
        case Kind.MONEY:
            return show(value, digits)
        case Kind.RATE:
            return plain(value)
        case Kind.CHOICES | Kind.COUNTS:
            return [str(item) if isinstance(item, str) else item for item in value]
        case Kind.TABLES:
            assert field.shape is not None
            return [_raw(_table(item), field.shape, digits) for item in value]
        case _:
            pass
    if field.shape is not None and not isinstance(value, str):
        return _raw(_table(value), field.shape, digits)
    return str(value) if isinstance(value, str) else value


def _table(value: Any) -> Values:  # noqa: ANN401
    """Return a noun's attributes; a step's unused unit is not known rather than 0."""
    values = _flat(value) if is_dataclass(value) else value
    if isinstance(value, Every):
        return {key: number or None for key, number in values.items()}
    return values
