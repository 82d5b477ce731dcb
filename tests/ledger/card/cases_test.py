"""Every worked card under `cases/card/` agrees with the books to the fen."""

from __future__ import annotations

import pytest

from ashore.files.case import case_of
from ashore.law import Law
from ashore.ledger.card import book_card, card_balance
from ashore.loan import Component
from ashore.money import show
from tests.published import BESIDE, CASES, folders, read

FOLDERS = folders("card")
AMOUNTS = (*(part.value for part in Component), "total", "due_now", "credit", "per_day")


def name(folder) -> str:
    return folder.relative_to(CASES).as_posix()


def test_there_are_cases():
    assert len(FOLDERS) >= 15


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_worked_card_agrees_to_the_fen(folder):
    raw = read(folder)
    assert raw["source"]["citation"].strip()
    assert raw["source"]["note"].strip(), "show the working"
    case = case_of({key: value for key, value in raw.items() if key not in BESIDE}, folder.name)
    (file,) = case.loans
    books = book_card(file.loan, file.events, Law())
    wrong = []
    for wanted in (*raw["expect"], *raw.get("mismatch", ())):
        state = card_balance(books, wanted["on"])
        ours = {key: show(getattr(state, key)) for key in AMOUNTS}
        ours |= {"days_past_due": state.days_past_due, "on": wanted["on"]}
        wrong += [
            f"{wanted['on']}: {key} is {ours[key]}, not {wanted[key]}"
            for key in wanted.keys() - {"zh", "en"}
            if key != "on" and (ours[key] == wanted[key]) is ("en" in wanted)
        ]
    assert not wrong, "\n".join(wrong)


def test_published_examples_are_among_them():
    """Six published ones, each with its address; what they count otherwise is said."""
    told = [read(folder) for folder in FOLDERS]
    published = [raw for raw in told if raw["source"]["kind"] != "derived"]
    assert len(published) >= 6
    assert all(raw["source"]["url"].startswith("http") for raw in published)
    assert all(each["zh"] and each["en"] for raw in published for each in raw.get("mismatch", ()))
