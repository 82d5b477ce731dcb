"""Answers to the questions of the intake, turned into a case: nothing is asked twice or guessed.

An answer is kept as it was given, in the words of the case file. What somebody does not know is
left open: where a public range is known the gap has it, where nothing can be reckoned the loan is
left out and named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ashore.days import due_dates, month_step
from ashore.facts import Case, LoanFile
from ashore.files.case import case_of
from ashore.files.products import preset
from ashore.intake.paid import paid_in_time
from ashore.intake.ranges import Range, range_of
from ashore.law import Law

__all__ = ["Made", "case_from", "due_days", "kind_of", "lacking"]

Answers = Mapping[str, Any]
NEEDED = {
    "schedule": ("principal", "first_due_on", "instalments"),
    "bill": ("bill", "first_due_on"),
    "card": ("bill", "statement_day", "due_day"),
}
"""What no reckoning can do without, by kind of loan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A case made of answers, and what of it is open: see `ashore.intake.ranges`."""

    case: Case
    gaps: dict[str, Any]


def kind_of(loan: Answers) -> str:
    """Return which questions belong to a loan: schedule, bill (one sum, one day) or card."""
    method = loan.get("method") or _terms(loan).get("method")
    return {"card": "card", "given": "bill"}.get(str(method), "schedule")


def lacking(loan: Answers) -> tuple[str, ...]:
    """Return the answers without which nothing can be reckoned, of those that are missing."""
    have = _settled(loan)
    return tuple(name for name in NEEDED[kind_of(loan)] if not have.get(name))


def due_days(loan: Answers, until: date) -> list[date]:
    """Return the due dates of a loan up to a day; empty when they are not known yet."""
    have = _settled(loan)
    if lacking(loan) or kind_of(loan) != "schedule":
        return []
    made = case_of({"ashore": 1, "loans": [_raw(have, "a", until)]}).loans[0].loan
    return [
        day for day in due_dates(made.first_due_on, made.instalments, made.every) if day <= until
    ]


def case_from(draft: Answers, law: Law, on: date, base: Case | None = None) -> Made:
    """Return the case a draft of answers makes, added to the loans of `base`.

    Args:
        draft: "loans" (answers a loan), "person", "budget", "goals": each as far as answered.
        law: the norms, for what was paid in time.
        on: the day of the answers.
        base: a case there is already; its loans stay, the answers come after them.

    Raises:
        BadInput: an answer is not what the case format asks for.
    """
    taken = {each.loan.id for each in base.loans} if base else set()
    raws: list[tuple[Answers, dict[str, Any]]] = []
    gaps: dict[str, Any] = {"rates": {}, "left_out": [], "kinds": [], "missed": []}
    for loan in draft.get("loans", ()):
        if lacking(loan):
            gaps["left_out"].append(
                {"name": _name(loan), "lacks": list(lacking(loan)), "answers": dict(loan)}
            )
            continue
        name = _fresh(loan, taken)
        raws.append((loan, _raw(_settled(loan), name, on)))
        found = None if loan.get("rate") else range_of(loan, _terms(loan))
        if found is not None and kind_of(loan) != "bill":
            gaps["rates"][name] = found.value()
        if not (loan.get("lender_type") or _terms(loan).get("lender_type")):
            gaps["kinds"].append(name)
        if not loan.get("missed") and due_days(loan, on):
            gaps["missed"].append(name)
    if not raws:
        return Made(case=base or Case(), gaps=gaps)
    made = case_of({"ashore": 1, "loans": [raw for _, raw in raws], **_around(draft)})
    files = tuple(
        _paid_in_time(file, loan, law, on) for file, (loan, _) in zip(made.loans, raws, strict=True)
    )
    made = replace(made, loans=files)
    if base is not None:
        made = replace(
            base,
            loans=(*base.loans, *files),
            budget=made.budget or base.budget,
            person=made.person if draft.get("person") else base.person,
            goals=made.goals if draft.get("goals") else base.goals,
        )
    return Made(case=made, gaps=gaps)


# -- one loan -------------------------------------------------------------------------------------


def _terms(loan: Answers) -> Mapping[str, Any]:
    return preset(loan["product"]).terms if loan.get("product") else {}


def _name(loan: Answers) -> str:
    if loan.get("name"):
        return str(loan["name"])
    return preset(loan["product"]).name.zh if loan.get("product") else "借款"


def _fresh(loan: Answers, taken: set[str]) -> str:
    """Return an id no other loan has, and take it."""
    stem = str(loan.get("product") or "loan")
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name


def _settled(loan: Answers) -> dict[str, Any]:
    """Return the answers with the days that follow from one another."""
    have = {key: value for key, value in loan.items() if value not in (None, "", [])}
    first, lent = have.get("first_due_on"), have.get("disbursed_on")
    if lent and not first:
        have["first_due_on"] = month_step(date.fromisoformat(lent), 1).isoformat()
    elif first and not lent:
        have["disbursed_on"] = month_step(date.fromisoformat(first), -1).isoformat()
    return have


def _raw(have: Answers, name: str, on: date) -> dict[str, Any]:
    """Return the raw loan of a case file."""
    terms = _terms(have)
    raw: dict[str, Any] = {"id": name, "name": _name(have)}
    if have.get("product"):
        raw["product"] = have["product"]
    raw["lender"] = have.get("lender", "")
    raw["lender_type"] = have.get("lender_type") or terms.get("lender_type") or "small_loan"
    kind = kind_of(have)
    raw |= _PARTS[kind](have, terms, on)
    if kind != "bill":
        raw["rate"] = _rate(have, terms)
    if have.get("claimed"):
        source = str(have.get("claim_source") or "App")
        raw["claims"] = [{"on": _day(have, "claimed_on", on), "total": have["claimed"],
                          "source": source}]  # fmt: skip
    return raw


def _schedule(have: Answers, terms: Mapping[str, Any], _on: date) -> dict[str, Any]:
    raw = {
        "principal": have["principal"],
        "disbursed_on": _day(have, "disbursed_on"),
        "method": have.get("method") or terms.get("method") or "equal_instalment",
        "instalments": int(have["instalments"]),
        "first_due_on": _day(have, "first_due_on"),
    }
    if have.get("received"):
        raw["received"] = have["received"]
    return raw


def _bill(have: Answers, _terms: Mapping[str, Any], _on: date) -> dict[str, Any]:
    due = _day(have, "first_due_on")
    return {
        "disbursed_on": _day(have, "disbursed_on"),
        "method": "given",
        "schedule": [{"due_on": due, "principal": have["bill"], "interest": "0.00"}],
    }


def _card(have: Answers, _terms: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Return a card whose last bill stands for everything before it."""
    number = int(have["statement_day"])
    billed = _last(number, on)
    return {
        "method": "card",
        "statement_day": number,
        "due_day": int(have["due_day"]),
        "transactions": [{"on": billed, "amount": have["bill"], "kind": "purchase"}],
    }


