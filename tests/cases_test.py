"""Every published example under `cases/` agrees with the books, or says why it does not."""

from __future__ import annotations

import pytest

from tests.origins import origins
from tests.published import AREAS, CASES, faults, folders, read

FOLDERS = folders(*AREAS)
RUN = [folder for folder in FOLDERS if "skip" not in read(folder)]
KINDS = {"regulator", "court", "bank", "textbook", "calculator", "page", "peer-test", "derived"}
ELSEWHERE = {
    "cap": "tests/cases_law_test.py",
    "card": "tests/ledger/card/cases_test.py",
    "conduct": "tests/conduct/cases_test.py",
    "cost": "tests/cases_cost_test.py",
    "court_fee": "tests/cases_law_test.py",
    "forecast": "tests/forecast/cases_test.py",
    "daily_interest": "tests/cases_cost_test.py",
    "tvm": "tests/cases_cost_test.py",
}


def name(folder) -> str:
    return folder.relative_to(CASES).as_posix()


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_an_example_says_where_it_is_from(folder):
    raw = read(folder)
    assert raw["source"]["kind"] in KINDS
    assert raw["source"]["citation"].strip()
    assert raw["title"].strip()
    why = [*raw.get("mismatch", ()), *([raw["skip"]] if "skip" in raw else [])]
    assert all(each["zh"].strip() and each["en"].strip() for each in why)
    assert ("skip" in raw) != bool(raw.get("expect"))


@pytest.mark.parametrize("folder", RUN, ids=name)
def test_an_example_agrees_to_the_last_digit(folder):
    wrong = faults(folder)
    assert not wrong, "\n".join(wrong)


def test_every_area_is_run_by_somebody():
    for area in (path for path in CASES.iterdir() if any(path.rglob("*.toml"))):
        if area.name not in AREAS:
            runner = CASES.parent / ELSEWHERE[area.name]
            assert "cases" in runner.read_text(encoding="utf-8")


def test_a_hundred_published_examples_run():
    assert sum(by["published"] for by in origins().values()) >= 100


# ---- the comparison itself can fail


def test_a_wrong_figure_is_seen(tmp_path):
    right = (CASES / "books" / "weilidai-10000-5" / "case.toml").read_text(encoding="utf-8")
    assert '"457.00"' in right
    (tmp_path / "case.toml").write_text(right.replace('"457.00"', '"457.01"'), encoding="utf-8")
    (fault,) = faults(tmp_path)
    assert fault.endswith("interest is 457.00")


def test_a_mismatch_that_agrees_after_all_is_seen(tmp_path):
    right = (CASES / "books" / "weilidai-2500-5" / "case.toml").read_text(encoding="utf-8")
    assert '"23.35"' in right
    (tmp_path / "case.toml").write_text(right.replace('"23.35"', '"23.25"'), encoding="utf-8")
    (fault,) = faults(tmp_path)
    assert fault.endswith("interest is 23.25")
