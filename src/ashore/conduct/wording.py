"""The wording check: threats, false authority, exposure and traps in the text of a contact.

`check_wording` reads one message (SMS, chat, letter, note of a call), names the phrases that are
worth a second look as they stand in the original, the norms they touch and the innocent reading,
and compares every claimed step with the stage of the case. A hit is a sign, not a verdict: the
judge of a contact weighs it with the lender, the role and the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from ashore.conduct.wording_guards import is_excused
from ashore.conduct.wording_links import Link, links_in
from ashore.conduct.wording_patterns import Pattern, Wording
from ashore.conduct.wording_spelling import Read, Span
from ashore.conduct.wording_stage import CaseStage, reached, stage_note
from ashore.words import Text

__all__ = ["STEP_CLAIM", "WordingContext", "WordingHit", "check_wording"]

STEP_CLAIM = "step_claim"
"""The category of possible steps: no violation, but to be checked."""

MOST = 20
"""Hits of one alternative in one text; more of the same phrase say nothing new."""

NOT_THIRD = frozenset({"", "debtor", "guarantor"})
_RANK = {"breach": 0, "warning": 1, "note": 2}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH = re.compile(r"[A-Za-z]{2}[ ,.']{1,3}[A-Za-z]{2}")
_WRITTEN = frozenset({"sms", "letter", "email"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingContext:
    """What is known of the contact the text belongs to; unknown is None or "".

    Attributes:
        role: whom it was sent to: debtor, guarantor, parent … ("" when not known).
        channel: sms, im, app, email, letter, call, robot_call or visit.
        direction: "out" from the lender, "in" from the person; what a person writes is not judged.
        case: the stage of the case, for the threat check.
        first_contact: whether it is the first contact of this sender.
        identified: whether the sender is known to have said who it is.
        jurisdiction: whose norms are named: "CN" or "US".
        known_domains: domains the user knows to be the lender's.
    """

    role: str = "debtor"
    channel: str = "sms"
    direction: str = "out"
    case: CaseStage = field(default_factory=CaseStage)
    first_contact: bool | None = None
    identified: bool | None = None
    jurisdiction: str = "CN"
    known_domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingHit:
    """One phrase that is worth a second look.

    Attributes:
        pattern: the pattern's id; "link.…" and "identity.absent" for what no pattern finds.
        category: see `data/wording/categories.toml`.
        phrase: as it stands in the original text; "" when something is missing.
        span: where, in characters of the original text.
        norms: ids of the norms it touches; which of them bind is decided by their scope.
        severity: breach, warning or note, if the phrase means what it seems to mean.
        confidence: A plain, B usual, C only a sign.
        innocent: how the same words can be harmless.
        stage_note: a claimed step against the stage of the case; None when no step is claimed.
        stage_norms: ids of the norms behind that note.
    """

    pattern: str
    category: str
    phrase: str
    span: Span
    norms: tuple[str, ...]
    severity: str
    confidence: str
    innocent: Text
    stage_note: Text | None = None
    stage_norms: tuple[str, ...] = ()


def check_wording(text: str, patterns: Wording, context: WordingContext) -> tuple[WordingHit, ...]:
    """Return the phrases of a text that are worth a second look, in the order of the text.

    Of phrases of one category that overlap the gravest, then the longest, is kept.

    Args:
        text: as it was sent, or the notes of a talk.
        patterns: from `ashore.files.wording.read_wording`.
        context: whom it was sent to, how, and how far the case is.
    """
    if context.direction == "in" or not text or text.isspace():
        return ()
    read = patterns.spelling.read(text)
    hits = [*_phrases(text, read, patterns, context), *_links(text, patterns, context)]
    found = {hit.category for hit in hits}
    absent = _no_identity(text, read, patterns, context, found)
    kept = [hit for hit in _kept(hits) if not _absorbed(hit, found)]
    return tuple(sorted([*kept, *absent], key=lambda hit: (hit.span, hit.category)))


def _phrases(
    text: str, read: Read, wording: Wording, context: WordingContext
) -> Iterator[WordingHit]:
    for lang in _languages(text):
        for pattern, alternative in wording.scans[lang].candidates(read.text):
            regex = alternative.regex
            if not regex.search(read.text) or not _applies(pattern, context):
                continue
            meant = (
                found.span()
                for found in regex.finditer(read.text)
                if not is_excused(read.text, found.span(), pattern, wording)
            )
            for span in islice(meant, MOST):
                hit = _hit(text, read.original(span), pattern, wording, context)
                yield _softened(hit, pattern, read.text[slice(*span)])


def _applies(pattern: Pattern, context: WordingContext) -> bool:
    if pattern.third and context.role in NOT_THIRD:
        return False
    return not pattern.channels or context.channel in pattern.channels


def _languages(text: str) -> Iterator[str]:
    if _CHINESE.search(text):
        yield "zh"
    if _ENGLISH.search(text):
        yield "en"


def _hit(
    text: str, span: Span, pattern: Pattern, wording: Wording, context: WordingContext
) -> WordingHit:
    category, severity = _weighed(pattern, context.case)
    step = pattern.step
    return WordingHit(
        pattern=pattern.id,
        category=category,
        phrase=text[span[0] : span[1]],
        span=span,
        norms=_norms(category, wording, context) + pattern.norms,
        severity=severity,
        confidence=pattern.confidence,
        innocent=pattern.innocent,
        stage_note=stage_note(step, context.case, wording) if step else None,
        stage_norms=wording.steps[step].norms if step else (),
    )


def _softened(hit: WordingHit, pattern: Pattern, phrase: str) -> WordingHit:
    """Return the hit, no breach when its words have an everyday meaning too."""
    plain = not pattern.plain or any(one.regex.search(phrase) for one in pattern.plain)
    return hit if plain or hit.severity != "breach" else replace(hit, severity="warning")


def _weighed(pattern: Pattern, case: CaseStage) -> tuple[str, str]:
    """Return category and severity: a step that is possible by now is a mere claim."""
    possible = bool(pattern.from_stage) and reached(case.stage, pattern.from_stage)
    if possible or (pattern.step == "criminal" and case.card):
        return STEP_CLAIM, "note"
    return pattern.category, pattern.severity


def _norms(category: str, wording: Wording, context: WordingContext) -> tuple[str, ...]:
    return wording.categories[category].norms.get(context.jurisdiction, ())


# ---------------------------------------------------------------- links


_LINK_SAYS = {
    "unknown": ("note", "C"),
    "hidden": ("note", "C"),
    "address": ("warning", "B"),
    "lookalike": ("warning", "B"),
}


def _links(text: str, wording: Wording, context: WordingContext) -> Iterator[WordingHit]:
    for link in links_in(text, wording.places, context.known_domains):
        if link.verdict == "known":
            continue
        severity, confidence = _LINK_SAYS[link.verdict]
        yield WordingHit(
            pattern=f"link.{link.verdict}",
            category="payment_route",
            phrase=text[link.span[0] : link.span[1]],
            span=link.span,
            norms=_norms("payment_route", wording, context),
            severity=severity,
            confidence=confidence,
            innocent=_innocent_link(link),
        )


def _innocent_link(link: Link) -> Text:
    if link.verdict == "hidden":
        return Text(
            "机构也用短链接，但看不出通向哪里；直接打开官方 App 更稳妥。",
            "Lenders use short links too, but one cannot see where they lead; opening the official "
            "app is safer.",
        )
    if link.verdict == "address":
        return Text(
            "可能是测试用的地址；正规还款页面不会只有一串数字。",
            "It may be a test address; a real payment page is not a bare number.",
        )
    if link.verdict == "lookalike":
        name = link.owner.name if link.owner else Text("别的机构", "somebody else")
        return Text(
            f"看起来像{name.zh}的域名，但不在其名下；也可能是合作方的页面，请向{name.zh}官方核实。",
            f"It looks like a domain of {name.en} but is not theirs; it may be a partner's page: "
            f"ask {name.en} through an official channel.",
        )
    return Text(
        "不在我们的名单上不等于是假的；可以在官方 App 里还款，不必点链接。",
        "Not being on our list does not make it false; pay in the official app and leave the link.",
    )


# ---------------------------------------------------------------- what is missing


def _no_identity(
    text: str, read: Read, wording: Wording, context: WordingContext, found: set[str]
) -> Iterable[WordingHit]:
    """Return a hit when a demand does not say who is behind it.

    A text message of a collector is taken as a demand whatever it says; a letter has to ask for
    something. What poses as an authority names somebody; an offer of "repair" demands nothing.
    """
    due = context.channel in _WRITTEN or context.first_contact is True
    if context.identified or not due or found & {"posing", "repair_scam", "no_identity"}:
        return ()
    for lang in _languages(text):
        if wording.presence["identity", lang].search(text if lang == "en" else read.text):
            return ()
    if not found:
        if not any(_languages(text)):
            return ()
        asks = context.channel == "sms" or _demands(text, read, wording)
        if not asks or _warns(text, read, wording):
            return ()
    return (
        WordingHit(
            pattern="identity.absent",
            category="no_identity",
            phrase="",
            span=(0, 0),
            norms=_norms("no_identity", wording, context),
            severity="warning",
            confidence="B",
            innocent=Text(
                "同一号码先前的消息里可能已经说明过是哪家机构。",
                "An earlier message from the same number may have said who it is.",
            ),
        ),
    )


def _demands(text: str, read: Read, wording: Wording) -> bool:
    """Return whether a text asks something about a debt."""
    return any(wording.presence["demand", lang].search(read.text) for lang in _languages(text))


def _warns(text: str, read: Read, wording: Wording) -> bool:
    """Return whether a text is a warning against fraud."""
    guards = (wording.guards[lang, "warned"].sentence for lang in _languages(text))
    return any(guard is not None and guard.search(read.text) for guard in guards)


def _absorbed(hit: WordingHit, found: set[str]) -> bool:
    """Return whether a graver reading of the same message already covers a hit.

    What a false authority announces is no possible step, a visit that comes with an invented step
    is part of it, and a promise to delete records belongs to an offer of "repair".
    """
    if hit.category == STEP_CLAIM:
        visit = hit.pattern.endswith(".claim.visit")
        return "posing" in found or (visit and "invented_step" in found)
    return hit.pattern == "zh.discount.delete" and "repair_scam" in found


def _kept(hits: Iterable[WordingHit]) -> list[WordingHit]:
    """Return the hits without those that a graver or longer one of the same category covers."""
    by_category: dict[str, list[WordingHit]] = {}
    for hit in hits:
        by_category.setdefault(hit.category, []).append(hit)
    kept: list[WordingHit] = []
    for group in by_category.values():
        group.sort(key=lambda hit: hit.span)
        last: WordingHit | None = None
        for hit in group:
            if last is not None and hit.span[0] < last.span[1]:
                last = min(last, hit, key=_weight)
                kept[-1] = last
            else:
                last = hit
                kept.append(hit)
    return kept


def _weight(hit: WordingHit) -> tuple[int, int, str]:
    return _RANK[hit.severity], hit.span[0] - hit.span[1], hit.pattern
