"""What was said between borrower and lender so far, and whether what was agreed has been kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ashore.days import month_step
from ashore.forecast.stand import Stand
from ashore.ledger.loans import owed
from ashore.loan import Milestone
from ashore.money import show
from ashore.words import Text

__all__ = ["KINDS", "Talk", "talks_of"]

KINDS = ("promise", "offer", "accepted", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One step of the talks, amounts in fen.

    `paid` is what was paid after that day. `due` is what should have been paid by now if the lender
    accepted a sum a month (the first one due a month after); None where nothing was agreed.
    """

    on: date
    kind: str
    amount: int | None
    note: str
    paid: int
    due: int | None
    text: Text

    @property
    def kept(self) -> bool | None:
        """Whether an agreement has been kept so far; None where there is none to keep."""
        return None if self.due is None else self.paid >= self.due


def talks_of(stand: Stand) -> tuple[Talk, ...]:
    """Return the promises, offers and replies of a loan up to the day it is seen from."""
    marks = [
        event
        for event in stand.booked.events
        if isinstance(event, Milestone) and event.kind in KINDS and event.on <= stand.on
    ]
    return tuple(_talk(mark, stand) for mark in sorted(marks, key=lambda mark: mark.on))


def _talk(mark: Milestone, stand: Stand) -> Talk:
    paid = stand.balance.paid - owed(stand.booked, mark.on).paid
    due = None
    if mark.kind == "accepted" and mark.amount is not None:
        due = mark.amount * _months_between(mark.on, stand.on)
    return Talk(
        on=mark.on,
        kind=mark.kind,
        amount=mark.amount,
        note=mark.note,
        paid=paid,
        due=due,
        text=_said(mark, paid, due, stand.loan.digits),
    )


def _months_between(start: date, end: date) -> int:
    """Return how many whole months lie between two days.

    >>> _months_between(date(2026, 1, 31), date(2026, 2, 28))
    1
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if month_step(start, months) <= end else months - 1


_NAMES = {
    "promise": Text("承诺过还款", "a promise to pay"),
    "offer": Text("提过分期方案", "an offer was made"),
    "accepted": Text("对方同意了", "the lender agreed"),
    "refused": Text("对方拒绝了", "the lender refused"),
}


def _said(mark: Milestone, paid: int, due: int | None, digits: int) -> Text:
    name, sum_ = _NAMES[mark.kind], None if mark.amount is None else show(mark.amount, digits)
    zh, en = f"{mark.on} {name.zh}", f"{mark.on}: {name.en}"
    if sum_ is not None:
        each = mark.kind in {"offer", "accepted"}
        zh += f",{'每月 ' if each else ''}{sum_}"
        en += f", {sum_}{' a month' if each else ''}"
    if mark.kind != "refused":
        zh, en = f"{zh}；之后付了 {show(paid, digits)}", f"{en}; paid since: {show(paid, digits)}"
    if due is not None:
        short = max(0, due - paid)
        if short:
            zh += f"，按约应付 {show(due, digits)}，少 {show(short, digits)}"
            en += f", {show(due, digits)} was due, {show(short, digits)} short"
        else:
            zh += "，按约付了"
            en += ", as agreed"
    return Text(zh, en)
