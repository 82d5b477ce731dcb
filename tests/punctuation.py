"""Full-width punctuation in Chinese texts: finds what is half-width, and mends it.

`python -m tests.punctuation` mends every Chinese text of the project; read the diff. Numbers,
times, code and English stay as they are: a mark is wrong only where it touches a Chinese character.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ashore"
DATA = SOURCE / "data"

WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
HAN = re.compile("[\u3400-\u9fff]")
HOLE = "\ufffc"  # stands for what a text is filled with, or for code within it
TOUCHES = re.compile("[\u3400-\u9fff。，、；：？！（）《》〈〉〔〕【】“”‘’]")

Edits = dict[int, str]


# ---- the rule


def edits(text: str, *, filled: bool = False) -> Edits:
    """Return what to put in place of which character; `filled`: a hole counts as Chinese."""
    found: Edits = {}
    now = text
    while more := _marks(now, filled=filled):  # one mark that was mended touches the next
        found |= more
        now = "".join(found.get(at, mark) for at, mark in enumerate(text))
    for at in list(found):  # a full-width mark brings its own room
        after = now[at + 2 : at + 3]
        if now[at + 1 : at + 2] == " " and (TOUCHES.match(after) or after == HOLE):
            found[at + 1] = ""
        if now[at] == "（" and at > 1 and now[at - 1] == " " and TOUCHES.match(now[at - 2]):
            found[at - 1] = ""
    return found


def _marks(text: str, *, filled: bool) -> Edits:
    found: Edits = {}
    opened: list[int] = []
    kept = {at for each in ADDRESS.finditer(text) for at in range(*each.span())}
    for at, mark in enumerate(text):
        if mark == "(":
            opened.append(at)
        elif mark == ")" and opened:
            first = opened.pop()
            if _round(text, first, at, filled=filled):
                found |= {first: "（", at: "）"}
        elif mark in ",;:?!" and _beside(text, at, at, filled=filled) and at not in kept:
            found[at] = WIDE[mark]
    return found


ADDRESS = re.compile(
    r"[A-Za-z]+://\S+"
    r"|[A-Za-z]\w*:[^\s，。；;、（）,@]*@[^\s，。；;、（）,]+"
    r"|\b(?:lost|money|defer):[^\s，。；;、（）,]+",
    re.ASCII,
)
"""An address, or a word of the command line such as lost:name@month."""


def _beside(text: str, first: int, last: int, *, filled: bool) -> bool:
    before, after = text[first - 1 : first] if first else "", text[last + 1 : last + 2]
    if TOUCHES.match(before) or TOUCHES.match(after):
        return True
    return filled and before == HOLE and after != " "


def _round(text: str, first: int, last: int, *, filled: bool) -> bool:
    """Whether a pair of brackets belongs to Chinese words, and not to a link or a formula."""
    inside = text[first + 1 : last]
    before, after = text[first - 1 : first] if first else "", text[last + 1 : last + 2]
    if (before and before in "]/×÷^") or (after and after in "^ⁿ/×÷"):
        return False
    return bool(HAN.search(inside)) or _beside(text, first, last, filled=filled)


def is_chinese(text: str) -> bool:
    """Whether a text is Chinese, and not an English one that names a Chinese word."""
    return len(HAN.findall(text)) * 2 > len(re.findall("[A-Za-z]+", text)) + 1


# ---- where Chinese texts are


def of_python(source: str) -> Iterator[tuple[int, str, bool]]:
    """Yield (offset, text with holes, whether it is the Chinese of a Text) of a module."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = source.splitlines(keepends=True)

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    tree = ast.parse(source)
    for node, of_text in _wanted(tree, every="import re\n" not in source).items():
        first = offset(node.lineno, node.col_offset)
        raw = source[first : offset(node.end_lineno, node.end_col_offset)]
        text = re.sub("`[^`\n]*`", lambda code: HOLE * len(code[0]), _literal(raw))
        if of_text or is_chinese(text.replace(HOLE, "")):
            yield first, text, of_text


def _wanted(tree: ast.AST, *, every: bool) -> dict[ast.AST, bool]:
    """Return the strings to look at: True the Chinese of a Text, False any other but English.

    Without `every` the latter are left out: a module with patterns.
    """
    chosen: dict[ast.AST, bool] = {}
    english = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "Text":
            zh = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "zh")]
            en = [*node.args[1:], *(each.value for each in node.keywords if each.arg == "en")]
            chosen |= dict.fromkeys((each for one in zh for each in _strings(one)), True)
            english |= {each for one in en for each in _strings(one)}
    for node in _strings(tree) if every else ():
        chosen.setdefault(node, False)
    return {node: of_text for node, of_text in chosen.items() if node not in english}


