"""A case as the norms of contact see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ashore.conduct.case_situation import situations_of
from ashore.facts import Open
from ashore.files.case import case_of

CASE = case_of({
    "ashore": 1,
    "loans": [{"id": "a", "lender_type": "bank", "principal": "1000.00", "method": "bullet",
               "disbursed_on": date(2026, 3, 5), "first_due_on": date(2026, 4, 5), "instalments": 1,
               "rate": {"value": "0.18", "per": "year"}}],
})  # fmt: skip


def test_a_kind_of_lender_that_is_only_assumed_is_not_known_to_the_norms():
    [file] = CASE.loans
    assumed = replace(CASE, loans=(replace(file, open=(Open(key="lender_type"),)),))
    assert {each.lender_type for each in situations_of(CASE).values()} == {"bank"}
    assert {each.lender_type for each in situations_of(assumed).values()} == {None}


def test_a_log_is_complete_only_where_the_case_says_so():
    assert not any(each.complete for each in situations_of(CASE).values())
    said = replace(CASE, log_complete=True)
    assert all(each.complete for each in situations_of(said).values())
