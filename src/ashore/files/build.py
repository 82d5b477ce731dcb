"""From a parsed case file to the `Case`: presets merged in, values read, nouns built."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ashore.facts import (
    Budget,
    Case,
    Contact,
    Flow,
    Goals,
    LoanFile,
    Person,
    Resource,
    Unfinished,
)
from ashore.files import says_case
from ashore.files.case_shape import CASE, VERSION
from ashore.files.convert import Values, convert
from ashore.files.happened import build_claims, build_events, build_open, numbered
from ashore.files.loan_shape import LOAN
from ashore.files.loan_terms import build_terms, make_rate, note_high_rate
from ashore.files.problems import BadFile, Check, Path, Said, Whereabouts
from ashore.loan import Finding, Loan
from ashore.money import DIGITS
from ashore.words import BadInput, Text

__all__ = ["Reading", "build_case", "build_contacts"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A case as read, and what is worth telling about the reading."""

    case: Case
    notes: tuple[Finding, ...] = ()


def build_case(raw: Mapping[str, Any], places: Whereabouts) -> Reading:
    """Return the case a parsed file holds.

    Args:
        raw: the file as its parser sees it, keys of the case format.
        places: says where in the file a path is.

    Raises:
        BadFile: the file breaks the format or contradicts itself; all problems in one.
    """
    currency = raw.get("currency", "CNY")
    digits = DIGITS.get(currency, 2) if isinstance(currency, str) else 2
    check = Check(digits, cells=places.in_cells)
    _check_version(raw, check, places)
    raw, own = _with_presets(raw, check)
    values = convert(raw, CASE, (), check)
    assert values is not None
    broken = {problem.path[:2] for problem in check.problems}
    tables = values["loans"] or ()
    loans = _loans(tables, own["loans"], broken, check)
    offers = _offers(values["offers"] or (), own["offers"], broken, check)
    unfinished = _unfinished(values["unfinished"] or (), broken, check)
    named = all(table and table["id"] for table in tables)  # else no contact is called strange
    lenders = {table["id"]: table["lender"] for table in tables if table and named}
    contacts = _contacts(values["contacts"] or (), broken, lenders, check)
    if not check.problems and not (loans or contacts or offers or unfinished):
        check.wrong((), says_case.nothing_in_it())
    if check.problems:
        raise BadFile(check.problems, places)
    case = Case(
        title=values["title"],
        as_of=values["as_of"],
        currency=currency,
        jurisdiction=values["jurisdiction"],
        person=Person(**values["person"]) if values["person"] else Person(),
        loans=loans,
        budget=_budget(values["budget"]) if values["budget"] else None,
        goals=_goals(values["goals"]) if values["goals"] else Goals(),
        contacts=contacts,
        log_complete=values["log_complete"],
        unfinished=unfinished,
        offers=offers,
        digits=check.digits,
    )
    return Reading(case, _notes(check))


def build_contacts(
    tables: Sequence[Mapping[str, Any]], places: Whereabouts
) -> tuple[tuple[Contact, ...], tuple[Finding, ...]]:
    """Return the contacts of a log that stands alone, and what is worth telling about it.

    Raises:
        BadFile: a row breaks the format; all problems in one.
    """
    check = Check(cells=places.in_cells)
    field = CASE.known()["contacts"]
    assert field.shape is not None
    made = [convert(raw, field.shape, ("contacts", n), check) for n, raw in enumerate(tables)]
    broken = {problem.path[:2] for problem in check.problems}
    contacts = _contacts(tuple(made), broken, {}, check)
    if check.problems:
        raise BadFile(check.problems, places)
    return contacts, _notes(check)


def _check_version(raw: Mapping[str, Any], check: Check, places: Whereabouts) -> None:
    """A file of another version is not read further: its keys may mean something else."""
    version = raw.get("ashore", VERSION)
    if type(version) is int and version != VERSION:
        check.wrong(("ashore",), says_case.wrong_version(version, VERSION))
        raise BadFile(check.problems, places)


# ---------------------------------------------------------------- loans


_Own = list[Collection[str]]
_TERMS = ("loans", "offers")
"""The lists whose entries have the terms of a loan."""


def _with_presets(
    raw: Mapping[str, Any], check: Check
) -> tuple[Mapping[str, Any], dict[str, _Own]]:
    """Return the file with each loan's preset filled in below its own keys, and those own keys."""
    own: dict[str, _Own] = {key: [] for key in _TERMS}
    filled = dict(raw)
    for key in _TERMS:
        loans = raw.get(key)
        if isinstance(loans, list):
            filled[key] = [_filled(loan, (key, n), check) for n, loan in enumerate(loans)]
            own[key] = [set(loan) if isinstance(loan, Mapping) else set() for loan in loans]
    return filled, own


def _filled(loan: object, at: Path, check: Check) -> object:
    product = loan.get("product") if isinstance(loan, Mapping) else None
    if isinstance(loan, Mapping) and isinstance(product, str) and product:
        return _merged(loan, at, check)
    return loan


