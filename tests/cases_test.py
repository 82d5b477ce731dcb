"""Every published example under `cases/` agrees with the books, or says why it does not."""

from __future__ import annotations

import pytest

from tests.published import AREAS, CASES, faults, folders, read

FOLDERS = folders(*AREAS)
RUN = [folder for folder in FOLDERS if "skip" not in read(folder)]
KINDS = {"regulator", "court", "bank", "textbook", "calculator", "page", "peer", "formula"}


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
