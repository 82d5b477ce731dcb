"""Whole audits of loans: what was planted is found, a cap is held to, the bytes are the same."""

from __future__ import annotations

import json
import signal
import sys
from datetime import date
from decimal import Decimal
from subprocess import run

import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import pytest

from ashore.audit import loan_run
from ashore.cli import main
from tests.audit.portfolio import pay, put

RESULTS = {
    "findings.parquet", "manifest.json", "report.html", "summary.json", "working-paper.xlsx",
}  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Return a folder with an invented portfolio."""
    folder = tmp_path_factory.mktemp("synth")
    words = ["synth", "loans", "--rows", "400", "--seed", "5", "--out", str(folder / "l.parquet")]
    assert main(words) == 0
    return folder


def audit(folder, out, *more):
    words = ["audit", "loans", str(folder / "l.parquet"), "--out", str(out), "--lang", "en"]
    for name in ("payments", "events", "schedule"):
        if (folder / f"l.{name}.parquet").exists():
            words += [f"--{name}", str(folder / f"l.{name}.parquet")]
    return main([*words, *more])


def summary_of(out):
    return json.loads((out / "summary.json").read_text(encoding="utf-8"))


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_makes_the_same_bytes(planted, tmp_path):
    words = ["synth", "loans", "--rows", "400", "--seed", "5", "--out", str(tmp_path / "l.parquet")]
    assert main(words) == 0
    assert bytes_of(tmp_path) == bytes_of(planted)
    assert main(words) == 2  # it is there already


def test_what_was_planted_is_found_and_nothing_else_differs(planted, tmp_path, capsys):
    assert audit(planted, tmp_path / "out") == 0
    truth = {
        row["id"]: row["check"] for row in pq.read_table(planted / "l.truth.parquet").to_pylist()
    }
    bounds = {"loans.above_cap", "loans.above_line"}
    found = {
        row["id"]: set(row["checks"])
        for row in pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
    }
    wrong = {name for name, check in truth.items() if check not in bounds}
    assert len(wrong) > 5 and len(truth) > len(wrong)
    assert all(check in found[name] for name, check in truth.items())
    assert {name for name, checks in found.items() if checks - bounds} == wrong
    assert set(found) == set(truth)
    summary = summary_of(tmp_path / "out")
    assert summary["agree_to_the_fen"] == 400 - len(wrong)
    assert summary["sample"]["agreed"] == summary["sample"]["drawn"] > 10
    assert "400 loans booked" in capsys.readouterr().out


def test_a_portfolio_in_csv_is_booked_to_the_same_figures(planted, tmp_path):
    words = ["synth", "loans", "--rows", "400", "--seed", "5", "--out", str(tmp_path / "l.csv")]
    assert main(words) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "l.csv", "l.payments.csv", "l.truth.csv",
    }  # fmt: skip
    audit(planted, tmp_path / "a")
    words = ["--payments", str(tmp_path / "l.payments.csv"), "--out", str(tmp_path / "b")]
    assert main(["audit", "loans", str(tmp_path / "l.csv"), *words]) == 0
    one, other = (
        pq.read_table(tmp_path / name / "findings.parquet").to_pylist() for name in ("a", "b")
    )
    assert one == other and len(one) > 5


def test_parts_and_threads_do_not_change_a_byte_of_the_findings(planted, tmp_path):
    audit(planted, tmp_path / "a")
    audit(planted, tmp_path / "b", "--memory", "100k", "--threads", "1")
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    assert set(bytes_of(tmp_path / "a")) == RESULTS


def test_a_broken_off_audit_goes_on_where_it_stopped(planted, tmp_path, monkeypatch):
    module = loan_run

    done, whole = [], module.audit_part

    def stopped(question, part, parts, progress):
        if part == 2:
            raise KeyboardInterrupt
        return whole(question, part, parts, progress)

    def noted(question, part, parts, progress):
        done.append(part)
        return whole(question, part, parts, progress)

    monkeypatch.setattr(module, "audit_part", stopped)
    words = "--memory", "100k"
    assert audit(planted, tmp_path / "out", *words) != 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".unfinished"]
    monkeypatch.setattr(module, "audit_part", noted)
    assert audit(planted, tmp_path / "out", *words) == 0
    assert done[0] == 2
    audit(planted, tmp_path / "fresh")
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "fresh")


def test_a_csv_says_the_same(planted, tmp_path):
    for name in ("l", "l.payments"):
        table = pq.read_table(planted / f"{name}.parquet")
        for place, field in enumerate(table.schema):
            if str(field.type).startswith("dictionary"):
                table = table.set_column(place, field.name, table[field.name].cast("string"))
        pcsv.write_csv(table, tmp_path / f"{name}.csv")
    words = [
        "audit",
        "loans",
        str(tmp_path / "l.csv"),
        "--payments",
        str(tmp_path / "l.payments.csv"),
    ]
    assert main([*words, "--out", str(tmp_path / "csv"), "--lang", "en"]) == 0
    audit(planted, tmp_path / "parquet")
    assert summary_of(tmp_path / "csv") == summary_of(tmp_path / "parquet")


def test_a_private_loan_is_held_to_its_cap(tmp_path):
    high = {"lender_type": "private", "rate__value": "0.03"}  # 36 % a year
    put(tmp_path / "l.parquet", {**high, "claim__total": Decimal("1307.28")}, {"id": "b"})
    assert audit(tmp_path, tmp_path / "out") == 0
    rows = pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
    assert [row["id"] for row in rows if "loans.above_cap" in row["checks"]] == ["a"]
    check = next(
        each for each in summary_of(tmp_path / "out")["checks"] if each["id"] == "loans.above_cap"
    )
    assert check["breaches"] == 1
    assert check["versions"][0]["source"]
    summary = summary_of(tmp_path / "out")
    assert (summary["held_to_caps"], summary["held_to_caps_by_reference"]) == (2, 0)
    assert summary["sample"]["agreed"] == summary["sample"]["drawn"] == 2
    assert rows[0]["at_most"] == 123_669  # 1200.00 and 90 days at 4 x 3.1 %: 36.69
    assert check["at_stake"] == rows[0]["lender_total"] - rows[0]["at_most"]


def test_what_was_kept_back_at_payout_is_no_principal_that_can_be_claimed(tmp_path):
    private = {"lender_type": "private", "claim__total": Decimal("1300.00")}
    short = {**private, "received": Decimal("1000.00")}
    whole = {**private, "received": Decimal("1200.00")}
    put(tmp_path / "l.parquet", short, {**whole, "id": "b"}, {**private, "id": "c"})
    assert audit(tmp_path, tmp_path / "out") == 0
    rows = {
        row["id"]: row for row in pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
    }
    assert "loans.above_cap" in rows["a"]["checks"]
    assert rows["a"]["at_most"] == 103_058  # 1000.00 and 90 days at 4 x 3.1 %: 30.58
    assert rows["b"]["at_most"] == rows["c"]["at_most"] != rows["a"]["at_most"]
    summary = summary_of(tmp_path / "out")
    assert summary["by_reference"] == {"another sum arrived than was lent": 1}
    assert summary["sample"]["agreed"] == summary["sample"]["drawn"] == 3


def test_more_cannot_arrive_than_was_lent(tmp_path):
    rows = [
        {"id": f"l{n}", "received": each} for n, each in enumerate(["1200.01", "-1", "x", None])
    ]
    put(tmp_path / "l.parquet", *rows)
    assert audit(tmp_path, tmp_path / "out", "--set-aside") == 0
    summary = summary_of(tmp_path / "out")
    assert summary["judged"] == 1
    assert summary["bad_rows"] == {
        "received: more than the principal": 1,
        "received: not a sum": 2,
    }


def test_a_loan_within_the_line_is_not_above_it_because_the_lender_claims_too_much(tmp_path):
    fee = {"fee__when": "each_instalment", "fee__amount": "1.00", "lender_type": "consumer_finance"}
    put(tmp_path / "l.parquet", {**fee, "claim__total": Decimal("1300.00")})
    assert audit(tmp_path, tmp_path / "out") == 0
    (row,) = pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
    assert row["checks"] == ["loans.total_above"]
    assert row["at_most"] is None


def test_what_columns_cannot_say_is_booked_by_the_reference(tmp_path):
    large = {
        "id": "b",
        "principal": Decimal(10**15),
        "penalty__multiple": "1.0001",
        "claim__total": Decimal(1),
    }
    put(tmp_path / "l.parquet", {}, large)
    assert audit(tmp_path, tmp_path / "out") == 0
    summary = summary_of(tmp_path / "out")
    assert (summary["judged"], summary["accounts_by_reference"]) == (2, 1)


def test_rows_set_aside_are_counted_with_their_reason(tmp_path):
    put(tmp_path / "l.parquet", {}, {"id": "b", "claim__on": None}, {"id": "c", "rate__value": "x"})
    pay(
        tmp_path / "l.payments.parquet",
        ("a", date(2025, 2, 5), "112.00"),
        ("z", date(2025, 2, 5), "1"),
    )
    assert audit(tmp_path, tmp_path / "out") == 2
    assert audit(tmp_path, tmp_path / "out", "--set-aside") == 0
    summary = summary_of(tmp_path / "out")
    assert summary["bad_rows"].pop("claim.on: blank") == 1
    assert summary["bad_rows"].pop("payment: of no loan here") == 1
    assert list(summary["bad_rows"].values()) == [1]
    assert summary["judged"] == 1


def test_every_check_argues_both_ways(planted, tmp_path):
    audit(planted, tmp_path / "out")
    checks = summary_of(tmp_path / "out")["checks"]
    assert [check["id"] for check in checks] == list(loan_run.CHECKS)
    for check in checks:
        assert check["tests"]
        assert check["harm"]
        assert check["innocent"]
        assert sum(check["by_organisation"].values()) == check["accounts"]
        assert len(check["sample"]) == min(check["accounts"], 20)


KILLED = """
import os, signal, sys
from ashore.cli import main
count, whole = 0, os.fsync

