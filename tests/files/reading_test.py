"""Reading a case file: what every key becomes, what stands in for it, how a file may come."""

from __future__ import annotations

import io
import json
import re
import sys
from datetime import date, datetime, time, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest

from ashore.days import DayCount, Every
from ashore.facts import Budget, Flow, Goals, Person, Resource
from ashore.files.case import case_of, parse_case, read, read_case, write_case
from ashore.files.problems import BadFile
from ashore.files.products import presets
from ashore.files.template import starter
from ashore.loan import (
    Acceleration,
    Assignment,
    Claim,
    Component,
    Deferral,
    Effect,
    Fee,
    FeeBase,
    FeeWhen,
    Method,
    Milestone,
    Payment,
    Penalty,
    PenaltyBase,
    Per,
    Prepayment,
    Rate,
    RateChange,
    Reversal,
    Row,
    Waiver,
)
from ashore.words import BadInput

FULL = (Path(__file__).parent / "every-key.toml").read_text(encoding="utf-8")
CHINA = timezone(timedelta(hours=8))


def loan(**keys: object) -> dict[str, object]:
    return {
        "id": "a",
        "lender_type": "bank",
        "principal": "1000.00",
        "disbursed_on": "2026-03-05",
        "method": "equal_principal",
        "instalments": 10,
        "first_due_on": "2026-04-05",
        "rate": {"value": "0.0005", "per": "day"},
        **keys,
    }


def only(**keys: object):
    return case_of({"ashore": 1, "loans": [loan(**keys)]}).loans[0]


def problems(raw: dict[str, object]) -> list[str]:
    with pytest.raises(BadFile) as caught:
        case_of(raw)
    return [".".join(map(str, problem.path)) for problem in caught.value.problems]


# ---------------------------------------------------------------- every key


@pytest.fixture(scope="module")
def full():
    return parse_case(FULL).case


def test_the_head_of_a_case(full):
    assert full.title == "六笔网贷的一个例子"
    assert full.as_of == date(2026, 11, 23)
    assert (full.currency, full.jurisdiction, full.digits) == ("CNY", "CN", 2)
    assert full.person == Person(alias="我", reachable=True, hardship=("illness",))
    assert full.goals == Goals(
        order=("cost", "essentials", "family", "court", "credit"), family_limit_days=30
    )


def test_the_terms_of_a_loan(full):
    terms = full.loans[0].loan
    assert terms.lender_type == "bank"
    assert terms.principal == 1_000_000
    assert terms.received == 980_000
    assert terms.method is Method.EQUAL_PRINCIPAL
    assert (terms.instalments, terms.first_due_on) == (10, date(2026, 4, 5))
    assert terms.every == Every(months=1)
    assert terms.rate == Rate(Fraction(1, 2000), Per.DAY)
    assert terms.day_count is DayCount.ACTUAL
    assert terms.penalty == Penalty(
        multiple=Fraction(3, 2),
        base=PenaltyBase.OVERDUE_INSTALMENT,
        replaces_interest=False,
        day_basis=365,
        daily_rounding=True,
    )
    assert terms.compound is True
    assert terms.grace_days == 3
    assert terms.grace_retroactive is False
    assert terms.cutoff == time(22, 30)
    assert terms.allocation == (
        Component.PENALTY,
        Component.COMPOUND,
        Component.FEE,
        Component.INTEREST,
        Component.PRINCIPAL,
    )
    assert (terms.allocation_across, terms.prepay) == ("by_component", "full_period")
    assert terms.reports_to == ("pboc", "baihang")
    assert terms.defaulted == ()


def test_the_fees_of_a_loan(full):
    assert full.loans[0].loan.fees == (
        Fee(
            name="担保费",
            kind="guarantee",
            payee="某担保",
            amount=5000,
            when=FeeWhen.EACH_INSTALMENT,
        ),
        Fee(
            name="服务费",
            kind="other",
            rate=Fraction(1, 200),
            of=FeeBase.OUTSTANDING,
            when=FeeWhen.ON_DATE,
            on=date(2026, 5, 1),
        ),
    )