def _merged(loan: Mapping[str, Any], at: Path, check: Check) -> Mapping[str, Any]:
    """Return a loan's own keys over those of its preset that fit its method."""
    from ashore.files.products import preset

    try:
        found = preset(loan["product"])
    except BadInput as wrong:
        check.wrong((*at, "product"), Said(wrong.what, wrong.expected, wrong.do))
        return loan
    terms = {"name": found.name.zh, **found.terms}
    method = loan.get("method", terms.get("method"))
    known = LOAN.known(method if isinstance(method, str) and method in LOAN.tags() else "")
    left_out = {"instalments", "first_due_on"} if method == "given" else set()
    fitting = {key: value for key, value in terms.items() if key in known and key not in left_out}
    return {**fitting, **loan, "product": found.id}


def _loans(
    tables: tuple[Values | None, ...],
    own: _Own,
    broken: set[Path],
    check: Check,
) -> tuple[LoanFile, ...]:
    """Return the loans; a table that had a problem is left out, the others are still checked."""
    whole = [(n, table) for n, table in enumerate(tables) if table and ("loans", n) not in broken]
    numbered(whole, ("loans",), "", check)
    made = []
    for n, table in whole:
        at: Path = ("loans", n)
        loan = build_terms(table, own[n], at, check)
        if loan is None:
            continue
        note_high_rate(loan, check)
        events = build_events(table, loan, at, check)
        claims = build_claims(table, loan, at, check)
        assumed = build_open(table, loan, at, check)
        made.append(LoanFile(loan=loan, events=events, claims=claims, open=assumed))
    return tuple(made)


def _offers(
    tables: tuple[Values | None, ...], own: _Own, broken: set[Path], check: Check
) -> tuple[Loan, ...]:
    """Return the loans that are only thought about."""
    whole = [(n, table) for n, table in enumerate(tables) if table and ("offers", n) not in broken]
    numbered(whole, ("offers",), "", check)
    made = (build_terms(table, own[n], ("offers", n), check) for n, table in whole)
    return tuple(loan for loan in made if loan is not None)


def _unfinished(
    tables: tuple[Values | None, ...], broken: set[Path], check: Check
) -> tuple[Unfinished, ...]:
    """Return the loans of which too little is known."""
    made = []
    for n, table in enumerate(tables):
        if table and ("unfinished", n) not in broken:
            table["product"] = _product(table["product"], ("unfinished", n, "product"), check)
            rate = table["rate"]
            said = None if rate is None else make_rate(rate, ("unfinished", n, "rate"), check)
            made.append(Unfinished(**{**table, "rate": said}))
    return tuple(made)


def _product(name: str, at: Path, check: Check) -> str:
    """Return the id of a preset by any of its names; record one that is none."""
    from ashore.files.products import preset

    try:
        return preset(name).id if name else ""
    except BadInput as wrong:
        check.wrong(at, Said(wrong.what, wrong.expected, wrong.do))
        return ""


# ---------------------------------------------------------------- around the loans


def _contacts(
    tables: tuple[Values | None, ...],
    broken: set[Path],
    lenders: Mapping[str, str],
    check: Check,
) -> tuple[Contact, ...]:
    """Return the log; a contact's lender is its loan's when the row does not name one."""
    whole = [
        (n, table) for n, table in enumerate(tables) if table and ("contacts", n) not in broken
    ]
    numbered(whole, ("contacts",), "c", check)
    for n, table in whole:
        if table["loan"] and lenders and table["loan"] not in lenders:
            wrong = says_case.no_such_loan(table["loan"], lenders)
            check.wrong(("contacts", n, "loan"), wrong)
        table["lender"] = table["lender"] or lenders.get(table["loan"]) or ""
    made = tuple(Contact(**table) for _, table in whole)
    _note_twins(made, check)
    return made


def _note_twins(contacts: Sequence[Contact], check: Check) -> None:
    """Tell of rows that say the very same: two calls, or one written down twice.

    They are counted as they stand. Two calls within a minute do happen; an export put together
    twice would make a limit look broken that was kept.
    """
    seen: dict[Contact, str] = {}
    twins: list[str] = []
    for contact in contacts:
        first = seen.setdefault(replace(contact, id=""), contact.id)
        if first != contact.id:
            twins.append(contact.id)
    if not twins:
        return
    shown = "、".join(twins[:5]) + (" …" if len(twins) > 5 else "")
    check.note(
        "same_contact_twice",
        Text(
            f"{len(twins)} 条联系与前面的一条完全相同（{shown}），各算了一次；"
            "同一次联系记了两遍的，删掉一条",
            f"contacts that say the very same as an earlier one: {len(twins)} "
            f"({shown.replace('、', ', ')}); each was counted. Where one contact was written down "
            "twice, delete one",
        ),
    )


def _budget(values: Values) -> Budget:
    return Budget(
        cash=values["cash"],
        buffer=values["buffer"],
        income=tuple(Flow(**each) for each in values["income"]),
        expenses=tuple(Flow(**each) for each in values["expenses"]),
        resources=tuple(Resource(**each) for each in values["resources"]),
    )


def _goals(values: Values) -> Goals:
    """Return the goals; what the file does not name keeps its place behind what it names."""
    rest = (word for word in Goals().order if word not in values["order"])
    return Goals(order=(*values["order"], *rest), family_limit_days=values["family_limit_days"])


def _notes(check: Check) -> tuple[Finding, ...]:
    if check.zoneless:
        count = check.zoneless
        check.note(
            "zone_assumed",
            Text(
                f"{count} 处时间没有写时差，按北京时间（+08:00）读",
                f"times without an offset: {count}; read as Asia/Shanghai (+08:00)",
            ),
        )
    return tuple(check.notes)
