"""From which day relatives may be drawn in, by the norms and by reports, and what raises it.

The two dates are never mixed. What lowers the risk is in `shield`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.forecast.shield import lowered_by
from ashore.forecast.third import ask_third
from ashore.forecast.view import Family, LoanView, Risk, World, third_dates
from ashore.words import Text

__all__ = ["family_of"]


def family_of(views: Sequence[LoanView], world: World) -> Family:
    """Return the family shield of a case."""
    live = [view for view in views if view.anchor is not None]
    risks = tuple(_risk(view, world) for view in live)
    permitted = [one.permitted_from for one in risks if one.permitted_from is not None]
    first = min((one for one in risks if one.reported_from), key=_reported, default=None)
    return Family(
        permitted_from=min(permitted, default=None),
        reported_from=first.reported_from if first else None,
        reported_usual=min(
            (one.reported_usual for one in risks if one.reported_usual), default=None
        ),
        condition=_condition(risks),
        risks=risks,
        raised_by=tuple(_raised(live, world)),
        lowered_by=tuple(lowered_by(live, world)),
    )


def _reported(risk: Risk) -> date:
    assert risk.reported_from is not None
    return risk.reported_from


def _condition(risks: Sequence[Risk]) -> Text:
    dated = [one for one in risks if one.permitted_from is not None]
    first = min(dated, key=lambda one: one.permitted_from or date.max, default=None)
    if first is not None:
        return first.answer.condition
    reasons = [one.answer.reason for one in risks if one.answer.reason.zh]
    return reasons[0] if reasons else Text("", "")


def _risk(view: LoanView, world: World) -> Risk:
    loan, anchor = view.file.loan, view.anchor
    assert anchor is not None
    day = max(world.on, anchor.due_on + timedelta(days=1))
    answer = ask_third(loan, world.log, day, world.law, reachable=world.reachable)
    dates = third_dates(view, world.practice, reachable=world.reachable)
    return Risk(
        loan=loan.id,
        permitted_from=answer.permitted_from,
        answer=answer,
        reported_from=dates[0] if dates else None,
        reported_usual=dates[1] if dates else None,
        reported_to=dates[2] if dates else None,
    )


# -- what raises the risk -------------------------------------------------------------------------


def _raised(views: Sequence[LoanView], world: World) -> list[Text]:
    found: list[Text] = []
    if world.reachable is False:
        found.append(_UNREACHABLE)
    if world.reachable is None:
        found.append(_REACH_UNKNOWN)
    for view in views:
        missed = _missed_in_a_row(view, world.log, world.on)
        if missed:
            found.append(
                Text(
                    f"{view.file.loan.name}:最近连续 {missed} 次打给您的电话没有接通",
                    f"{view.file.loan.name}: the last {missed} calls in a row to you failed",
                )
            )
    late = [view for view in views if view.anchor and view.anchor.missed]
    if len(late) > 1:
        found.append(
            Text(
                f"同时有 {len(late)} 笔逾期,各家的进度各走各的",
                f"{len(late)} loans are in arrears at once, each on its own course",
            )
        )
    return found


_UNREACHABLE = Text(
    "现在联系不上您:规定和各种说法里,这都是家人被联系的第一原因",
    "you cannot be reached: by the norms and by all reports the first reason why relatives are "
    "contacted",
)
_REACH_UNKNOWN = Text(
    "不清楚您现在接不接电话:这一点决定家人会不会被联系",
    "it is not known whether you answer calls: this decides whether relatives are contacted",
)


def _missed_in_a_row(view: LoanView, log: Sequence[Contact], on: date) -> int:
    """Return how many calls of the lender failed in a row up to the day, newest first."""
    calls = sorted(
        (one for one in log if _call_to_debtor(one, view) and _day(one) <= on),
        key=lambda one: one.at,
        reverse=True,
    )
    count = 0
    for call in calls:
        if call.outcome not in {"no_answer", "busy", "invalid", "voicemail"}:
            break
        count += 1
    return count


def _call_to_debtor(one: Contact, view: LoanView) -> bool:
    return (
        one.lender == view.file.loan.lender
        and one.channel in {"call", "robot_call"}
        and one.direction == "out"
        and one.role == "debtor"
    )


def _day(one: Contact) -> date:
    return one.at.astimezone(SHANGHAI).date()
