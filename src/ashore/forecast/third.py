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

__all__ = ["THIRD_WORDS", "ThirdAnswer", "ask_third", "lender_of", "proposed"]

OPEN_AT = time(10, 0)
"""The hour asked about: inside every daytime window of the norms."""

GUARD = "precondition"
"""The kind of norm that says when a third person may be contacted at all."""

FAILED_CALLS = (time(9, 0), time(9, 20), time(9, 40))
"""Three calls in a row, in daytime; a fourth would be no ground that three are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdAnswer:
    """When a third person may be contacted, as the norms stand and the record tells.

    `permitted_from` None: not at all as things are. `condition` says what has happened, or would
    have to; `history` is the record (with the imagined calls, if any) the answer was given on.
    `cites` are the norms on third persons that bind this lender for certain; none: there is no
    firm date either way.
    """

    permitted_from: date | None
    condition: Text
    reason: Text
    cites: tuple[Cite, ...]
    decision: Decision
    history: tuple[Contact, ...]


def proposed(loan: Loan, day: date, person: str = "third") -> Contact:
    """Return the mildest contact there is: a daytime call that only asks how to reach him."""
    lender = lender_of(loan)
    return Contact(
        id="proposed",
        at=datetime.combine(day, OPEN_AT, SHANGHAI),
        loan=loan.id,
        lender=lender,
        organisation=lender,
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


def lender_of(loan: Loan) -> str:
    """Return the name contacts are counted under; a lender without a name goes by the loan."""
    return loan.lender or loan.id


def ask_third(
    loan: Loan, situation: Situation, log: Sequence[Contact], day: date, law: Law
) -> ThirdAnswer:
    """Ask from which day on a third person may be contacted about a loan.

    Where the norms refuse it as things are and it is not known that the debtor answers, it is asked
    again with three failed calls imagined on that day.

    Args:
        loan: the loan.
        situation: what the norms may ask; `reachable` False or None brings the imagined calls in.
        log: every contact on record.
        day: the first day it matters: today, or the first day in arrears.
        law: the norms.
    """
    mine = tuple(one for one in log if one.lender == lender_of(loan))
    plain = _asked(loan, mine, situation, day, law)
    if plain.permitted_from is not None or situation.reachable is True or not plain.cites:
        return plain
    for later in (0, 1):  # what is on record for that very day may come after the imagined calls
        call_day = day + timedelta(days=later)
        failed = tuple(_failed_call(loan, call_day, at) for at in FAILED_CALLS)
        imagined = _asked(loan, (*mine, *failed), situation, call_day + timedelta(days=1), law)
        if imagined.permitted_from is not None:
            return replace(imagined, condition=_AFTER_FAILED)
    return plain


def _asked(
    loan: Loan, history: tuple[Contact, ...], situation: Situation, day: date, law: Law
) -> ThirdAnswer:
    asked = proposed(loan, day)
    decision = decide(asked, History(history), situation, law)
    bound = pack_of(law, situation.jurisdiction).bound(asked, situation, day)
    guards = tuple(
        one.rule.cite(day, one.confidence) for one in bound if one.rule.norm.kind == GUARD
    )
    firm = tuple(cite for cite in guards if cite.confidence != "C")
    allowed, condition = None, Text("", "")
    if firm and decision.word == "allow":
        allowed, condition = day, _GROUND_STANDS
    elif firm and decision.until is not None:
        allowed = decision.until.astimezone(SHANGHAI).date()
        condition = _GROUND_STANDS
    return ThirdAnswer(
        permitted_from=allowed,
        condition=condition,
        reason=_reason(decision) if firm else _not_firm(situation, guards),
        cites=firm,
        decision=decision,
        history=history,
    )


def _not_firm(situation: Situation, guards: Sequence[Cite]) -> Text:
    """Return why there is no firm date: nothing of that country, only a report, no special norm."""
    if situation.jurisdiction != COVERED:
        return _ELSEWHERE
    return _ONLY_REPORTED if guards else _GENERAL_LAW


COVERED = "CN"
"""The country whose general law is known to protect the family where no special norm does."""


def _reason(decision: Decision) -> Text:
    """Return why the gate holds back, by its norm on third persons where that is what holds."""
    found = [each for each in decision.reasons if each.holds]
    first = next((each for each in found if each.kind == GUARD), found[0] if found else None)
    return first.reason if first else Text("", "")


def _failed_call(loan: Loan, day: date, at: time) -> Contact:
    lender = lender_of(loan)
    return Contact(
        id=f"imagined-{at:%H%M}",
        at=datetime.combine(day, at, SHANGHAI),
        loan=loan.id,
        lender=lender,
        organisation=lender,
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
        "只在联系不上您本人时；只能问怎样联系您、请对方转告",
        "only while you cannot be reached; only to ask how to reach you or to pass on a message",
    ),
    do=Text(
        "接一次电话或回一条消息，这个日期就不再成立",
        "answer one call or one message and this date no longer holds",
    ),
    may_not=Text(
        "不得说欠款、金额、天数；不得要求代还；对方拒绝后不得再联系",
        "nothing about debt, sum or days; no demand to pay; a refusal ends it",
    ),
)

_GENERAL_LAW = Text(
    "没有专门的规定约束这类出借方联系家人；隐私和个人信息的一般法律照样保护他们",
    "no special norm binds this kind of lender here; the general law of privacy and personal data "
    "protects the family all the same",
)
_ELSEWHERE = Text(
    "这个国家或地区什么时候可以联系他人，这里没有答案；不知道不等于允许，请问当地的法律援助",
    "when others may be contacted in this country is not answered here; not known is not allowed: "
    "ask legal aid there",
)
_ONLY_REPORTED = Text(
    "据报道，有行业规范要求联系不上本人才可以联系他人，但对这类出借方没有读到原文，只能提示核实；"
    "隐私和个人信息的一般法律照样保护家人",
    "a norm is reported to allow it only when the debtor is out of reach, but its text was not "
    "read for this kind of lender: worth checking. The general law of privacy protects the family "
    "all the same",
)
_GROUND_STANDS = Text(
    "按记录，现在已经是“联系不上本人”的情形；您接一次电话或回一条消息，它就结束",
    "by the record you are out of reach at present; one call or message answered ends that",
)
_AFTER_FAILED = Text(
    "只有连续三次打给您本人的电话都没有接通，才从第二天起",
    "only from the day after three calls in a row to you have failed",
)
