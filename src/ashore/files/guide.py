"""The page of the user guide about the case file, made from the declared table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ashore.files.case_shape import CASE, VERSION
from ashore.files.shape import Field, Kind, Shape
from ashore.files.sheets import sheets
from ashore.files.template import starter
from ashore.words import Text

__all__ = ["guide"]

_KINDS = {
    Kind.TEXT: Text('"文字"', '"text"'),
    Kind.ID: Text('"短名"', '"short name"'),
    Kind.MONEY: Text('金额 "916.80"', 'amount "916.80"'),
    Kind.RATE: Text('小数 "0.0005"', 'decimal "0.0005"'),
    Kind.COUNT: Text("整数", "whole number"),
    Kind.FLAG: Text("true / false", "true / false"),
    Kind.DAY: Text("日期 2026-04-05", "day 2026-04-05"),
    Kind.MOMENT: Text("日期或时刻", "day or instant"),
    Kind.INSTANT: Text("时刻 2026-11-20T22:13:00+08:00", "instant 2026-11-20T22:13:00+08:00"),
    Kind.CHOICE: Text("选一个", "one of"),
    Kind.CLOCK: Text('钟点 "22:00"', 'time "22:00"'),
    Kind.CHOICES: Text("选几个 […]", "some of […]"),
    Kind.COUNTS: Text("整数列表 […]", "whole numbers […]"),
    Kind.TEXTS: Text('["文字", …]', '["text", …]'),
    Kind.TABLE: Text("表", "table"),
    Kind.TABLES: Text("一组表", "array of tables"),
}
_HEAD = Text("| 键 | 写法 | 必填或默认 | 含义 |", "| key | form | needed or default | meaning |")
_PAGES = (
    Text(
        "`ashore template xlsx` 写一份工作簿，`ashore template csv` 写一组同样的 CSV。",
        "`ashore template xlsx` writes a workbook, `ashore template csv` the same as CSV.",
    ),
    Text(
        "列名用中文、英文或键都行；表中表写成带点的列，如 `rate.value`。选项写词或中文都行。",
        "Columns may be named in Chinese, in English or by key; a table inside a row is a dotted "
        "column like `rate.value`. Choices may be the words or their labels.",
    ),
    Text(
        "公式、合并格、隐藏页、算出来的零头都会被拒绝，并指出是哪一格。",
        "Formulas, merged cells, hidden pages and computed tails are refused, naming the cell.",
    ),
)


def guide(lang: str) -> str:
    """Return the page as Markdown, in "zh" or "en"."""
    path = Path(__file__).parents[1] / "data" / "starter" / f"format.{lang}.md"
    intro = path.read_text(encoding="utf-8").rstrip()
    title = Text(f"# 案卷格式（版本 {VERSION}）", f"# The case file (version {VERSION})").say(lang)
    start = Text("## 一份样例", "## One to start from").say(lang)
    lines = [title, "", intro, "", start, "", "```toml", starter(lang).rstrip(), "```"]
    for name, shape in _tables():
        lines += ["", f"## {shape.title.say(lang)} `{name}`", "", *_table(shape, lang)]
    return "\n".join([*lines, "", *_pages(lang)]) + "\n"


def _tables() -> Iterator[tuple[str, Shape]]:
    """Return every table there is with the way it is written, each once."""
    seen: set[str] = set()
    todo: list[tuple[str, Shape]] = [("", CASE)]
    while todo:
        path, shape = todo.pop(0)
        if shape.name in seen:
            continue
        seen.add(shape.name)
        yield path or "case", shape
        for field in shape.fields:
            if field.shape is not None:
                many = field.kind is Kind.TABLES
                here = f"{path.strip('[]')}.{field.key}".lstrip(".")
                todo.append((f"[[{here}]]" if many else here, field.shape))


def _table(shape: Shape, lang: str) -> Iterator[str]:
    yield _HEAD.say(lang)
    yield "|---|---|---|---|"
    for field in shape.fields:
        cells = (
            f"`{field.key}`",
            _form(field, lang),
            _need(field, lang),
            _about(field, shape, lang),
        )
        yield f"| {' | '.join(cells)} |"
    if shape.exactly_one:
        keys = " / ".join(f"`{key}`" for key in shape.exactly_one)
        yield ""
        yield Text(f"{keys}：恰好写一个。", f"{keys}: exactly one of them.").say(lang)
    if shape.at_least_one:
        keys = " / ".join(f"`{key}`" for key in shape.at_least_one)
        yield ""
        yield Text(f"{keys}：至少写一个。", f"{keys}: at least one of them.").say(lang)


def _form(field: Field, lang: str) -> str:
    form = _KINDS[field.kind].say(lang)
    if field.kind is Kind.COUNT and not field.choices:
        span = f"{field.low}–{field.high}" if field.low < field.high else f"{field.low}"
        form = f"{form} {span}"
    if field.or_day:
        form += Text("或日期", " or a day").say(lang)
    if field.kind is Kind.CHOICE and field.shape is not None:
        form += Text("或表", " or a table").say(lang)
    return form


def _need(field: Field, lang: str) -> str:
    if field.required:
        return Text("必填", "needed").say(lang)
    if field.default in (None, "", ()):
        return ""
    default = field.default
    if isinstance(default, tuple):
        return "`[" + ", ".join(f'"{word}"' for word in default) + "]`"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _about(field: Field, shape: Shape, lang: str) -> str:
    parts = [field.about.say(lang)]
    if field.only:
        parts.append(_belongs(field, shape).say(lang))
    if field.free:
        tags = ", ".join(f"`{tag}`" for tag in field.free)
        parts.append(Text(f"{tags} 时可以不写", f"may be left out for {tags}").say(lang))
    about = Text(";", "; ").say(lang).join(parts)
    if field.choices:
        words = " · ".join(_choice(word, label.say(lang)) for word, label in field.choices.items())
        about = Text(f"{about}：{words}", f"{about}: {words}").say(lang)
    return about.replace("|", "\\|")


def _belongs(field: Field, shape: Shape) -> Text:
    """Return where a key belongs, or where it does not when that is shorter."""
    others = [tag for tag in shape.tags() if tag not in field.only]
    if len(others) < len(field.only):
        tags = ", ".join(f"`{tag}`" for tag in others)
        return Text(f"`{shape.by}` 是 {tags} 时不用", f"not where `{shape.by}` is {tags}")
    tags = ", ".join(f"`{tag}`" for tag in field.only)
    return Text(f"只在 `{shape.by}` 是 {tags} 时", f"only where `{shape.by}` is {tags}")


def _choice(word: str, label: str) -> str:
    return f"`{word}`" if label in {word, word.replace("_", " ")} else f"`{word}` {label}"


def _pages(lang: str) -> Iterator[str]:
    """Return what a workbook or a folder of CSV files looks like."""
    yield Text("## 表格和 CSV", "## Workbooks and CSV files").say(lang)
    yield ""
    for line in _PAGES:
        yield line.say(lang)
    yield ""
    for sheet in sheets():
        names = ", ".join(f"`{column.key}`" for column in sheet.columns)
        yield f"- **{sheet.title.say(lang)}** (`{sheet.key}.csv`): {names}"