def fsync(number):
    global count
    count += 1
    if count == int(sys.argv[1]):  # the file is written but has not its name
        os.kill(os.getpid(), signal.SIGKILL)
    whole(number)

os.fsync = fsync
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("write", [3, 8])  # while a part is kept; while the results are
def test_a_killed_audit_leaves_no_result_and_goes_on_to_the_same_bytes(planted, tmp_path, write):
    words = ["audit", "loans", str(planted / "l.parquet"), "--memory", "200k", "--lang", "en"]
    words += ["--payments", str(planted / "l.payments.parquet"), "--out", str(tmp_path / "out")]
    killed = run([sys.executable, "-c", KILLED, str(write), *words], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".unfinished"]
    left = {path.name for path in (tmp_path / "out" / ".unfinished").iterdir()}
    assert any(name.endswith(".half") for name in left)
    assert {"loans-00000.npz"} <= left
    assert "manifest.json" not in left
    assert main(words) == 0
    audit(planted, tmp_path / "fresh")
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "fresh")


def test_a_payment_that_cannot_be_read_leaves_its_loan_unbooked(tmp_path):
    put(tmp_path / "l.parquet", *({"id": name} for name in "abcd"))
    pay(
        tmp_path / "l.payments.parquet",
        ("a", date(2025, 2, 5), "-112.00"),
        ("b", date(2025, 1, 4), "112.00"),
        ("c", None, "112.00"),
    )
    assert audit(tmp_path, tmp_path / "out", "--set-aside") == 0
    summary = summary_of(tmp_path / "out")
    assert summary["judged"] == 1
    assert summary["bad_rows"] == {
        "loan: a payment of it cannot be booked": 3,
        "payment: before the loan was paid out": 1,
        "payment: no day": 1,
        "payment: not a sum above 0": 1,
    }


