"""`ashore report`: formats, options, files, exit codes, pipes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest

from ashore.cli import answer, main
from ashore.cli.common import today
from ashore.files.law import read_law
from ashore.law import Law
from tests.report.sample import BARE, PRIVATE, SIX

SIX_LOANS = str(SIX)


@pytest.fixture
def bare(tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(BARE, encoding="utf-8")
    return str(path)


def said(capsys, *words):
    code = main(list(words))
    out = capsys.readouterr()
    return code, out.out, out.err


def test_the_usual_report_is_chinese_text(capsys):
    code, out, err = said(capsys, "report", SIX_LOANS)
    assert (code, err) == (0, "")
    assert out.startswith("六笔网贷的一个例子\n算到 2026-11-23")
    assert "\x1b" not in out


def test_english(capsys):
    code, out, _ = said(capsys, "report", SIX_LOANS, "--lang", "en")
    assert code == 0
    assert "owed in all (6 loans)" in out


def test_json_is_one_value(capsys):
    code, out, _ = said(capsys, "report", SIX_LOANS, "--format", "json")
    value = json.loads(out)
    assert code == 0
    assert list(value)[:3] == ["title", "on", "currency"]
    assert "why" not in value
    _, out, _ = said(capsys, "report", SIX_LOANS, "--format", "json", "--explain")
    assert [each["id"] for each in json.loads(out)["why"]] == [
        loan["id"] for loan in value["loans"]
    ]


def test_html_is_a_page(capsys):
    code, out, _ = said(capsys, "report", SIX_LOANS, "--format", "html")
    assert code == 0
    assert out.startswith("<!doctype html>")
    assert out.rstrip().endswith("</html>")
    assert "<details open>" not in out
    _, out, _ = said(capsys, "report", SIX_LOANS, "--format", "html", "--explain")
    assert "<details open>" in out


def test_one_loan_alone(capsys):
    code, out, _ = said(capsys, "report", SIX_LOANS, "--loan", "card", "--format", "json")
    assert code == 0
    assert [loan["id"] for loan in json.loads(out)["loans"]] == ["card"]


def test_a_loan_that_is_not_there(capsys):
    code, out, err = said(capsys, "report", SIX_LOANS, "--loan", "wdl", "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith("--loan: the case has no loan wdl\n  expected: one of wld, ")
    assert "  do: " in err


def test_another_day(capsys, bare):
    code, out, _ = said(capsys, "report", bare, "--on", "2026-03-06", "--format", "json")
    assert code == 0
    assert json.loads(out)["on"] == "2026-03-06"


def test_a_day_before_the_loan_owes_nothing(capsys, bare):
    code, out, _ = said(capsys, "report", bare, "--on", "2025-01-01", "--format", "json")
    assert code == 0
    assert json.loads(out)["balance"]["totals"]["total"] == "0.00"


def test_without_any_day_it_is_today(capsys, tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(BARE.replace("as_of = 2026-02-10", ""), encoding="utf-8")
    code, out, _ = said(capsys, "report", str(path), "--format", "json")
    assert code == 0
    assert json.loads(out)["on"] == today().isoformat()


def test_a_day_to_come_is_told_apart_from_the_answer(capsys, bare):
    ahead = (today() + timedelta(days=30)).isoformat()
    code, out, err = said(capsys, "report", bare, "--on", ahead)
    assert code == 0
    assert ahead in err
    assert "说明" not in out


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (["report"], "缺少 CASE"),
        (["report", "none.toml"], "none.toml"),
        (["report", SIX_LOANS, "--format", "pdf"], "--format 不能是 pdf"),
        (["report", SIX_LOANS, "--on", "yesterday"], "--on"),
        (["report", SIX_LOANS, "--explian"], "--explain"),
    ],
    ids=["no-case", "no-file", "format", "day", "option"],
)
def test_a_slip_is_one_message_and_exit_2(capsys, words, where):
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    assert where in err
    assert "怎么办" in err
    assert "Traceback" not in err


def test_a_norm_that_is_missing_is_exit_3(capsys, monkeypatch, tmp_path):
    whole = read_law()
    kept = {name: whole.norms[name] for name in whole.norms if name != "cn.lpr.1y"}
    monkeypatch.setattr(answer, "read_law", lambda _: Law(norms=kept, version="short"))
    path = tmp_path / "case.toml"
    path.write_text(PRIVATE, encoding="utf-8")
    code, out, err = said(capsys, "report", str(path), "--lang", "en")
    assert (code, out) == (3, "")
    assert "cn.lpr.1y" in err
    assert "expected:" in err


def test_books_need_no_chinese_law(capsys, tmp_path):
    path = tmp_path / "case.toml"
    text = BARE.replace("ashore = 1", 'ashore = 1\njurisdiction = "US"\ncurrency = "USD"')
    path.write_text(text.replace('"bank"', '"private"'), encoding="utf-8")
    code, out, _ = said(capsys, "report", str(path), "--lang", "en")
    assert code == 0
    assert "$500" in out
    assert "cap" not in out.replace("Caps that apply", "")


# -- files ----------------------------------------------------------------------------------------


def test_a_page_goes_into_a_file_and_never_over_another(capsys, bare, tmp_path):
    target = tmp_path / "page.html"
    words = ["report", bare, "--format", "html", "--out", str(target)]
    assert said(capsys, *words) == (0, "", "")
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    code, _, err = said(capsys, *words, "--lang", "en")
    assert code == 2
    assert "--force" in err
    assert target.read_text(encoding="utf-8") == page
    assert said(capsys, *words, "--lang", "en", "--force")[0] == 0
    assert 'lang="en"' in target.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".toml"] == ["page.html"]


def test_a_place_that_cannot_be_written(capsys, bare, tmp_path):
    code, _, err = said(capsys, "report", bare, "--out", str(tmp_path / "no" / "page.txt"))
    assert code == 2
    assert "page.txt" in err


# -- terminals and pipes --------------------------------------------------------------------------


def run(*words, **more):
    return subprocess.run(
        [sys.executable, "-m", "ashore", *words], capture_output=True, check=False, **more
    )


def test_a_pipe_gets_plain_text_of_80_columns(bare):
    done = run("report", bare, env={**os.environ, "COLUMNS": "40", "FORCE_COLOR": "1"})
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.decode().splitlines()) > 30


def test_a_reader_that_leaves_early_is_no_error():
    words = [sys.executable, "-m", "ashore", "report", SIX_LOANS, "--explain", "--format", "json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        wrong = process.stderr.read()
        code = process.wait()
    assert (code, wrong) == (0, b"")


def test_an_old_terminal_gets_question_marks_instead_of_a_crash(bare):
    done = run("report", bare, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert b"?" in done.stdout


def test_standard_input(bare):
    done = run("report", "-", "--format", "json", input=BARE.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["on"] == "2026-02-10"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("setting", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["colour", "no-color", "dumb"],
)
def test_a_screen_gets_colour_unless_it_asks_for_none(monkeypatch, setting, coloured):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["report", SIX_LOANS]) == 0
    assert ("\x1b[" in screen.getvalue()) == coloured


def test_a_screen_is_used_to_its_width(monkeypatch):
    from ashore.report.wide import width

    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "44")
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    main(["report", SIX_LOANS])
    assert 40 < max(map(width, screen.getvalue().splitlines())) <= 44


ZONELESS = """
[[loans.payments]]
id = "p1"
at = 2026-04-05T21:30:00
amount = "100.00"
"""


@pytest.mark.parametrize(
    "call",
    [
        ("report",), ("report", "--format", "json"), ("report", "--format", "html"),
        ("balance",), ("balance", "--format", "json"), ("schedule",), ("cost",), ("claims",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_how_the_file_was_read_stands_in_every_answer(capsys, tmp_path, call):
    path = tmp_path / "case.toml"
    path.write_text(f"{BARE}{ZONELESS}", encoding="utf-8")
    command, *more = call
    _, out, _ = said(capsys, command, str(path), *more, "--lang", "en")
    assert "times without an offset: 1; read as Asia/Shanghai" in " ".join(out.split())
