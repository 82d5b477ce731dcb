"""Was a contact allowed? Every norm that binds it is asked; what is not "ok" is a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ashore.conduct.ask import Ask, WordingCheck, make_ask
from ashore.conduct.few import few_norms
from ashore.conduct.history import History, key_of
from ashore.conduct.pack import Bound, Pack, Rule, pack_of
from ashore.conduct.situation import Situation
from ashore.conduct.verdict import OK, Level, NormFinding, Outcome, Verdict, ok_with, worst
from ashore.facts import Contact
from ashore.law.exceptions import decide as decide_exception
from ashore.law.norm import Law, Norm
from ashore.words import Text

__all__ = [
    "Situations",
    "ask_norms",
    "finding_of",
    "judge",
    "judge_log",
    "situation_of",
    "verdict_of",
]

Situations = Situation | Mapping[str, Situation]
"""One situation for all contacts, or one per loan id; "" is for contacts that name no loan."""


def judge(
    contact: Contact,
    history: History,
    situation: Situation,
    law: Law,
    wording: WordingCheck | None = None,
) -> Verdict:
    """Return the verdict on one contact.

    Args:
        contact: what happened.
        history: what is on record; only what stands before the contact counts (see `History`).
        situation: everything else a norm may ask.
        law: the norms.
        wording: checks the contact's text; without it no norm on wording is asked.

    Raises:
        LawConflict: two exceptions to a norm apply at once.
    """
    return _judged(make_ask(contact, history, situation, wording), law)


def judge_log(
    contacts: Iterable[Contact],
    situations: Situations,
    law: Law,
    wording: WordingCheck | None = None,
    *,
    every: bool = False,
) -> tuple[Verdict, ...]:
    """Return the verdict on every contact of a log, in the order given.

    Each contact is judged by what came before it in time, whatever the order in the log; at the
    same instant the order of the ids decides. `every` keeps the norms that found nothing as well
    (`Verdict.passed`).

    Raises:
        LawConflict: two exceptions to a norm apply at once.
    """
    given = list(contacts)
    history = History()
    found: dict[int, Verdict] = {}
    for place in sorted(range(len(given)), key=lambda at: key_of(given[at])):
        contact = given[place]
        situation = situation_of(situations, contact)
        ask = make_ask(contact, history, situation, wording)
        found[place] = _judged(ask, law, every=every)
        history.add(contact, situation.debtor)
    return tuple(found[place] for place in range(len(given)))


def _judged(ask: Ask, law: Law, *, every: bool = False) -> Verdict:
    if ask.contact.direction != "out":
        return Verdict(id=ask.contact.id, level=Level.OK)
    verdict = verdict_of(ask.contact.id, ask_norms(ask, law, every=every), every=every)
    pack, day = pack_of(law, ask.situation.jurisdiction), ask.local[0].date()
    few = few_norms(pack, ask.contact, ask.situation, day)
    return verdict if few is None else replace(verdict, few=few)


def situation_of(situations: Situations, contact: Contact) -> Situation:
    """Return the situation a contact is judged in."""
    if isinstance(situations, Situation):
        return situations
    return situations.get(contact.loan) or situations.get("") or Situation()


def verdict_of(name: str, findings: Sequence[NormFinding], *, every: bool = False) -> Verdict:
    """Return the verdict that a contact's findings make; `every` keeps those that are "ok"."""
    bad = [each for each in findings if each.level is not Level.OK]
    return Verdict(
        id=name,
        level=worst(each.level for each in bad if each.severity != "note"),
        findings=tuple(sorted(bad, key=_gravest_first)),
        passed=tuple(each for each in findings if every and each.level is Level.OK),
    )


_RANK = {Level.BREACH: 0, Level.WARNING: 1, Level.UNKNOWN: 2, Level.OK: 3}


def _gravest_first(finding: NormFinding) -> tuple[bool, int]:
    return finding.severity == "note", _RANK[finding.level]