def test_one_payment_told_twice_is_not_booked_twice(tmp_path):
    put(tmp_path / "l.parquet", {}, {"id": "b"})
    rows = [("a", "p1"), ("a", "p1"), ("b", "p1"), ("b", None), ("b", None), ("b", "p2")]
    table = {
        "loan": [loan for loan, _ in rows],
        "id": [name for _, name in rows],
        "on": [date(2025, 2, 5)] * 6,
        "amount": ["1.00"] * 6,
    }
    pq.write_table(pa.table(table), tmp_path / "l.payments.parquet")
    assert audit(tmp_path, tmp_path / "out") == 2
    assert audit(tmp_path, tmp_path / "other", "--set-aside") == 0
    summary = summary_of(tmp_path / "other")
    assert summary["judged"] == 1
    assert summary["bad_rows"]["payment: an id stands twice"] == 2


@pytest.mark.parametrize("instalments", [12, 700])
@pytest.mark.parametrize(
    "wrong", [{"claim__on": date(2025, 1, 4)}, {"first_due_on": date(2025, 1, 5)}, {"id": ""}]
)
def test_days_that_cannot_be_are_no_difference(tmp_path, wrong, instalments):
    put(tmp_path / "l.parquet", {"id": "x"}, {"instalments": instalments, **wrong})
    assert audit(tmp_path, tmp_path / "out", "--set-aside") == 0
    assert summary_of(tmp_path / "out")["judged"] == 1