def _name(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def _strings(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield whole strings; what stands in the holes of one is not looked at."""
    if isinstance(tree, ast.JoinedStr) or (
        isinstance(tree, ast.Constant) and isinstance(tree.value, str)
    ):
        yield tree
        return
    for child in ast.iter_child_nodes(tree):
        yield from _strings(child)


_BOUND = "\x00"  # quotes, and what lies between the strings of one text


_OPENS = re.compile(r"([rbuf]*)('''|\"\"\"|'|\")", re.IGNORECASE)
_PIECE = re.compile(r"\\.|'''|\"\"\"|\{\{|\}\}|.", re.DOTALL)


def _literal(raw: str) -> str:
    """Return a string's source, as long as it is, with holes and quotes blotted out."""
    out, at = [_BOUND] * len(raw), 0
    while opens := _OPENS.search(raw, at):
        at = _inside(raw, opens, out)
    return "".join(out)


def _inside(raw: str, opens: re.Match[str], out: list[str]) -> int:
    """Copy what one string says; return where it ends."""
    depth = 0
    for found in _PIECE.finditer(raw, opens.end()):
        part, place = found[0], slice(*found.span())
        if depth or (part == "{" and "f" in opens[1].lower()):
            depth += part.count("{") - part.count("}")
            out[place] = HOLE * len(part)
        elif part == opens[2]:
            return found.end()
        else:
            out[place] = part
    return len(raw)


def of_toml(source: str, *, every: bool, remarks: bool) -> Iterator[tuple[int, str, bool]]:
    """Yield the Chinese strings of a TOML file.

    Args:
        source: the file.
        every: all strings that are not under `en`; else those under `zh` alone.
        remarks: remarks too, where people read the file.
    """
    key = ""
    for found in re.finditer(
        r'#[^\n]*|([\w-]+)\s*=|"""(.*?)"""|"((?:\\.|[^"\\\n])*)"', source, re.DOTALL
    ):
        if found[1]:
            key = found[1]
        elif found[0].startswith("#"):
            if remarks and is_chinese(found[0]):
                yield found.start(), _no_code(found[0]), False
        else:
            group = 2 if found[2] is not None else 3
            if (key == "zh" or (every and key != "en")) and is_chinese(found[group]):
                yield found.start(group), _no_code(found[group]), False


def of_markdown(source: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the Chinese lines of a page, its code blotted out."""
    fenced, at = False, 0
    for line in source.splitlines(keepends=True):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and is_chinese(text := _no_code(line)):
            yield at, text, False
        at += len(line)


def _no_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`|\]\([^)\s]*\)|\{[^{}\n]*\}|https?://[^\s，。；）]*",
                     lambda found: HOLE * len(found[0]), text)  # fmt: skip


# ---- every file


def texts_of(path: Path, source: str) -> Iterator[tuple[int, str, bool]]:
    """Return the Chinese texts of a file with their offsets."""
    if path.suffix == ".py":
        return of_python(source)
    if path.suffix == ".toml":
        folder = path.relative_to(ROOT).parts
        patterns = {"wording", "intake"} & set(folder)
        return of_toml(
            source, every=not patterns, remarks="data" not in folder or "starter" in folder
        )
    return of_markdown(source)


MADE = {"products.md", "case-format.md", "messages.md"}  # from texts that are looked at themselves


def files() -> list[Path]:
    """Return every file with Chinese texts that are written by hand."""
    return sorted(
        [
            *SOURCE.rglob("*.py"),
            *DATA.rglob("*.toml"),
            *DATA.rglob("*.md"),
            *(ROOT / "examples").glob("*.toml"),
            *(ROOT / "examples").glob("*.md"),
            *(page for page in (ROOT / "docs").rglob("*.md") if page.name not in MADE),
            ROOT / "README.md",
            ROOT / "README.zh-CN.md",
        ]
    )


def changes(path: Path, source: str) -> Edits:
    """Return the edits a file needs, by offset."""
    found: Edits = {}
    for first, text, of_text in texts_of(path, source):
        joined, places = _joined(text)
        marks = edits(joined, filled=of_text)
        found |= {first + places[at]: new for at, new in marks.items()}
    return found


def _joined(text: str) -> tuple[str, list[int]]:
    """Return a text without what lies between its strings, one mark a hole, and where each is."""
    kept = [
        (mark, at)
        for at, mark in enumerate(text)
        if mark != _BOUND and not (mark == HOLE and text[at - 1 : at] == HOLE)
    ]
    return "".join(mark for mark, _ in kept), [at for _, at in kept]


def mended(path: Path, source: str) -> str:
    """Return a file's source with full-width marks where they belong."""
    wrong = changes(path, source)
    return "".join(wrong.get(at, mark) for at, mark in enumerate(source))


def faults(path: Path) -> Iterator[str]:
    """Yield every line that `mended` would change."""
    source = path.read_text(encoding="utf-8")
    for number in sorted({source.count("\n", 0, at) for at in changes(path, source)}):
        yield f"{number + 1}: half-width mark in Chinese: {source.splitlines()[number].strip()}"


def main() -> None:
    """Mend every file in place."""
    for path in files():
        source = path.read_text(encoding="utf-8")
        better = mended(path, source)
        if better != source:
            path.write_text(better, encoding="utf-8")


if __name__ == "__main__":
    main()
