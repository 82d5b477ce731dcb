"""What if: the same case with other money, a later payday, something sold, a lender who waits.

Each answer is the plan of a changed case; the case itself stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ashore.days import due_dates, month_step
from ashore.facts import Budget, Case, Flow, LoanFile
from ashore.loan import Deferral, Method

__all__ = ["WhatIf", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Changes to a case; fen and days.

    Attributes:
        monthly: so much more money every month.
        once: so much more money once, on the day asked.
        late: the payday comes so many days later.
        waits: the id of a loan whose lender lets the next instalment wait a month; "" for none.
    """

    monthly: int = 0
    once: int = 0
    late: int = 0
    waits: str = ""

    @property
    def nothing(self) -> bool:
        """Whether nothing is changed."""
        return self == WhatIf()


def changed(case: Case, what_if: WhatIf, on: date) -> Case:
    """Return the case with the changes made, as of a day."""
    budget = case.budget or Budget()
    income = [replace(flow, on=flow.on + timedelta(days=what_if.late)) for flow in budget.income]
    if what_if.monthly:
        income.append(Flow(name="+", amount=what_if.monthly, every="month", on=_payday(budget, on)))
    if what_if.once:
        income.append(Flow(name="+", amount=what_if.once, every="once", on=on))
    loans = tuple(
        _waiting(file, on) if file.loan.id == what_if.waits else file for file in case.loans
    )
    return replace(case, budget=replace(budget, income=tuple(income)), loans=loans)


def _payday(budget: Budget, on: date) -> date:
    """Return the next day certain income comes, else a month from the day."""
    days = [flow.on for flow in budget.income if flow.certain and flow.on >= on]
    return min(days, default=month_step(on, 1))


def _waiting(file: LoanFile, on: date) -> LoanFile:
    """Return a loan whose next instalment may be paid a month later."""
    loan = file.loan
    if loan.method in {Method.CARD, Method.GIVEN}:
        return file
    days = due_dates(loan.first_due_on, loan.instalments, loan.every)
    ahead = [(number, day) for number, day in enumerate(days, start=1) if day >= on]
    if not ahead:
        return file
    number, day = ahead[0]
    wait = Deferral(on=on, instalments=(number,), to=month_step(day, 1))
    return replace(file, events=(*file.events, wait))
