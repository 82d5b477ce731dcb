"""May this contact be made, now? The judge's norms, asked before instead of after.

Whatever the judge would call a breach is held back here, since both ask the same functions about
the same contact. Beyond that the gate does not answer on missing facts: it names them and refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from ashore.conduct.ask import Ask, WordingCheck, make_ask
from ashore.conduct.clock import micros
from ashore.conduct.few import few_norms
from ashore.conduct.history import History
from ashore.conduct.judge import ask_norms, verdict_of
from ashore.conduct.pack import pack_of
from ashore.conduct.situation import Situation
from ashore.conduct.verdict import Decision, NormFinding
from ashore.facts import Contact
from ashore.law.norm import Law

__all__ = ["decide", "missing_facts"]

_JUMPS = 64
_LATER = frozenset({"outcome"})
"""Facts nobody can have beforehand: a norm that lacks only these looks at the worst case."""


def decide(
    contact: Contact,
    history: History,
    situation: Situation,
    law: Law,
    wording: WordingCheck | None = None,
) -> Decision:
    """Return whether a contact may be made: allow, wait until, or refuse.

    The contact is taken to come after everything on record at its instant. `outcome` is best left
    blank: it is not known yet. "wait" names the first instant at which every norm allows it, found
    by going from norm to norm and asking again.

    Args:
        contact: what is proposed; `identified`, `disclosed` and `purpose` say what is planned.
        history: every contact of this lender and its agencies, as far as known.
        situation: everything else a norm may ask.
        law: the norms.
        wording: checks the contact's text.

    Raises:
        LawConflict: two exceptions to a norm apply at once.
    """
    assert contact.direction == "out", "only the lender's side asks the gate"

    def question(each: Contact) -> Ask:
        return make_ask(each, history, situation, wording, proposed=True)

    ask = question(contact)
    findings = ask_norms(ask, law)
    verdict = verdict_of(contact.id, findings)
    holding = _holding(verdict.findings)
    facts = (*missing_facts(contact, situation), *_lacking(holding))
    pack, word, until = pack_of(law, situation.jurisdiction), "allow", None
    if facts:
        word = "refuse"
    elif holding:
        until = _next_allowed(
            contact, holding, lambda each: _holding(ask_norms(question(each), law))
        )
        word = "refuse" if until is None else "wait"
    rest = [each for each in verdict.findings if not each.holds]
    return Decision(
        word=word,
        level=verdict.level,
        until=until,
        reasons=(*holding, *rest),
        by=holding[0].norm if holding else "",
        missing=tuple(dict.fromkeys(facts)),
        remaining=MappingProxyType(
            {each.norm: each.remaining for each in findings if each.remaining is not None}
        ),
        law_version=law.version,
        few=few_norms(pack, contact, situation, ask.local[0].date()),
    )


def missing_facts(contact: Contact, situation: Situation) -> tuple[str, ...]:
    """Return the names of the facts without which no contact is allowed."""
    needed = {
        "lender": contact.lender,
        "channel": contact.channel,
        "role": contact.role,
        "lender_type": situation.lender_type or situation.jurisdiction != "CN",
        "zone": situation.zones or situation.jurisdiction == "CN",
        "person": contact.person or contact.role in {"debtor", ""},
        "staff": contact.staff is not None or contact.channel != "visit",
    }
    return tuple(name for name, known in needed.items() if not known)


def _lacking(holding: list[NormFinding]) -> list[str]:
    return [name for each in holding for name in each.missing if name not in _LATER]


def _holding(findings: Iterable[NormFinding]) -> list[NormFinding]:
    return [each for each in findings if each.holds]


def _next_allowed(
    contact: Contact,
    holding: list[NormFinding],
    holds: Callable[[Contact], list[NormFinding]],
) -> datetime | None:
    """Return the first later instant at which nothing holds the contact back, or None.

    No norm allows the contact before the instant it names itself, so the latest of these is the
    earliest that can do; there all norms are asked again.

    Args:
        contact: what is proposed.
        holding: what holds it back now.
        holds: what holds it back at another instant.
    """
    at = contact.at
    for _ in range(_JUMPS):
        opens = [each.next_allowed for each in holding if each.next_allowed is not None]
        if len(opens) < len(holding) or _lacking(holding):
            return None
        later = max(opens, key=micros)
        assert micros(later) > micros(at), "a norm that holds back opens later"
        at = later
        holding = holds(replace(contact, at=at))
        if not holding:
            return at
    return None
