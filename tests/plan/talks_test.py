"""Offers, replies and promises as they were recorded, and whether an agreement was kept."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plan.sample import case, debt, household, offers


def talks(*events: dict, paid: tuple[dict, ...] = ()):
    loan = debt("a", "6000.00", due_on=date(2026, 5, 10), events=list(events), payments=list(paid))
    (side,) = offers(case(household(cash="2000.00"), loan)).sides
    return side


def agreed(**more: object) -> dict:
    return {"kind": "accepted", "on": date(2026, 8, 20), "amount": "500.00", **more}


PAID = tuple(
    {"at": day, "amount": "500.00"}
    for day in (date(2026, 8, 1), date(2026, 9, 20), date(2026, 10, 19), date(2026, 11, 20))
)


@pytest.mark.parametrize(("count", "kept"), [(4, True), (3, False)])
def test_an_agreement_is_kept_or_short(count, kept):
    (talk,) = talks(agreed(), paid=PAID[:count]).talks
    # three months by 23 November; what was paid before the agreement does not count
    assert (talk.due, talk.paid) == (150_000, (count - 1) * 50_000)
    assert talk.kept is kept
    assert ("as agreed" in talk.text.en) is kept


def test_an_offer_and_a_refusal_bind_nobody_and_come_in_order():
    found = talks(
        {"kind": "refused", "on": date(2026, 9, 2)},
        {"kind": "offer", "on": date(2026, 9, 1), "amount": "300.00"},
        {"kind": "promise", "on": date(2027, 1, 1), "amount": "9.00"},
    ).talks
    assert [talk.kind for talk in found] == ["offer", "refused"]
    assert [talk.kept for talk in found] == [None, None]
    assert "300.00 a month" in found[0].text.en


def test_an_offer_restarts_limitation_and_a_refusal_does_not():
    # due 2026-05-10: three years; an offer on 1 September acknowledges the debt
    offered = talks({"kind": "offer", "on": date(2026, 9, 1), "amount": "300.00"}).clock
    assert offered.last_on == date(2029, 9, 1)
    assert talks({"kind": "refused", "on": date(2026, 9, 1)}).clock.last_on == date(2029, 5, 10)
