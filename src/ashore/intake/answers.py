"""Answers to the questions of the intake, turned into a case: nothing is asked twice or guessed.

An answer is kept as it was given, in the words of the case file. What somebody does not know is
left open in the case itself: the key that is assumed, with the range public sources know of it. A
loan nothing can be reckoned of is kept as unfinished and named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ashore.assumed import paid_in_time
from ashore.days import due_dates, month_step
from ashore.facts import Case, LoanFile, Unfinished
from ashore.files.case import case_of
from ashore.files.products import preset
from ashore.intake.ranges import range_of
from ashore.law import Law
from ashore.money import show, show_rate

__all__ = ["answers_of", "case_from", "due_days", "kind_of", "lacking", "lacks_of"]

Answers = Mapping[str, Any]
NEEDED = {
    "schedule": ("principal", "first_due_on", "instalments"),
    "bill": ("bill", "first_due_on"),
    "card": ("bill", "statement_day", "due_day"),
}
"""What no reckoning can do without, by kind of loan."""


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


def lacks_of(unfinished: Unfinished) -> tuple[str, ...]:
    """Return what is missing of a loan that is not filled in yet."""
    return lacking(answers_of(unfinished))


def case_from(draft: Answers, law: Law, on: date, base: Case | None = None) -> Case:
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
    whole = [loan for loan in draft.get("loans", ()) if not lacking(loan)]
    raws = [_raw(_settled(loan), _fresh(loan, taken), on) for loan in whole]
    short = [_unfinished(loan) for loan in draft.get("loans", ()) if lacking(loan)]
    raw = {"ashore": 1, "loans": raws, "unfinished": short, **_around(draft)}
    if not raws and not short:
        return base or Case()
    made = case_of(raw)
    files = tuple(
        _paid_in_time(file, loan, law, on) for file, loan in zip(made.loans, whole, strict=True)
    )
    made = replace(made, loans=files)
    if base is None:
        return made
    return replace(
        base,
        loans=(*base.loans, *files),
        unfinished=(*base.unfinished, *made.unfinished),
        budget=made.budget or base.budget,
        person=made.person if draft.get("person") else base.person,
        goals=made.goals if draft.get("goals") else base.goals,
    )


# -- a loan that is not filled in yet -------------------------------------------------------------

_AS_GIVEN = (
    "product", "lender", "lender_type", "method", "principal", "received", "disbursed_on",
    "first_due_on", "bill", "claimed", "claimed_on",
)  # fmt: skip
_NUMBERS = ("instalments", "statement_day", "due_day")


def _unfinished(loan: Answers) -> dict[str, Any]:
    """Return the raw values of a loan of which too little is known."""
    have = {key: value for key, value in loan.items() if value not in (None, "", [])}
    raw: dict[str, Any] = {"name": _name(loan)}
    raw |= {key: have[key] for key in _AS_GIVEN if key in have}
    raw |= {key: int(have[key]) for key in _NUMBERS if key in have}
    for key in ("disbursed_on", "first_due_on", "claimed_on"):
        if key in raw:
            raw[key] = date.fromisoformat(str(raw[key]))
    if have.get("rate"):
        raw["rate"] = {"value": str(have["rate"]), "per": str(have.get("rate_per") or "year")}
    return raw


def answers_of(unfinished: Unfinished, digits: int = 2) -> dict[str, Any]:
    """Return the answers a loan that is not filled in yet was made of, to go on from them."""
    found: dict[str, Any] = {}
    for key in (*_AS_GIVEN, *_NUMBERS):
        value = getattr(unfinished, key)
        if value not in (None, ""):
            found[key] = show(value, digits) if key in _SUMS else str(value)
    if unfinished.rate is not None:
        found["rate"] = show_rate(unfinished.rate.value, 12)
        found["rate_per"] = unfinished.rate.per.value
    if not found.get("product"):
        found["name"] = unfinished.name
    return found


_SUMS = ("principal", "received", "bill", "claimed")


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
    """Return the answers with the days that follow from one another; "follows" names those."""
    have = {key: value for key, value in loan.items() if value not in (None, "", [])}
    have["follows"] = ()
    first, lent = have.get("first_due_on"), have.get("disbursed_on")
    if lent and not first:
        have["first_due_on"] = month_step(date.fromisoformat(lent), 1).isoformat()
        have["follows"] = ("first_due_on",)
    elif first and not lent:
        have["disbursed_on"] = month_step(date.fromisoformat(first), -1).isoformat()
        have["follows"] = ("disbursed_on",)
    return have


def _raw(have: Answers, name: str, on: date) -> dict[str, Any]:
    """Return the raw loan of a case file."""
    terms = _terms(have)
    raw: dict[str, Any] = {"id": name, "name": _name(have)}
    if have.get("product"):
        raw["product"] = have["product"]
    raw["lender"] = have.get("lender", "")
    if have.get("lender_type") or not terms.get("lender_type"):
        raw["lender_type"] = have.get("lender_type") or "small_loan"
    kind = kind_of(have)
    raw |= _PARTS[kind](have, terms, on)
    found = None if kind == "bill" or have.get("rate") else range_of(have, terms)
    if found is not None:
        raw["rate"] = {"value": found.low, "per": found.per}
    elif have.get("rate"):
        raw["rate"] = {"value": str(have["rate"]), "per": str(have.get("rate_per") or "year")}
    raw["open"] = [*_open(have, terms, on), *([found.open()] if found else [])]
    if "rate" in raw and raw["rate"]["per"] != "day" and terms.get("day_count") == "actual":
        raw["day_count"] = "act/365"  # what a day is of it nobody said; this never overstates
        raw["open"].append({"key": "day_count"})
    if have.get("claimed"):
        source = str(have.get("claim_source") or "App")
        raw["claims"] = [{"on": _day(have, "claimed_on", on), "total": have["claimed"],
                          "source": source}]  # fmt: skip
    return raw


def _open(have: Answers, terms: Mapping[str, Any], on: date) -> list[dict[str, Any]]:
    """Return which keys nobody answered: what stands under them is only assumed."""
    keys = []
    if not (have.get("lender_type") or terms.get("lender_type")):
        keys.append("lender_type")
    if kind_of(have) == "schedule":
        if not (have.get("method") or terms.get("method")):
            keys.append("method")
        keys += [key for key in ("disbursed_on", "first_due_on") if key in have["follows"]]
        if not have.get("missed") and _day(have, "first_due_on") <= on:
            keys.append("payments")
    return [{"key": key} for key in keys]


def _schedule(have: Answers, terms: Mapping[str, Any], _on: date) -> dict[str, Any]:
    raw = {
        "principal": have["principal"],
        "disbursed_on": _day(have, "disbursed_on"),
        "instalments": int(have["instalments"]),
        "first_due_on": _day(have, "first_due_on"),
    }
    if have.get("method") or not terms.get("method"):
        raw["method"] = have.get("method") or "equal_instalment"
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
