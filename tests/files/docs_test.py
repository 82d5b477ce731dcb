"""The pages made from the declared table and from the message folders are current.

`ASHORE_REFRESH=1 pytest tests/files/docs_test.py` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ashore.files.guide import guide

ROOT = Path(__file__).parents[2]
ERRORS = ROOT / "tests" / "errors"
REFRESH = bool(os.environ.get("ASHORE_REFRESH"))


def format_page() -> str:
    return f"[English below](#the-case-file-version-1)\n\n{guide('zh')}\n---\n\n{guide('en')}"


def messages_page() -> str:
    """Return the catalogue of messages: each with the input that causes it."""
    lines = [
        "# 消息 · Messages",
        "",
        "每一条消息都有一个最小的例子。Every message with the smallest input that causes it.",
        "",
    ]
    for group in sorted(path for path in ERRORS.iterdir() if path.is_dir()):
        slips = sorted(path for path in group.iterdir() if (path / "expected.zh.txt").exists())
        if slips:
            lines += [f"## {group.name}", ""]
        for slip in slips:
            said = [
                (slip / f"expected.{lang}.txt").read_text(encoding="utf-8") for lang in ("zh", "en")
            ]
            source = next(slip.glob("input.*"), None)
            link = f" ([{source.name}](../{source.relative_to(ROOT).as_posix()}))" if source else ""
            lines += [f"### {slip.name.replace('-', ' ')}{link}", "", "```text"]
            lines += [*said[0].splitlines(), "", *said[1].splitlines(), "```", ""]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("page", "made"),
    [("docs/case-format.md", format_page), ("docs/messages.md", messages_page)],
    ids=["case-format", "messages"],
)
def test_the_page_is_current(page, made):
    path = ROOT / page
    if REFRESH:
        path.write_text(made(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made(), f"refresh {page}"
