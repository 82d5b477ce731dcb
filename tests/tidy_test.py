"""Rules about the source itself that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import punctuation

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ashore"
MODULES = sorted(SOURCE.rglob("*.py"))
SHIPPED = [
    path
    for path in sorted(SOURCE.rglob("*"))
    if path.is_file() and path.suffix in {".py", ".toml", ".md", ".html", ".css", ".txt", ".json"}
]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))

LINES_PER_MODULE = 400
LINES_PER_FUNCTION = 60

# Money and law are whole numbers and fractions: a float here is a wrong fen somewhere.
CORE = {"conduct", "days", "facts", "law", "ledger", "loan", "money", "plan", "words"}
FLOATS_ALLOWED = {
    # A yearly cost is the root of an equation: found by trying, rounded to be shown, never booked.
    "ledger/irr.py",
    "ledger/official.py",
    # What a solver works with; whole fen go in and come out, and the books have the last word.
    "plan/highs.py",
    "plan/program.py",
}

FORBIDDEN = {
    # Words that shame. A borrower is a person with a loan that is overdue.
    "老赖": "use the neutral term",
    "黑户": "use the neutral term",
    # Paths of one machine, and work left undone.
    r"(?<![\w.])/(home|mnt|root|work|Users)/": "no path of one machine",
    r"\b(TODO|FIXME|XXX)\b": "finish it or open an issue",
    r"\braise NotImplementedError\b": "finish it or leave it out",
    r"^(<{7}|>{7})( |$)": "settle the conflict",
}


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def is_core(path: Path) -> bool:
    first = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return first in CORE and name(path) not in FLOATS_ALLOWED


def size_faults(path: Path, text: str, tree: ast.Module) -> Iterator[str]:
    if not ast.get_docstring(tree):
        yield "1: say what the module is for"
    if text.count("\n") > LINES_PER_MODULE:
        yield f"1: more than {LINES_PER_MODULE} lines"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1
            if lines > LINES_PER_FUNCTION:
                yield f"{node.lineno}: {node.name} has {lines} lines of {LINES_PER_FUNCTION}"


def float_faults(path: Path, tree: ast.Module) -> Iterator[str]:
    if not is_core(path):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"{node.lineno}: float literal {node.value}"
        if isinstance(node, ast.Name) and node.id == "float":
            yield f"{node.lineno}: float"


def print_faults(path: Path, tree: ast.Module) -> Iterator[str]:
    if path.relative_to(SOURCE).parts[0] in {"cli", "cli.py"}:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "print":
            yield f"{node.lineno}: print belongs in cli"


def is_text(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id="Text") | ast.Attribute(value=ast.Name(id="words"), attr="Text"):
            return True
    return False


def is_blank(node: ast.expr) -> bool:
    """Whether the words are certain to be missing; a name or a call may well hold some."""
    match node:
        case ast.Constant(value=value):
            return not isinstance(value, str) or not value.strip()
        case ast.JoinedStr(values=[]):
            return True
    return False


def text_faults(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not is_text(node):
            continue
        given = dict(zip(("zh", "en"), node.args, strict=False))
        given |= {keyword.arg: keyword.value for keyword in node.keywords}
        if len(node.args) > 2 or set(given) != {"zh", "en"}:
            yield f"{node.lineno}: Text takes zh and en, both written out"
        elif is_blank(given["zh"]) != is_blank(given["en"]):
            # Text("", "") is allowed and means that there is nothing to say.
            yield f"{node.lineno}: Text needs words in both languages"


def test_there_is_a_source_to_look_at():
    assert MODULES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_is_tidy(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    faults = [
        *size_faults(path, text, tree),
        *float_faults(path, tree),
        *print_faults(path, tree),
        *text_faults(tree),
    ]
    assert not faults, "\n".join(f"{name(path)}:{fault}" for fault in faults)


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_nothing_unfit_to_ship(path):
    text = path.read_text(encoding="utf-8")
    faults = [
        f"{name(path)}:{number}: {found.group()!r}: {reason}"
        for number, line in enumerate(text.splitlines(), start=1)
        for pattern, reason in FORBIDDEN.items()
        if (found := re.search(pattern, line))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_versions_and_no_place(path):
    text = path.read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "-index" not in text


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("Text('', 'late')", "both languages"),
        ("Text('逾期')", "both written out"),
        ("Text(zh='逾期', en=' ')", "both languages"),
        ("words.Text(zh='逾期', en=None)", "both languages"),
    ],
)
def test_a_text_in_one_language_is_seen(source, fault):
    assert [fault in said for said in text_faults(ast.parse(source))] == [True]


@pytest.mark.parametrize(
    "source", ["Text('逾期', 'late')", "Text(zh=a, en=f'{n}')", "Text('', '')"]
)
def test_a_text_in_both_languages_passes(source):
    assert not list(text_faults(ast.parse(source)))


@pytest.mark.parametrize("source", ["rate = 0.1", "rate = float(x)", "def f(x: float): ..."])
def test_a_float_in_the_core_is_seen(source):
    tree = ast.parse(source)
    assert list(float_faults(SOURCE / "ledger" / "accrue.py", tree))
    assert not list(float_faults(SOURCE / "ledger" / "irr.py", tree))


@pytest.mark.parametrize(
    "path", punctuation.files(), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_chinese_texts_have_full_width_marks(path):
    faults = list(punctuation.faults(path))
    assert not faults, "\n".join([*faults, "mend them: python -m tests.punctuation"])


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("用法:ashore 命令", "用法：ashore 命令"),
        ("App 首页“当前应还”,2026", "App 首页“当前应还”，2026"),
        ("利率(每年):12%;见下", "利率（每年）：12%；见下"),
        ("是不是 `law`?", "是不是 `law`?"),
        ("可以吗? 可以!", "可以吗？可以！"),
        ("说明 (附件) 在后", "说明（附件）在后"),
        ("21:00 到 22:30,共 1,234.56 元", "21:00 到 22:30，共 1,234.56 元"),
        ("取 (1 + 年化)^(1/12)", "取 (1 + 年化)^(1/12)"),
        ("[决定 9](decisions/0009.md)。", "[决定 9](decisions/0009.md)。"),
        ("写成 postgresql://用户:密码@主机", "写成 postgresql://用户:密码@主机"),
        ("如 lost:工资@2026-12,可多次", "如 lost:工资@2026-12，可多次"),
        ("the due day, the statement day (APR)", "the due day, the statement day (APR)"),
    ],
)
def test_a_mark_is_full_width_where_it_touches_chinese(text, better):
    wrong = punctuation.edits(text)
    assert "".join(wrong.get(at, mark) for at, mark in enumerate(text)) == better


def test_only_chinese_texts_are_looked_at():
    source = (
        '"""The due day (到期日) of a bill."""\n'
        'ABOUT = Text(f"共 {count} 笔,见下", "due day (到期日)")  # 注释,不管\n'
        'NAMES = ["信用卡", "本期,账单"]\n'
    )
    page = punctuation.ROOT / "x.py"
    assert punctuation.mended(page, source) == source.replace("笔,", "笔，").replace(
        "期,账", "期，账"
    )
    data = punctuation.DATA / "x.toml"
    table = 'about = { zh = "先还,再谈", en = "due day (到期日), then" }  # 注释,不管\n'
    assert punctuation.mended(data, table) == table.replace("还,", "还，")
    page = punctuation.ROOT / "x.md"
    prose = "先还,再谈\n```\n先还,再谈\n```\n`键:值` 写法\n"
    assert punctuation.mended(page, prose) == "先还，再谈\n```\n先还,再谈\n```\n`键:值` 写法\n"
