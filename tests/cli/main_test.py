"""The front door: the list of commands, the version, a command that is not there."""

from __future__ import annotations

import pytest

from ashore import __version__
from ashore.cli import COMMANDS, main
from ashore.cli.answer import COLUMNS, COLUMNS_MOST, _columns


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]], ids=" ".join)
def test_every_command_is_listed_in_the_language_asked_for(words, capsys):
    for lang in ("zh", "en"):
        asked = [*words, f"--lang={lang}"] if words else words
        assert main(asked) == 0
        page = capsys.readouterr().out
        wanted = "zh" if not words else lang
        for name, (_, text) in COMMANDS.items():
            assert f"  {name} " in page
            assert text.say(wanted) in page


def test_the_version_is_said(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"ashore {__version__}\n"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "没有这个命令：balanse。是不是 balance？"),
        ("en", "no such command: balanse. did you mean balance?"),
    ],
)
def test_a_command_mistyped_is_told_the_nearest_one(lang, said, capsys):
    assert main(["balanse", "--lang", lang]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(said)
    assert "  balance " in shown.err


def test_a_command_like_no_other_is_told_none(capsys):
    assert main(["xyzzy", "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("no such command: xyzzy. \n")


@pytest.mark.parametrize(
    ("said", "width"), [("60", 60), ("5000", COLUMNS_MOST), ("0", COLUMNS), ("wide", COLUMNS)]
)
def test_the_width_is_what_columns_says_within_reason(said, width, monkeypatch):
    monkeypatch.setenv("COLUMNS", said)  # and the output of a test is no terminal
    assert _columns() == width