def test_what_happened_to_a_loan(full):
    day = date(2026, 9, 1)
    assert full.loans[0].events == (
        Payment(id="p1", at=date(2026, 4, 5), amount=115500),
        Payment(id="p2", at=datetime(2026, 5, 5, 21, 0, tzinfo=CHINA), amount=100000),
        Reversal(on=day, of="p1"),
        Prepayment(id="e1", on=day, amount=50000, effect=Effect.REDUCE_TERM),
        Prepayment(id="last", on=day, amount=None, effect=Effect.SETTLE),
        Acceleration(on=day),
        Waiver(on=day, component=Component.PENALTY, amount=1000),
        RateChange(on=day, rate=Rate(Fraction(1, 2500), Per.DAY)),
        Deferral(on=day, instalments=(7, 8), to=date(2026, 12, 5)),
        Assignment(on=day, to="某资产管理公司"),
        Milestone(on=day, kind="suit_filed", note="(2026)某 1 号"),
        Milestone(on=day, kind="judgment", amount=900000),
        Milestone(on=day, kind="demand"),
        Milestone(on=day, kind="promise", amount=100),
    )
    assert full.loans[0].claims == (
        Claim(on=date(2026, 11, 20), source="app", total=812345, fee=0),
    )


def test_the_rows_of_a_given_schedule(full):
    given = full.loans[1].loan
    assert given.method is Method.GIVEN
    assert given.rows == (
        Row(date(2026, 4, 5), 100000, 15500),
        Row(date(2026, 5, 5), 100000, 14000, 500),
    )
    assert (given.principal, given.instalments, given.first_due_on) == (200000, 2, date(2026, 4, 5))
    assert given.rate == Rate(Fraction(0), Per.YEAR)
    assert given.every == Every(days=30)
    assert {"principal", "instalments", "first_due_on", "rate"} <= set(given.defaulted)


def test_a_card(full):
    card = full.loans[2].loan
    assert card.card is not None
    assert (card.card.statement_day, card.card.due_day) == (5, 25)
    assert (card.card.minimum_rate, card.card.minimum_floor) == (Fraction(1, 10), 10000)
    assert (card.card.late_fee_rate, card.card.late_fee_floor) == (Fraction(1, 20), 1000)
    assert card.card.grace_amount == 1000
    assert [(each.amount, each.kind) for each in card.card.transactions] == [
        (200000, "purchase"),
        (5000, "refund"),
    ]
    assert card.disbursed_on == date(2026, 9, 30)
    assert card.first_due_on == date(2026, 10, 25)


def test_the_budget(full):
    assert full.budget == Budget(
        cash=300000,
        buffer=30000,
        income=(
            Flow(name="工资", amount=650000, every="month", on=date(2026, 12, 10), certain=False),
        ),
        expenses=(
            Flow(
                name="房租", amount=180000, every="month", on=date(2026, 12, 1), category="housing"
            ),
        ),
        resources=(
            Resource(
                name="旧电脑",
                kind="sale",
                amount=150000,
                available_on=date(2026, 12, 5),
                rate=Fraction(1, 10),
            ),
        ),
    )


def test_an_offer_is_a_loan_of_which_nothing_has_happened(full):
    (offer,) = full.offers
    assert (offer.id, offer.principal, offer.received) == ("new", 1_000_000, 900_000)
    assert offer.rate == Rate(Fraction("0.015"), Per.MONTH)
    assert "offers" not in {file.loan.id for file in full.loans}


def test_what_happened_to_an_offer_is_refused():
    loan = {"id": "a", "product": "private", "payments": []}
    with pytest.raises(BadInput, match="payments"):
        case_of({"ashore": 1, "offers": [loan]})


def test_a_case_of_offers_alone_is_a_case_and_a_preset_fills_them_in():
    terms = {
        "principal": "1000.00",
        "disbursed_on": date(2026, 12, 1),
        "instalments": 5,
        "first_due_on": date(2027, 1, 1),
        "rate": {"value": "0.0005", "per": "day"},
    }
    case = case_of({"ashore": 1, "offers": [{"id": "a", "product": "weilidai", **terms}]})
    assert case.loans == ()
    assert case.offers[0].lender_type == "bank"


