"""The wording check as the judge asks for it: a contact and its situation in, phrases out."""

from __future__ import annotations

from ashore.conduct.ask import WordingCheck
from ashore.conduct.situation import Situation
from ashore.conduct.wording import WordingContext, WordingHit, check_wording
from ashore.conduct.wording_patterns import Wording
from ashore.conduct.wording_stage import CaseStage
from ashore.days import SHANGHAI
from ashore.facts import Contact

__all__ = ["wording_check"]


def wording_check(patterns: Wording) -> WordingCheck:
    """Return a check of the text of contacts with these patterns (`ashore.files.wording`)."""

    def check(contact: Contact, situation: Situation) -> tuple[WordingHit, ...]:
        return check_wording(contact.text, patterns, _context(contact, situation))

    return check


def _context(contact: Contact, situation: Situation) -> WordingContext:
    day = contact.at.astimezone(SHANGHAI).date()
    since = situation.overdue_since
    lender_type = situation.lender_type
    return WordingContext(
        role=contact.role,
        channel=contact.channel,
        direction=contact.direction,
        case=CaseStage(
            stage=situation.stage_on(day) or "none",
            overdue_days=(day - since).days if since is not None else None,
            principal=situation.principal,
            card=None if lender_type is None else lender_type == "card_issuer",
        ),
        identified=contact.identified,
        jurisdiction=situation.jurisdiction,
    )
