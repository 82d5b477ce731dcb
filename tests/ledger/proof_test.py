"""The balance proof finds the convention behind a figure, or says how near it comes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings, strategies as st

from ashore.ledger.conventions import DUE_ONLY, MULTIPLES, families_of, turns_of
from ashore.ledger.proof import (
    CHANGES_MAX,
    CHANGES_MAX_ALONE,
    ROUNDING_FEN,
    _Search,
    figures,
    is_alone,
    prove,
)
from ashore.ledger.statement import balance, sums_by_day, sums_on
from ashore.loan import Acceleration, Claim, Component, PenaltyBase, Waiver
from ashore.money import Rounding
from tests.ledger.build import booked, day, fee, fen, loan, paid, penalty_of
from tests.ledger.strategies import CHANGES, days, penalties, stories
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


def test_a_figure_out_of_thin_air_gets_no_answer():
    made = late_loan()
    odd = [replace(one, total=one.total + 100_003 * k) for k, one in enumerate(claims_of(made), 1)]
    assert prove(booked(made), odd) == ()


def test_a_near_miss_is_a_fen_for_each_instalment_due_and_each_figure():
    made = late_loan()
    told = claims_of(made)  # five instalments are due by the second day: two figures, ten fen
    near = prove(booked(made), [replace(told[0], total=told[0].total + 10), told[1]])
    assert near[0].changes == ()
    assert near[0].difference == 10
    assert len(near) <= 3
    assert [fit.difference for fit in near] == sorted(fit.difference for fit in near)
    assert all(len(fit.changes) < CHANGES_MAX for fit in near)
    far = prove(booked(made), [replace(told[0], total=told[0].total + 11), told[1]])
    assert all(fit.changes for fit in far)


def test_an_instalment_due_on_the_very_day_may_be_a_fen_off_as_well():
    made = late_loan()
    told = balance(booked(made), day("2026-03-05"))  # the second is due that day: two fen
    for off, differences in ((2, 2), (3, None)):
        near = prove(booked(made), [Claim(on=told.on, source="app", total=told.total + off)])
        assert (near[0].difference if near and not near[0].changes else None) == differences


def test_before_anything_is_due_a_near_miss_is_a_single_fen():
    made = late_loan()
    told = balance(booked(made), day("2026-01-20"))
    for off, found in ((1, [1]), (2, [])):
        near = prove(booked(made), [Claim(on=told.on, source="app", total=told.total + off)])
        assert [fit.difference for fit in near if not fit.changes] == found


def test_a_penalty_of_a_claim_holds_what_unpaid_interest_bears():
    made = late_loan(compound=True)
    told = balance(booked(made), day(ON[0]))
    assert told.compound > 0
    claim = Claim(on=told.on, source="app", penalty=told.penalty + told.compound)
    assert [fit.changes for fit in prove(booked(made), [claim])] == [()]


def test_a_claim_of_fees_alone_is_compared_with_the_fees():
    made = late_loan(fees=(fee("each_instalment", "7"),))
    told = balance(booked(made), day("2026-03-05"))
    claim = Claim(on=told.on, source="app", fee=fen("14"))
    assert (figures(claim), told.fee) == ({"fee": fen("14")}, fen("14"))
    assert prove(booked(made), [claim])[0].changes == ()


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
    changes = [DUE_ONLY, *(change for change, _ in turns_of(made))]
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


# ---- beside a search that leaves nothing out


def readings(books, on, most):
    """Yield every set of up to so many changes with its sums of all and of what is due."""
    families = families_of(books, on)
    for size in range(most + 1):
        for some in combinations(families, size):
            for turns in product(*some):
                other = books
                for _, turn in turns:
                    other = turn(other)
                ((whole, due),) = sums_by_day(other, [on])
                changes = frozenset(change for change, _ in turns)
                yield changes, sum(whole.values())
                yield changes | {DUE_ONLY}, sum(due.values())


def plainly(told, total, most, near):
    """Return the sets that meet a total with the fewest changes, or the distances nearest to it."""
    for size in range(most + 1):
        fits = {changes for changes, found in told if len(changes) == size and found == total}
        if fits:
            return fits
    away = (abs(found - total) for changes, found in told if len(changes) < most)
    return sorted(gap for gap in away if gap <= near)[:3]


@pytest.mark.parametrize(
    "made",
    [
        late_loan(n=2),
        late_loan(n=2, penalty="1.2 overdue_instalment", grace_days=2, rounding="down"),
        late_loan(n=2, penalty=None, fees=(fee("on_default", "20"),)),
        # a few fen a day: rounding each of many days outweighs a higher rate
        loan("equal_principal", "40", n=2, rate="0.18 year",
             penalty=penalty_of("1.5 overdue_principal", daily_rounding=True)),
    ],
    ids=["principal", "instalment", "none", "daily"],
)  # fmt: skip
def test_no_set_of_changes_that_meets_a_single_figure_is_left_out(made):
    first = paid("2026-02-09", "1000" if made.principal > 100_000 else "5")
    on, books = day("2026-03-25"), booked(made, first)
    told = list(readings(books, on, CHANGES_MAX_ALONE))
    sums = sorted({found for changes, found in told if len(changes) == CHANGES_MAX_ALONE})
    plain, due = (found for changes, found in told if changes <= {DUE_ONLY})
    ends = (sums[-1], sums[0] - 2, sums[-1] + 2, plain + 2, due - 2)
    for total in (*sums[:: max(1, len(sums) // 6)], *ends):
        found = prove(books, [Claim(on=on, source="app", total=total)])
        wanted = plainly(told, total, CHANGES_MAX_ALONE, near=2)
        if isinstance(wanted, set):
            assert {frozenset(fit.changes) for fit in found} == wanted
            assert all(fit.fits and len(set(fit.changes)) == len(fit.changes) for fit in found)
        else:
            assert [fit.difference for fit in found] == wanted


DEARER = late_loan(penalty="2.0 outstanding_principal", grace_days=3)
DOWN = late_loan(penalty="1.2 overdue_instalment", rounding="down")


@pytest.mark.parametrize(
    ("claims", "events", "looks", "fits"),
    [
        (claims_of(late_loan(penalty="1.3 overdue_principal"), *EVENTS), EVENTS, 21, 1),
        (claims_of(late_loan(penalty="1.3 overdue_instalment"), *EVENTS), EVENTS, 200, 2),
        (claims_of(DEARER, *EVENTS), EVENTS, 890, 2),
        (claims_of(DOWN, *EVENTS), EVENTS, 1026, 0),
        ([Claim(on=day(on), source="app", total=fen("9000")) for on in ON], (), 366, 0),
        ([Claim(on=day(on), source="app", total=fen("6100")) for on in ON], (), 428, 0),
        ([Claim(on=day(ON[0]), source="app", total=fen("4812.34"))], EVENTS, 157, 0),
    ],
    ids=["one", "two", "three", "four", "too much", "too little", "alone"],
)
def test_a_search_looks_at_no_more_sets_than_it_needs(monkeypatch, claims, events, looks, fits):
    """Of 27 changes there are some 3,000 sets of three; most are ruled out by the smaller ones."""
    counted = []
    look = _Search._look
    monkeypatch.setattr(
        _Search, "_look", lambda self, *asked: counted.append(asked) or look(self, *asked)
    )
    assert len(prove(booked(late_loan(), *events), claims)) == fits
    assert 0 < len(counted) <= looks


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


def test_every_way_that_reaches_a_figure_with_the_fewest_changes_is_told():
    made = late_loan()
    books = booked(made)
    told = balance(books, day("2026-02-06"))  # one day late: any grace leaves no penalty
    claim = Claim(on=told.on, source="app", total=told.total - told.penalty)
    ways = {(fit.changes[0].key, fit.changes[0].value) for fit in prove(books, [claim])}
    assert {("grace_days", "1"), ("grace_days", "2"), ("grace_days", "3")} <= ways
    assert is_alone([claim])
    assert not is_alone([claim, claim])


@settings(max_examples=often(50), deadline=None)
@given(st.data())
def test_the_conventions_behind_two_claims_are_always_found(data):
    """Whatever set of changes made the figures, it is found, or one with fewer changes is."""
    kinds = data.draw(st.sampled_from([(), (Waiver, Acceleration), CHANGES]))
    made, events = data.draw(stories(kinds=kinds, penalty=data.draw(penalties())))
    other = books = booked(made, *events)
    chosen = data.draw(
        st.lists(
            st.sampled_from(turns_of(made)),
            min_size=1,
            max_size=CHANGES_MAX,
            unique_by=lambda turn: turn[0].key,
        )
    )
    for _, turn in chosen:
        other = turn(other)
    due = data.draw(st.booleans()) and len(chosen) < CHANGES_MAX
    ons = sorted(data.draw(st.sets(days(made.disbursed_on, 450), min_size=2, max_size=2)))
    sums = [sum(each.values()) for each in sums_on(other, ons, due_only=due)]
    claims = [Claim(on=on, source="app", total=each) for on, each in zip(ons, sums, strict=True)]
    fits = prove(books, claims)
    meant = {change for change, _ in chosen} | ({DUE_ONLY} if due else set())
    assert fits
    assert all(fit.fits and len(fit.changes) == len(fits[0].changes) for fit in fits)
    assert len(fits[0].changes) < len(meant) or meant in [set(fit.changes) for fit in fits]


@settings(max_examples=often(50), deadline=None)
@given(st.data())
def test_a_higher_penalty_rate_never_leaves_a_figure_lower(data):
    """What lets the search leave multiples out: but for rounding, each time one is posted."""
    penalty = replace(data.draw(penalties()), multiple=Fraction(1), rate=None, daily_rounding=False)
    made, events = data.draw(stories(kinds=(Waiver, Acceleration), penalty=penalty))
    pair = sorted(data.draw(st.sets(st.sampled_from(MULTIPLES), min_size=2, max_size=2)))
    lower, higher = (
        booked(replace(made, penalty=replace(penalty, multiple=each)), *events) for each in pair
    )
    ons = sorted(data.draw(st.sets(days(made.disbursed_on, 450), min_size=1, max_size=3)))
    rounding = ROUNDING_FEN * (len(events) + 1) * made.instalments
    for due in (False, True):
        for less, more in zip(
            sums_on(lower, ons, due_only=due), sums_on(higher, ons, due_only=due), strict=True
        ):
            assert all(less[part] <= more[part] + rounding for part in Component)


def test_without_a_payment_the_ways_of_booking_one_are_left_out():
    made = late_loan()
    last = day(ON[1])
    of_payments = {"allocation", "allocation_across", "payments_booked"}
    bare = {family[0][0].key for family in families_of(booked(made), last)}
    full = {family[0][0].key for family in families_of(booked(made, *EVENTS), last)}
    assert full - bare == of_payments
    assert families_of(booked(made, *EVENTS), last)[0][0][0].key == "penalty.multiple"


def test_what_matters_only_beside_another_change_is_found():
    other = late_loan(penalty="2.0 outstanding_principal", grace_days=3, rate="0.12 year")
    stated = late_loan(rate="0.12 year")
    fits = prove(booked(stated, *EVENTS), claims_of(other, *EVENTS))
    meant = {("penalty.base", "outstanding_principal"), ("penalty.multiple", "2"),
             ("grace_days", "3")}  # fmt: skip
    assert fits[0].fits
    assert meant in [{(each.key, each.value) for each in fit.changes} for fit in fits]
