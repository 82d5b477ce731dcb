"""An answer is written whole or not at all: bad input, a full disk, a place that is no folder."""

from __future__ import annotations

import errno
import os
import resource
import runpy
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ashore.cli import main
from ashore.files.out import write_file
from ashore.words import BadInput

SLIPS = Path(__file__).parents[1] / "errors" / "case"
# The kinds of bad input every command must refuse in one clear message.
NAMED = [
    "unknown-key",
    "unknown-key-in-a-loan",
    "date-that-does-not-exist",
    "amount-without-quotes",
    "json-amount-as-a-number",
    "amount-negative",
    "payment-before-the-loan",
    "loan-id-twice",
    "payment-id-twice",
    "file-in-gbk",
    "file-of-bytes",
    "file-of-50-megabytes",
    "workbook-with-a-formula",
    "workbook-with-merged-cells",
    "rate-of-300-percent-a-day",
]


@pytest.mark.parametrize("slip", NAMED)
def test_bad_input_ends_with_2_and_leaves_nothing_behind(slip, tmp_path, monkeypatch, capsys):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    source = next((SLIPS / slip).glob("input.*"))
    name = source.name
    monkeypatch.chdir(source.parent)
    if source.suffix == ".py":
        monkeypatch.chdir(folder)
        name = runpy.run_path(str(source))["make"](folder)
    words = ["report", str(name), "--format", "html", "--out", str(out / "page.html")]
    assert main([*words, "--lang", "en"]) == 2
    assert list(out.iterdir()) == []
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (SLIPS / slip / "expected.en.txt").read_text(encoding="utf-8")


@pytest.fixture
def full_disk():
    """Let no file grow beyond three bytes; the system itself stops the write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("full_disk")
def test_a_disk_that_fills_up_leaves_no_half_file(tmp_path):
    with pytest.raises(BadInput) as caught:
        write_file(tmp_path / "page.html", "<html>…</html>")
    assert caught.value.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_leaves_the_old_file_whole(tmp_path, request):
    page = write_file(tmp_path / "page.html", "old")
    request.getfixturevalue("full_disk")
    with pytest.raises(BadInput):
        write_file(page, "a new and longer page", force=True)
    assert page.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [page]


def test_a_file_that_is_there_is_kept_unless_asked(tmp_path):
    page = write_file(tmp_path / "page.html", "old")
    with pytest.raises(BadInput):
        write_file(page, "new")
    assert page.read_text(encoding="utf-8") == "old"
    assert write_file(page, "new", force=True).read_text(encoding="utf-8") == "new"


def appears(path: Path, monkeypatch, *, links: bool) -> None:
    """Let another program write `path` after it was seen to be free, before it is named."""
    link = os.link

    def late(source, target):
        path.write_text("somebody else's", encoding="utf-8")
        if not links:
            raise OSError(errno.EOPNOTSUPP, "no links here")
        link(source, target)

    monkeypatch.setattr(os, "link", late)


@pytest.mark.parametrize("links", [True, False], ids=["links", "a disk without links"])
def test_a_file_that_appears_meanwhile_is_kept(links, tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    appears(page, monkeypatch, links=links)
    with pytest.raises(BadInput) as caught:
        write_file(page, "ours")
    assert "--force" in caught.value.do.en
    assert page.read_text(encoding="utf-8") == "somebody else's"
    assert list(tmp_path.iterdir()) == [page]


def test_a_disk_without_links_gets_the_file_too(tmp_path, monkeypatch):
    def no_links(source, target):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    page = write_file(tmp_path / "page.html", "whole")
    assert page.read_text(encoding="utf-8") == "whole"
    assert list(tmp_path.iterdir()) == [page]


def test_a_name_that_points_nowhere_is_not_free(tmp_path):
    page, target = tmp_path / "page.html", tmp_path / "elsewhere.html"
    page.symlink_to(target)
    with pytest.raises(BadInput):
        write_file(page, "ours")
    assert page.is_symlink()
    assert not target.exists()


def test_of_many_writers_at_once_one_wins_and_is_not_overwritten(tmp_path):
    page = tmp_path / "page.html"
    start = threading.Barrier(8)

    def writer(name: str) -> str | None:
        start.wait()
        try:
            write_file(page, name)
        except BadInput:
            return None
        return name

    with ThreadPoolExecutor(8) as pool:
        won = [each for each in pool.map(writer, "abcdefgh") if each]
    assert won == [page.read_text(encoding="utf-8")]
    assert list(tmp_path.iterdir()) == [page]
