"""The balance proof finds the convention behind a figure, or says how near it comes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from ashore.ledger.conventions import turns_of
from ashore.ledger.proof import CHANGES_MAX, figures, prove
from ashore.ledger.statement import balance
from ashore.loan import Claim, PenaltyBase
from ashore.money import Rounding
from tests.ledger.build import booked, day, fee, loan, paid, penalty_of
from tests.often import often

ON = ("2026-05-20", "2026-06-11")


def late_loan(**more):
    terms = {"penalty": "1.5 overdue_principal", "rate": "0.18 year", "n": 6, **more}
    return loan("equal_instalment", "6000", **terms)


EVENTS = (paid("2026-02-07", "1000"), paid("2026-04-20", "700"))


def claims_of(made, *events, **only):
    books = booked(made, *events)
    told = [balance(books, day(on)) for on in ON]
    return [Claim(on=one.on, source="app", total=one.total) for one in told]


def test_figures_that_follow_the_terms_need_no_change():
    made = late_loan()
    (fit,) = prove(booked(made, *EVENTS), claims_of(made, *EVENTS))
    assert (fit.fits, fit.changes) == (True, ())


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ({"penalty": "1.3 overdue_principal"}, {"penalty.multiple": "1.3"}),
        ({"penalty": "1.5 overdue_instalment"}, {"penalty.base": "overdue_instalment"}),
        ({"penalty": "1.5 outstanding_principal"}, {"penalty.base": "outstanding_principal"}),
        ({"compound": True}, {"compound": "true"}),
        ({"grace_days": 3}, {"grace_days": "3"}),
        ({"grace_days": 2, "grace_retroactive": False},
         {"grace_days": "2", "grace_retroactive": "false"}),
        ({"penalty": penalty_of("1.5 overdue_principal", daily_rounding=True)},
         {"penalty.daily_rounding": "true"}),
        ({"penalty": penalty_of("1.5 overdue_principal", day_basis=365)},
         {"penalty.day_basis": "365"}),
        ({"penalty": penalty_of("1.5 overdue_principal", replaces_interest=False)},
         {"penalty.replaces_interest": "false"}),
        ({"order": "principal interest penalty compound fee"},
         {"allocation": "principal,interest,penalty,compound,fee"}),
        ({"allocation_across": "by_component"}, {"allocation_across": "by_component"}),
    ],
    ids=lambda value: "-".join(f"{key}={said}" for key, said in value.items())[:50],
)  # fmt: skip
def test_each_convention_is_recognised(terms, found):
    stated = late_loan()
    fits = prove(booked(stated, *EVENTS), claims_of(late_loan(**terms), *EVENTS))
    assert all(fit.fits for fit in fits)
    assert found in [{change.key: change.value for change in fit.changes} for fit in fits]


def test_a_payment_booked_a_day_late_is_recognised():
    made = late_loan()
    late = (paid("2026-02-08", "1000"), paid("2026-04-21", "700"))
    fits = prove(booked(made, *EVENTS), claims_of(made, *late))
    assert ("payments_booked", "next_day") in [
        (change.key, change.value) for fit in fits for change in fit.changes if fit.fits
    ]


def test_a_figure_of_what_is_due_alone_is_recognised():
    made = late_loan()
    books = booked(made, *EVENTS)
    claims = [Claim(on=day(on), source="app", total=balance(books, day(on)).due_now) for on in ON]
    (fit,) = [fit for fit in prove(books, claims) if len(fit.changes) == 1][:1]
    assert fit.changes[0].key == "covers"


def test_a_missing_default_fee_is_recognised():
    with_fee = late_loan(fees=(fee("on_default", "20"),))
    fits = prove(booked(with_fee, *EVENTS), claims_of(late_loan(), *EVENTS))
    assert {"fees.on_default"} in [{change.key for change in fit.changes} for fit in fits]


def test_two_departures_at_once_are_found_and_no_simpler_answer_exists():
    other = late_loan(penalty="1.3 overdue_instalment", compound=False)
    fits = prove(booked(late_loan(), *EVENTS), claims_of(other, *EVENTS))
    assert fits[0].fits
    assert {change.key for change in fits[0].changes} == {"penalty.multiple", "penalty.base"}


def test_a_figure_out_of_thin_air_gets_the_nearest_conventions_and_the_difference():
    made = late_loan()
    odd = [replace(one, total=one.total + 100_003 * k) for k, one in enumerate(claims_of(made), 1)]
    near = prove(booked(made), odd)
    assert near
    assert not any(fit.fits for fit in near)
    assert [fit.difference for fit in near] == sorted(fit.difference for fit in near)
    assert all(len(fit.changes) <= CHANGES_MAX for fit in near)


def test_single_parts_of_a_claim_are_compared_each():
    made = late_loan()
    told = balance(booked(made), day(ON[0]))
    claim = Claim(on=told.on, source="sms", principal=told.principal, penalty=told.penalty + 1)
    assert figures(claim) == {"principal": told.principal, "penalty": told.penalty + 1}
    assert min(fit.difference for fit in prove(booked(made), [claim])) <= 1


def test_two_claims_of_one_day_are_both_tested():
    made = late_loan()
    told = balance(booked(made), day(ON[0]))
    pair = [Claim(on=told.on, source="a", total=told.total),
            Claim(on=told.on, source="b", total=told.total + 7)]  # fmt: skip
    assert not any(fit.fits for fit in prove(booked(made), pair))


def test_every_change_says_itself_in_both_languages_and_once():
    made = late_loan(fees=(fee("on_default", "20"),), grace_days=1, rounding="half_even")
    changes = [change for change, _ in turns_of(made)]
    assert len({(change.key, change.value) for change in changes}) == len(changes)
    assert all(change.text.zh and change.text.en for change in changes)
    assert {"rounding"} <= {change.key for change in changes}
    assert Rounding.HALF_UP in {change.value for change in changes if change.key == "rounding"}


def test_a_loan_without_penalty_terms_has_no_penalty_conventions():
    keys = {change.key for change, _ in turns_of(loan("equal_principal", penalty=None))}
    assert not any(key.startswith("penalty") for key in keys)
    own = turns_of(late_loan(penalty="0.0005 day overdue_principal"))
    assert not any(change.key == "penalty.multiple" for change, _ in own)
    assert not any(change.key == "penalty.day_basis" for change, _ in own)


@settings(max_examples=often(25), deadline=None)
@given(
    multiple=st.sampled_from(["1.0", "1.3", "1.5", "2.0"]),
    base=st.sampled_from(list(PenaltyBase)),
    compound=st.booleans(),
)
def test_what_fits_really_reproduces_the_claims(multiple, base, compound):
    other = late_loan(penalty=f"{multiple} {base}", compound=compound)
    claims = claims_of(other, *EVENTS)
    fits = prove(booked(late_loan(), *EVENTS), claims)
    assert fits[0].fits
    assert all(fit.difference == 0 for fit in fits)


def test_a_single_figure_is_never_explained_by_three_changes():
    other = late_loan(penalty="1.3 overdue_instalment", grace_days=3, compound=False,
                      order="principal interest penalty compound fee")  # fmt: skip
    pair = claims_of(other, *EVENTS)
    found = prove(booked(late_loan(), *EVENTS), pair[:1])
    assert all(len(fit.changes) <= 2 for fit in found)
