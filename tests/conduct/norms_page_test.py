"""The page that says which rule became which norm names every norm, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from ashore.conduct.pack import pack_of
from tests.conduct.verdicts import law

PAGE = Path(__file__).parents[2] / "docs" / "conduct-norms.md"


def test_every_norm_of_contact_is_on_the_page_once():
    named = re.findall(r"`((?:cn\.conduct|us)\.[a-z0-9_.]+)`", PAGE.read_text(encoding="utf-8"))
    known = {name for place in ("CN", "US") for name in pack_of(law(), place).norms}
    assert sorted(named) == sorted(known)
