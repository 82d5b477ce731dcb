"""Corrections: each a new version, the old one kept; what does not fit is pointed out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ashore.files.case import read_case
from ashore.loan import Payment, Penalty, PenaltyBase, Per, Rate
from ashore.web import store
from ashore.web.models import CaseFile
from ashore.words import BadInput
from tests.web.cast import EXAMPLE, text_of
from tests.web.intake_test import WEILIDAI, begun, walked

TERMS = {
    "name": "微粒贷", "lender": "甲银行", "lender_type": "bank", "principal": "1.3万",
    "received": "", "disbursed_on": "2026-05-03", "first_due_on": "2026-06-03",
    "instalments": "10", "method": "equal_principal", "rate": "0.05%", "per": "day",
}  # fmt: skip


def case_of(code):
    return store.opened(CaseFile.objects.get(id=code), "me").case


def test_terms_are_shown_as_they_are_and_corrected(client, demo):
    page = text_of(client.get(f"/c/{demo}/loans/wld/terms/"))
    assert 'value="12000.00"' in page and 'value="0.05%"' in page
    before = case_of(demo)
    assert client.post(f"/c/{demo}/loans/wld/terms/", TERMS).status_code == 302
    after = case_of(demo)
    assert after.loans[0].loan.principal == 1300000
    assert replace(after, loans=()) == replace(before, loans=())
    assert after.loans[1:] == before.loans[1:]
    assert after.loans[0].events == before.loans[0].events


def test_keeping_the_terms_as_they_are_changes_no_figure(client, demo):
    before = case_of(demo).loans[0].loan
    client.post(f"/c/{demo}/loans/wld/terms/", {**TERMS, "principal": "12000"})
    after = case_of(demo).loans[0].loan
    assert replace(after, defaulted=()) == replace(before, defaulted=())


def test_payments_assumed_to_be_in_time_follow_the_terms(client):
    code = begun(client)
    walked(client, code, WEILIDAI)
    client.post(f"/c/{code}/loans/weilidai/terms/", TERMS)
    amounts = [event.amount for event in case_of(code).loans[0].events]
    assert amounts[0] == 130000 + 20150  # a tenth, and 31 days at 0.05 %
    assert len(amounts) == 4


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first_due_on": "2020-01-01"}, "2020-01-01"),
        ({"principal": "many"}, "1200.50"),
        ({"method": "nothing"}, "没有这个选项"),
    ],
)
def test_terms_that_do_not_fit_are_pointed_out(client, demo, wrong, said):
    answer = client.post(f"/c/{demo}/loans/wld/terms/", {**TERMS, **wrong})
    assert answer.status_code == 200 and said in text_of(answer)
    assert CaseFile.objects.get(id=demo).versions.count() == 1


def test_a_card_has_a_short_form(client, demo):
    page = text_of(client.get(f"/c/{demo}/loans/card/terms/"))
    assert "id_principal" not in page
    client.post(f"/c/{demo}/loans/card/terms/",
                {"name": "旧卡", "lender": "", "lender_type": "card_issuer"})  # fmt: skip
    assert case_of(demo).loans[-1].loan.name == "旧卡"


def test_a_payment_is_taken_back(client, demo):
    before = len(case_of(demo).loans[0].events)
    client.post(f"/c/{demo}/loans/wld/unpaid/w4/")
    assert len(case_of(demo).loans[0].events) == before - 1
    assert client.post(f"/c/{demo}/loans/wld/unpaid/w4/").status_code == 404


def test_a_loan_is_taken_out_but_not_the_last(client, demo):
    for loan in ("wld", "jiebei", "baitiao", "xiaojin", "siren", "card"):
        client.post(f"/c/{demo}/loans/{loan}/remove/")
    assert [each.loan.id for each in case_of(demo).loans] == ["card"]
    assert "唯一" in text_of(client.get(f"/c/{demo}/loans/card/remove/"))


def test_the_person_is_changed(client, demo):
    said = {"alias": "小李", "reachable": "no", "hardship": ["illness", "job_loss"]}
    client.post(f"/c/{demo}/me/", said)
    person = case_of(demo).person
    assert (person.alias, person.reachable) == ("小李", False)
    assert person.hardship == ("illness", "job_loss")


def test_the_whole_text_is_changed_or_its_slip_pointed_out(client, demo):
    text = EXAMPLE.read_text(encoding="utf-8")
    answer = client.post(f"/c/{demo}/file/text/", {"text": text.replace("title =", "titel =")})
    assert answer.status_code == 200 and "titel" in text_of(answer)
    assert CaseFile.objects.get(id=demo).versions.count() == 1
    client.post(f"/c/{demo}/file/text/", {"text": text.replace("六笔网贷的一个例子", "新的")})
    assert case_of(demo).title == "新的"


def test_an_older_version_is_brought_back(client, demo):
    client.post(f"/c/{demo}/me/", {"alias": "别人", "reachable": "", "hardship": []})
    assert "第 2 版" in text_of(client.get(f"/c/{demo}/file/history/"))
    client.post(f"/c/{demo}/file/history/1/restore/")
    assert case_of(demo) == read_case(EXAMPLE)
    assert CaseFile.objects.get(id=demo).versions.count() == 3
    assert client.post(f"/c/{demo}/file/history/99/restore/").status_code == 404


def test_an_id_may_hold_any_sign(client):
    code = store.begin(None)
    found = store.opened(CaseFile.objects.get(id=code), "me")
    case = read_case(EXAMPLE)
    odd = replace(case.loans[0].loan, id="a/b ~?#..")
    case = replace(case, loans=(replace(case.loans[0], loan=odd), *case.loans[1:]), contacts=())
    store.write(found, case, store.Writer(session="me"), "test")
    page = text_of(client.get(f"/c/{code}/"))
    address = page.split("/loans/a~2Fb")[1].split('"')[0]
    assert client.get(f"/c/{code}/loans/a~2Fb{address}").status_code == 200


def test_a_day_of_a_payment_is_a_day(client, demo):
    answer = client.post(f"/c/{demo}/loans/wld/paid/", {"at": "2026-02-30", "amount": "1"})
    assert answer.status_code == 200 and "2026-11-10" in text_of(answer)
    assert case_of(demo).loans[0].events[0].at == date(2026, 6, 3)


@pytest.mark.parametrize("wrong", ["0", "0.00", "-5", "9" * 30])
def test_a_payment_of_nothing_is_asked_again(client, demo, wrong):
    page = text_of(client.post(f"/c/{demo}/loans/wld/paid/", {"at": "2026-11-20", "amount": wrong}))
    assert 'role="alert"' in page
    assert client.get(f"/c/{demo}/").status_code == 200


def test_what_could_not_be_read_again_is_never_kept(client, demo):
    found = store.opened(CaseFile.objects.get(id=demo), "me")
    file = found.case.loans[0]
    nothing = Payment(id="p99", at=date(2026, 11, 20), amount=0)
    broken = replace(found.case, loans=(replace(file, events=(*file.events, nothing)),))
    with pytest.raises(BadInput):
        store.write(found, broken, store.Writer(session="me"), "payment")
    assert client.get(f"/c/{demo}/").status_code == 200


PENALTY = {"how": "multiple", "multiple": "1.5", "rate": "", "per": "", "base": "overdue_principal",
           "compound": "no", "grace_days": "0"}  # fmt: skip


def penalty_of(code, place=0):
    return case_of(code).loans[place].loan.penalty


def test_the_penalty_of_a_preset_is_shown_and_keeping_it_changes_no_figure(client, demo):
    before = case_of(demo).loans[0].loan
    page = text_of(client.get(f"/c/{demo}/loans/wld/penalty/"))
    assert 'value="1.5"' in page
    assert client.post(f"/c/{demo}/loans/wld/penalty/", PENALTY).status_code == 302
    assert replace(case_of(demo).loans[0].loan, defaulted=()) == replace(before, defaulted=())


def test_a_penalty_is_set_to_a_rate_of_its_own_with_grace_and_compounding(client, demo):
    said = {**PENALTY, "how": "rate", "rate": "万分之五", "per": "day", "compound": "yes",
            "base": "overdue_instalment", "grace_days": "3"}  # fmt: skip
    assert client.post(f"/c/{demo}/loans/wld/penalty/", said).status_code == 302
    loan = case_of(demo).loans[0].loan
    assert loan.penalty == Penalty(
        rate=Rate(Fraction(1, 2000), Per.DAY), base=PenaltyBase.OVERDUE_INSTALMENT
    )
    assert loan.compound and loan.grace_days == 3
    page = text_of(client.get(f"/c/{demo}/loans/wld/penalty/"))
    assert 'value="0.05%"' in page


def test_saying_the_penalty_confirms_no_other_term(client, demo):
    client.post(f"/c/{demo}/loans/wld/terms/", {**TERMS, "rate": "18%", "per": "year"})
    before = case_of(demo).loans[0]
    assert [each.key for each in before.open] == ["day_count"]
    client.post(f"/c/{demo}/loans/wld/penalty/", {**PENALTY, "multiple": "1.3"})
    after = case_of(demo).loans[0]
    assert after.loan.penalty.multiple == Fraction(13, 10)
    assert (after.open, after.loan.day_count) == (before.open, before.loan.day_count)


def test_a_contract_without_a_penalty_has_none_even_where_a_preset_has_one(client, demo):
    own = [each.loan.id for each in case_of(demo).loans].index("xiaojin")
    for loan in ("wld", "xiaojin"):
        answer = client.post(f"/c/{demo}/loans/{loan}/penalty/", {**PENALTY, "how": "none"})
        assert answer.status_code == 302
        page = text_of(client.get(f"/c/{demo}/loans/{loan}/penalty/"))
        assert 'value="none"' in page.split("checked")[0].rsplit("<input", 1)[1]
    assert penalty_of(demo).rate.value == 0  # its preset would supply another
    found = penalty_of(demo, own)
    assert found is None or found.rate.value == 0
    assert client.get(f"/c/{demo}/").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"multiple": ""}, {"multiple": "0"}, {"multiple": "11"}, {"multiple": "x"},
        {"multiple": "१"},
        {"how": "rate", "rate": ""}, {"how": "rate", "rate": "300%", "per": "day"},
        {"how": "rate", "rate": "1%"}, {"grace_days": "61"}, {"grace_days": ""}, {"base": "all"},
    ],
)  # fmt: skip
def test_a_penalty_that_cannot_be_is_refused_at_its_field(client, demo, wrong):
    before = case_of(demo)
    answer = client.post(f"/c/{demo}/loans/wld/penalty/", {**PENALTY, **wrong})
    assert answer.status_code == 200 and 'class="wrong"' in text_of(answer)
    assert case_of(demo) == before


def test_a_card_has_no_such_page(client, demo):
    assert client.get(f"/c/{demo}/loans/card/penalty/").status_code == 404