def test_a_contact(full):
    first, second = full.contacts
    assert first.at == datetime(2026, 11, 20, 22, 13, tzinfo=CHINA)
    assert (first.loan, first.lender, first.disclosed) == ("wld", "某银行", ("amount",))
    assert (second.id, second.identified, second.disclosed, second.staff) == (
        "c2",
        None,
        None,
        None,
    )
    assert second.direction == "out"


def test_every_key_of_the_format_is_in_the_full_example():
    from ashore.files.case_shape import CASE
    from ashore.files.shape import Shape

    def keys(shape: Shape) -> set[str]:
        inner = [field.shape for field in shape.fields if field.shape is not None]
        return {field.key for field in shape.fields}.union(*(keys(each) for each in inner))

    written = set(re.findall(r"\w+", FULL))
    assert keys(CASE) - written == {"months"}


# ---------------------------------------------------------------- what stands in


def test_a_short_loan_gets_the_usual_terms_and_says_which():
    terms = only().loan
    assert terms.name == "a"
    assert terms.day_count is DayCount.ACTUAL
    assert terms.penalty is None
    assert terms.received is None
    assert terms.cutoff is None
    assert set(terms.defaulted) >= {"day_count", "penalty", "rounding", "received", "grace_days"}
    assert not {"id", "rate", "method", "fees", "payments", "product"} & set(terms.defaulted)


@pytest.mark.parametrize("per", ["month", "year"])
def test_a_monthly_or_yearly_rate_is_counted_by_equal_periods(per):
    assert only(rate={"value": "0.01", "per": per}).loan.day_count is DayCount.PERIOD


@pytest.mark.parametrize(
    ("raw", "step"),
    [
        ("week", Every(days=7)),
        ("two_weeks", Every(days=14)),
        ({"days": 10}, Every(days=10)),
        ({"months": 3}, Every(months=3)),
    ],
)
def test_steps_between_due_dates(raw, step):
    assert only(due_every=raw).loan.every == step


def test_payments_without_an_id_are_numbered_around_those_that_have_one():
    paid = [{"at": "2026-04-05", "amount": "1.00"} for _ in range(3)]
    paid[1]["id"] = "p1"
    assert [each.id for each in only(payments=paid).events] == ["p2", "p1", "p3"]


def test_a_contact_takes_the_lender_of_its_loan():
    raw = {
        "ashore": 1,
        "loans": [loan(lender="某银行")],
        "contacts": [
            {"at": "2026-11-20T08:00:00+08:00", "loan": "a"},
            {"at": "2026-11-20T08:00:00+08:00", "loan": "a", "lender": "其他"},
        ],
    }
    assert [each.lender for each in case_of(raw).contacts] == ["某银行", "其他"]


@pytest.mark.parametrize(
    ("statement", "due", "spent", "first_due"),
    [
        (5, 25, "2026-09-30", date(2026, 10, 25)),
        (25, 15, "2026-09-20", date(2026, 10, 15)),
        (31, 20, "2026-02-10", date(2026, 3, 20)),
        (5, 31, "2026-11-01", date(2026, 11, 30)),
        (5, 5, "2026-11-01", date(2026, 12, 5)),
    ],
)
def test_the_first_due_date_of_a_card(statement, due, spent, first_due):
    raw = {
        "id": "card",
        "lender_type": "card_issuer",
        "method": "card",
        "rate": {"value": "0.0005", "per": "day"},
        "statement_day": statement,
        "due_day": due,
        "transactions": [{"on": spent, "amount": "10.00"}],
    }
    assert case_of({"ashore": 1, "loans": [raw]}).loans[0].loan.first_due_on == first_due


# ---------------------------------------------------------------- presets


