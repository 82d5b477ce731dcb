"""The evidence book: a chronology with numbered entries, exhibits with hashes, breaches by norm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ashore.conduct.few import few_together
from ashore.conduct.verdict import Level, NormFinding, Verdict
from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.files.choices import CHANNEL, OUTCOME, ROLE
from ashore.files.exhibits import Exhibit
from ashore.report.frame import framed
from ashore.report.markup import Column, Tongue, escape, named
from ashore.report.masking import masked_text
from ashore.report.names import CONFIDENCE, RANKS
from ashore.report.notice import DISCLAIMER
from ashore.report.verdicts import LEVELS, WORTH
from ashore.words import Text, how_many

__all__ = ["Book", "evidence_html", "evidence_parts", "law_line", "span"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What an evidence book is made of; contacts and verdicts in the same order, oldest first.

    `letters` stand for the names of third persons, in what a verdict repeats of a text.
    """

    title: str
    contacts: tuple[Contact, ...]
    verdicts: tuple[Verdict, ...]
    exhibits: tuple[Exhibit, ...]
    law_version: str
    masked: bool
    letters: Mapping[str, str] = field(default_factory=dict)


def evidence_html(book: Book, lang: str) -> str:
    """Return the book as one page that stands alone and prints well."""
    tongue = Tongue(lang)
    title = book.title or tongue.raw(Text("证据册", "Evidence book"))
    body = [
        f"<header><h1>{named(title)}</h1>{tongue.para(span(book), 'quiet')}</header>",
        "<main>",
        *evidence_parts(book, tongue),
        "</main>",
        f"<footer>{tongue.para(DISCLAIMER)}{tongue.para(law_line(book), 'quiet')}</footer>",
    ]
    return framed(lang, title, body)


def evidence_parts(book: Book, tongue: Tongue) -> tuple[str, ...]:
    """Return the parts of the book as HTML: chronology, norms, exhibits, how far it goes."""
    return (
        _chronology(tongue, book),
        _norms(tongue, book),
        _exhibits(tongue, book),
        _how_far(tongue, book),
    )


def law_line(book: Book) -> Text:
    """Return which state of the law files the verdicts rest on."""
    version = book.law_version
    return Text(f"法规数据版本 {version}", f"law files, version {version}")


def span(book: Book) -> Text:
    """Return from when to when the book goes, and how much is in it."""
    if not book.contacts:
        return Text("没有联系记录", "no contact on record")
    first, last = (
        one.at.astimezone(SHANGHAI).date() for one in (book.contacts[0], book.contacts[-1])
    )
    count, exhibits = len(book.contacts), len(book.exhibits)
    return Text(
        f"{first} 至 {last}，共 {count} 次联系，{exhibits} 件附件",
        f"{first} to {last}, {how_many(count, 'contact')}, {how_many(exhibits, 'exhibit')}",
    )


# -- breaches by norm -----------------------------------------------------------------------------


def _norms(tongue: Tongue, book: Book) -> str:
    groups: dict[str, list[tuple[int, NormFinding]]] = {}
    for number, verdict in enumerate(book.verdicts, start=1):
        for finding in verdict.findings:
            if finding.severity != "note" and finding.level in {Level.BREACH, Level.WARNING}:
                groups.setdefault(finding.norm, []).append((number, finding))
    if not groups:
        return ""
    order = sorted(groups.values(), key=lambda group: (_weight(group), group[0][0]))
    rows = [_norm_row(tongue, group) for group in order]
    columns = (
        Column(Text("规定", "norm")),
        Column(Text("结论", "finding")),
        Column(Text("第几次联系", "entries")),
    )
    return "<section>" + tongue.table(Text("按规定归类", "By norm"), columns, rows) + "</section>"


def _weight(group: Sequence[tuple[int, NormFinding]]) -> int:
    return 0 if any(finding.level is Level.BREACH for _, finding in group) else 1


def _norm_row(tongue: Tongue, group: Sequence[tuple[int, NormFinding]]) -> tuple[str, str, str]:
    finding = group[0][1]
    level = LEVELS[Level.BREACH if _weight(group) == 0 else Level.WARNING]
    links = ", ".join(f'<a href="#e{number}">{number}</a>' for number, _ in group)
    rank = RANKS.get(finding.cite.rank)
    about = tongue.say(rank) if rank is not None else escape(finding.cite.rank)
    sure = tongue.say(CONFIDENCE[finding.confidence])
    basis = f"{escape(finding.source)} · {about} · {sure}"
    return (
        f"{tongue.say(finding.title)}<br><small>{basis}</small>",
        f'<span class="m">{tongue.say(level)}</span>',
        links,
    )


# -- chronology -----------------------------------------------------------------------------------


