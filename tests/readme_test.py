"""What the README and the guides show is what the commands print.

A block between `<!-- $ ashore … -->` and `<!-- / -->` is made by that command. `| from WORDS` and
`| until WORDS` take the lines from the first that holds some words, up to the next that holds
others. `ASHORE_REFRESH=1` writes the blocks anew.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from ashore.cli import COMMANDS, main
from ashore.files.case import parse_case
from ashore.files.law import read_law

ROOT = Path(__file__).parents[1]
PAGES = [
    path
    for path in (
        ROOT / "README.md",
        ROOT / "README.zh-CN.md",
        *sorted((ROOT / "docs").glob("user-guide*.md")),
    )
    if path.exists()
]
BLOCK = re.compile(
    r"<!-- \$ (?P<call>[^|>]+?)(?: \| from (?P<first>[^|>]+?))?(?: \| until (?P<last>[^|>]+?))? -->"
    r"\n(?P<shown>.*?)<!-- / -->",
    re.DOTALL,
)
LINK = re.compile(r"\]\((?P<to>[^)#:]+)(?:#[^)]*)?\)")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def printed(found: re.Match[str], capsys) -> str:
    name, *words = shlex.split(found["call"])
    assert name == "ashore"
    code = main(words)
    out, err = capsys.readouterr()
    assert code == 0, err
    lines = out.splitlines()
    start = line_with(lines, found["first"], 0) if found["first"] else 0
    end = line_with(lines, found["last"], start + 1) if found["last"] else len(lines)
    shown = "\n".join(lines[start:end]).rstrip()
    assert read_law().version not in shown, "a digest changes with every norm: leave it out"
    return f"```{'json' if 'json' in words else 'text'}\n{shown}\n```\n"


def line_with(lines: list[str], words: str, since: int) -> int:
    found = next((at for at in range(since, len(lines)) if words in lines[at]), None)
    assert found is not None, f"no line with {words!r}"
    return found


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_the_blocks_are_what_the_commands_print(path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = path.read_text(encoding="utf-8")
    assert BLOCK.search(text), "a page without any real output"

    def again(found: re.Match[str]) -> str:
        head = found[0].split("\n", 1)[0]
        return f"{head}\n{printed(found, capsys)}<!-- / -->"

    fresh = BLOCK.sub(again, text)
    if os.environ.get("ASHORE_REFRESH") == "1":
        path.write_text(fresh, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == fresh


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_links_within_the_repository_lead_somewhere(path):
    for found in LINK.finditer(path.read_text(encoding="utf-8")):
        assert (path.parent / found["to"]).exists(), found["to"]


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_commands_that_are_named_exist(path):
    named = set(re.findall(r"`ashore ([a-z][a-z-]*)", path.read_text(encoding="utf-8")))
    assert named <= set(COMMANDS), named - set(COMMANDS)


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_case_files_that_are_shown_can_be_read(path):
    for text in re.findall(r"```toml\n(ashore = 1\n.*?)```", path.read_text("utf-8"), re.DOTALL):
        assert parse_case(text).case.loans


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("README.md", "README.zh-CN.md"), ("docs/user-guide.md", "docs/user-guide.zh-CN.md")],
)
def test_both_languages_show_the_same_commands(english, chinese):
    calls = [
        [
            found["call"].replace(" --lang en", "")
            for found in BLOCK.finditer((ROOT / name).read_text(encoding="utf-8"))
        ]
        for name in (english, chinese)
    ]
    assert calls[0] == calls[1]
