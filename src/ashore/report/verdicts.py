"""Verdicts on contacts in words: what each level is called, what says the same put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ashore.conduct.few import few_line
from ashore.conduct.verdict import Level, NormFinding, Verdict
from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.files.choices import CHANNEL, ROLE
from ashore.report.blocks import Block, Item, Para
from ashore.report.names import CONFIDENCE
from ashore.words import Text

__all__ = [
    "LEVELS", "MISSING", "WORTH", "DayOfContacts", "by_day", "by_reason", "contact_line",
    "counted", "open_lines", "verdict_blocks", "weighty",
]  # fmt: skip

LEVELS: Mapping[Level, Text] = MappingProxyType(
    {
        Level.BREACH: Text("不合规", "not allowed"),
        Level.WARNING: Text("值得核实", "worth checking"),
        Level.UNKNOWN: Text("判断不了", "cannot be told"),
        Level.OK: Text("未发现问题", "no fault found"),
    }
)
WORTH = Text(
    "“未发现问题”只说明：按收录的规定和现有记录，没有看到违反；不证明这次联系合法。"
    "自律规范和国家标准被违反，可以投诉，不等于违法。",
    "“No fault found” only says that the norms on file and the record show none; it does not prove "
    "that the contact was lawful. A breach of self-regulation or of a standard supports a "
    "complaint; by itself it is not a breach of law.",
)
"""What a verdict is worth; stands under every list of them."""

MISSING: Mapping[str, Text] = MappingProxyType(
    {
        "agreement.kept": Text("协议是否按约履行", "whether the plan is being kept"),
        "channel": Text("联系方式", "the channel"),
        "debtor": Text("是哪位借款人", "who the debtor is"),
        "debtor_attempts": Text("之前联系本人的记录", "earlier attempts to reach the debtor"),
        "disclosed": Text("透露了什么", "what was disclosed"),
        "earlier_contacts": Text("先前的联系", "earlier contacts"),
        "entered": Text("有没有未经同意进入", "whether they came in without consent"),
        "identified": Text("是否说明代表哪家机构", "whether the institution was named"),
        "lender": Text("出借机构", "the lender"),
        "lender_type": Text("出借机构的类型", "the kind of lender"),
        "liable": Text("这个人要不要还这笔债", "whether this person owes the debt"),
        "organisation": Text("由谁来联系", "who makes contact"),
        "outcome": Text("联系的结果", "what came of it"),
        "person": Text("联系的是谁", "who was contacted"),
        "purpose": Text("联系的目的", "what it is for"),
        "recorded": Text("是否录音录像", "whether it is recorded"),
        "role": Text("与借款人的关系", "the person's relation to the debtor"),
        "staff": Text("上门的人数", "how many come"),
        "work_banned": Text("单位是否禁止", "whether the employer forbids it"),
        "zone": Text("消费者的时区", "the consumer's time zone"),
    }
)
"""The facts a finding may lack, as a person calls them."""

UNKNOWN = Text("不清楚", "not known")


def by_reason(findings: Iterable[NormFinding]) -> list[list[NormFinding]]:
    """Return findings that say the same together, in the order of the first of each."""
    groups: dict[tuple[str, Level], list[NormFinding]] = {}
    for finding in findings:
        groups.setdefault((finding.reason.zh, finding.level), []).append(finding)
    return list(groups.values())


def weighty(verdict: Verdict) -> tuple[NormFinding, ...]:
    """Return the findings that are more than a reminder."""
    return tuple(each for each in verdict.findings if each.severity != "note")


def contact_line(contact: Contact) -> Text:
    """Return in one line by whom, how and to whom."""
    channel = CHANNEL.get(contact.channel, UNKNOWN)
    role = ROLE.get(contact.role, UNKNOWN)
    who = f" {contact.person}" if contact.person not in {"", role.zh} else ""
    by = contact.organisation or contact.lender
    zh, en = f"{channel.zh} → {role.zh}{who}", f"{channel.en} → {role.en}{who}"
    if contact.direction == "in":
        zh, en = f"{channel.zh} ← {role.zh}{who}", f"{channel.en} ← {role.en}{who}"
    return Text(f"{by} · {zh}", f"{by} · {en}") if by else Text(zh, en)


# -- one verdict ----------------------------------------------------------------------------------


def verdict_blocks(verdict: Verdict) -> tuple[Block, ...]:
    """Return why a contact is judged so: each reason with its norms, and what to do next."""
    found = weighty(verdict)
    told = by_reason(each for each in found if "lender_type" not in each.missing)
    sure = sorted({each.confidence for group in told for each in group})
    return (
        *([Para(few_line(verdict.few))] if verdict.few else []),
        *map(_item, told),
        *(Para(line, "quiet") for line in open_lines(verdict)),
        *(Para(CONFIDENCE[mark], "quiet") for mark in sure),
    )


def open_lines(verdict: Verdict) -> tuple[Text, ...]:
    """Return what was taken for granted, what is missing, and what could be noted besides."""
    found = weighty(verdict)
    lines = [_ASSUMED] if any(each.assumes for each in found) else []
    open_ones = [each for each in found if "lender_type" in each.missing]
    if open_ones:
        lines.append(_joined(_DEPENDS, (each.title for each in open_ones)))
    reminders = [each for each in verdict.findings if each.severity == "note" and each.missing]
    if reminders:
        lines.append(_joined(_ADD, {each.do.zh: each.do for each in reminders}.values()))
    return tuple(lines)


def _item(group: Sequence[NormFinding]) -> Item:
    first = group[0]
    level = LEVELS[first.level]
    do = first.do
    return Item(
        title=Text(f"{level.zh}：{first.reason.zh}", f"{level.en}: {first.reason.en}"),
        brief=(*((Text(f"可以做：{do.zh}", f"To do: {do.en}"),) if do.zh else ()), _basis(group)),
        lines=tuple(each.title for each in group),
        cites=tuple(each.cite for each in group),
    )


def _basis(group: Sequence[NormFinding]) -> Text:
    """Return article and confidence of each norm, in one line."""
    named = dict.fromkeys((each.source, each.confidence) for each in group)
    zh = "；".join(f"{source}（{sure}）" for source, sure in named)
    en = "; ".join(f"{source} ({sure})" for source, sure in named)
    return Text(f"依据：{zh}", f"Basis: {en}")


def _joined(head: Text, said: Iterable[Text]) -> Text:
    given = tuple(said)
    return Text(
        head.zh + "；".join(each.zh for each in given),
        head.en + "; ".join(each.en for each in given),
    )


_ASSUMED = Text(
    "没有写出借机构的类型，上面按持牌机构的网络消费贷款看",
    "kind of lender not told: taken as a licensed lender's online consumer loan",
)
_DEPENDS = Text("写上出借机构的类型才能判断：", "depends on the kind of lender: ")
_ADD = Text("可以补记：", "could be added: ")


# -- a log by day ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DayOfContacts:
    """The contacts of one day in China, the latest first, each with its verdict.

    `counts` says how many there are of each level, the gravest first; zeros are left out.
    """

    day: date
    rows: tuple[tuple[Contact, Verdict], ...]
    counts: tuple[tuple[Level, int], ...]


def by_day(found: Iterable[tuple[Contact, Verdict]]) -> tuple[DayOfContacts, ...]:
    """Return a log as days, the latest first."""
    days: dict[date, list[tuple[Contact, Verdict]]] = {}
    for pair in sorted(found, key=lambda pair: (pair[0].at, pair[0].id), reverse=True):
        days.setdefault(pair[0].at.astimezone(SHANGHAI).date(), []).append(pair)
    return tuple(
        DayOfContacts(day, tuple(rows), counted(verdict.level for _, verdict in rows))
        for day, rows in days.items()
    )


def counted(levels: Iterable[Level]) -> tuple[tuple[Level, int], ...]:
    """Return how many there are of each level, the gravest first."""
    given = list(levels)
    return tuple((level, given.count(level)) for level in reversed(Level) if level in given)
