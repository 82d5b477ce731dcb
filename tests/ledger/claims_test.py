"""A claim is split to the fen: owed, arguable, above the cap, each with its ground."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from ashore.files.law import read_law
from ashore.ledger.ceiling import Ceiling, Limit, ceiling_of, lawful_of
from ashore.ledger.claims import check_claims, compared, outside_fees, split_claim
from ashore.ledger.conventions import DUE_ONLY
from ashore.ledger.loans import books as books_of, owed
from ashore.ledger.proof import Fit
from ashore.loan import CardTerms, Claim, LenderType, Method, Transaction
from ashore.words import Cite, Text
from tests.ledger.build import booked, day, deferred, fee, fen, loan, paid, rate_of
from tests.ledger.card import desk
from tests.often import often

LAW = read_law()
CITE = Cite(norm="test", title=Text("测试", "test"), source="test")
ON = day("2025-09-01")


def checked(made, *claims: Claim, events=()):
    books = booked(made, *events)
    return check_claims(books, claims, [ceiling_of(books, claim.on, LAW) for claim in claims])


def grounds(split) -> dict[str, int]:
    return {part.ground: part.amount for part in (*split.arguable, *split.above_cap)}


def test_a_claim_that_equals_the_books_below_every_line_is_owed():
    made = loan("equal_instalment", "6000", rate="0.01 month", begin="2025-06-05")
    total = owed(booked(made), ON).total
    (found,) = checked(made, Claim(on=ON, source="app", total=total))
    assert (found.difference, found.split.owed, grounds(found.split)) == (0, total, {})


def test_more_than_the_terms_give_is_arguable():
    made = loan("equal_instalment", "6000", rate="0.01 month", begin="2025-06-05")
    total = owed(booked(made), ON).total
    (found,) = checked(made, Claim(on=ON, source="app", total=total + 12_345))
    assert found.difference == 12_345
    assert grounds(found.split) == {"above_books": 12_345}


def test_less_than_the_books_is_simply_owed():
    made = loan("equal_instalment", "6000", rate="0.01 month", begin="2025-06-05")
    (found,) = checked(made, Claim(on=ON, source="app", total=fen("100")))
    assert (found.split.owed, grounds(found.split)) == (fen("100"), {})


def test_a_private_loan_above_the_cap_has_a_part_no_court_grants():
    made = replace(
        loan("interest_only", "10000", rate="0.03 month", begin="2025-06-01"),
        lender_type=LenderType.PRIVATE,
    )
    total = owed(booked(made), ON).total
    (found,) = checked(made, Claim(on=ON, source="him", total=total))
    # three months at 3 % claimed, 92 days at 12 % lawful: 900 − 302.47
    assert grounds(found.split) == {"above_cap": fen("597.53")}
    assert found.split.above_cap[0].cite.norm.startswith("cn.cap.private")
    assert found.split.owed + fen("597.53") == total


def test_a_licensed_lender_above_24_percent_is_a_question_on_request():
    made = replace(
        loan("interest_only", "10000", rate="0.03 month", begin="2025-06-01"),
        lender_type=LenderType.CONSUMER_FINANCE,
    )
    total = owed(booked(made), ON).total
    (found,) = checked(made, Claim(on=ON, source="app", total=total))
    # 900 claimed, 92 days at 24 % = 604.93
    assert grounds(found.split) == {"above_reduction_line": fen("295.07")}
    assert found.split.above_cap == ()


def test_fees_to_a_third_party_are_a_question():
    guarantee = replace(fee("each_instalment", "50"), kind="guarantee", payee="担保公司")
    made = loan("equal_principal", "6000", rate="0.005 month", begin="2025-06-05",
                fees=(guarantee,))  # fmt: skip
    books = booked(made, paid("2025-07-05", "580"))
    told = owed(books, ON)
    assert outside_fees(made, told) == fen("50")
    split = split_claim(made, {"total": told.total}, told, Ceiling(fees_cite=CITE))
    assert grounds(split) == {"outside_fee": fen("50")}
    assert split.arguable[0].cite is CITE
    assert split_claim(made, {"interest": 100}, told, Ceiling()).arguable == ()


def test_outside_fees_that_are_a_rate_follow_the_base_they_name():
    """Equal principal, 1,200 over 12 months at 1 %: 112, 111, 110 … fall due, 100 each repaid."""

    def outside(*fees, paid_so_far=()):
        made = loan(
            "equal_principal", "1200", fees=tuple(replace(each, payee="G") for each in fees)
        )
        return outside_fees(made, owed(booked(made, *paid_so_far), day("2026-03-10")))

    guarantee = {"rate": "0.01", "when": "each_instalment"}
    assert outside(fee(of="instalment", **guarantee)) == fen("1.12") + fen("1.11")
    assert outside(fee(of="outstanding", **guarantee)) == fen("12") + fen("11")
    assert outside(fee(of="principal", **guarantee)) == 2 * fen("12")
    first = (paid("2026-02-05", "113.12"),)
    assert outside(fee(of="instalment", **guarantee), paid_so_far=first) == fen("1.11")
    assert outside(fee("2026-03-01", "30"), fee("2026-04-01", "40")) == fen("30")
    assert outside(fee("2026-03-01", "40"), fee("2026-04-01", "30")) == fen("40")
    assert outside(fee("on_default", "20")) == 0
    assert outside(fee("2026-03-01", rate="0.02")) == fen("24")
    assert outside(fee("2026-03-01", rate="0.02", of="outstanding")) == fen("24")
    nothing = fee("2026-03-01", rate="0.02", of="instalment")  # a dated fee has no instalment
    assert outside(nothing, fee("2026-03-01", "30")) == fen("30")


def test_a_fee_of_the_lender_itself_is_not_one_to_a_third_party():
    own = fee("each_instalment", "5")
    theirs = replace(fee("2026-02-05", "30"), payee="G")  # on the day the first instalment is due
    for fees, outside in (
        ((own,), "0"),
        ((replace(own, payee="lender"),), "0"),
        ((own, theirs), "30"),
        ((replace(own, payee="G"), theirs), "35"),
    ):
        made = loan("equal_principal", "1200", fees=fees)
        assert outside_fees(made, owed(booked(made), day("2026-02-05"))) == fen(outside)


def test_a_claim_of_single_parts_is_compared_part_by_part():
    made = replace(
        loan("interest_only", "10000", rate="0.03 month", begin="2025-06-01"),
        lender_type=LenderType.CONSUMER_FINANCE,
    )
    books = booked(made)
    told = owed(books, ON)
    claim = Claim(on=ON, source="sms", principal=told.principal, interest=told.interest)
    (found,) = checked(made, claim)
    assert (found.claimed, found.books) == (told.principal + told.interest,) * 2
    assert grounds(found.split) == {"above_reduction_line": fen("295.07")}
    only_principal = split_claim(
        made, {"principal": told.principal}, told, ceiling_of(books, ON, LAW)
    )
    assert grounds(only_principal) == {}
    only_interest = split_claim(made, {"interest": told.interest}, told, ceiling_of(books, ON, LAW))
    assert grounds(only_interest) == {"above_reduction_line": fen("295.07")}


def test_a_claim_of_penalty_means_what_interest_bears_as_well():
    made = loan("equal_principal", "1200", n=12, rate="0.01 month", compound=True,
                penalty="1.5 overdue_principal")  # fmt: skip
    told = owed(booked(made), day("2026-03-10"))
    assert told.compound > 0
    assert compared({"penalty": 5}, told) == (5, told.penalty + told.compound)


def test_a_claim_that_names_its_total_is_that_total_whatever_parts_it_names():
    told = owed(booked(loan("equal_principal", "1200")), day("2026-02-05"))
    assert compared({"total": 7, "principal": 5, "fee": 3}, told) == (7, told.total)


def test_a_fee_that_was_deferred_with_its_instalment_is_not_due_to_anybody():
    made = loan("equal_principal", "1200", fees=(replace(fee("each_instalment", "5"), payee="G"),))
    books = booked(made, deferred("2026-02-06", (1,), "2026-06-05"))
    assert outside_fees(made, owed(books, day("2026-02-05"))) == fen("5")
    assert outside_fees(made, owed(books, day("2026-03-01"))) == 0


def test_a_card_has_no_schedule_to_look_for_fees_of_others_in():
    made = replace(
        desk.card("2026-03-30 1000.00", "2026-04-02 40.00 fee"),
        fees=(replace(fee("each_instalment", "5"), payee="G"),),
    )
    assert outside_fees(made, owed(books_of(made, (), LAW), day("2026-05-05"))) == 0


def test_a_claim_of_principal_alone_has_no_room_in_what_interest_may_be_claimed():
    made = replace(
        loan("interest_only", "10000", rate="0.03 month", begin="2025-06-01"),
        lender_type=LenderType.PRIVATE,
    )
    # 300 paid after 30 days: 98.63 at 12 %, so 201.37 lowered the principal
    claim = Claim(on=ON, source="him", principal=fen("10000"))
    (found,) = checked(made, claim, events=[paid("2025-07-01", "300")])
    assert grounds(found.split) == {"above_cap": fen("201.37")}


def test_a_card_is_compared_without_a_search_for_conventions():
    made = replace(
        loan("equal_principal", "0", rate="0.0005 day", count="actual", begin="2025-06-01"),
        method=Method.CARD,
        lender_type=LenderType.CARD_ISSUER,
        card=CardTerms(
            statement_day=5,
            due_day=25,
            transactions=(Transaction(day("2025-06-20"), fen("1000"), "purchase"),),
        ),
    )
    books = books_of(made, (), LAW)
    told = owed(books, ON)
    (found,) = check_claims(
        books, [Claim(on=ON, source="app", total=told.total + 5)], [ceiling_of(books, ON, LAW)]
    )
    assert (found.searched, found.conventions) == (False, ())
    assert grounds(found.split) == {"above_books": 5}


def test_what_was_checked_says_what_was_claimed_what_is_due_and_how_it_was_reached():
    # 1,200 lent, 12.00 of interest in the first month, 100 of principal due with it
    books = booked(loan("equal_principal", "1200", n=12, rate="0.01 month"))
    on = day("2026-02-05")
    claims = [
        Claim(on=on, source="app", total=fen("112.00")),
        Claim(on=on, source="call", principal=fen("100.00"), interest=fen("12.00")),
    ]
    found = check_claims(books, claims, [Ceiling(), Ceiling()])
    assert [one.claim for one in found] == claims
    assert [(one.claimed, one.due) for one in found] == [(fen("112.00"), fen("112.00"))] * 2
    assert [one.books for one in found] == [fen("1212.00")] * 2
    assert [one.searched for one in found] == [True, True]
    assert [one.conventions for one in found] == [(Fit((DUE_ONLY,), 0),)] * 2
    (unsearched,) = check_claims(books, claims[:1], [Ceiling()], search=False)
    assert (unsearched.searched, unsearched.conventions) == (False, ())


def test_every_claim_needs_a_ceiling_of_its_own():
    books = booked(loan("equal_principal", "1200"))
    claims = [Claim(on=day("2026-02-05"), source="app", total=1)] * 2
    with pytest.raises(ValueError, match="shorter"):
        check_claims(books, claims, [Ceiling()])


def test_no_claims_no_work():
    assert checked(loan()) == ()


@settings(max_examples=often(200), deadline=None)
@given(
    claimed=st.integers(0, 2_000_000),
    firm=st.none() | st.tuples(st.integers(0, 700_000), st.integers(0, 300_000)),
    asked=st.none() | st.tuples(st.integers(0, 700_000), st.integers(0, 300_000)),
    part=st.sampled_from(["total", "principal", "interest", "penalty", "fee"]),
)
def test_every_fen_of_a_claim_gets_exactly_one_label(claimed, firm, asked, part):
    guarantee = replace(fee("each_instalment", "50"), kind="guarantee", payee="担保公司")
    made = loan("equal_principal", "6000", rate="0.02 month", begin="2025-03-05",
                fees=(guarantee,), penalty="1.5 overdue_principal")  # fmt: skip
    told = owed(booked(made), ON)

    def limit(pair):
        return None if pair is None else Limit(principal=pair[0], charges=pair[1], cite=CITE)

    split = split_claim(
        made, {part: claimed}, told, Ceiling(firm=limit(firm), on_request=limit(asked))
    )
    assert split.owed + split.arguable_sum + split.above_cap_sum == claimed
    assert split.owed >= 0
    assert all(one.amount > 0 for one in (*split.arguable, *split.above_cap))
    assert all(one.text.zh and one.text.en for one in (*split.arguable, *split.above_cap))


def sold(first: LenderType | None, to: LenderType = LenderType.ASSET_MANAGER):
    made = loan("interest_only", "10000", rate="0.03 month", begin="2025-06-01")
    return replace(made, lender_type=to, original_lender_type=first)


def test_without_a_known_cap_what_is_owed_is_not_called_within_the_caps():
    for kind in (LenderType.ASSET_MANAGER, LenderType.GUARANTOR, LenderType.CARD_ISSUER):
        made = replace(sold(None), lender_type=kind)
        (found,) = checked(made, Claim(on=ON, source="app", total=owed(booked(made), ON).total))
        assert not found.split.cap_known
        assert grounds(found.split) == {}
    for kind in (LenderType.BANK, LenderType.SMALL_LOAN, LenderType.PRIVATE):
        made = replace(sold(None), lender_type=kind)
        (found,) = checked(made, Claim(on=ON, source="app", total=fen("10000")))
        assert found.split.cap_known


def test_the_caps_of_the_first_lender_bind_whoever_bought_the_debt():
    """A sale changes nothing: 900 claimed, 302.47 lawful, as from the private lender himself."""
    made = sold(LenderType.PRIVATE)
    (found,) = checked(made, Claim(on=ON, source="him", total=owed(booked(made), ON).total))
    assert grounds(found.split) == {"above_cap": fen("597.53")}
    assert found.split.cap_known
    bank = sold(LenderType.BANK, to=LenderType.UNLICENSED)
    (found,) = checked(bank, Claim(on=ON, source="him", total=owed(booked(bank), ON).total))
    assert set(grounds(found.split)) == {"above_reduction_line"}


def test_what_only_the_counting_of_days_puts_above_a_line_is_arguable():
    """2 % a month for February alone: 200 agreed, 184.11 by 28 days over 365 at 24 %."""
    made = loan("interest_only", "10000", n=1, rate="0.02 month", begin="2026-02-05")
    total = owed(booked(made), day("2026-03-05")).total
    (found,) = checked(made, Claim(on=day("2026-03-05"), source="app", total=total))
    assert grounds(found.split) == {"above_by_days": fen("15.89")}
    dearer = replace(made, rate=rate_of("0.021 month"))
    total = owed(booked(dearer), day("2026-03-05")).total
    (found,) = checked(dearer, Claim(on=day("2026-03-05"), source="app", total=total))
    assert grounds(found.split) == {"above_reduction_line": fen("25.89")}


def test_a_private_loan_at_its_cap_by_the_month_is_not_above_it():
    """1 % a month is 12 % a year, four times the LPR: 28 days over 365 would give 92.05."""
    made = replace(
        loan("interest_only", "10000", n=1, rate="0.01 month", begin="2026-02-05"),
        lender_type=LenderType.PRIVATE,
    )
    on = day("2026-03-05")
    books = booked(made)
    assert lawful_of(books, on, LAW) is None
    (found,) = checked(made, Claim(on=on, source="him", total=owed(books, on).total))
    assert grounds(found.split) == {"above_by_days": fen("7.95")}
    assert found.split.above_cap == ()
