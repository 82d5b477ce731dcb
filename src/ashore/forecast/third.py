"""From which day may somebody other than the debtor be contacted? The gate is asked, day by day.

The answer never comes from a number of days past due: what counts is whether the debtor can be
reached. So a debtor who answers gets no date at all, and one whose reachability is not known gets a
date with its condition ("only after three calls in a row have failed").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from ashore.conduct.gate import decide
from ashore.conduct.history import History
from ashore.conduct.pack import pack_of
from ashore.conduct.situation import Situation
from ashore.conduct.verdict import Decision
from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.law import Law
from ashore.loan import Loan
from ashore.words import Cite, Text

__all__ = ["THIRD_WORDS", "ThirdAnswer", "ask_third", "proposed", "situation_for"]

OPEN_AT = time(10, 0)
"""The hour asked about: inside every daytime window of the norms."""

GUARD = "precondition"
"""The kind of norm that says when a third person may be contacted at all."""

FAILED_CALLS = (time(9, 0), time(9, 20), time(9, 40))


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdAnswer:
    """When a third person may be contacted, as the norms stand and the record tells.

    `permitted_from` None: not at all as things are. `condition` says what would have to happen
    first; `history` is the record (with the imagined calls, if any) the answer was given on.
    """

    permitted_from: date | None
    condition: Text
    reason: Text
    cites: tuple[Cite, ...]
    decision: Decision
    history: tuple[Contact, ...]


def situation_for(loan: Loan, *, reachable: bool | None) -> Situation:
    """Return the situation of a loan for the gate; the record is taken to be all there is."""
    return Situation(
        lender_type=loan.lender_type,
        product=loan.product,
        reachable=reachable,
        stage="none",
        complete=True,
    )


def proposed(loan: Loan, day: date, person: str = "third") -> Contact:
    """Return the mildest contact there is: a daytime call that only asks how to reach him."""
    return Contact(
        id="proposed",
        at=datetime.combine(day, OPEN_AT, SHANGHAI),
        loan=loan.id,
        lender=loan.lender,
        organisation=loan.lender,
        channel="call",
        role="emergency_contact",
        person=person,
        address=person,
        identified=True,
        disclosed=("none",),
        purpose="locate",
        asked_to_stop=False,
        recorded=True,
    )


def ask_third(
    loan: Loan, log: Sequence[Contact], on: date, law: Law, *, reachable: bool | None
) -> ThirdAnswer:
    """Ask from which day on a third person may be contacted about a loan."""
    mine = tuple(
        one for one in log if one.lender == loan.lender and one.at.astimezone(SHANGHAI).date() <= on
    )
    plain = _asked(loan, mine, on, law, reachable=reachable)
    if plain.permitted_from is not None or reachable is True:
        return plain
    failed = tuple(_failed_call(loan, on, at) for at in FAILED_CALLS)
    imagined = _asked(loan, (*mine, *failed), on + timedelta(days=1), law, reachable=reachable)
    if imagined.permitted_from is None:
        return plain
    return replace(imagined, condition=_AFTER_FAILED)


def _asked(
    loan: Loan, history: tuple[Contact, ...], day: date, law: Law, *, reachable: bool | None
) -> ThirdAnswer:
    situation, record = situation_for(loan, reachable=reachable), History(history)
    decision = decide(proposed(loan, day), record, situation, law)
    bound = pack_of(law, situation.jurisdiction).bound(proposed(loan, day), situation, day)
    guards = tuple(
        one.rule.cite(day, one.confidence) for one in bound if one.rule.norm.kind == GUARD
    )
    if not guards:
        return _no_guard(decision, history)
    allowed = day if decision.word == "allow" else None
    if decision.until is not None:
        allowed = decision.until.astimezone(SHANGHAI).date()
    first = decision.reasons[0] if decision.reasons else None
    return ThirdAnswer(
        permitted_from=allowed,
        condition=Text("", ""),
        reason=first.reason if first else Text("", ""),
        cites=guards,
        decision=decision,
        history=history,
    )


def _no_guard(decision: Decision, history: tuple[Contact, ...]) -> ThirdAnswer:
    """Answer for a lender whom no norm on third persons binds: no date, and the general law."""
    return ThirdAnswer(
        permitted_from=None,
        condition=Text("", ""),
        reason=_GENERAL_LAW,
        cites=(),
        decision=decision,
        history=history,
    )


def _failed_call(loan: Loan, day: date, at: time) -> Contact:
    return Contact(
        id=f"imagined-{at:%H%M}",
        at=datetime.combine(day, at, SHANGHAI),
        loan=loan.id,
        lender=loan.lender,
        organisation=loan.lender,
        channel="call",
        role="debtor",
        person="debtor",
        address="debtor",
        outcome="no_answer",
        identified=True,
        recorded=True,
    )


class ThirdWords(NamedTuple):
    """What a permitted contact with a third person means, in plain words."""

    title: Text
    means: Text
    do: Text
    may_not: Text


THIRD_WORDS = ThirdWords(
    title=Text("规定允许联系联系人的最早日期", "earliest day a contact person may be approached"),
    means=Text(
        "只在联系不上您本人时;只能问怎样联系您、请对方转告",
        "only while you cannot be reached; only to ask how to reach you or to pass on a message",
    ),
    do=Text(
        "接一次电话或回一条消息,这个日期就不再成立",
        "answer one call or one message and this date no longer holds",
    ),
    may_not=Text(
        "不得说欠款、金额、天数;不得要求代还;对方拒绝后不得再联系",
        "nothing about debt, sum or days; no demand to pay; a refusal ends it",
    ),
)

_GENERAL_LAW = Text(
    "没有专门的规定约束这类出借方联系家人;隐私和个人信息的一般法律照样保护他们",
    "no special norm binds this kind of lender here; the general law of privacy and personal data "
    "protects the family all the same",
)
_AFTER_FAILED = Text(
    "只有连续三次打给您本人的电话都没有接通,才从第二天起",
    "only from the day after three calls in a row to you have failed",
)
