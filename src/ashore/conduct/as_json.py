"""Verdicts and decisions as plain values for JSON; the keys are the fixed interface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from ashore.conduct.few import few_line
from ashore.conduct.verdict import Decision, FewNorms, Level, NormFinding, Verdict

__all__ = ["decision_value", "finding_value", "totals_of", "verdict_value", "verdicts_value"]

Value = dict[str, object]


def finding_value(finding: NormFinding, lang: str) -> Value:
    """Return one finding.

    `verdict` is this norm's own; `severity` "note" marks a reminder that weighs nothing in the
    contact's verdict.
    """
    cite = finding.cite
    return {
        "norm": finding.norm,
        "title": finding.title.say(lang),
        "severity": finding.severity,
        "verdict": str(finding.level),
        "reason": finding.reason.say(lang),
        "do": finding.do.say(lang),
        "source": finding.source,
        "rank": cite.rank,
        "confidence": cite.confidence,
        "assumed": cite.assumed,
        "missing": list(finding.missing),
        "assumes": list(finding.assumes),
        "next_allowed": _instant(finding.next_allowed),
        "remaining": finding.remaining,
    }


def verdict_value(verdict: Verdict, lang: str) -> Value:
    """Return the verdict on one contact, its findings the gravest first."""
    return {
        "id": verdict.id,
        "verdict": str(verdict.level),
        "findings": [finding_value(each, lang) for each in verdict.findings],
        "passed": [each.norm for each in verdict.passed],
        "few_norms": few_value(verdict.few, lang),
    }


def few_value(few: FewNorms | None, lang: str) -> Value | None:
    """Return which norms bind this kind of lender where few do, with what that means; or None."""
    if few is None:
        return None
    return {
        "binding": [each.id for each in few.norms],
        "of": few.of,
        "say": few_line(few).say(lang),
    }


def verdicts_value(verdicts: Sequence[Verdict], lang: str, law_version: str) -> Value:
    """Return the verdicts on a log with how many contacts each norm speaks against."""
    levels = Counter(str(each.level) for each in verdicts)
    return {
        "contacts": [verdict_value(each, lang) for each in verdicts],
        "totals": {
            "verdicts": {str(level): levels[str(level)] for level in reversed(Level)},
            "norms": [
                {"norm": finding.norm, "title": finding.title.say(lang), "verdict": str(level),
                 "contacts": count}
                for finding, level, count in totals_of(verdicts)
            ],
        },
        "law_version": law_version,
    }  # fmt: skip


def decision_value(decision: Decision, lang: str) -> Value:
    """Return the gate's decision, what holds the contact back first."""
    return {
        "decision": decision.word,
        "until": _instant(decision.until),
        "reasons": [
            {**finding_value(each, lang), "holds": each.holds} for each in decision.reasons
        ],
        "by": decision.by or None,
        "missing": list(decision.missing),
        "remaining": dict(decision.remaining),
        "verdict": str(decision.level),
        "law_version": decision.law_version,
        "advice": decision.advice.say(lang),
        "few_norms": few_value(decision.few, lang),
    }


def totals_of(verdicts: Sequence[Verdict]) -> list[tuple[NormFinding, Level, int]]:
    """Return norm, verdict and number of contacts, breaches first, then the most frequent.

    Reminders are left out. The finding stands for its norm: title and citation.
    """
    counts: Counter[tuple[str, Level]] = Counter()
    sample: dict[tuple[str, Level], NormFinding] = {}
    for verdict in verdicts:
        for finding in verdict.findings:
            if finding.severity != "note":
                key = (finding.norm, finding.level)
                counts[key] += 1
                sample.setdefault(key, finding)
    grave = list(reversed(Level))
    keys = sorted(counts, key=lambda key: (grave.index(key[1]), -counts[key], key[0]))
    return [(sample[key], key[1], counts[key]) for key in keys]


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
