"""Whole audits: the planted breaches are found, nothing else is, and the bytes are the same."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ashore.audit import store
from ashore.audit.record import MOST_STAFF
from ashore.cli import main
from ashore.conduct.kinds import hours
from ashore.conduct.situation import Situation
from ashore.files.law import read_law
from tests.audit.logs import asked, log, write
from tests.audit.small import one, put

ROWS = 6000
RESULTS = {
    "findings.parquet", "manifest.json", "report.html", "summary.json", "working-paper.xlsx",
}  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Return a folder with an invented log and its truth."""
    folder = tmp_path_factory.mktemp("synth")
    words = ["synth", "contacts", "--rows", str(ROWS), "--seed", "7", "--out"]
    assert main([*words, str(folder / "log.parquet")]) == 0
    return folder


def audit(log_file, out, *more):
    words = ["audit", "contacts", str(log_file), "--out", str(out), "--lang", "en"]
    return main([*words, "--lender-type", "small_loan", "--complete", *more])


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_makes_the_same_bytes(planted, tmp_path):
    words = ["synth", "contacts", "--rows", str(ROWS), "--out", str(tmp_path / "log.parquet")]
    assert main([*words, "--seed", "7"]) == 0
    assert bytes_of(tmp_path) == bytes_of(planted)
    assert main([*words, "--seed", "8", "--force"]) == 0
    assert bytes_of(tmp_path) != bytes_of(planted)


def test_what_was_planted_is_found_and_nothing_else(planted, tmp_path, capsys):
    assert audit(planted / "log.parquet", tmp_path / "out") == 0
    said = capsys.readouterr().out
    truth = pq.read_table(planted / "log.truth.parquet").to_pylist()
    found = {
        row["id"]: {*row["breaches"], *row["warnings"]}
        for row in pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
    }
    assert len(truth) > 25
    assert len({row["norm"] for row in truth}) > 5
    assert [row for row in truth if row["norm"] not in found.get(row["id"], ())] == []
    assert set(found) == {row["id"] for row in truth}
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["sample"]["drawn"] == summary["sample"]["agreed"] > 25
    assert f"{summary['judged']:,} contacts judged" in said


