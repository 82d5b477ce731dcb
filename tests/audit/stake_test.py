"""Whom and how much the hits concern: by agent, and the money overdue beside them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ashore.audit.source import open_inputs
from ashore.audit.stake import stakes_of
from ashore.cli import main
from tests.audit.conformance_test import SITUATIONS
from tests.audit.logs import SCHEMA, asked, log
from tests.audit.small import one, put

NIGHT = "2026-11-20T23:00:00+08:00"
HOURS = "cn.conduct.gbt.hours"


def audit(folder, rows, **rest):
    put(folder / "log.parquet", rows, **rest)
    words = ["audit", "contacts", str(folder / "log.parquet"), "--out", str(folder / "out")]
    assert main([*words, "--lang", "en"]) == 0
    summary = json.loads((folder / "out" / "summary.json").read_text())
    return next(each for each in summary["checks"] if each["id"] == HOURS)


def night(number, account, agent, overdue):
    return one(id=number, account=account, at=NIGHT, agent=agent, overdue=overdue)


ROWS = [
    night("c1", "A", "7", "1000.00"),
    night("c2", "A", "7", "900.50"),
    night("c3", "B", "8", "20.05"),
    night("c4", "C", None, None),
    night("c5", "D", "8", "much"),
    one(id="c6", account="B", agent="9", overdue="99999.00"),  # no hit
]
BESIDE = {"agent": "string", "overdue": "string"}


def test_the_largest_sum_of_each_account_counts_once(tmp_path):
    found = audit(tmp_path, ROWS, types=BESIDE)
    assert (found["breaches"], found["accounts"]) == (5, 4)
    assert (found["at_stake"], found["accounts_without_sum"]) == (102_005, 2)
    assert (found["by_agent"], found["agents"]) == ({"7": 2, "8": 2, "": 1}, 3)
    page = (tmp_path / "out" / "report.html").read_text()
    assert "Money at stake 1020.05" in page
    assert "Accounts without a sum: 2." in page
    assert "by agent (3)" in page
    book = openpyxl.load_workbook(tmp_path / "out" / "working-paper.xlsx")
    assert [HOURS, "7", 2] in [list(row) for row in book["agents"].values]
    head, *rows = list(book["checks"].values)
    row = dict(zip(head, next(each for each in rows if each[0] == HOURS), strict=True))
    assert (row["money at stake (yuan)"], row["accounts without a sum"]) == ("1020.05", 2)


def test_what_no_column_tells_is_not_known(tmp_path):
    found = audit(tmp_path, ROWS)
    assert (found["at_stake"], found["accounts_without_sum"]) == (None, 4)
    assert found["by_agent"] is found["agents"] is None
    page = (tmp_path / "out" / "report.html").read_text()
    assert "Money at stake: not known" in page
    assert "by agent" not in page


def test_a_float_is_no_sum(tmp_path, capsys):
    put(tmp_path / "log.parquet", [one(overdue=1.5)], types={"overdue": "float64"})
    words = ["audit", "contacts", str(tmp_path / "log.parquet"), "--out", str(tmp_path / "out")]
    assert main([*words, "--lang", "en"]) == 2
    assert "yuan as a text or a decimal" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["decimal", "integer"])
def test_random_hits_add_up(tmp_path, kind):
    rows = log(600, seed=31)
    for place, row in enumerate(rows):
        row["agent"] = place % 7 or None
        row["overdue"] = None if place % 5 == 0 else place * 37 % 4001
    money = pa.decimal128(12, 2) if kind == "decimal" else pa.int32()
    schema = SCHEMA.append(pa.field("agent", pa.int64())).append(pa.field("overdue", money))
    table = pa.Table.from_pylist(rows, schema=schema)
    pq.write_table(table, tmp_path / "log.parquet", row_group_size=70)
    inputs = open_inputs([str(tmp_path / "log.parquet")])
    found = asked(inputs, SITUATIONS["small loan"])
    stakes = stakes_of(inputs, found)
    for norm in range(len(found.checks.norms)):
        masks = (found.breaches | found.warnings)[:, norm // 64].tolist()
        hits = [row for row, mask in zip(found.row, masks, strict=True) if mask >> norm % 64 & 1]
        agents, sums = Counter(), defaultdict(list)
        for row in hits:
            agents["" if rows[row]["agent"] is None else str(rows[row]["agent"])] += 1
            sums[rows[row]["account"]].append(rows[row]["overdue"])
        largest = [max((s for s in told if s is not None), default=None) for told in sums.values()]
        known = [each for each in largest if each is not None]
        assert stakes[norm].by_agent == dict(sorted(agents.items()))
        assert stakes[norm].money == (100 * sum(known) if known else None)
        assert stakes[norm].without == len(largest) - len(known)
    assert sum(bool(each.money) for each in stakes) > 5
