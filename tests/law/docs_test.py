"""`docs/law.md` says what is true: its example is read, its kinds and functions are there."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

from ashore.files.law import read_law
from ashore.files.law_text import parse_law
from ashore.law.norm import RANKS

PAGE = (Path(__file__).parents[2] / "docs" / "law.md").read_text(encoding="utf-8")


def test_the_example_is_a_law_file():
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1]
    (norm,) = parse_law(example)
    assert norm.id == "cn.lpr.1y"
    assert norm.exceptions == ("cn.other.norm",)


def test_every_rank_is_named():
    assert all(f"`{rank}`" in PAGE for rank in RANKS)


def test_every_kind_but_those_of_contact_is_described():
    kinds = {norm.kind for norm in read_law(("CN",)) if "/conduct/" not in norm.file}
    assert {kind for kind in kinds if f"`{kind}`" not in PAGE} == set()


def test_every_file_is_named():
    files = {norm.file for norm in read_law(("CN",)) if "/conduct/" not in norm.file}
    assert {file for file in files if f"`{file.split('/')[-1]}`" not in PAGE} == set()


def test_every_function_is_there():
    named = re.findall(r"`(ashore\.(?:files|law)\.\w+)\.(\w+)\(", PAGE)
    assert len(named) >= 6
    for module, function in named:
        assert callable(getattr(importlib.import_module(module), function))
    fees = importlib.import_module("ashore.law.fees")
    for name in re.findall(r"`(\w+_fee)`", PAGE):
        assert callable(getattr(fees, name))