MINE = {
    "id": "x",
    "lender_type": "bank",
    "principal": "1000.00",
    "disbursed_on": "2026-03-05",
    "instalments": 2,
    "first_due_on": "2026-04-05",
    "rate": {"value": "0.0005", "per": "day"},
}
OF_METHOD = {
    "given": {"schedule": [{"due_on": "2026-04-05", "principal": "9.00", "interest": "1.00"}]},
    "card": {
        "statement_day": 5,
        "due_day": 25,
        "transactions": [{"on": "2026-09-30", "amount": "10.00"}],
    },
}


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.id)
def test_every_preset_fits_the_format(preset):
    method = preset.terms.get("method", "bullet")
    leave = {"instalments", "first_due_on", "principal"} if method in OF_METHOD else set()
    mine = {key: value for key, value in MINE.items() if key not in {*leave, *preset.terms}}
    mine |= OF_METHOD.get(method, {})
    if "method" not in preset.terms:
        mine["method"] = method
    read_loan = (
        case_of({"ashore": 1, "loans": [{**mine, "id": "x", "product": preset.id}]}).loans[0].loan
    )
    assert read_loan.product == preset.id
    assert set(preset.terms) <= set(read_loan.defaulted)
    assert not set(mine) & set(read_loan.defaulted)


def test_a_key_of_ones_own_comes_before_the_presets():
    own = {**MINE, "method": "flat", "product": "weilidai"}
    terms = case_of({"ashore": 1, "loans": [own]}).loans[0].loan
    assert terms.method is Method.FLAT
    assert "method" not in terms.defaulted
    assert "penalty" in terms.defaulted
    assert terms.name == "微粒贷"


def test_a_preset_is_found_by_its_chinese_name():
    own = {**MINE, "product": "微粒贷"}
    own.pop("lender_type")
    assert case_of({"ashore": 1, "loans": [own]}).loans[0].loan.product == "weilidai"


def test_keys_of_a_preset_that_do_not_fit_the_method_are_dropped():
    own = {**MINE, **OF_METHOD["given"], "method": "given", "product": "weilidai"}
    for key in ("instalments", "first_due_on", "principal"):
        own.pop(key)
    assert case_of({"ashore": 1, "loans": [own]}).loans[0].loan.instalments == 1


# ---------------------------------------------------------------- ways a file may come


def test_toml_and_json_say_the_same(tmp_path, full):
    path = tmp_path / "case.json"
    path.write_text(write_case(full, "json"), encoding="utf-8")
    assert read_case(path) == full


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path, full):
    path = tmp_path / "case.toml"
    path.write_bytes(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    assert read_case(str(path)) == full


@pytest.mark.parametrize("language", ["toml", "json"])
def test_standard_input(monkeypatch, full, language):
    data = io.TextIOWrapper(io.BytesIO(write_case(full, language).encode()))
    monkeypatch.setattr(sys, "stdin", data)
    assert read_case("-") == full


def test_standard_input_that_is_too_long(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"#" * 20_000_001)))
    with pytest.raises(BadInput) as caught:
        read("-")
    assert caught.value.where == "stdin"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_starter_is_a_case(lang):
    reading = parse_case(starter(lang))
    assert len(reading.case.loans) == 1
    assert reading.notes == ()


def test_times_without_an_offset_are_told():
    contact = {"at": "2026-11-20T22:13:00"}
    reading = parse_case(json.dumps({"ashore": 1, "contacts": [contact]}), "x", "json")
    assert reading.case.contacts[0].at == datetime(2026, 11, 20, 22, 13, tzinfo=CHINA)
    assert [note.kind for note in reading.notes] == ["zone_assumed"]


def test_a_contact_written_down_twice_is_told_and_counted():
    once = {"at": "2026-11-20T22:13:00+08:00", "channel": "call", "outcome": "talk"}
    other = once | {"outcome": "no_answer"}
    reading = parse_case(
        json.dumps({"ashore": 1, "contacts": [once, other, once, once]}), "x", "json"
    )
    assert len(reading.case.contacts) == 4
    assert [note.kind for note in reading.notes] == ["same_contact_twice"]
    assert "2 条" in reading.notes[0].text.zh
    assert "c3, c4" in reading.notes[0].text.en