def test_every_check_argues_both_ways(planted, tmp_path):
    audit(planted / "log.parquet", tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert len(summary["checks"]) > 20
    for check in summary["checks"]:
        assert check["tests"]
        assert check["harm"]
        assert check["innocent"]
        assert check["versions"][0]["source"]
        hits = check["breaches"] + check["warnings"]
        assert sum(check["by_organisation"].values()) == hits
        assert len(check["sample"]) == min(hits, 20)
        assert check["accounts"] <= check["people"] <= hits
    assert summary["not_checked"]["cn.conduct.gbt.words"] == "text"


def test_memory_and_threads_do_not_change_a_byte(planted, tmp_path, monkeypatch):
    audit(planted / "log.parquet", tmp_path / "a")
    smaller_buckets(monkeypatch)
    audit(planted / "log.parquet", tmp_path / "b", "--memory", "100k", "--threads", "1")
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    assert set(bytes_of(tmp_path / "a")) == RESULTS


def smaller_buckets(monkeypatch):
    from ashore.audit import run

    whole = run.Question
    monkeypatch.setattr(run, "Question", lambda **given: whole(**given, bucket=200))


KILLED = """
import os, signal, sys
from ashore.audit import run
from ashore.audit.store import Work
from ashore.cli import main

whole, save = run.Question, Work.save
run.Question = lambda **given: whole(**given, bucket=200)

def killed(self, number, *rest):
    save(self, number, *rest)
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)

Work.save = killed
sys.exit(main(sys.argv[1:]))
"""


def test_a_killed_audit_goes_on_where_it_stopped(planted, tmp_path, monkeypatch):
    out = tmp_path / "out"
    words = [
        "audit", "contacts", str(planted / "log.parquet"), "--out", str(out), "--lang", "en",
        "--lender-type", "small_loan", "--complete", "--memory", "100k",
    ]  # fmt: skip
    done = subprocess.run([sys.executable, "-c", KILLED, *words], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert [path.name for path in out.iterdir()] == [".unfinished"]
    parts = sorted(path.name for path in (out / ".unfinished").glob("part-*"))
    assert parts == ["part-00000.npz", "part-00001.npz", "part-00002.npz"]
    smaller_buckets(monkeypatch)
    saved, save = [], store.Work.save

    def noted(self, number, *rest):
        saved.append(number)
        save(self, number, *rest)

    monkeypatch.setattr(store.Work, "save", noted)
    assert main(words) == 0
    assert saved[0] == 3
    audit(planted / "log.parquet", tmp_path / "fresh")
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")


def test_an_unfinished_audit_of_something_else_is_not_gone_on_with(planted, tmp_path, capsys):
    out = tmp_path / "out"
    (out / ".unfinished").mkdir(parents=True)
    (out / ".unfinished" / "identity.json").write_text("{}")
    (out / ".unfinished" / "part-00000.npz").write_bytes(b"what another audit found")
    assert audit(planted / "log.parquet", out) == 2
    assert "an unfinished audit lies here" in capsys.readouterr().err
    assert audit(planted / "log.parquet", out, "--force") == 0
    assert audit(planted / "log.parquet", out) == 2
    assert audit(planted / "log.parquet", out, "--force") == 0


def test_after_a_row_is_corrected_the_same_folder_will_do(tmp_path):
    put(tmp_path / "log.parquet", [one(), one(id="c2", channel="fax")])
    assert audit(tmp_path / "log.parquet", tmp_path / "out") == 2
    put(tmp_path / "log.parquet", [one(), one(id="c2", channel="call")])
    assert audit(tmp_path / "log.parquet", tmp_path / "out") == 0
    assert set(bytes_of(tmp_path / "out")) == RESULTS


def test_a_column_without_any_value_counts_as_blank(planted, tmp_path):
    table = pq.read_table(planted / "log.parquet")
    emptied = ("person", "purpose", "disclosed", "recorded", "staff")
    for kind, empty in (("typed", False), ("plain", True)):
        made = table
        for name in emptied:
            place = made.schema.get_field_index(name)
            kept = pa.null() if empty else made.schema.field(name).type
            made = made.set_column(place, name, pa.nulls(len(made), kept))
        (tmp_path / kind).mkdir()
        half = len(made) // 2
        pq.write_table(made[:half], tmp_path / kind / "1.parquet")
        pq.write_table(made[half:], tmp_path / kind / "2.parquet")
        assert audit(tmp_path / kind, tmp_path / "out" / kind) == 0
    one_way, other = (
        json.loads((tmp_path / "out" / kind / "summary.json").read_text())
        for kind in ("typed", "plain")
    )
    assert one_way["verdicts"]["unknown"] > 0
    assert {key: one_way[key] for key in ("verdicts", "checks", "judged")} == {
        key: other[key] for key in ("verdicts", "checks", "judged")
    }


def test_a_full_disk_leaves_nothing_that_looks_whole(planted, tmp_path, monkeypatch, capsys):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(store.os, "fsync", full)
        assert audit(planted / "log.parquet", tmp_path / "out") == 2
    assert "the disk is full" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".unfinished"]
    assert audit(planted / "log.parquet", tmp_path / "out") == 0
    assert set(bytes_of(tmp_path / "out")) == RESULTS


def test_a_column_nobody_asks_for_may_hold_anything(tmp_path, capsys):
    # What stands in the first megabyte does not tell what comes after it.
    head = "account,at,channel,role,text,remark,score\n"
    rows = [f"a,2026-11-20T10:00:00+08:00,call,debtor,{'x' * 600},,1.5\n"] * 2000
    last = "b,2026-11-20T10:00:00+08:00,call,debtor,,a remark after all,none\n"
    (tmp_path / "log.csv").write_text("".join((head, *rows, last)), encoding="utf-8")
    assert audit(tmp_path / "log.csv", tmp_path / "out") == 0, capsys.readouterr().err
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["judged"] == len(rows) + 1


def test_a_csv_says_the_same(planted, tmp_path):
    words = ["synth", "contacts", "--rows", str(ROWS), "--seed", "7"]
    assert main([*words, "--out", str(tmp_path / "log.csv")]) == 0
    audit(tmp_path / "log.csv", tmp_path / "csv")
    audit(planted / "log.parquet", tmp_path / "parquet")
    one_way, other = (
        json.loads((tmp_path / kind / "summary.json").read_text()) for kind in ("csv", "parquet")
    )
    assert one_way["verdicts"] == other["verdicts"]
    keys = ("id", "breaches", "warnings", "unknown", "accounts", "people", "by_organisation")
    assert [[each[key] for key in keys] for each in one_way["checks"]] == [
        [each[key] for key in keys] for each in other["checks"]
    ]


def test_rows_set_aside_are_counted_with_their_reason(tmp_path, capsys):
    rows = [one(), one(id="c2", channel="fax"), one(id="c3", account=None), one(id="c4", at=None)]
    put(tmp_path / "log.parquet", rows)
    assert audit(tmp_path / "log.parquet", tmp_path / "out", "--set-aside") == 0
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["bad_rows"] == {'channel: "fax"': 1, "account: blank": 1, "at: blank": 1}
    assert summary["judged"] == 1


def test_a_check_that_fails_is_recorded_and_the_others_go_on(tmp_path, monkeypatch):
    from ashore.audit import checks

    def broken(given, ask):
        raise RuntimeError("13800000000")

    real = checks._check

    def check(rule, norm):
        if rule.norm.id == "cn.conduct.gbt.hours":
            rule = replace(rule, kind=replace(hours.QUIET_HOURS, evaluate=broken))
        return real(rule, norm)

    monkeypatch.setattr(checks, "_check", check)
    monkeypatch.setattr(
        checks.Checks, "bound", lambda self, ask, check: _by_id(self, ask, check.rule.norm.id)
    )
    rows = log(300, seed=3)
    for row in rows:
        row["consent"] = row["person"] = None
    situation = Situation(lender_type="small_loan", complete=True)
    found = asked(write(rows, tmp_path / "log.parquet"), situation)
    assert found.crashed == {"cn.conduct.gbt.hours": "RuntimeError"}
    hits = dict(zip(found.checks.norms, found.tally.hits.tolist(), strict=True))
    assert sum(hits["cn.conduct.gbt.hours"]) == 0
    assert sum(hits["cn.conduct.gbt.identify"]) > 0


def _by_id(checks, ask, norm):
    if ask.contact.direction != "out":
        return None
    bounds = checks.pack.bound(ask.contact, ask.situation, ask.local[0].date())
    return next((each for each in bounds if each.rule.norm.id == norm), None)


def test_what_looks_like_a_formula_is_a_text(tmp_path):
    row = one(account="=1+1", at="2026-11-20T23:00:00+08:00")
    put(tmp_path / "log.parquet", [row])
    assert audit(tmp_path / "log.parquet", tmp_path / "out") == 0
    book = openpyxl.load_workbook(tmp_path / "out" / "working-paper.xlsx")
    cell = book["sample"]["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    page = (tmp_path / "out" / "report.html").read_text()
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_help_page_names_every_option(capsys):
    with pytest.raises(SystemExit) as left:
        main(["audit", "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert all(option in said for option in ("--memory", "--set-aside", "--seed", "--account"))


def test_results_hold_no_path_of_this_machine(planted, tmp_path):
    audit(planted / "log.parquet", tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        assert str(Path(tmp_path)).encode() not in path.read_bytes()
        assert str(planted).encode() not in path.read_bytes()


def test_a_clock_time_without_a_zone_is_chinas(tmp_path):
    rows = [one(at="2026-11-20T21:59:59"), one(id="c2", at="2026-11-20T22:00:00")]
    put(tmp_path / "log.parquet", rows, zone=None)
    assert audit(tmp_path / "log.parquet", tmp_path / "out") == 0
    found = pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
    assert [(row["id"], row["breaches"]) for row in found] == [("c2", ["cn.conduct.gbt.hours"])]
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["sample"] == {"drawn": 1, "agreed": 1}


def test_no_norm_asks_for_more_people_at_a_visit_than_a_column_can_tell():
    law = read_law(("CN",))
    asked_for = [
        version.params["staff_min"]
        for norm in law.under("cn.conduct.")
        for version in norm.versions
        if "staff_min" in version.params
    ]
    assert asked_for and max(asked_for) <= MOST_STAFF


def test_files_need_not_be_sorted(planted, tmp_path):
    table = pq.read_table(planted / "log.parquet")
    order = sorted(range(len(table)), key=lambda row: row * 2_654_435_761 % 2**32)
    half = len(table) // 2
    turned = [*range(half, len(table)), *range(half)]  # in order but for one place between groups
    groups = {"sorted": half, "mixed": 999, "turned": len(table) - half}
    for name, rows in zip(groups, (range(len(table)), order, turned), strict=True):
        log = tmp_path / f"{name}.parquet"
        pq.write_table(table.take(list(rows)), log, row_group_size=groups[name])
        audit(log, tmp_path / name)
    found = [
        sorted(
            (row["id"], row["verdict"], *row["breaches"], *row["warnings"])
            for row in pq.read_table(tmp_path / name / "findings.parquet").to_pylist()
        )
        for name in groups
    ]
    assert found[0] == found[1] == found[2] != []


def test_a_number_that_stands_twice_far_apart_is_refused(planted, tmp_path, capsys):
    table = pq.read_table(planted / "log.parquet")
    ids = table["id"].to_pylist()
    ids[-1] = ids[0]
    table = table.set_column(table.schema.get_field_index("id"), "id", pa.array(ids))
    pq.write_table(table, tmp_path / "log.parquet", row_group_size=999)
    assert audit(tmp_path / "log.parquet", tmp_path / "out") == 2
    assert f"an id stands twice: {ids[0]}\n" in capsys.readouterr().err
    assert not (tmp_path / "out" / "findings.parquet").exists()
