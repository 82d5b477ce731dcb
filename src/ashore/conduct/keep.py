"""Until when the records of a contact must be kept, by every norm that says so."""

from __future__ import annotations

from datetime import date

from ashore.conduct.kinds.duty import Retention
from ashore.conduct.pack import pack_of
from ashore.conduct.situation import Situation
from ashore.days import month_step
from ashore.facts import Contact
from ashore.law.norm import Law
from ashore.words import Cite

__all__ = ["keep_until"]


def keep_until(
    contact: Contact, situation: Situation, law: Law, last_activity: date | None = None
) -> tuple[tuple[date, Cite], ...]:
    """Return the last days to which records of a contact must be kept, with their norms.

    Args:
        contact: what happened.
        situation: tells which norms bind.
        law: the norms.
        last_activity: the last day of collection on the debt, for periods that count from there;
            without it they are left out.
    """
    day = contact.at.date()
    found = []
    for bound in pack_of(law, situation.jurisdiction).bound(contact, situation, day):
        rule = bound.rule
        if rule.norm.kind != "retention" or bound.doubts:
            continue
        given: Retention = rule.given
        first = day if given.counted_from == "contact" else last_activity
        if first is not None:
            until = month_step(first, 12 * given.years)
            found.append((until, rule.cite(day, bound.confidence)))
    return tuple(found)
