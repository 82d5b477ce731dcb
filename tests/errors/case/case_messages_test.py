"""Each folder beside this file is one slip in a case file and the exact message it gets.

`ASHORE_REFRESH=1 pytest tests/errors` writes the messages as they are now; read the diff.
"""

from __future__ import annotations

import os
import runpy
from pathlib import Path

import pytest

from ashore.cli import main
from ashore.files.case import read
from ashore.words import BadInput

HERE = Path(__file__).parent
SLIPS = sorted(path for path in HERE.iterdir() if path.is_dir() and any(path.glob("input.*")))
REFRESH = bool(os.environ.get("ASHORE_REFRESH"))


def said(slip: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> BadInput:
    """Return the error that reading the slip's input raises, from inside its folder."""
    source = next(slip.glob("input.*"))
    if source.suffix == ".py":
        monkeypatch.chdir(folder)
        name = runpy.run_path(str(source))["make"](folder)
    else:
        monkeypatch.chdir(slip)
        name = source.name
    with pytest.raises(BadInput) as caught:
        read(name)
    return caught.value


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def test_there_are_slips_to_look_at():
    assert len(SLIPS) >= 45


@pytest.mark.parametrize("slip", SLIPS, ids=lambda path: path.name)
def test_the_message_is_as_written_in_four_parts_and_both_languages(slip, tmp_path, monkeypatch):
    error = said(slip, tmp_path, monkeypatch)
    assert error.exit_code == 2
    for lang in ("zh", "en"):
        expected = slip / f"expected.{lang}.txt"
        if REFRESH:
            expected.write_text(error.say(lang) + "\n", encoding="utf-8")
        assert error.say(lang) + "\n" == expected.read_text(encoding="utf-8")
    assert error.where
    for part in (error.what, error.expected, error.do):
        assert part.zh.strip()
        assert part.en.strip()
        assert part.en.isascii() or not is_chinese(error.do.en)
    assert is_chinese(error.do.zh)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", ["report", "balance", "schedule", "cost", "claims"])
def test_a_command_says_it_on_standard_error_and_nothing_else(command, lang, monkeypatch, capsys):
    slip = HERE / "payment-before-the-loan"
    monkeypatch.chdir(slip)
    assert main([command, "input.toml", "--lang", lang]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (slip / f"expected.{lang}.txt").read_text(encoding="utf-8")
