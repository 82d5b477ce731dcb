"""The page of presets in the docs says what the files say."""

from __future__ import annotations

from pathlib import Path

from tests.products.page import page

PAGE = Path(__file__).parents[2] / "docs" / "products.md"


def test_the_page_is_made_from_the_files():
    again = "run: python -m tests.products.page > docs/products.md"
    assert PAGE.read_text(encoding="utf-8") == page(), again