def test_a_missing_rate_is_shown_how_to_be_written():
    terms = {key: value for key, value in loan().items() if key != "rate"}
    with pytest.raises(BadInput) as caught:
        parse_case(json.dumps({"ashore": 1, "loans": [terms]}), "x", "json")
    assert '{ value = "0.0005", per = "day" }' in str(caught.value.expected.zh)


def test_a_high_rate_is_told_and_taken():
    raw = {"ashore": 1, "loans": [loan(rate={"value": "0.05", "per": "day"})]}
    reading = parse_case(json.dumps(raw), "x", "json")
    assert reading.case.loans[0].loan.rate.value == Fraction(1, 20)
    assert [note.kind for note in reading.notes] == ["high_rate"]


# ---------------------------------------------------------------- problems together


def test_all_problems_of_a_file_are_found_at_once():
    raw = {
        "ashore": 1,
        "titel": "",
        "loans": [
            loan(principal="x"),
            loan(id="b", first_due_on="2026-03-05"),
            loan(id="c", payments=[{"at": "2026-01-05", "amount": "0"}]),
            loan(id="d", payments=[{"at": "2026-01-05", "amount": "1"}]),
        ],
        "contacts": [{"at": "soon"}],
    }
    assert set(problems(raw)) == {
        "titel",
        "loans.0.principal",
        "loans.1.first_due_on",
        "loans.2.payments.0.amount",
        "loans.3.payments.0.at",
        "contacts.0.at",
    }


def test_a_slip_in_a_needed_key_is_one_problem():
    raw = loan(princpal="1000.00")
    raw.pop("principal")
    assert problems({"ashore": 1, "loans": [raw]}) == ["loans.0.princpal"]


def test_a_file_of_another_version_is_not_read_further():
    assert problems({"ashore": 2, "titel": 1}) == ["ashore"]


def test_a_broken_loan_does_not_make_its_contacts_strange():
    contact = {"at": "2026-11-20T08:00:00+08:00", "loan": "a"}
    raw = {"ashore": 1, "loans": [loan(principal="x")], "contacts": [contact]}
    assert problems(raw) == ["loans.0.principal"]
    raw = {"ashore": 1, "loans": [loan(id=5), loan(id="b")], "contacts": [contact]}
    assert problems(raw) == ["loans.0.id"]


def test_a_long_list_is_cut_and_counted():
    raw = {"ashore": 1, "loans": [loan(id=str(n), principal="x") for n in range(30)]}
    with pytest.raises(BadFile) as caught:
        case_of(raw)
    said = caught.value.say("en").splitlines()
    assert said[3] == "29 more:"
    assert said[-1].strip() == "… and 20 more"
    assert len(said) == 3 + 1 + 9 + 1


def test_lines_of_a_text_that_runs_over_several():
    text = 'ashore = 1\ntitle = """\n[[loans]]\nid = "no"\n"""\n[[loans]]\nid = 5\n'
    with pytest.raises(BadFile) as caught:
        parse_case(text)
    assert caught.value.where == "case.toml:6 loans[1].lender_type"
    assert ("case.toml:7 loans[1].id", "5 is a whole number without quotes") in [
        (at, what.en) for at, what in caught.value.others
    ]


# ---------------------------------------------------------------- nothing is forgotten

MADE_HERE = {
    "digits",  # the currency's
    "every",  # due_every
    "rows",  # schedule
    "card",  # the keys of a card
    "defaulted",
}


def test_every_term_of_a_loan_has_its_key():
    from dataclasses import fields

    from ashore.files.loan_parts import PENALTY
    from ashore.files.loan_shape import LOAN
    from ashore.loan import Loan

    assert {each.name for each in fields(Loan)} - MADE_HERE <= LOAN.known().keys()
    assert {each.name for each in fields(Penalty)} == PENALTY.known().keys()


def test_every_field_of_a_contact_has_its_key():
    from dataclasses import fields

    from ashore.facts import Contact
    from ashore.files.case_shape import CONTACT

    assert {each.name for each in fields(Contact)} == CONTACT.known().keys()
