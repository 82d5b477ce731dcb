"""Where an answer cannot be written: one message, no traceback, whatever the stream is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ashore.cli.schema
from ashore.cli import main

CASE = str(Path(__file__).parents[2] / "examples" / "six-loans.toml")
ASHORE = [sys.executable, "-m", "ashore"]
COMMANDS = [["balance", CASE], ["law", "list"], ["schema", "case"], ["--help"]]


def shell(words: list[str], ending: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command with a shell's redirection behind it."""
    line = " ".join([*ASHORE, *words, ending])
    return subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, errors="replace", env=env, check=False
    )


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("ending", [">&-", ">/dev/full"])
def test_an_output_that_takes_nothing_is_bad_input(words, ending):
    ran = shell(words, ending)
    assert ran.returncode == 2
    assert "stdout：" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_a_terminal_that_lacks_a_sign_shows_another(words, encoding):
    ran = shell(words, "", PYTHONIOENCODING=encoding)
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False)


def test_a_closed_input_or_a_reader_that_leaves_is_no_fault():
    closed = shell(["balance", "-"], "<&-")
    assert (closed.returncode, "stdin：" in closed.stderr) == (2, True)
    left = shell(["law", "list"], "| head -1")
    assert left.stderr == ""
    assert shell(["balance", "none.toml"], "2>&-").returncode == 2


def test_our_own_fault_is_one_message_without_anything_private(monkeypatch, capsys):
    def broken(argv: list[str]) -> int:
        raise ValueError(argv[1])

    monkeypatch.setattr(ashore.cli.schema, "run", broken)
    assert main(["schema", "private", "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.err.endswith("ValueError (streams_test.py, broken)\n")
    assert "private" not in said.err


def test_an_interrupt_ends_quietly(monkeypatch, capsys):
    def stopped(argv: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(ashore.cli.schema, "run", stopped)
    assert main(["schema", "case"]) == 130
    assert capsys.readouterr().err == ""
