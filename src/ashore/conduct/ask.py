"""One question to the norms: this contact, at this time, after that history, in this situation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from ashore.conduct.clock import micros, zones_of
from ashore.conduct.consent import Consent, read_consent
from ashore.conduct.history import LAST, History, Key, Track, key_of
from ashore.conduct.situation import Situation
from ashore.facts import Contact
from ashore.words import Text

__all__ = ["Ask", "Phrase", "WordingCheck", "make_ask"]


class Phrase(Protocol):
    """What the wording check says about one phrase; `severity` is breach, warning or note."""

    @property
    def category(self) -> str:
        """What kind of wording it is ("threat", "posing" …)."""

    @property
    def severity(self) -> str:
        """Breach, warning or note."""

    @property
    def confidence(self) -> str:
        """A plain, B usual, C only a sign."""

    @property
    def phrase(self) -> str:
        """The words that were found."""

    @property
    def innocent(self) -> Text:
        """How the same words can be harmless."""


WordingCheck = Callable[[Contact, Situation], tuple[Phrase, ...]]
"""Checks the text of a contact; the caller brings it, since its patterns are data."""


@dataclass(slots=True, kw_only=True)
class Ask:
    """A contact with everything a norm may look at.

    Attributes:
        key: its place in time; only what stands before it in the history counts.
        local: its clock time in each zone it is judged in.
        phrases: what the wording check found in its text; None: its text was not checked.
    """

    contact: Contact
    situation: Situation
    history: History
    track: Track
    key: Key
    zones: tuple[tzinfo, ...]
    local: tuple[datetime, ...]
    consent: Consent | None
    phrases: tuple[Phrase, ...] | None = None

    @property
    def loans(self) -> tuple[str, ...]:
        """The loans that count as the same debt as this contact's."""
        same = self.situation.one_debt
        return same if self.contact.loan in same else (self.contact.loan,)


def make_ask(
    contact: Contact,
    history: History,
    situation: Situation,
    wording: WordingCheck | None = None,
    *,
    proposed: bool = False,
) -> Ask:
    """Return the question about one contact.

    Args:
        contact: what happened or is proposed.
        history: what is on record; what stands after the contact is not looked at.
        situation: everything else.
        wording: checks the text, if there is one.
        proposed: it has not happened: it stands after all on record at its instant.
    """
    assert contact.at.tzinfo is not None, "an instant carries an offset"
    zones = zones_of(situation, contact.at)
    phrases = wording(contact, situation) if wording is not None and contact.text else None
    return Ask(
        contact=contact,
        situation=situation,
        history=history,
        track=history.track(situation.debtor),
        key=(micros(contact.at), LAST) if proposed else key_of(contact),
        zones=zones,
        local=tuple(contact.at.astimezone(zone) for zone in zones),
        consent=read_consent(contact.consent),
        phrases=phrases,
    )
