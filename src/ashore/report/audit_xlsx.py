"""The working paper of an audit: a workbook with the sums, the checks and the samples."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ashore.audit.reasons import reason_words
from ashore.money import show
from ashore.report.wide import clean
from ashore.words import Text

__all__ = ["audit_xlsx"]

Values = Mapping[str, Any]

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOST = 32_000

_CHECKS = (
    ("id", Text("编号", "id")),
    ("title", Text("核查项", "check")),
    ("kind", Text("类型", "kind")),
    ("tests", Text("核查什么", "what it tests")),
    ("fields", Text("看哪些列", "columns")),
    ("harm", Text("害处", "harm")),
    ("innocent", Text("可能的善意解释", "innocent explanation")),
    ("source", Text("依据", "source")),
    ("confidence", Text("把握", "confidence")),
    ("breaches", Text("不合规", "not allowed")),
    ("warnings", Text("值得核实", "worth checking")),
    ("unknown", Text("判断不了", "cannot be told")),
    ("reminders", Text("提醒", "reminders")),
    ("accounts", Text("账户", "accounts")),
    ("people", Text("人", "people")),
    ("at_stake", Text("涉及金额（元）", "money at stake (yuan)")),
    ("accounts_without_sum", Text("没有写金额的账户", "accounts without a sum")),
    ("first", Text("最早", "first")),
    ("last", Text("最晚", "last")),
    ("conclusion", Text("核查人结论（待填）", "auditor's conclusion (to fill in)")),
)
_SAMPLE = (
    ("check", Text("核查项", "check")),
    ("row", Text("行", "row")),
    ("account", Text("账户", "account")),
    ("at", Text("时间", "at")),
    ("organisation", Text("机构", "organisation")),
    ("channel", Text("方式", "channel")),
    ("role", Text("对象", "role")),
    ("outcome", Text("结果", "outcome")),
    ("level", Text("判断", "verdict")),
    ("reason", Text("原因", "reason")),
    ("source", Text("依据", "source")),
    ("before", Text("此前的联系", "contacts before")),
)


_BY = (
    ("by_organisation", Text("按机构", "organisations"), Text("机构", "organisation")),
    ("by_agent", Text("按人员", "agents"), Text("人员", "agent")),
)


def audit_xlsx(found: Values, manifest: Values, lang: str) -> bytes:
    """Return the workbook; the same values give the same bytes.

    Args:
        found: what `ashore.audit.summary` returns.
        manifest: what was audited, by which law.
        lang: the language of the headings.
    """
    from openpyxl import Workbook

    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    _page(book, Text("汇总", "summary").say(lang), list(_sums(found, manifest, lang)))
    head = [words.say(lang) for _, words in _CHECKS]
    rows = [[_of_check(each, key, lang) for key, _ in _CHECKS] for each in found["checks"]]
    _page(book, Text("核查项", "checks").say(lang), [head, *rows])
    for key, title, head_of in _BY:
        sums = any(check.get(f"at_stake_{key}") for check in found["checks"])
        by_name: list[list[object]] = [[Text("核查项", "check").say(lang), head_of.say(lang), "n"]]
        if sums:
            by_name[0].append(Text("涉及金额（元）", "money at stake (yuan)").say(lang))
        for check in found["checks"]:
            stakes = check.get(f"at_stake_{key}", {})
            for name, n in (check.get(key) or {}).items():
                sum_of = [show(stakes[name]) if name in stakes else ""] if sums else []
                by_name.append([check["id"], name, n, *sum_of])
        _page(book, title.say(lang), by_name)
    told = {"before": Text("逐项", "part by part")} if found.get("what") == "loans" else {}
    head = [told.get(key, words).say(lang) for key, words in _SAMPLE]
    rows = [
        [_of_sample(check, each, key) for key, _ in _SAMPLE]
        for check in found["checks"]
        for each in check["sample"]
    ]
    _page(book, Text("样本", "sample").say(lang), [head, *rows])
    packed = io.BytesIO()
    book.save(packed)
    return _timeless(packed.getvalue())


def _sums(found: Values, manifest: Values, lang: str) -> Iterator[list[object]]:
    yield [Text("项", "item").say(lang), Text("值", "value").say(lang)]
    yield ["ashore", manifest["ashore"]]
    yield [Text("法规数据版本", "law files").say(lang), manifest["law"]]
    yield [Text("抽样种子", "seed").say(lang), manifest["seed"]]
    yield [Text("总行数", "rows").say(lang), found["rows"]]
    yield [Text("判断过的", "judged").say(lang), found["judged"]]
    for level, count in found["verdicts"].items():
        yield [level, count]
    for reason, count in found["bad_rows"].items():
        yield [reason_words(reason).say(lang), count]
    for name, why in (*found["not_checked"].items(), *found["crashed"].items()):
        yield [Text(f"没有核查：{name}", f"not checked: {name}").say(lang), why]
    for each in manifest["inputs"]:
        yield [each["name"], each["sha256"]]
    yield ["", found["advice"]]


def _of_check(check: Values, key: str, lang: str) -> object:
    if key in {"source", "confidence"}:
        return "; ".join(dict.fromkeys(each[key] for each in check["versions"]))
    if key == "at_stake":
        money = check["at_stake"]
        none = "" if not check["accounts"] else Text("不知道", "not known").say(lang)
        return none if money is None else show(money)
    if key == "fields":
        return ", ".join(check["fields"])
    return check.get(key, "")


def _of_sample(check: Values, hit: Values, key: str) -> object:
    if key == "check":
        return check["id"]
    if key == "before":
        return "\n".join(
            " ".join(str(value) for name, value in each.items() if name != "account")
            for each in hit["before"]
        )
    return hit.get(key, "")


def _page(book: Any, title: str, rows: Sequence[Sequence[object]]) -> None:  # noqa: ANN401
    page = book.create_sheet(title)
    for y, row in enumerate(rows, start=1):
        for x, value in enumerate(row, start=1):
            cell = page.cell(row=y, column=x)
            if isinstance(value, str):
                cell.value = clean(value)[:_MOST]
                cell.data_type = "s"  # what begins with "=" is a text, never a formula
            else:
                cell.value = value
    page.freeze_panes = "A2"


def _timeless(data: bytes) -> bytes:
    """Return a workbook without the hour it was written at."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", source.read(name))
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, part)
    return packed.getvalue()
