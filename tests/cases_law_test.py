"""Published court fees and caps, each met to its figure."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from ashore.files.law import read_law
from ashore.law.cap import caps
from ashore.law.fees import (
    bankruptcy_fee,
    court_fee,
    enforcement_fee,
    halved_fee,
    preservation_fee,
)
from ashore.law.private import private_cap
from ashore.loan import LenderType
from ashore.money import fen_of, show

ROOT = Path(__file__).parents[1] / "cases"
FOLDERS = sorted(path.parent for area in ("cap", "court_fee") for path in ROOT.glob(f"{area}/*/*"))
KINDS = {"court", "derived", "peer-test"}
LAW = read_law(("CN",))
FEES = {
    "court": court_fee,
    "half": halved_fee,
    "bankruptcy": bankruptcy_fee,
    "enforcement": enforcement_fee,
    "preservation": preservation_fee,
}


def read(folder: Path) -> dict:
    return tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))


def name(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


def found(run: str, given: dict) -> dict[str, str | Fraction]:
    """Return our figures under the names the case uses."""
    if run in FEES:
        fee = FEES[run](fen_of(given["sum"]), given["filed_on"], LAW)
        return {"fee": show(fee.amount, 2)}
    if run == "private_cap":
        filed = given["filed_on"]
        cap = private_cap(LenderType.PRIVATE, given["contract_on"], filed, filed, LAW)
        assert cap is not None
        return {"percent": cap.claim * 100}
    assert run == "lpr_loan"
    on = given["on"]
    lpr = LAW.value("cn.lpr.1y", on) * 100
    contract = lpr + Fraction(given["margin_points"], 100)
    # A bank is not bound by four times the LPR: nothing brings its rate down.
    bound = {line.norm for line in caps(LenderType.BANK, on, on, on, LAW) if line.applies}
    assert "cn.cap.private" not in bound
    overdue = contract * Fraction(given["multiple"])
    return {
        "lpr_percent": lpr,
        "contract_percent": contract,
        "overdue_percent": overdue,
        "overdue_after_cap_percent": overdue,
    }


def same(ours: str | Fraction, printed: str) -> bool:
    return ours == printed if isinstance(ours, str) else ours == Fraction(printed)


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_published_figure_of_the_law_is_met(folder):
    raw = read(folder)
    assert raw["title"].strip()
    assert raw["source"]["kind"] in KINDS
    assert raw["source"]["citation"].strip()
    if "skip" in raw:
        assert raw["skip"]["zh"].strip()
        assert raw["skip"]["en"].strip()
        return
    ours = found(raw["run"], raw["inputs"])
    assert raw["expected"]
    for key, printed in raw["expected"].items():
        assert same(ours[key], printed), f"{key} is {ours[key]}, not {printed}"
    for wrong in raw.get("mismatch", ()):
        assert wrong["zh"].strip()
        assert wrong["en"].strip()
        assert not same(ours[wrong["figure"]], wrong["printed"])


def test_all_of_them_are_there_and_only_one_does_not_run():
    assert len(FOLDERS) == 15
    assert [name(folder) for folder in FOLDERS if "skip" in read(folder)] == [
        "cap/total-cost-without-a-cap"
    ]
