"""An audit of contacts as one page that stands alone: sums, charts, each check with both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from ashore.audit.reasons import reasons_told
from ashore.money import show
from ashore.report.frame import framed
from ashore.report.markup import Column, Tongue, escape, named
from ashore.report.svg import Bar, cost_bars
from ashore.report.verdicts import LEVELS
from ashore.words import Text

__all__ = ["audit_html"]

Values = Mapping[str, Any]

_TITLES = (
    Text("催收联系核查报告", "Audit of collection contacts"),
    Text("贷款余额核查报告", "Audit of the balances of loans"),
)
_JUDGED = (
    Text("次联系判断过", "contacts judged"),
    Text("笔贷款重算并比较过", "loans booked and compared"),
)
_VERDICTS = {str(level): said for level, said in LEVELS.items()}
_NOT_KNOWN = Text("不知道", "not known")
_HEAD = (
    Column(Text("核查项", "check")),
    Column(Text("不合规", "not allowed"), figure=True),
    Column(Text("值得核实", "worth checking"), figure=True),
    Column(Text("判断不了", "cannot be told"), figure=True),
    Column(Text("账户", "accounts"), figure=True),
    Column(Text("人", "people"), figure=True),
    Column(Text("涉及金额", "money at stake"), figure=True),
)
_SAMPLE = (
    Column(Text("行", "row")),
    Column(Text("账户", "account")),
    Column(Text("时间", "at")),
    Column(Text("机构", "organisation")),
    Column(Text("原因", "reason")),
)


def audit_html(found: Values, manifest: Values, lang: str) -> str:
    """Return the page.

    Args:
        found: what `ashore.audit.summary` returns.
        manifest: what was audited, by which law.
        lang: the language of the page.
    """
    tongue = Tongue(lang)
    loans = found["what"] == "loans"
    title = tongue.raw(_TITLES[loans])
    checks = [each for each in found["checks"] if _hits(each) or each["unknown"]]
    law = Text(
        f"法规数据版本 {manifest['law']}；软件 {manifest['ashore']}；种子 {manifest['seed']}",
        f"law files {manifest['law']}; software {manifest['ashore']}; seed {manifest['seed']}",
    )
    body = [
        f"<header><h1>{escape(title)}</h1>{tongue.para(law, 'quiet')}</header>",
        "<main>",
        _sums(tongue, found),
        _chart(tongue, checks),
        _table(tongue, checks),
        *(_check(tongue, each, n) for n, each in enumerate(checks) if _hits(each)),
        _rest(tongue, found),
        _inputs(tongue, manifest),
        "</main>",
        f"<footer><p>{escape(found['advice'])}</p></footer>",
    ]
    return framed(lang, title, [part for part in body if part])


def _hits(check: Values) -> int:
    found: int = check["breaches"] + check["warnings"]
    return found


def _sums(tongue: Tongue, found: Values) -> str:
    rows = [(f"{found['judged']:,}", tongue.say(_JUDGED[found["what"] == "loans"]))]
    rows += [
        (f"{found['verdicts'][level]:,}", tongue.say(words)) for level, words in _VERDICTS.items()
    ]
    bad = sum(found["bad_rows"].values())
    if bad:
        rows.append((f"{bad:,}", tongue.say(Text("行读不懂，没有判断", "rows not readable"))))
    return f"<section>{tongue.facts(rows)}<p>{escape(found['advice'])}</p></section>"


def _chart(tongue: Tongue, checks: Sequence[Values]) -> str:
    most = sorted((each for each in checks if _hits(each)), key=lambda each: -_hits(each))
    bars = [
        Bar(
            name=each["title"],
            value=Fraction(_hits(each)),
            label=f"{_hits(each):,}",
            tone="red" if each["breaches"] else "amber",
            marks=(),
        )
        for each in most[:15]
    ]
    words = Text("各核查项的发现数", "hits of each check")
    drawn = cost_bars(bars, tongue.raw(words), "audit-hits")
    return f"<section><h2>{tongue.say(words)}</h2>{drawn}</section>" if drawn else ""


def _table(tongue: Tongue, checks: Sequence[Values]) -> str:
    keys = ("breaches", "warnings", "unknown", "accounts", "people")
    rows = [
        (escape(each["title"]), *(f"{each[key]:,}" for key in keys), _stake(tongue, each))
        for each in checks
    ]
    caption = Text("有发现或判断不了的核查项", "checks with hits or with facts missing")
    return f"<section>{tongue.table(caption, _HEAD, rows)}</section>" if rows else ""


def _stake(tongue: Tongue, check: Values) -> str:
    money = check["at_stake"]
    if money is None:
        return tongue.say(_NOT_KNOWN) if _hits(check) else ""
    return escape(show(money))


def _check(tongue: Tongue, check: Values, number: int) -> str:
    version = check["versions"][-1]
    spans = Text(
        f"{_day(check['first'])} 至 {_day(check['last'])}",
        f"{_day(check['first'])} to {_day(check['last'])}",
    )
    about = " · ".join(
        escape(each) for each in (check["id"], version["source"], version["confidence"])
    )
    harm, innocent = Text("害处：", "Harm: "), Text("也可能是：", "It may be: ")
    parts = [
        f"<h2>{escape(check['title'])}</h2>",
        f"<p>{escape(check['tests'])}</p>",
        f"<p class='quiet'>{about} · {tongue.say(spans)}</p>",
        f"<p><b>{tongue.say(harm)}</b>{escape(check['harm'])}</p>",
        f"<p><b>{tongue.say(innocent)}</b>{escape(check['innocent'])}</p>",
        _accounts(tongue, check),
        _actors(tongue, check, number),
        _agents(tongue, check, number),
        _stakes(tongue, check),
        _sample(tongue, check),
    ]
    return f"<section>{''.join(parts)}</section>"


def _accounts(tongue: Tongue, check: Values) -> str:
    """Return whom and how much the hits concern, and what that sum is."""
    count, people, money = check["accounts"], check["people"], check["at_stake"]
    said = Text(
        f"涉及 {count:,} 个账户、{people:,} 人。", f"{count:,} accounts, {people:,} people. "
    )
    if "accounts_without_sum" not in check:  # loans: the sum is the difference itself
        return tongue.para(
            Text(
                f"涉及 {count:,} 笔贷款（一个人的几笔各算一笔），相差合计 {show(money)} 元。"
                "几项核查可能说的是同一笔差额，各项不要相加。",
                f"{count:,} loans (several of one person count each); {show(money)} apart in all. "
                "Checks may tell of the same difference: do not add them up.",
            )
        )
    if money is None:
        rest = Text(
            "涉及金额不知道：文件没有写逾期金额（overdue）。",
            "Money at stake: not known, the files do not tell what was overdue.",
        )
    else:
        lacking = check["accounts_without_sum"]
        rest = Text(
            f"涉及金额 {show(money)}：每个账户取这些联系旁写着的最大逾期金额，再相加；"
            f"不是损失，也不是应退的钱。没有写金额的账户：{lacking:,} 个。",
            f"Money at stake {show(money)}: of each account the largest overdue sum that stands "
            f"beside these contacts, added up; no loss, and nothing to be paid back. "
            f"Accounts without a sum: {lacking:,}.",
        )
    return tongue.para(Text(said.zh + rest.zh, said.en + rest.en))


def _actors(tongue: Tongue, check: Values, number: int) -> str:
    words = Text(
        f"按机构（共 {check['organisations']} 家）", f"by organisation ({check['organisations']})"
    )
    none = Text("没有写机构", "no organisation")
    return _bars(tongue, check["by_organisation"], (words, none), f"audit-actors-{number}")


def _agents(tongue: Tongue, check: Values, number: int) -> str:
    if check.get("by_agent") is None:
        return ""
    words = Text(f"按人员（共 {check['agents']} 人）", f"by agent ({check['agents']})")
    none = Text("没有写人员", "no agent")
    return _bars(tongue, check["by_agent"], (words, none), f"audit-agents-{number}")


def _bars(tongue: Tongue, counts: Mapping[str, int], words: tuple[Text, Text], key: str) -> str:
    """Return the ten largest counts as bars.

    Args:
        tongue: the language.
        counts: hits by name, the most first.
        words: the title, and what stands for a blank name.
        key: the name of the drawing.
    """
    title, none = words
    bars = [
        Bar(name=name or tongue.raw(none), value=Fraction(count), label=f"{count:,}", tone="",
            marks=())
        for name, count in list(counts.items())[:10]
    ]  # fmt: skip
    return cost_bars(bars, tongue.raw(title), key)


def _stakes(tongue: Tongue, check: Values) -> str:
    """Return the money at stake by organisation, for checks that tell it."""
    none = tongue.raw(Text("没有写机构", "no organisation"))
    head = (
        Column(Text("机构", "organisation")),
        Column(Text("账户", "accounts"), figure=True),
        Column(Text("涉及金额", "money at stake"), figure=True),
    )
    rows = [
        (named(name or none), f"{check['by_organisation'][name]:,}", show(stake))
        for name, stake in list(check.get("at_stake_by_organisation", {}).items())[:10]
    ]
    caption = Text("按机构的金额", "money by organisation")
    return tongue.table(caption, head, rows) if rows else ""


def _sample(tongue: Tongue, check: Values) -> str:
    rows: list[tuple[str, ...]] = []
    for each in check["sample"]:
        rows.append(
            (
                f"{each['row']:,}",
                named(each["account"]),
                escape(each["at"]),
                named(each.get("organisation", "")),
                escape(each["reason"]),
            )
        )
        if each["before"]:
            rows.append((_before(tongue, each["before"]),))
    caption = Text("抽样", "sample")
    return tongue.fold(caption, tongue.table(caption, _SAMPLE, rows), opened=False)


def _before(tongue: Tongue, contacts: Sequence[Values]) -> str:
    lines = [
        " ".join(escape(str(each[key])) for key in each if key != "account") for each in contacts
    ]
    books = all("books" in each for each in contacts)
    before = Text("此前的联系：", "contacts before: ")
    words = tongue.say(Text("逐项对照：", "part by part: ") if books else before)
    return f"{words}<br>{'<br>'.join(lines)}"


def _rest(tongue: Tongue, found: Values) -> str:
    drawn, agreed = found["sample"]["drawn"], found["sample"]["agreed"]
    lines = [
        Text(
            f"抽样 {drawn} 条，逐条判断得到同样结论的 {agreed} 条。",
            f"{drawn} hits were drawn and judged one by one; {agreed} gave the same answer.",
        )
    ]
    if found["crashed"]:
        names = ", ".join(found["crashed"])
        lines.append(Text(f"出错而没有核查：{names}", f"failed and not checked: {names}"))
    if found["not_checked"]:
        names = ", ".join(f"{name} ({why})" for name, why in found["not_checked"].items())
        lines.append(Text(f"缺少材料而没有核查：{names}", f"not checked for lack of: {names}"))
    if found["bad_rows"]:
        told = reasons_told(found["bad_rows"])
        lines.append(Text(f"没有判断的行：{told.zh}", f"rows not judged: {told.en}"))
    title = tongue.say(Text("核查的边界", "How far this goes"))
    return f"<section><h2>{title}</h2>{''.join(tongue.para(each) for each in lines)}</section>"


def _inputs(tongue: Tongue, manifest: Values) -> str:
    columns = (
        Column(Text("文件", "file")),
        Column(Text("行", "rows"), figure=True),
        Column(Text("SHA-256", "SHA-256")),
    )
    rows = [
        (named(each["name"]), f"{each['rows']:,}", f"<code>{escape(each['sha256'])}</code>")
        for each in manifest["inputs"]
    ]
    return f"<section>{tongue.table(Text('读了哪些文件', 'the files'), columns, rows)}</section>"


def _day(instant: str | None) -> str:
    return (instant or "")[:10]
