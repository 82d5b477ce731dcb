"""Pictures of the main pages, for the documentation: ASHORE_SCREENS names the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.web.browser.conftest import DESKTOP, PHONE
from tests.web.browser.steps import demo

PAGES = {"today": "", "loan": "loans/wld/", "ahead": "ahead/", "budget": "budget/",
         "ask": "ask/amount/", "plan": "plan/?wait=1"}  # fmt: skip
SHOTS = [
    *(("zh", PHONE, name) for name in PAGES),
    ("en", PHONE, "today"),
    ("zh", DESKTOP, "today"),
    ("en", DESKTOP, "loan"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    named = os.environ.get("ASHORE_SCREENS")
    found = Path(named) if named else tmp_path_factory.mktemp("screens")
    found.mkdir(parents=True, exist_ok=True)
    return found


@pytest.mark.parametrize(("lang", "size", "name"), SHOTS, ids=str)
def test_a_picture(visit, folder, lang, size, name):
    seen = visit(size, lang)
    case = demo(seen)
    seen.go(f"{case}{PAGES[name]}")
    file = folder / f"{name}-{lang}-{size[0]}.png"
    seen.page.screenshot(path=file)
    assert file.stat().st_size > 5_000
    seen.clean()


def test_a_picture_of_the_first_screen(visit, folder):
    seen = visit(PHONE)
    file = folder / "home-zh-390.png"
    seen.page.screenshot(path=file)
    assert file.stat().st_size > 5_000
