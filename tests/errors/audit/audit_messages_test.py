"""Each folder beside this file is one slip in an audit and the exact message it gets.

`ASHORE_REFRESH=1 pytest tests/errors` writes the messages as they are now; read the diff.
"""

from __future__ import annotations

import os
import runpy
from pathlib import Path

import pytest

from ashore.cli.audit import run
from ashore.words import BadInput

HERE = Path(__file__).parent
SLIPS = sorted(path for path in HERE.iterdir() if path.is_dir() and (path / "input.py").exists())
REFRESH = bool(os.environ.get("ASHORE_REFRESH"))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda path: path.name)
def test_the_message(slip, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = runpy.run_path(str(slip / "input.py"))["make"](tmp_path)
    with pytest.raises(BadInput) as caught:
        run(["audit", *words])
    for lang in ("zh", "en"):
        path = slip / f"expected.{lang}.txt"
        said = caught.value.say(lang) + "\n"
        if REFRESH:
            path.write_text(said, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == said
    assert not (tmp_path / "out" / "manifest.json").exists()
