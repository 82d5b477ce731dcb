"""The columns say what the reference says: every verdict, every norm, every sum."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from ashore.audit.checks import beyond
from ashore.conduct.situation import Agreement, Situation
from tests.audit.logs import assert_same, log, plain, write
from tests.conduct.verdicts import cases, wording

SITUATIONS = {
    "small loan": Situation(lender_type="small_loan", complete=True),
    "bank": Situation(
        lender_type="bank", agencies=("甲",), told_agencies=("乙",), guarantee="general"
    ),
    "card": Situation(lender_type="card_issuer", reachable=False, agencies=()),
    "not told": Situation(reachable=True),
    "American": Situation(
        jurisdiction="US",
        zones=("America/New_York", "America/Los_Angeles"),
        liable=("spouse",),
        not_liable=("friend",),
    ),
    "Massachusetts": Situation(jurisdiction="US", region="MA", zones=("America/New_York",)),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_random_contacts(tmp_path, name):
    rows = log(1500, seed=len(name))
    inputs = write(rows, tmp_path / "log.parquet")
    found = assert_same(inputs, rows, SITUATIONS[name], wording())
    assert 0 < found.by_reference < 30  # of 75: those with a consent or a stop heard elsewhere


def test_days_on_which_clocks_change(tmp_path):
    rows = log(1500, seed=8, begin=datetime(2026, 3, 3, tzinfo=UTC))
    inputs = write(rows, tmp_path / "log.parquet")
    assert_same(inputs, rows, SITUATIONS["American"], None)


def test_versions_of_norms_follow_the_day(tmp_path):
    days = (datetime(2024, 5, 10, tzinfo=UTC), datetime(2025, 2, 24, tzinfo=UTC))
    rows = [row for seed, day in enumerate(days) for row in log(700, seed, day)]
    for place, row in enumerate(rows):
        row["id"] = f"{place:x}"
    inputs = write(rows, tmp_path / "log.parquet")
    assert_same(inputs, rows, SITUATIONS["small loan"], None)


def test_an_account_with_facts_of_its_own_is_for_the_reference(tmp_path):
    rows = log(600, seed=9)
    since = datetime(2026, 1, 1, tzinfo=UTC)
    common = SITUATIONS["small loan"]
    own = {
        "账户3": replace(
            common, agreements=(Agreement(kind="contact_limit", since=since, limit=1),)
        ),
        "账户4": replace(common, lender_type="bank"),
    }
    inputs = write(rows, tmp_path / "log.parquet")
    assert_same(inputs, rows, common, None, situations=own)


def test_parts_and_threads_change_nothing(tmp_path):
    rows = log(900, seed=10)
    for row in rows:
        row["consent"] = None
    inputs = write(rows, tmp_path / "log.parquet", groups=100)
    more = {"bucket": 50, "memory": 100_000}  # many buckets, several parts
    assert_same(inputs, rows, SITUATIONS["bank"], None, threads=1, **more)


@pytest.mark.parametrize("name", SITUATIONS)
def test_contacts_that_no_check_needs_are_left_out_and_counted(tmp_path, name):
    rows = plain(log(800, seed=20 + len(name)))
    inputs = write(rows, tmp_path / "log.parquet", groups=200, ids=False)
    found = assert_same(inputs, rows, SITUATIONS[name], wording(), bucket=300)
    assert not found.by_reference


@pytest.mark.parametrize(
    "special", [{"consent": "22:00-23:00"}, {"person": "h:1", "role": "friend"}], ids=str
)
@pytest.mark.parametrize("memory", [4_000_000_000, 100_000])
def test_what_needs_all_contacts_of_an_account_may_come_last(tmp_path, special, memory):
    rows = plain(log(600, seed=31))
    for place in (-1, -30):
        rows[place] |= {"asked_to_stop": True, "direction": "in", **special}
    inputs = write(rows, tmp_path / "log.parquet", groups=100, ids=False)
    found = assert_same(
        inputs, rows, SITUATIONS["small loan"], None, bucket=300, memory=memory, threads=1
    )
    assert found.by_reference


CASES = cases()


@pytest.mark.parametrize("first", range(0, len(CASES), 40))
def test_every_case_of_contact(tmp_path, first):
    """Each case is one account with its situation: by columns where they can hold it."""
    for case in CASES[first : first + 40]:
        rows = [_row_of(each) for each in case.contacts]
        if len({row["at"].utcoffset() for row in rows}) > 1:
            continue
        situation = case.situation
        if situation.jurisdiction == "US" and not situation.zones:
            offset = rows[0]["at"].utcoffset()
            name = f"Etc/GMT{-(offset // timedelta(hours=1)):+d}"
            situation = replace(situation, zones=(name,))
        inputs = write(rows, tmp_path / f"{case.id}.parquet")
        apart = beyond(situation)
        common = Situation(jurisdiction=situation.jurisdiction, zones=situation.zones)
        rest = {"situations": {"one": situation}} if apart else {}
        found = assert_same(inputs, rows, common if apart else situation, wording(), **rest)
        expected = {
            np.int64(place): case.expected[contact.id].verdict
            for place, contact in enumerate(case.contacts)
            if contact.id in case.expected
        }
        levels = dict(zip(found.row.tolist(), found.level.tolist(), strict=True))
        for place, level in expected.items():
            is_bad = level in {"breach", "warning"}
            assert levels.get(int(place), 0) == (
                {"warning": 2, "breach": 3}[level] if is_bad else 0
            )


def _row_of(contact):
    row = {name: getattr(contact, name) for name in contact.__slots__ if name != "disclosed"}
    row["disclosed"] = None if contact.disclosed is None else list(contact.disclosed)
    return {**row, "account": "one"}
