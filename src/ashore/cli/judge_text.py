"""The verdicts on a log in a terminal and as rows: calm, one contact after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ashore.conduct.as_json import totals_of
from ashore.conduct.few import few_together
from ashore.conduct.verdict import Level, NormFinding, Verdict
from ashore.facts import Contact
from ashore.files.choices import CHANNEL, ROLE
from ashore.report.names import CONFIDENCE, RANKS
from ashore.report.notice import DISCLAIMER
from ashore.report.paper import Paper
from ashore.report.verdicts import LEVELS, WORTH, by_reason, open_lines, weighty
from ashore.words import Text, how_many

__all__ = ["verdict_rows", "write_verdicts"]

_TONE = {Level.BREACH: "red", Level.WARNING: "amber", Level.UNKNOWN: "quiet", Level.OK: ""}
Found = Sequence[tuple[Contact, Verdict]]


def write_verdicts(found: Found, paper: Paper, version: str) -> str:
    """Return the verdict on each contact, the totals, and what an answer like this is worth."""
    levels = Counter(verdict.level for _, verdict in found)
    told = [(LEVELS[level], levels[level]) for level in reversed(Level) if levels[level]]
    paper.para(
        Text(
            f"共 {len(found)} 次联系：" + ",".join(f"{name.zh} {count}" for name, count in told),
            f"{how_many(len(found), 'contact')}: "
            + ", ".join(f"{count} {name.en}" for name, count in told),
        ),
        how="strong",
    )
    for contact, verdict in found:
        _contact(paper, contact, verdict)
    _totals(paper, [verdict for _, verdict in found])
    paper.blank()
    if _COULD_BE_TOLD & {
        name for _, one in found for each in one.findings for name in each.missing
    }:
        paper.para(_HOW_TO_TELL)
    few = few_together(verdict.few for _, verdict in found)
    if few is not None:
        paper.para(few)
    paper.para(WORTH)
    paper.para(DISCLAIMER)
    paper.para(Text(f"法规数据版本 {version}", f"law files, version {version}"))
    return paper.text()


_COULD_BE_TOLD = {"debtor_attempts", "earlier_contacts"}
_HOW_TO_TELL = Text(
    "记录一次不漏时，加上 --complete，或在案卷里写 log_complete = true；"
    "本人一直能接通时，写 person.reachable = true。",
    "Where the log leaves out no contact, add --complete, or log_complete = true in the case; "
    "where the debtor could be reached all along, person.reachable = true.",
)


def _contact(paper: Paper, contact: Contact, verdict: Verdict) -> None:
    paper.blank()
    level = LEVELS[verdict.level]
    head = Text(f"{level.zh}  {_line(contact, 'zh')}", f"{level.en}  {_line(contact, 'en')}")
    paper.para(head, how=_TONE[verdict.level])
    told = weighty(verdict)
    for group in by_reason(each for each in told if "lender_type" not in each.missing):
        _group(paper, group)
    for line in open_lines(verdict):
        paper.para(line, indent=2, how="quiet")
    if verdict.passed:
        zh = "；".join(f"{each.title.zh}（{each.norm}）" for each in verdict.passed)
        en = "; ".join(f"{each.title.en} ({each.norm})" for each in verdict.passed)
        paper.para(Text(f"已核对：{zh}", f"checked: {en}"), indent=2, how="quiet")


def _group(paper: Paper, group: list[NormFinding]) -> None:
    first = group[0]
    level = LEVELS[first.level]
    paper.para(Text(f"[{level.zh}] {first.reason.zh}", f"[{level.en}] {first.reason.en}"), indent=2)
    for finding in group:
        paper.para(_source(finding), indent=4, how="quiet")
    if first.do.zh:
        paper.para(Text(f"可以做：{first.do.zh}", f"to do: {first.do.en}"), indent=4)


def _source(finding: NormFinding) -> Text:
    """Return the norm with its document, rank and confidence."""
    cite = finding.cite
    rank, sure = RANKS[cite.rank], CONFIDENCE[cite.confidence]
    later = Text("；该日之后未再核对，按没有变处理", "; not checked since, taken to be unchanged")
    assumed = later if cite.assumed else Text("", "")
    return Text(
        f"· {finding.title.zh}。{finding.source}（{rank.zh}；{sure.zh}{assumed.zh}）",
        f"- {finding.title.en}. {finding.source} ({rank.en}; {sure.en}{assumed.en})",
    )


def _totals(paper: Paper, verdicts: Sequence[Verdict]) -> None:
    totals = totals_of(verdicts)
    if not totals:
        return
    paper.label(Text("按规定汇总", "By norm"))
    for finding, level, count in totals:
        name = LEVELS[level]
        paper.figure(
            str(count),
            Text(
                f"{name.zh}：{finding.title.zh}",
                f"{name.en}: {finding.title.en}",
            ),
        )


def _line(contact: Contact, lang: str) -> str:
    """Return when, how and who, in one line."""
    unknown = Text("不知道", "not known")
    channel = CHANNEL.get(contact.channel, unknown).say(lang)
    role = ROLE.get(contact.role, unknown).say(lang)
    who = f"{role} {contact.person}".rstrip() if contact.person not in {"", role} else role
    arrow = "←" if contact.direction == "in" else "→"
    return f"{contact.at:%Y-%m-%d %H:%M:%S}  {channel} {arrow} {who}  ({contact.id})"


def verdict_rows(found: Found, lang: str) -> list[list[str]]:
    """Return one row per finding, and one for a contact without any."""
    rows = [list(_COLUMNS)]
    for contact, verdict in found:
        head = [verdict.id, contact.at.isoformat(), str(verdict.level)]
        rows += [[*head, *_cells(each, lang)] for each in verdict.findings]
        if not verdict.findings:
            rows.append([*head, *[""] * (len(_COLUMNS) - len(head))])
    return rows


_COLUMNS = (
    "id", "at", "verdict", "norm", "title", "severity", "finding", "reason", "source", "rank",
    "confidence", "assumed", "do",
)  # fmt: skip


def _cells(finding: NormFinding, lang: str) -> list[str]:
    return [
        finding.norm,
        finding.title.say(lang),
        finding.severity,
        str(finding.level),
        finding.reason.say(lang),
        finding.source,
        finding.cite.rank,
        finding.confidence,
        "yes" if finding.cite.assumed else "no",
        finding.do.say(lang),
    ]
