"""The founding questions: what a forecast says of invented borrowers, beside a reckoning by hand.

A folder under `cases/forecast/` holds a case and what is expected of it. An `[[expect]]` has
    of          a place in the JSON of `ashore forecast`: keys joined by dots, an item of a list in
                brackets by what names it (`events[a.suit.reported]`, `credit[a].steps[1]`)
    paper       instead: a paper of `ashore forecast paper`, with the day it was received
    reckoning   how the expected values come about, by hand
    has         words that a text of that place holds (in Chinese)
    include     something that a list of that place holds
    absent      true: there is no such place
and the values expected there; "null" stands for none.
"""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from ashore.files.case import case_of
from ashore.forecast.papers import deadline
from ashore.report.forecast_paper import paper_value
from ashore.report.forecast_values import forecast_value
from tests.forecast.sample import law, seen
from tests.published import BESIDE, folders, read

FOLDERS = folders("forecast")
QUESTIONS = {"S1", "S2", "S3", "S8", "S10", "S12", "S14", "S15", "S16", "S17"}
NAMES = ("key", "id", "loan", "channel", "path", "act", "code", "grade", "kind", "month")
SELECT = {"of", "paper", "received", "reckoning", "has", "include", "absent"}


def name(folder) -> str:
    return folder.name


@cache
def answer(folder):
    raw = read(folder)
    case = case_of({key: value for key, value in raw.items() if key not in BESIDE}, folder.name)
    value = forecast_value(case, seen(case, case.as_of))
    return json.loads(json.dumps(value, ensure_ascii=False)), case.as_of


def item(found, wanted: str):
    if wanted.isdigit() and not any(wanted == one.get("code") for one in found):
        return found[int(wanted)] if int(wanted) < len(found) else None
    for key in NAMES:
        for one in found:
            if one.get(key) == wanted:
                return one
    return None


def place(value, of: str):
    """What stands at a place; None where there is nothing."""
    for key, wanted in re.findall(r"(\w+)(?:\[([^\]]+)\])?", of):
        value = value[key]
        if wanted:
            value = item(value, wanted)
        if value is None:
            return None
    return value


def words(value) -> str:
    return "\n".join(one["zh"] for one in (value if isinstance(value, list) else [value]))


def faults(found, wanted):
    """What is not as expected, one line each."""
    if wanted.get("absent"):
        return [] if found is None else [f"{wanted['of']}: is there"]
    if found is None:
        return [f"{wanted['of']}: is not there"]
    told = []
    for key in wanted.keys() - SELECT:
        expected = None if wanted[key] == "null" else wanted[key]
        if found[key] != expected:
            told.append(
                f"{wanted.get('of') or wanted['paper']} {key}: {found[key]}, not {expected}"
            )
    parts = [(key, part, words(found[key])) for key, part in wanted.get("has", {}).items()]
    parts += [(key, part, found[key]) for key, part in wanted.get("include", {}).items()]
    return told + [f"{key} lacks {part}: {said}" for key, part, said in parts if part not in said]


def asked(folder, wanted):
    value, on = answer(folder)
    if "paper" in wanted:
        received = wanted["received"]
        found = deadline(wanted["paper"], received, law())
        return json.loads(json.dumps(paper_value(found, max(on, received))))
    return place(value, wanted["of"])


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_founding_question_is_answered_as_reckoned_by_hand(folder):
    raw = read(folder)
    assert all(wanted["reckoning"].strip() for wanted in raw["expect"])
    assert raw["source"]["kind"] == "derived"
    wrong = [one for wanted in raw["expect"] for one in faults(asked(folder, wanted), wanted)]
    assert not wrong, "\n".join(wrong)


def test_every_founding_question_of_a_forecast_has_a_case():
    assert {read(folder)["source"]["question"] for folder in FOLDERS} == QUESTIONS


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_wrong_expectation_is_seen(folder):
    for wanted in read(folder)["expect"]:
        keys = sorted(wanted.keys() - SELECT)
        if keys:
            other = wanted | {keys[0]: "2001-01-01"}
            assert faults(asked(folder, wanted), other), wanted
