"""The nouns: frozen values with the plainest defaults."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from ashore import loan as nouns
from ashore.loan import COMPONENTS, Component, LenderType, Method, Penalty, PenaltyBase
from tests.ledger.build import loan, paid


def test_the_parts_of_a_debt_in_their_order():
    assert [part.value for part in COMPONENTS] == [
        "principal",
        "interest",
        "penalty",
        "compound",
        "fee",
    ]


def test_the_usual_order_of_allocation():
    assert loan().allocation == (
        Component.FEE,
        Component.PENALTY,
        Component.COMPOUND,
        Component.INTEREST,
        Component.PRINCIPAL,
    )


def test_what_a_contract_does_not_say():
    usual = loan()
    assert (usual.compound, usual.grace_days, usual.grace_retroactive) == (False, 0, True)
    assert (usual.allocation_across, str(usual.prepay)) == ("oldest_first", "to_the_day")
    assert (Penalty().base, Penalty().replaces_interest) == (PenaltyBase.OVERDUE_PRINCIPAL, True)
    assert Penalty().daily_rounding is False


def test_a_value_never_changes():
    with pytest.raises(FrozenInstanceError):
        paid("2026-02-05", "1.00").amount = 2


def test_every_noun_is_named():
    assert set(nouns.__all__) >= {event.__name__ for event in nouns.Event.__args__}
    assert all(hasattr(nouns, name) for name in nouns.__all__)
    assert {field.name for field in fields(nouns.Payment)} == {"id", "at", "amount"}


@pytest.mark.parametrize(
    ("method", "said", "first", "as_now", "as_first"),
    [
        ("card", "bank", None, "card_issuer", "card_issuer"),
        ("card", "card_issuer", None, "card_issuer", "card_issuer"),
        ("card", "asset_manager", "bank", "asset_manager", "card_issuer"),
        ("card", "small_loan", None, "small_loan", "small_loan"),
        ("equal_instalment", "bank", None, "bank", "bank"),
    ],
)
def test_a_bank_is_a_card_issuer_where_the_debt_is_a_cards(method, said, first, as_now, as_first):
    debt = replace(
        loan(),
        method=Method(method),
        lender_type=LenderType(said),
        original_lender_type=LenderType(first) if first else None,
    )
    assert (debt.lends_as, debt.first_lender_type) == (as_now, as_first)