def ask_norms(ask: Ask, law: Law, *, every: bool = False) -> tuple[NormFinding, ...]:
    """Return what the norms that bind the contact say, in the order of the files.

    An "ok" is left out unless it counts what remains, or `every` asks for all.
    """
    pack = pack_of(law, ask.situation.jurisdiction)
    day = ask.local[0].date()
    found = []
    texts = ask.phrases is not None
    for bound in pack.bound(ask.contact, ask.situation, day, texts=texts):
        rule = bound.rule
        if rule.exceptions:
            rule = _answering(rule, pack, ask, day)
        outcome = rule.kind.evaluate(rule.given, ask)
        if outcome is None or (outcome is OK and not every):
            continue
        is_kept = outcome.remaining is not None and outcome is ok_with(outcome.remaining)
        found.append((_kept if is_kept else finding_of)(bound, rule, outcome, day))
    return tuple(found)


def _kept(bound: Bound, rule: Rule, outcome: Outcome, day: date) -> NormFinding:
    """Return the finding of a limit that is kept: the same for as many as are left."""
    past = day > rule.norm.answers_until
    key = (outcome.remaining, bound.confidence, bound.assumed, past)
    found = rule.kept.get(key)
    if found is None:
        found = rule.kept[key] = finding_of(bound, rule, outcome, day)
    return found


def _answering(rule: Rule, pack: Pack, ask: Ask, day: date) -> Rule:
    """Return the rule itself, or the exception that answers in its place."""

    def met(norm: Norm) -> bool:
        found = pack.rule(norm.id, day)
        return found is not None and _is_met(found, ask)

    for each in rule.exceptions:
        if _is_met(each, ask):
            break
    else:
        return rule
    norm = decide_exception(pack.law, rule.norm.id, day, met)
    found = pack.rule(norm.id, day)
    assert found is not None, f"{norm.id} answers on {day} but is not in the pack"
    return found


def _is_met(rule: Rule, ask: Ask) -> bool:
    applies = rule.kind.applies
    return applies is not None and applies(rule.given, ask)


_WHETHER_LIABLE = Text(
    "看这笔债是不是夫妻共同签字或事后认可、用于家庭日常生活，或能证明用于共同生活、经营（民法典第1064条）；"
    "查清后在这条记录里写明要不要还",
    "see whether both signed or agreed to it later, whether it met the daily needs of the "
    "household, or is proved to have served the family or a joint business (Civil Code article "
    "1064); then note in the record whether this person owes it",
)


def finding_of(bound: Bound, rule: Rule, outcome: Outcome, day: date) -> NormFinding:
    """Return what a rule says of a contact: its evaluator's outcome under the norm's name.

    Doubts about whether the rule binds, its severity and its confidence decide the level.
    """
    norm = rule.norm
    severity = "note" if outcome.reminder else norm.severity
    confidence = bound.confidence or outcome.confidence
    cite = rule.cite(day, confidence)
    level, missing, reason, do = outcome.level, outcome.missing, outcome.reason, outcome.do
    if level is Level.BREACH and (cite.confidence == "C" or norm.severity != "breach"):
        level = Level.WARNING
    if bound.doubts and level is not Level.OK and severity != "note":
        level, missing = Level.UNKNOWN, tuple(dict.fromkeys((*missing, *bound.doubts)))
        if "liable" in bound.doubts:
            reason = Text(
                f"如果这位配偶不用还这笔债：{reason.zh}",
                f"if this spouse does not owe the debt: {reason.en}",
            )
            do = _WHETHER_LIABLE
        else:
            reason = Text(f"如果适用：{reason.zh}", f"if it applies: {reason.en}")
    weighs = severity != "note" and level is not Level.OK
    return NormFinding(
        norm=norm.id,
        title=norm.title,
        kind=norm.kind,
        severity=severity,
        level=level,
        cite=cite,
        reason=reason,
        do=do,
        next_allowed=outcome.next_allowed,
        remaining=outcome.remaining,
        missing=missing,
        assumes=("lender_type",) if bound.assumed else (),
        holds=weighs and (outcome.holds or level is not Level.WARNING or cite.confidence != "C"),
    )
