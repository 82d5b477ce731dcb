"""What an audit found, as plain values: each check, the sums, what was not checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ashore import __version__
from ashore.audit.run import Found, Question
from ashore.audit.says import OTHER, SAYS
from ashore.audit.stake import Stake, stakes_of
from ashore.conduct.clock import instant
from ashore.conduct.situation import Situation
from ashore.days import SHANGHAI
from ashore.law.norm import Norm
from ashore.words import Text

__all__ = ["ADVICE", "identity", "summary"]

_LEVELS = ("ok", "unknown", "warning", "breach")
_SINGLE = frozenset({"plan", "wish", "state", "workplace"})
_TEXT = frozenset({"wording", "must_say"})
_MOST_ACTORS = 50

ADVICE = Text(
    "发现只说明哪些记录值得看，不是定论：每一项都列出可能的善意解释，请先看样本再下结论。",
    "A finding says where to look and proves nothing: each lists an innocent explanation. Read the "
    "sample before you conclude.",
)
_WORTH = Text(
    "没有发现的记录，只是按收录的规定没有看到违反，不证明合法；个人和民间出借方只受少数收录的规定"
    "约束，时段、次数等没有用来判断。",
    "Where nothing was found, the norms on file show no fault; that does not prove the contact "
    "lawful. Private lenders are bound by few of these norms: those on hours and counts were not "
    "applied to them.",
)


def _joined(first: Text, second: Text) -> Text:
    return Text(first.zh + second.zh, f"{first.en} {second.en}")


def identity(question: Question, hashes: Sequence[str], seed: int, size: int) -> dict[str, Any]:
    """Return what makes an audit the same audit: inputs, law, settings, software."""
    situation = question.situation
    return {
        "ashore": __version__,
        "law": question.law.version,
        "inputs": [
            {"name": each.name, "rows": each.rows, "octets": each.octets, "sha256": digest}
            for each, digest in zip(question.inputs.files, hashes, strict=True)
        ],
        "account": question.inputs.columns["account"],
        "lender": question.lender,
        "situation": _plain(situation),
        "set_aside": question.set_aside,
        "seed": seed,
        "sample": size,
    }


def _plain(situation: Situation) -> dict[str, Any]:
    names = (
        "jurisdiction", "region", "lender_type", "zones", "complete", "reachable", "guarantee",
        "agencies", "told_agencies", "liable", "not_liable",
    )  # fmt: skip
    values = {name: getattr(situation, name) for name in names}
    return {key: list(each) if isinstance(each, tuple) else each for key, each in values.items()}


def summary(
    question: Question,
    found: Found,
    sample: tuple[Mapping[str, list[dict[str, Any]]], Mapping[str, int]],
    lang: str,
) -> dict[str, Any]:
    """Return the whole result but for the single contacts, ready for JSON."""
    verdicts = dict(zip(_LEVELS, found.tally.verdicts.tolist(), strict=True))
    skipped = _skipped(question, found)
    stakes = stakes_of(question.inputs, found)
    return {
        "what": "contacts",
        "advice": _joined(ADVICE, _WORTH).say(lang),
        "rows": question.inputs.rows,
        "judged": found.tally.asked,
        "verdicts": verdicts,
        "bad_rows": dict(sorted(found.bad.items())),
        "accounts_by_reference": found.by_reference,
        "not_checked": skipped,
        "crashed": found.crashed,
        "sample": dict(sample[1]),
        "checks": [
            _check((found, place, stakes[place]), sample[0].get(name, []), lang)
            for place, name in enumerate(found.checks.norms)
            if name not in skipped
            and name not in found.crashed
            and (name in found.checks.pack.plain or found.tally.hits[place].any())
            and question.law.norm(name).kind != "retention"
        ],
    }


def _skipped(question: Question, found: Found) -> dict[str, str]:
    """Return the norms that could not be asked, each with what is missing."""
    situation, skipped = question.situation, {}
    for place, name in enumerate(found.checks.norms):
        kind = question.law.norm(name).kind
        if found.tally.hits[place].any() or name not in found.checks.pack.plain:
            continue
        if kind in _TEXT and "text" not in question.inputs.columns:
            skipped[name] = "text"
        elif kind == "wording" and question.wording is None:
            skipped[name] = "wording"
        elif kind in _SINGLE and not question.situations:
            skipped[name] = "facts of single debtors"
        elif kind == "authority" and situation.agencies is situation.told_agencies is None:
            skipped[name] = "list of agencies"
    return skipped


def _check(
    what: tuple[Found, int, Stake], sample: list[dict[str, Any]], lang: str
) -> dict[str, Any]:
    found, place, stake = what
    name = found.checks.norms[place]
    norm = found.checks.law.norm(name)
    says = SAYS.get(norm.kind, OTHER)
    tally = found.tally
    hits = tally.hits[place].tolist()
    actors = zip(found.actors, tally.by_actor[place].tolist(), strict=True)
    most = sorted(((count, actor) for actor, count in actors if count), key=_largest_first)
    return {
        "id": name,
        "title": norm.title.say(lang),
        "kind": norm.kind,
        "tests": norm.means.say(lang),
        "fields": list(says.fields),
        "harm": says.harm.say(lang),
        "innocent": says.innocent.say(lang),
        "severity": norm.severity,
        "versions": [_version(norm, each) for each in range(len(norm.versions))],
        "breaches": hits[3],
        "warnings": hits[2],
        "unknown": hits[1],
        "reminders": sum(hits[4:]),
        "accounts": int(tally.accounts[place]),
        "people": int(tally.people[place]),
        "at_stake": stake.money,
        "accounts_without_sum": stake.without,
        "first": _when(int(tally.first[place]), hits),
        "last": _when(int(tally.last[place]), hits),
        "by_organisation": {actor: count for count, actor in most[:_MOST_ACTORS]},
        "organisations": len(most),
        **_agents(stake),
        "sample": sample,
    }


def _agents(stake: Stake) -> dict[str, Any]:
    if stake.by_agent is None:
        return {"by_agent": None, "agents": None}
    most = sorted(((count, name) for name, count in stake.by_agent.items()), key=_largest_first)
    return {"by_agent": {name: count for count, name in most[:_MOST_ACTORS]}, "agents": len(most)}


def _largest_first(pair: tuple[int, str]) -> tuple[int, str]:
    return -pair[0], pair[1]


def _version(norm: Norm, place: int) -> dict[str, str]:
    version = norm.versions[place]
    return {
        "from": version.from_on.isoformat(),
        "source": f"{version.source} {version.article}".strip(),
        "confidence": version.confidence,
    }


def _when(at: int, hits: Sequence[int]) -> str | None:
    if not hits[2] + hits[3]:
        return None
    return instant(at).astimezone(SHANGHAI).isoformat()
