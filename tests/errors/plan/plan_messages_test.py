"""Each folder beside this file is a slip in asking for a plan, and the exact message it gets.

`words.txt` has further arguments, one a line. `ASHORE_REFRESH=1 pytest tests/errors` writes the
messages as they are now; read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ashore.cli import main

HERE = Path(__file__).parent
SLIPS = sorted(path for path in HERE.iterdir() if (path / "input.toml").exists())


def test_there_are_slips_to_look_at():
    assert len(SLIPS) >= 3


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("slip", SLIPS, ids=lambda path: path.name)
def test_the_message_is_as_written(slip, lang, monkeypatch, capsys):
    monkeypatch.chdir(slip)
    further = slip / "words.txt"
    words = further.read_text(encoding="utf-8").splitlines() if further.exists() else []
    code = main(["plan", "input.toml", "--on", "2026-04-10", "--lang", lang, *words])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    expected = slip / f"expected.{lang}.txt"
    if os.environ.get("ASHORE_REFRESH"):
        expected.write_text(err, encoding="utf-8")
    assert err == expected.read_text(encoding="utf-8")