def test_fees_at_payout_are_held_to_the_loan_s_own_principal(tmp_path):
    fee = {"fee__name": "x", "fee__when": "up_front", "fee__amount": "20000"}
    big = {"principal": Decimal("1000000.00"), **fee}
    put(tmp_path / "l.parquet", big, {"id": "b", "principal": Decimal("19999.99"), **fee})
    assert audit(tmp_path, tmp_path / "out", "--set-aside") == 0
    summary = summary_of(tmp_path / "out")
    assert summary["judged"] == 1
    assert summary["bad_rows"] == {"terms: the up-front fees are more than the principal": 1}


def test_sums_beyond_64_bits_are_told_and_never_wrapped(tmp_path):
    most = Decimal("9999999999999999.99")
    rows = [{"id": f"a{n}", "claim__total": most} for n in range(12)]
    put(tmp_path / "l.parquet", *rows, {"principal": most, "claim__on": date(2090, 1, 1)})
    assert audit(tmp_path, tmp_path / "out", "--set-aside") == 0
    summary = summary_of(tmp_path / "out")
    assert summary["bad_rows"] == {"sums beyond 64 bits": 1}
    found = pq.read_table(tmp_path / "out" / "findings.parquet")["at_stake"].to_pylist()
    assert summary["checks"][0]["at_stake"] == sum(found) > 2**63


def test_money_paid_ahead_is_no_difference(tmp_path):
    parts = {"claim__principal": "1200.00", "claim__penalty": "0", "claim__fee": "0"}
    day = {"claim__on": date(2025, 1, 5), "claim__interest": "0"}
    put(tmp_path / "l.parquet", {**parts, **day, "claim__total": None}, {"id": "b"})
    pay(tmp_path / "l.payments.parquet", ("a", date(2025, 1, 5), "100.00"))
    assert audit(tmp_path, tmp_path / "out") == 0
    assert summary_of(tmp_path / "out")["agree_to_the_fen"] == 1


def test_what_a_file_holds_makes_another_audit(planted, tmp_path):
    assert audit(planted, tmp_path / "out") == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert [each["holds"] for each in manifest["inputs"]] == ["loans", "payments"]


def test_the_report_says_what_the_sum_is_and_calls_no_figure_a_contact(planted, tmp_path):
    audit(planted, tmp_path / "out")
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "do not add them up" in report
    assert "part by part" in report
    assert "contacts before" not in report


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", '条款：method："flatt" 不在可选的词里（1 行，如 b）'),
     ("en", 'terms: method: "flatt" is not one of the choices (1, such as b)')],
)  # fmt: skip
def test_terms_that_cannot_be_are_told_in_the_language_of_the_run(tmp_path, capsys, lang, said):
    put(tmp_path / "l.parquet", {"id": "a"}, {"id": "b", "method": "flatt"})
    words = ["audit", "loans", str(tmp_path / "l.parquet"), "--out", str(tmp_path / "out")]
    assert main([*words, "--lang", lang]) == 2
    assert said in capsys.readouterr().err
