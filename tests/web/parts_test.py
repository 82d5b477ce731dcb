"""Claims, fees, events and loans thought about: entered, changed and taken out one by one."""

from __future__ import annotations

from fractions import Fraction

from ashore.loan import Deferral, FeeWhen, RateChange, Reversal
from ashore.web import store
from ashore.web.models import CaseFile
from tests.web.cast import text_of


def case_of(code):
    return store.opened(CaseFile.objects.get(id=code), "me").case


def loan_of(code, name="jiebei"):
    return next(each for each in case_of(code).loans if each.loan.id == name)


def kept(answer):
    assert answer.status_code == 302, text_of(answer)


def test_a_claim_with_its_parts_is_entered_changed_and_taken_out(client, demo):
    before = loan_of(demo).claims
    at = f"/c/{demo}/loans/jiebei/parts/claims/"
    kept(client.post(at, {"on": "2026-11-21", "principal": "1000", "penalty": "12.5",
                          "source": "短信"}))  # fmt: skip
    made = loan_of(demo).claims[-1]
    assert (made.principal, made.penalty, made.total, made.source) == (100000, 1250, None, "短信")
    number = len(before)
    assert "12.50" in text_of(client.get(f"{at}{number}/"))
    kept(client.post(f"{at}{number}/", {"on": "2026-11-22", "total": "1100"}))
    made = loan_of(demo).claims[-1]
    assert (made.total, made.principal) == (110000, None)
    kept(client.post(f"{at}{number}/remove/"))
    assert loan_of(demo).claims == before
    assert client.post(f"{at}99/remove/").status_code == 404
    assert "至少填一个数" in text_of(client.post(at, {"on": "2026-11-21"}))  # no sum at all


def test_a_fee_with_each_instalment_and_one_on_a_day(client, demo):
    at = f"/c/{demo}/loans/jiebei/parts/fees/"
    usual = {"kind": "guarantee", "of": "principal"}
    kept(client.post(at, {**usual, "name": "担保费", "amount": "20", "when": "each_instalment"}))
    kept(client.post(at, {**usual, "name": "手续费", "rate": "0.5%", "when": "on_day",
                          "when_day": "2026-08-01"}))  # fmt: skip
    first, second = loan_of(demo).loan.fees[-2:]
    assert (first.amount, first.when) == (2000, FeeWhen.EACH_INSTALMENT)
    assert (second.rate, second.on.isoformat()) == (Fraction(1, 200), "2026-08-01")
    page = text_of(client.get(f"/c/{demo}/loans/jiebei/parts/"))
    assert "担保费：每期 ¥20.00" in page and "手续费：2026-08-01 0.5%" in page
    both = {**usual, "name": "x", "amount": "1", "rate": "1%", "when": "up_front"}
    assert "金额和费率，填一个" in text_of(client.post(at, both))
    assert 'name="when_day" value="2026-08-01"' in text_of(client.get(f"{at}1/"))


def test_what_happened_is_asked_by_kind(client, demo):
    at = f"/c/{demo}/loans/wld/parts/events/"
    first = text_of(client.get(at))
    assert "?what=deferral" in first and "?what=reversal" in first
    paid = next(each for each in loan_of(demo, "wld").events if hasattr(each, "amount"))
    kept(client.post(f"{at}?what=reversal", {"on": "2026-11-20", "of": paid.id}))
    kept(client.post(f"{at}?what=deferral", {"on": "2026-10-01", "instalments": "9，10",
                                             "to": "2027-03-05"}))  # fmt: skip
    kept(client.post(f"{at}?what=rate_change", {"on": "2026-10-02", "rate": "万四",
                                                "rate_per": "day"}))  # fmt: skip
    undone, moved, rated = loan_of(demo, "wld").events[-3:]
    assert isinstance(undone, Reversal) and undone.of == paid.id
    assert isinstance(moved, Deferral) and moved.instalments == (9, 10)
    assert isinstance(rated, RateChange) and rated.rate.value == Fraction(1, 2500)
    page = text_of(client.get(f"/c/{demo}/loans/wld/parts/"))
    assert "撤销一笔还款" in page and "延期" in page


def test_a_card_is_not_asked_about_instalments(client, demo):
    card = next(each.loan.id for each in case_of(demo).loans if each.loan.card)
    page = text_of(client.get(f"/c/{demo}/loans/{card}/parts/events/"))
    assert "?what=demand" in page and "?what=deferral" not in page


def test_a_loan_thought_about_is_compared_and_owes_nothing(client, demo):
    before = case_of(demo)
    said = {"name": "某某分期", "lender": "", "lender_type": "consumer_finance",
            "principal": "5000", "received": "4800", "disbursed_on": "2026-12-01",
            "first_due_on": "2027-01-01", "instalments": "12", "method": "equal_instalment",
            "rate": "1.5%", "per": "month", "each_fee": "20"}  # fmt: skip
    kept(client.post(f"/c/{demo}/before/offer/", said))
    after = case_of(demo)
    [offer] = after.offers[len(before.offers) :]
    assert (offer.received, offer.fees[0].amount) == (480000, 2000)
    assert after.loans == before.loans
    page = text_of(client.get(f"/c/{demo}/before/"))
    assert "某某分期" in page and "年化" in page
    number = len(before.offers)
    assert 'value="20.00"' in text_of(client.get(f"/c/{demo}/before/offer/{number}/"))
    kept(client.post(f"/c/{demo}/before/offer/{number}/", {**said, "each_fee": ""}))
    assert not case_of(demo).offers[number].fees
    kept(client.post(f"/c/{demo}/before/offer/{number}/remove/"))
    assert case_of(demo).offers == before.offers
    assert client.post(f"/c/{demo}/before/offer/99/remove/").status_code == 404
    early = {**said, "first_due_on": "2026-11-01"}
    assert 'id="id_first_due_on_error"' in text_of(client.post(f"/c/{demo}/before/offer/", early))