def _chronology(tongue: Tongue, book: Book) -> str:
    columns = (
        Column(Text("编号", "no.")),
        Column(Text("时间", "time")),
        Column(Text("经过", "what happened")),
        Column(Text("结论", "finding")),
    )
    rows: list[Sequence[str]] = []
    pairs = zip(book.contacts, book.verdicts, strict=True)
    for number, (contact, verdict) in enumerate(pairs, start=1):
        rows.append(_entry(tongue, number, contact, verdict, book))
    return "<section>" + tongue.table(Text("时间线", "Chronology"), columns, rows) + "</section>"


def _entry(
    tongue: Tongue,
    number: int,
    contact: Contact,
    verdict: Verdict,
    book: Book,
) -> tuple[str, str, str, str]:
    at = contact.at.astimezone(SHANGHAI)
    mine = [one for one in book.exhibits if one.contact == contact.id and contact.id]
    parts = [_what(tongue, contact)]
    if contact.text:
        parts.append(f"<br>“{named(contact.text)}”")
    if mine:
        listed = ", ".join(f'<a href="#x{one.number}">{one.number}</a>' for one in mine)
        parts.append(f"<br><small>{tongue.say(Text('附件', 'exhibits'))} {listed}</small>")
    return (
        f'<span id="e{number}">{number}</span>',
        f'<span class="m">{at:%Y-%m-%d}</span> <span class="m">{at:%H:%M:%S}</span>',
        "".join(parts),
        _told(tongue, verdict, book),
    )


def _what(tongue: Tongue, contact: Contact) -> str:
    unknown = Text("不清楚", "unknown")
    channel = CHANNEL.get(contact.channel, unknown)
    role = ROLE.get(contact.role, unknown)
    who = f" {named(contact.person)}" if contact.person else ""
    by = named(contact.organisation or contact.lender or tongue.raw(unknown))
    arrow = "→" if contact.direction == "out" else "←"
    came = OUTCOME.get(contact.outcome)
    end = f", {tongue.say(came)}" if came is not None else ""
    return f"{by} {arrow} {tongue.say(role)}{who} · {tongue.say(channel)}{end}"


def _safe(text: Text, book: Book) -> Text:
    """Return words of a verdict, which may repeat a text, as the book may show them."""
    if not book.masked:
        return text
    return Text(masked_text(text.zh, book.letters), masked_text(text.en, book.letters))


def _told(tongue: Tongue, verdict: Verdict, book: Book) -> str:
    weighty = [one for one in verdict.findings if one.severity != "note"]
    reasons = list(
        dict.fromkeys(
            tongue.say(_safe(one.reason, book))
            for one in weighty
            if one.level in {Level.BREACH, Level.WARNING} and one.reason.zh
        )
    )
    level = tongue.say(LEVELS[verdict.level])
    tone = ' class="red"' if verdict.level is Level.BREACH else ""
    lines = "".join(f"<li>{reason}</li>" for reason in reasons)
    return f'<span class="m"><span{tone}>{level}</span></span>' + (
        f"<ul>{lines}</ul>" if lines else ""
    )


# -- exhibits and limits --------------------------------------------------------------------------


def _exhibits(tongue: Tongue, book: Book) -> str:
    if not book.exhibits:
        return ""
    columns = (
        Column(Text("附件", "exhibit")),
        Column(Text("文件", "file")),
        Column(Text("字节", "bytes"), figure=True),
        Column(Text("SHA-256", "SHA-256")),
    )
    rows = [
        (
            f'<span id="x{one.number}">{one.number}</span>',
            named(one.name),
            f"{one.size:,}",
            f'<code class="hash">{one.sha256}</code>',
        )
        for one in book.exhibits
    ]
    table = tongue.table(Text("附件清单", "Exhibits"), columns, rows)
    return f"<section>{table}{tongue.para(_HASHES, 'quiet')}</section>"


def _how_far(tongue: Tongue, book: Book) -> str:
    return "<section>" + "".join(tongue.para(one, "quiet") for one in _limits(book)) + "</section>"


def _limits(book: Book) -> list[Text]:
    few = few_together(verdict.few for verdict in book.verdicts)
    told = [_RECORD, *([few] if few else [])]
    if book.masked:
        told.append(_MASKED)
    return told


_HASHES = Text(
    "每个文件的哈希值写在这里：文件改动一个字节，哈希就对不上。原件请另外保存，不要改名、不要裁剪。",
    "The hash of each file stands here: change one byte and it no longer matches. Keep the "
    "originals apart, neither renamed nor cropped.",
)
_RECORD = Text(f"这本册子只照记录写。{WORTH.zh}", f"This book follows the record only. {WORTH.en}")
_MASKED = Text(
    "本人以外的人已用字母代替，长号码已打星；写在备注和文件名里的其他名字请交出去之前自己再看一遍。",
    "Other persons are shown as letters and long numbers starred; other names in notes and "
    "file names should be looked over before the book is handed on.",
)
