"""A case file as the norms of contact see it: one situation per loan, and the log made whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ashore.conduct.situation import Situation
from ashore.facts import Case, Contact, LoanFile
from ashore.loan import Milestone

__all__ = ["contacts_of", "situations_of"]

_STEPS = {"demand": "demand", "suit_filed": "filed", "judgment": "judgment"}


def situations_of(case: Case) -> Mapping[str, Situation]:
    """Return the situation of each loan by its id, and under "" that of contacts without a loan.

    A contact that names no loan is judged by what all loans have in common: the kind of lender is
    known only when it is the same for all.
    """
    found = {file.loan.id: _situation(case, file) for file in case.loans}
    types = {each.lender_type for each in found.values()}
    common = Situation(
        jurisdiction=case.jurisdiction,
        reachable=case.person.reachable,
        lender_type=types.pop() if len(types) == 1 else None,
        complete=case.log_complete,
    )
    return {"": common, **found}


def contacts_of(case: Case) -> tuple[Contact, ...]:
    """Return the log with loan and lender filled in where only one of the case's can be meant."""
    return tuple(_filled(contact, case) for contact in case.contacts)


def _situation(case: Case, file: LoanFile) -> Situation:
    steps = [
        (event.on, _STEPS[event.kind])
        for event in file.events
        if isinstance(event, Milestone) and event.kind in _STEPS
    ]
    return Situation(
        jurisdiction=case.jurisdiction,
        reachable=case.person.reachable,
        lender_type=None if _is_open(file) else file.loan.lends_as,
        product=file.loan.product,
        principal=file.loan.principal,
        steps=tuple(sorted(steps)),
        complete=case.log_complete,
    )


def _is_open(file: LoanFile) -> bool:
    """Whether the kind of lender is only assumed: no contact is judged by an assumption."""
    return any(each.key == "lender_type" for each in file.open)


def _filled(contact: Contact, case: Case) -> Contact:
    loans = [file.loan for file in case.loans]
    if contact.loan:
        fits = [loan for loan in loans if loan.id == contact.loan]
    else:
        fits = [loan for loan in loans if contact.lender in {"", loan.lender}]
    if len(fits) != 1:
        return contact
    loan = fits[0]
    return replace(contact, loan=loan.id, lender=contact.lender or loan.lender or loan.id)
