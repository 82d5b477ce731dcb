"""From which day relatives may be drawn in, by the norms and by reports, and what raises it.

The two dates are never mixed. What lowers the risk is in `shield`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ashore.facts import Contact
from ashore.forecast.risk import first_permitted, first_reported, risk_of
from ashore.forecast.shield import lowered_by
from ashore.forecast.third import lender_of
from ashore.forecast.view import Family, LoanView, Risk, World
from ashore.loan import LenderType
from ashore.words import Text

__all__ = ["family_of"]

AGENCY_DAYS = 60
"""From about this day on outside agencies are reported to press on more people than before."""


def family_of(views: Sequence[LoanView], world: World) -> Family:
    """Return the family shield of a case."""
    live = [view for view in views if view.anchor is not None]
    risks = tuple(risk_of(view, world) for view in live)
    permitted = first_permitted(risks)
    return Family(
        permitted=permitted,
        first=first_reported(risks, world.on),
        reason=permitted.answer.condition if permitted else _reason(risks),
        risks=risks,
        raised_by=tuple(_raised(live, world)),
        lowered_by=tuple(lowered_by(live, risks, world)),
    )


def _reason(risks: Sequence[Risk]) -> Text:
    """Return why the norms allow it for no loan: a norm on third persons before the general law."""
    bound = [one for one in risks if one.answer.cites]
    reasons = [one.answer.reason for one in (*bound, *risks) if one.answer.reason.zh]
    return reasons[0] if reasons else Text("", "")


# -- what raises the risk -------------------------------------------------------------------------


def _raised(views: Sequence[LoanView], world: World) -> Iterator[Text]:
    if not views:  # nothing is or would be late: there is nothing to be reached for
        return
    if world.reachable is False:
        yield _UNREACHABLE
    if world.reachable is None:
        yield _REACH_UNKNOWN
    lenders: set[str] = set()
    for view in views:
        lender = lender_of(view.file.loan)
        missed = 0 if lender in lenders else missed_in_a_row(lender, world.log)
        lenders.add(lender)
        if missed:
            yield Text(
                f"{lender}：最近连续 {missed} 次打给您的电话没有接通",
                f"{lender}: the last {missed} calls in a row to you failed",
            )
    late = [view for view in views if view.anchor and view.anchor.missed]
    if len(late) > 1:
        yield Text(
            f"同时有 {len(late)} 笔逾期，各家的进度各走各的",
            f"{len(late)} loans are in arrears at once, each on its own course",
        )
    for view in late:
        yield from _of_loan(view)


def _of_loan(view: LoanView) -> Iterator[Text]:
    name = view.name
    if view.lender_type == LenderType.UNLICENSED:
        yield Text(
            f"{name}：据反映，无牌照的平台不管您接不接电话都会打通讯录（违规，可以投诉）",
            f"{name}: unlicensed lenders are reported to call the address book whether you answer "
            "or not (against the norms, a ground for complaint)",
        )
    if view.stand.balance.days_past_due >= AGENCY_DAYS:
        yield Text(
            f"{name}：逾期超过 {AGENCY_DAYS} 天，据反映这时多由外部机构催收，联系他人的报道变多",
            f"{name}: more than {AGENCY_DAYS} days late, when outside agencies mostly take over "
            "and reports of contacting others grow more frequent",
        )


_UNREACHABLE = Text(
    "现在联系不上您：规定和各种说法里，这都是家人被联系的第一原因",
    "you cannot be reached: by the norms and by all reports the first reason why relatives are "
    "contacted",
)
_REACH_UNKNOWN = Text(
    "不清楚您现在接不接电话：这一点决定家人会不会被联系",
    "it is not known whether you answer calls: this decides whether relatives are contacted",
)


_FAILED = frozenset({"no_answer", "busy", "refused", "voicemail", "invalid"})


def missed_in_a_row(lender: str, log: Sequence[Contact]) -> int:
    """Return how many calls of a lender failed in a row up to the end of the log.

    Reaching the debtor, or hearing from him by any channel, ends the row.
    """
    mine = sorted(
        (one for one in log if one.lender == lender and one.role == "debtor"),
        key=lambda one: one.at,
        reverse=True,
    )
    count = 0
    for one in mine:
        if one.direction == "in" or one.outcome == "talk":
            break
        count += one.channel in _CALLS and one.outcome in _FAILED
    return count


_CALLS = frozenset({"call", "robot_call"})
