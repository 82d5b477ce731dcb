"""Every norm of contact is tried on both sides of every day on which it changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ashore.conduct.clock import local_times
from ashore.conduct.judge import judge_log
from ashore.conduct.kinds import KINDS
from ashore.conduct.pack import pack_of
from tests.conduct.verdicts import case_of, cases, law, wording

SILENT = {"retention", "offer_to_pay"}
"""Kinds that never find anything themselves: records are kept, an offer only opens a door."""
LIFTS = {"cn.conduct.cba.hours_agreed", "us.regf.hours_consent"}
"""An exception that lifts a ban is met or not; it has nothing to find."""


def norms():
    packs = [pack_of(law(), name) for name in ("CN", "US")]
    return [law().norm(name) for pack in packs for name in pack.norms]


def firing(norm_id: str):
    """Yield (case, contact) pairs in which a norm finds something."""
    for case in cases():
        for contact in case.contacts:
            expected = case.expected.get(contact.id)
            if expected is not None and norm_id in expected.norms:
                yield case, contact


SPEAKING = [
    norm
    for norm in norms()
    if norm.kind not in SILENT and norm.id not in LIFTS and norm.severity != "note"
]
CHANGES = [(norm, version) for norm in SPEAKING for version in norm.versions]


def moved(value: Any, by: timedelta) -> Any:
    """Return the raw case with every instant moved by some days, its clock time kept."""
    if isinstance(value, date):  # an instant is one too
        return value + by
    if isinstance(value, dict):
        return {key: moved(each, by) for key, each in value.items()}
    if isinstance(value, list):
        return [moved(each, by) for each in value]
    return value


def articles_on(norm, day) -> set[str]:
    """Return the articles under which the norm speaks on a day, over all its cases moved there."""
    found = set()
    for case, contact in firing(norm.id):
        now = local_times(case.situation, contact.at)[0].date()
        there = case_of(moved(case.raw, day - now))
        for verdict in judge_log(there.contacts, there.situation, law(), wording()):
            if verdict.id == contact.id:
                found |= {each.cite.article for each in verdict.findings if each.norm == norm.id}
    return found


def test_every_kind_and_every_norm_has_a_case():
    assert {norm.kind for norm in norms()} == set(KINDS)
    assert [norm.id for norm in SPEAKING if not any(firing(norm.id))] == []


@pytest.mark.parametrize(
    ("norm", "version"), CHANGES, ids=[f"{norm.id} {version.from_on}" for norm, version in CHANGES]
)
def test_a_version_speaks_from_its_first_day(norm, version):
    assert version.article in articles_on(norm, version.from_on)
    before = norm.version_on(version.from_on - timedelta(days=1))
    expected = set() if before is None else {before.article}
    assert articles_on(norm, version.from_on - timedelta(days=1)) == expected


ENDED = [(norm, version) for norm, version in CHANGES if version.until_on is not None]


@pytest.mark.parametrize(
    ("norm", "version"), ENDED, ids=[f"{norm.id} {version.until_on}" for norm, version in ENDED]
)
def test_a_version_speaks_to_its_last_day(norm, version):
    assert version.article in articles_on(norm, version.until_on)
    after = norm.version_on(version.until_on + timedelta(days=1))
    expected = set() if after is None else {after.article}
    assert articles_on(norm, version.until_on + timedelta(days=1)) == expected
