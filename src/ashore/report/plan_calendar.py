"""A plan's payments as a calendar (RFC 5545) and as rows of a table."""

from __future__ import annotations

from ashore.money import show
from ashore.plan.outcome import Plan
from ashore.report.calendar import THE_DAY_BEFORE, Entry, calendar_text, said, uid
from ashore.report.forecast_calendar import neutral
from ashore.report.notice import DISCLAIMER
from ashore.report.rows import safe
from ashore.report.shown import money
from ashore.report.wide import clean
from ashore.words import Text

__all__ = ["plan_ics", "plan_rows"]

HEAD = ("on", "loan", "amount", "reason", "goal", "last_on", "clears", "part", "why")


def plan_ics(plan: Plan, lang: str, *, full: bool = False) -> str:
    """Return the payments as a calendar with a reminder the day before; lines end in CRLF.

    Args:
        plan: the plan.
        lang: "zh" or "en".
        full: titles that say what they are; else "item 1" and so on, for a calendar others may see.
    """
    files = {file.loan.id: file.loan for file in plan.case.loans}
    entries = []
    for number, each in enumerate(plan.payments, 1):
        loan = files[each.loan]
        name, sum_ = loan.name or loan.id, money(each.amount, plan.case.digits)
        title = Text(f"还 {name} {sum_}", f"pay {name} {sum_}") if full else neutral(number)
        about = (each.why, DISCLAIMER) if full else ()
        key = f"{each.loan}.plan.{each.on}" + (".end" if each.reason == "settle" else "")
        entries.append(
            Entry(
                uid=uid(key, loan.lender, loan.disbursed_on, loan.principal),
                on=each.on,
                title=said(title, lang),
                about=tuple(said(text, lang) for text in about),
                remind=(THE_DAY_BEFORE,),
            )
        )
    return calendar_text(entries, plan.on, lang)


def plan_rows(plan: Plan, lang: str) -> list[list[str]]:
    """Return the payments as rows under a head; keys as in the JSON, the reason in one language."""
    rows = [
        [
            each.on.isoformat(),
            safe(each.loan),
            show(each.amount, plan.case.digits),
            each.reason,
            each.goal,
            each.last_on.isoformat() if each.last_on else "",
            " ".join(str(number) for number in each.clears),
            str(each.part).lower(),
            safe(clean(said(each.why, lang))),
        ]
        for each in plan.payments
    ]
    return [list(HEAD), *rows]