def _last(number: int, on: date) -> date:
    """Return the last day before `on` with this day of month, clipped to the month's end."""
    first = on.replace(day=1)
    days = [_clipped(month_step(first, step), number) for step in (-1, 0)]
    return max(day for day in days if day < on)


def _clipped(first: date, number: int) -> date:
    last = (month_step(first, 1) - first).days
    return first.replace(day=min(number, last))


_PARTS = {"schedule": _schedule, "bill": _bill, "card": _card}


def _rate(have: Answers, terms: Mapping[str, Any]) -> dict[str, str]:
    """Return the rate as answered, else the low end known, which never overstates a debt."""
    if have.get("rate"):
        return {"value": str(have["rate"]), "per": str(have.get("rate_per") or "year")}
    found = range_of(have, terms)
    low = found if found is not None else Range(low="0", high=None, per="year", source="")
    return {"value": low.low, "per": low.per}


def _day(have: Answers, key: str, otherwise: date | None = None) -> date:
    said = have.get(key)
    if said is None:
        assert otherwise is not None
        return otherwise
    return date.fromisoformat(str(said))


def _paid_in_time(file: LoanFile, loan: Answers, law: Law, on: date) -> LoanFile:
    """Return a loan with everything paid on its due day before the first instalment missed."""
    missed = loan.get("missed")
    if not missed:
        return file
    until = on if missed == "none" else min(date.fromisoformat(str(missed)), on)
    return replace(file, events=(*paid_in_time(file.loan, until, law), *file.events))


# -- around the loans -----------------------------------------------------------------------------


def _around(draft: Answers) -> dict[str, Any]:
    """Return person, budget and goals as far as they were answered."""
    found: dict[str, Any] = {}
    for key in ("person", "goals"):
        if draft.get(key):
            found[key] = dict(draft[key])
    budget = draft.get("budget")
    if budget:
        found["budget"] = {
            **{key: budget[key] for key in ("cash", "buffer") if budget.get(key)},
            "income": [_dated(each) for each in _flows(budget.get("income"))],
            "expenses": [_dated(each) for each in _flows(budget.get("expenses"))],
        }
    return found


def _flows(rows: Sequence[Answers] | None) -> Sequence[Answers]:
    return rows or ()


def _dated(flow: Answers) -> dict[str, Any]:
    return {**flow, "on": date.fromisoformat(str(flow["on"]))}
