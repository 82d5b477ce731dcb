"""The court track: ways, fees, stages, and what holds for every case; sums reckoned by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from ashore.forecast.court import court_events
from ashore.forecast.late import late_event
from ashore.forecast.lists import case_events
from ashore.forecast.practice import Practice, Reported, Stage
from ashore.forecast.proceedings import court_of
from ashore.forecast.stand import stand_of
from ashore.law import Law
from ashore.ledger.loans import books
from ashore.loan import Milestone, Payment
from ashore.words import Text
from tests.forecast.stands import LAW, PRACTICE, at, check_event, dates, three
from tests.ledger.build import day, fen, loan, paid
from tests.ledger.card.desk import card
from tests.ledger.strategies import days_of, stories
from tests.often import often


def marked(on, kind, amount=None):
    return Milestone(on=day(on), kind=kind, amount=None if amount is None else fen(amount))


def track(on, terms=None, *happened, law=LAW):
    return court_of(at(on, terms, *happened, law=law), PRACTICE, law)


def events(on, terms=None, *happened, law=LAW):
    return court_events(at(on, terms, *happened, law=law), PRACTICE, law)


def plain(amount, **terms):
    """A loan without interest, due on 2026-03-05."""
    basis = {"n": 1, "begin": "2026-02-05", "first": "2026-03-05", "rate": "0 day"}
    return loan("bullet", amount, **basis | {"count": "actual"} | terms)


# ---- fees, by the table of 2007

FEES = """
10000.00 |   50.00   25.00   16.67   50.00
10846.67 |   71.17   35.58   23.72   62.70
30000.00 |  550.00  275.00  183.33  350.00
50000.00 | 1050.00  525.00  350.00  650.00
"""


@pytest.mark.parametrize("row", FEES.strip().splitlines())
def test_the_fees_on_what_is_owed(row):
    claim, answer = row.split("|")
    cost = track("2026-04-01", plain(claim.strip())).cost
    found = [cost.full, cost.half, cost.payment_order, cost.enforcement]
    assert [fee.amount for fee in found] == [fen(each) for each in answer.split()]
    assert cost.claim == fen(claim.strip())
    assert [fee.cite.norm for fee in found] == [
        "cn.fee.case",
        "cn.fee.half",
        "cn.fee.payment_order",
        "cn.fee.enforcement",
    ]


def test_money_paid_ahead_lowers_the_claim():
    stand = at("2026-02-20", plain("30000.00"), paid("2026-02-10", "10000.00"))
    assert court_of(stand, PRACTICE, LAW).cost.claim == fen("20000.00")


def test_no_fee_is_told_in_another_currency_or_when_nothing_is_owed():
    assert track("2026-04-01", plain("30000", digits=0)).cost is None
    assert track("2026-04-01", plain("300.00"), paid("2026-03-05", "300.00")).cost is None


# ---- the ways to court

WAYS = {
    "path_payment_order": "2026-03-06",
    "path_small_claim": "2026-03-06",
    "path_summary": "2026-03-06",
    "path_ordinary": "2026-03-06",
    "path_arbitration": "2026-03-06",
    "path_notarised": "2026-03-06",
}


def test_a_suit_is_lawful_from_the_day_after_the_due_date():
    found = events("2026-04-01", plain("30000.00"))
    ways = {event.kind: event for event in found if event.track == "permitted"}
    assert {kind: str(event.earliest) for kind, event in ways.items()} == WAYS
    for event in ways.values():
        assert (event.usual, event.latest, event.lawful) == (None, None, True)
    assert "183.33" in ways["path_payment_order"].notes[0].en
    assert "275.00" in ways["path_small_claim"].notes[0].en
    assert "550.00" in ways["path_ordinary"].notes[0].zh


def test_a_contract_with_grace_is_late_after_it():
    found = dates(events("2026-04-01", plain("30000.00", grace_days=3)))
    assert found["path_ordinary"][0] == day("2026-03-09")


def test_before_the_due_date_it_is_a_condition():
    found = events("2026-03-01", plain("30000.00"))
    way = next(event for event in found if event.kind == "path_payment_order")
    assert way.earliest == day("2026-03-06")
    assert way.condition.en.startswith("if the coming instalment is not paid, and ")


def reports(kind, *days):
    """Practice data with one stage, reported on four days past due."""
    text = Text("起诉", "a lawsuit")
    span = dict(zip(("earliest", "usual_from", "usual_to", "latest"), days, strict=True))
    told = Reported(pages=2, confidence="C", sources=("a page",), **span)
    stage = Stage(
        kind=kind,
        to="debtor",
        channels=(),
        title=text,
        means=text,
        do=text,
        may_not=text,
        reported=(told,),
    )
    return Practice(stages=(stage,))


def test_what_is_reported_of_suits_is_told_apart():
    practice, stand = reports("suit", 90, 180, 360, 900), at("2026-04-01", plain("30000.00"))
    paths = court_of(stand, practice, LAW).paths
    (window,) = {path.reported for path in paths if path.kind.stage == "suit"}
    # so many days after 2026-03-05
    assert (window.earliest, window.usual) == (day("2026-06-03"), day("2026-09-01"))
    assert (window.usual_to, window.latest) == (day("2027-02-28"), day("2028-08-21"))
    found = {event.kind: event for event in court_events(stand, practice, LAW)}
    said = next(note for note in found["path_summary"].notes if "reported" in note.en)
    assert "no rule" in said.en
    assert "不是规定" in said.zh
    assert str(window.usual) in said.en
    assert found["path_summary"].usual is None
    assert not any("reported" in note.en for note in found["path_payment_order"].notes)


def test_no_window_is_told_where_practice_has_none():
    paths = {path.kind.name: path for path in track("2026-04-01", plain("30000.00")).paths}
    assert paths["arbitration"].reported is None
    assert paths["notarised"].reported is None
    assert paths["arbitration"].fee is None


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        ("2023-12-31", {"payment_order", "ordinary", "arbitration"}),
        ("2024-01-01", {"arbitration"}),
        ("2026-02-28", {"arbitration"}),
        ("2026-03-01", set()),
        ("2021-12-31", {"payment_order", "small_claim", "summary", "ordinary", "arbitration"}),
    ],
)
def test_a_way_whose_rule_is_not_in_the_files_is_not_known(on, missing):
    terms = three(begin="2021-01-05")
    found = track(on, terms)
    assert {path.kind.name for path in found.paths if not path.cites} == missing
    assert len(found.unknown) == len(missing)
    assert not {f"path_{name}" for name in missing} & set(dates(events(on, terms)))


def test_without_law_files_nothing_is_said():
    assert events("2026-04-01", plain("30000.00"), law=Law()) == []
    bare = track("2026-04-01", plain("30000.00"), law=Law())
    assert (bare.cost, bare.delay) == (None, None)


def test_nothing_owed_nothing_told():
    assert events("2026-04-01", plain("300.00"), paid("2026-03-05", "300.00")) == []


# ---- after a suit, after a judgment


def test_after_a_suit_the_decision_has_the_limits_of_the_short_procedures():
    found = events("2026-06-01", plain("30000.00"), marked("2026-05-10", "suit_filed"))
    assert [event.kind for event in found] == ["decision"]
    (event,) = found
    assert (event.earliest, event.latest) == (None, None)
    assert (event.usual, event.usual_to) == (day("2026-07-10"), day("2026-09-10"))
    check_event(event)


def test_after_a_judgment_delay_costs_by_the_day():
    judged = marked("2026-05-10", "judgment", "10000.00")
    found = track("2026-06-01", plain("30000.00"), marked("2026-04-10", "suit_filed"), judged)
    assert (found.stage, found.since) == ("judged", day("2026-05-10"))
    # 10,000.00 x 0.0175 %: 1.75 a day, 52.50 in thirty days, 638.75 a year
    delay = found.delay
    assert (delay.day, delay.month, delay.year, delay.certain) == (175, 5250, 63875, True)
    told = {event.kind: event for event in events("2026-06-01", plain("30000.00"), judged)}
    assert set(told) == {"delay_interest", "enforcement_period"}
    assert "1.75 yuan more a day" in told["delay_interest"].means.en
    assert told["enforcement_period"].earliest == day("2028-05-10")
    assert told["enforcement_period"].latest is None


def test_a_fresh_judgment_can_be_appealed():
    judged = marked("2026-05-20", "judgment", "10000.00")
    found = dates(events("2026-06-04", plain("30000.00"), judged))
    assert found["appeal"] == (day("2026-06-04"), None, None)
    assert "appeal" not in dates(events("2026-06-05", plain("30000.00"), judged))


def test_without_a_judged_sum_the_principal_is_only_an_example():
    found = track("2026-04-01", plain("30000.00")).delay
    assert (found.judged, found.day, found.certain) == (fen("30000.00"), 525, False)
    assert "delay_interest" not in dates(events("2026-04-01", plain("30000.00")))


def test_a_suit_to_come_is_not_known_yet():
    assert (
        track("2026-05-09", plain("30000.00"), marked("2026-05-10", "suit_filed")).stage == "none"
    )


# ---- what holds for every case


def case(on="2026-11-23"):
    return {event.kind: event for event in case_events(LAW, day(on))}


def test_there_is_no_single_blacklist():
    found = case()
    assert {"list_credit", "list_dishonest", "list_spending"} <= set(found)
    assert "5 years" in found["list_credit"].means.en
    assert "2 years" in found["list_dishonest"].means.en
    assert "3 working days" in found["list_dishonest"].do.en
    assert "no ground" in found["list_dishonest"].may_not.en
    assert all(event.earliest is None for event in found.values())
    assert all(event.loan == "" for event in found.values())


def test_the_line_for_cards_tells_all_its_conditions():
    said = case()["crime_card"].condition.en
    for part in ("intent", "2 effective demands", "30 days apart", "3 months", "50000"):
        assert part in said, part
    assert "not paying alone" in case()["crime_card"].may_not.en.lower()


def test_loans_and_judgments_have_their_own_lines():
    found = case()
    assert "deceit" in found["crime_fraud"].condition.en
    assert "ability" in found["crime_refusing"].condition.en
    assert "left_to_live" in found


def test_a_list_younger_than_the_day_is_left_out():
    assert "list_dishonest" not in case("2017-04-30")
    assert "list_dishonest" in case("2017-05-01")
    assert "crime_refusing" not in case("2024-11-30")
    assert "crime_refusing" in case("2024-12-01")
    assert case("2000-01-01") == {}


@pytest.mark.parametrize(
    "on", ["2012-01-01", "2016-01-01", "2021-01-01", "2026-11-23", "2030-01-01"]
)
def test_every_general_event_is_sound(on):
    for event in case_events(LAW, day(on)):
        check_event(event)


def test_a_small_card_debt_is_below_the_criminal_line():
    small = next(
        event
        for event in events("2026-05-01", card("2026-03-30 4999.99"))
        if event.kind == "crime_card_below"
    )
    assert "4999.99" in small.title.en
    large = card("2026-03-30 50000.00")
    assert "crime_card_below" not in dates(events("2026-05-01", large))
    assert "crime_card_below" in dates(events("2026-05-01", large, paid("2026-04-30", "1000.00")))
    assert "crime_card_below" not in dates(events("2026-04-01", plain("300.00")))


# ---- how late is late


def test_the_first_late_day_and_hour_come_from_the_contract():
    event = late_event(at("2026-03-01", plain("300.00", cutoff="22:00")), LAW)
    assert event.earliest == day("2026-03-06")
    assert "2026-03-05 22:00" in event.title.en
    graced = late_event(at("2026-03-01", plain("300.00", grace_days=3)), LAW)
    assert graced.earliest == day("2026-03-09")
    assert "2026-03-08 24:00" in graced.title.en
    assert "3 days of grace" in graced.means.en
    assert late_event(at("2026-03-06", plain("300.00")), LAW) is None


def test_grace_that_is_not_stated_is_none_and_says_so():
    stated = late_event(at("2026-03-01", plain("300.00")), LAW)
    assert (stated.confidence, stated.notes) == ("A", ())
    guessed = late_event(at("2026-03-01", replace(plain("300.00"), defaulted=("grace_days",))), LAW)
    assert guessed.confidence == "B"
    assert "see the contract" in guessed.notes[0].en
    terms = late_event(at("2026-04-10", card("2026-03-30 1000.00")), LAW)
    assert (terms.confidence, terms.cites[0].norm) == ("C", "cn.card.grace")


# ---- laws

few = settings(max_examples=often(60), deadline=None)


@few
@given(st.data())
def test_every_event_is_sound(data):
    terms, happened = data.draw(stories())
    kinds = data.draw(st.lists(st.sampled_from(["suit_filed", "judgment", "demand"]), max_size=2))
    marks = [
        Milestone(on=data.draw(days_of(terms)), kind=kind, amount=data.draw(st.just(123456)))
        for kind in kinds
    ]
    stand = stand_of(books(terms, [*happened, *marks], LAW), data.draw(days_of(terms)))
    found = court_events(stand, PRACTICE, LAW)
    for event in found:
        check_event(event)
    assert len({event.key for event in found}) == len(found)


@few
@given(st.data())
def test_paying_never_brings_a_court_date_nearer_or_makes_a_suit_dearer(data):
    terms, happened = data.draw(stories(kinds=()))
    on = data.draw(days_of(terms))
    more = Payment(id="more", at=on, amount=data.draw(st.integers(1, 2 * terms.principal + 1000)))
    less = stand_of(books(terms, happened, LAW), on)
    paying = stand_of(books(terms, [*happened, more], LAW), on)
    before, after = (court_events(each, PRACTICE, LAW) for each in (less, paying))
    early = dates(before)
    for event in after:
        if event.kind in early and event.earliest is not None:
            assert event.earliest >= early[event.kind][0], event.kind
    costs = [court_of(each, PRACTICE, LAW).cost for each in (less, paying)]
    if all(costs):
        assert costs[1].full.amount <= costs[0].full.amount
