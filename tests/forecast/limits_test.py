"""The limitation clock of a loan: from its own events, with the dates an act would move it to."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings, strategies as st

from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.forecast.limits import clock_of, limitation_event
from ashore.forecast.restarts import demands_in, interruptions
from ashore.forecast.stand import stand_of
from ashore.ledger.loans import books
from ashore.loan import Assignment, Milestone, Payment
from tests.forecast.stands import LAW, at, check_event, three
from tests.ledger.build import called, day, deferred, loan, paid, prepaid, reversed_
from tests.ledger.card.desk import card
from tests.ledger.strategies import days_of, stories
from tests.often import often


def marked(on, kind, amount=None):
    return Milestone(on=day(on), kind=kind, amount=amount)


def clock(on, terms=None, *happened, demands=()):
    return clock_of(at(on, terms, *happened), LAW, demands)


def acts(found):
    return {effect.act: (effect.before, effect.after, effect.revives) for effect in found.acts}


# ---- where it starts and what moves it; the last instalment was due on 2022-04-05


OLD = three(begin="2022-01-05")

# what happened | the last day to sue, seen on 2024-06-01
MOVES = """
                                    | 2025-04-05
payment 2022-04-05                  | 2025-04-05
payment 2022-03-20                  | 2025-04-05
payment 2023-02-10                  | 2026-02-10
payment 2023-02-10 reversed         | 2025-04-05
demand 2023-08-01                   | 2026-08-01
promise 2023-08-01                  | 2026-08-01
assignment 2023-08-01               | 2026-08-01
deferral 2023-08-01                 | 2026-08-01
demand 2023-08-01 payment 2023-09-01 | 2026-09-01
demand 2024-07-01                   | 2025-04-05
suit_filed 2024-01-10               | -
suit_filed 2022-02-10               | -
suit_filed 2024-01-10 payment 2024-02-10 | -
"""


def happening(kind, on):
    match kind:
        case "payment":
            return paid(on, "10.00", name=f"p{on}")
        case "assignment":
            return Assignment(on=day(on), to="buyer")
        case "deferral":
            return deferred(on, (3,), "2022-04-05")
    return marked(on, kind)


@pytest.mark.parametrize("row", MOVES.strip("\n").splitlines())
def test_what_moves_the_last_day_to_sue(row):
    told, last_on = (part.strip() for part in row.split("|"))
    words = told.split()
    events = []
    if words[-1:] == ["reversed"]:
        words.pop()
        events.append(reversed_("2023-03-01", f"p{words[1]}"))
    events += [happening(*pair) for pair in zip(words[::2], words[1::2], strict=True)]
    found = clock("2024-06-01", OLD, *events)
    assert found.last_on == (None if last_on == "-" else day(last_on))
    assert found.pending is (last_on == "-")


def test_a_deferral_moves_the_start_as_well():
    found = clock("2024-06-01", OLD, deferred("2022-03-01", (3,), "2022-09-05"))
    assert (found.start_on, found.last_on) == (day("2022-09-05"), day("2025-09-05"))


def test_everything_called_gives_two_days_and_the_later_one_counts():
    # called on 2022-02-20, before the last instalment of 2022-04-05
    found = clock("2024-06-01", OLD, called("2022-02-20"))
    assert (found.earliest_on, found.last_on) == (day("2025-02-20"), day("2025-04-05"))
    assert found.confidence == "B"
    event = limitation_event(found, LAW)
    assert (event.earliest, event.usual) == (day("2025-02-20"), day("2025-04-05"))
    check_event(event)


def test_twenty_years_are_the_most():
    assert limitation_event(clock("2024-06-01", OLD), LAW).latest == day("2042-04-05")


def test_a_debt_due_before_october_2017_is_not_known():
    before = three(begin="2017-06-30")  # last due 2017-09-30
    first = three(begin="2017-07-01")  # last due 2017-10-01
    found = clock("2024-06-01", before)
    assert (found.limitation, found.last_on, found.over, found.acts) == (None, None, False, ())
    assert any("not in the files" in note.en for note in found.notes)
    assert found.confidence == "C"
    assert limitation_event(found, LAW) is None
    assert clock("2024-06-01", first).last_on == day("2020-10-01")


def test_nothing_owed_has_no_clock():
    assert clock("2024-06-01", OLD, paid("2022-02-01", "9000.00")) is None


def test_a_card_counts_from_the_oldest_bill_missed():
    terms = card("2024-03-30 1000.00")  # due on 2024-04-23
    assert clock("2024-04-23", terms) is None
    found = clock("2024-05-30", terms)
    assert (found.start_on, found.last_on) == (day("2024-04-23"), day("2027-04-23"))
    assert found.confidence == "C"
    later = clock("2024-05-30", terms, marked("2024-05-20", "demand"))
    assert later.last_on == day("2027-05-20")


# ---- before the act


def test_an_act_before_the_last_due_date_moves_nothing():
    found = clock("2022-03-20", OLD)
    assert acts(found) == {
        "payment": (day("2025-04-05"), day("2025-04-05"), False),
        "promise": (day("2025-04-05"), day("2025-04-05"), False),
    }
    assert not any(effect.moves for effect in found.acts)
    assert "leave the last day to sue at 2025-04-05" in found.acts[0].text.en


def test_an_act_is_warned_about_before_it_is_done():
    found = clock("2024-06-01", OLD)
    assert acts(found) == {
        "payment": (day("2025-04-05"), day("2027-06-01"), False),
        "promise": (day("2025-04-05"), day("2027-06-01"), False),
    }
    assert found.acts[0].text.en == (
        "a part payment on 2024-06-01 would move the last day to sue from 2025-04-05 to 2027-06-01"
    )
    assert "从 2025-04-05 推到 2027-06-01" in found.acts[1].text.zh
    event = limitation_event(found, LAW)
    assert found.acts[0].text in event.notes
    assert "cn.limitation.restart.agreement" in {cite.norm for cite in event.cites}


def test_after_the_period_an_act_brings_the_claim_back():
    assert not clock("2025-04-05", OLD).over
    found = clock("2025-04-06", OLD)
    assert found.over
    assert acts(found)["payment"] == (day("2025-04-05"), day("2028-04-06"), True)
    assert "12348" in found.acts[0].text.en
    event = limitation_event(found, LAW)
    assert event.title.en == "limitation: over, by this record"
    assert {"cn.limitation.revived", "cn.limitation.plea"} <= {cite.norm for cite in event.cites}
    # it was done: the clock runs again
    assert clock("2025-05-01", OLD, paid("2025-04-06", "1.00")).last_on == day("2028-04-06")
    # a demand does not bring it back
    assert clock("2025-05-01", OLD, marked("2025-04-06", "demand")).over


def test_while_a_suit_is_pending_an_act_changes_nothing():
    found = clock("2024-06-01", OLD, marked("2024-01-10", "suit_filed"))
    assert acts(found) == {"payment": (None, None, False), "promise": (None, None, False)}
    assert "pending" in found.acts[0].text.en
    assert limitation_event(found, LAW) is None


# ---- demands in the log


def contact(on, **more):
    told = {"channel": "sms", "role": "debtor", "loan": "loan", "outcome": "delivered"}
    at_ = datetime.fromisoformat(f"{on}T10:00").replace(tzinfo=SHANGHAI)
    return Contact(id=on, at=at_, **told | more)


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, True),
        ({"outcome": ""}, True),  # it should have reached the debtor
        ({"outcome": "invalid"}, False),
        ({"channel": "call", "outcome": "talk"}, True),
        ({"channel": "call", "outcome": "no_answer"}, False),
        ({"channel": "visit", "outcome": "talk"}, True),
        ({"role": "parent"}, False),
        ({"direction": "in"}, False),
        ({"loan": "other"}, False),
        ({"loan": "", "lender": "lender"}, True),
        ({"loan": "", "lender": "somebody"}, False),
        ({"purpose": "locate"}, False),
    ],
)
def test_a_message_in_the_log_is_a_demand(more, counts):
    days = demands_in([contact("2023-08-01", **more)], OLD)
    assert days == ([day("2023-08-01")] if counts else [])
    expected = day("2026-08-01") if counts else day("2025-04-05")
    assert clock("2024-06-01", OLD, demands=days).last_on == expected


def test_a_demand_after_the_day_seen_is_not_known_yet():
    assert clock("2023-07-31", OLD, demands=[day("2023-08-01")]).last_on == day("2025-04-05")


def test_prepaying_is_paying():
    kinds = [
        str(each.kind)
        for each in interruptions(
            books(three(), [prepaid("2026-03-01", "10.00", "reduce_term")], LAW), day("2026-03-02")
        )
    ]
    assert kinds == ["payment"]


# ---- laws

few = settings(max_examples=often(60), deadline=None)


@few
@given(st.data())
def test_paying_never_brings_the_last_day_nearer(data):
    terms, happened = data.draw(stories())
    on = data.draw(days_of(terms))
    more = Payment(id="more", at=on, amount=data.draw(st.integers(1, 5000)))
    before = clock_of(stand_of(books(terms, happened, LAW), on), LAW)
    after = clock_of(stand_of(books(terms, [*happened, more], LAW), on), LAW)
    if before is not None and after is not None and before.last_on and after.last_on:
        assert after.last_on >= before.last_on


@few
@given(st.data())
def test_the_act_foretold_is_the_act_done(data):
    terms = loan("bullet", "1000.00", n=1, begin="2020-01-05", first="2020-03-05")
    when = data.draw(st.dates(day("2020-02-01"), day("2026-11-23")))
    told = clock_of(stand_of(books(terms, [], LAW), when), LAW)
    done = clock_of(stand_of(books(terms, [Payment(id="p", at=when, amount=1)], LAW), when), LAW)
    assert acts(told)["payment"][1] == done.last_on
