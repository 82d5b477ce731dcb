"""The intake, page by page."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ashore.web import store
from ashore.web.models import CaseFile
from tests.web.cast import EXAMPLE, text_of

WEILIDAI = {
    "which": {"product": "weilidai"},
    "amount": {"principal": "1.2万"},
    "when": {"disbursed_on": "2026-05-03", "first_due_on": "2026-06-03"},
    "terms": {"instalments": "10"},
    "rate": {"rate": "万五", "rate_per": "day"},
    "missed": {"missed": "2026-10-03"},
    "claimed": {"claimed": "9000", "claimed_on": "2026-11-20"},
    "another": {"another": "no"},
    "money": {"cash": "3000", "pay": "6500", "payday": "2026-12-10"},
    "living": {"housing": "1800"},
    "worry": {"worry": "family"},
    "reach": {"reachable": "yes"},
}


def begun(client):
    return client.post("/new/").headers["Location"].split("/")[2]


def walked(client, code, answers):
    for step, said in answers.items():
        answer = client.post(f"/c/{code}/ask/{step}/", said)
        assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"]


def case_of(code):
    return store.opened(CaseFile.objects.get(id=code), "me").case


def test_the_whole_way(client):
    code = begun(client)
    assert walked(client, code, WEILIDAI) == f"/c/{code}/"
    case = case_of(code)
    loan = case.loans[0].loan
    assert (loan.principal, str(loan.rate.value), loan.instalments) == (1200000, "1/2000", 10)
    assert case.person.reachable is True
    assert case.budget.cash == 300000
    assert case.goals.order == ("essentials", "family", "court", "credit", "cost")
    assert case.loans[0].claims[0].total == 900000
    assert client.get(f"/c/{code}/").status_code == 200


def test_each_step_is_kept_and_gone_on_with(client):
    code = begun(client)
    walked(client, code, {"which": {"product": "jiebei"}, "amount": {"principal": "8000"}})
    assert client.get(f"/c/{code}/").headers["Location"] == f"/c/{code}/ask/"
    assert client.get(f"/c/{code}/ask/").headers["Location"] == f"/c/{code}/ask/when/"
    assert 'value="8000.00"' in text_of(client.get(f"/c/{code}/ask/amount/"))
    assert "没填完" in text_of(client.get("/"))


def test_everything_may_be_skipped(client):
    code = begun(client)
    for step in WEILIDAI:
        assert client.post(f"/c/{code}/ask/{step}/", {"skip": "1"}).status_code == 302
    answer = client.get(f"/c/{code}/ask/which/")
    assert "至少要知道" in text_of(answer)


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({"which": {"product": "weilidai"}}, "amount"),
        ({"which": {"product": "weilidai"}, "amount": {"principal": "8000"}}, "when"),
        ({"amount": {"principal": "8000"}, "when": WEILIDAI["when"]}, "terms"),
        ({"which": {"product": "credit_card"}}, "card"),
        ({"which": {"product": "huabei"}}, "bill"),
    ],
)
def test_after_the_last_question_the_one_that_is_lacking_is_asked(client, said, lacks):
    code = begun(client)
    walked(client, code, said)
    end = client.post(f"/c/{code}/ask/reach/", {"skip": "1"}).headers["Location"]
    assert end == f"/c/{code}/ask/{lacks}/"
    assert "至少要知道" in text_of(client.get(end))
    assert client.get(f"/c/{code}/ask/").headers["Location"] == end


@pytest.mark.parametrize("page", ["", "ahead/", "print/"])
def test_of_a_case_of_which_nothing_is_known_nothing_is_told(client, page):
    code = begun(client)
    assert client.get(f"/c/{code}/{page}").headers["Location"] == f"/c/{code}/ask/"


def test_what_cannot_be_read_is_asked_again_with_a_sample(client):
    code = begun(client)
    answer = client.post(f"/c/{code}/ask/amount/", {"principal": "很多"})
    assert answer.status_code == 200 and "1200.50" in text_of(answer)


def test_a_rate_not_known_shows_a_range_and_no_comparison(client):
    code = begun(client)
    walked(client, code, {**WEILIDAI, "rate": {"skip": "1"}})
    page = text_of(client.get(f"/c/{code}/"))
    assert "利率不清楚" in page and "平台说" not in page
    client.post(f"/c/{code}/loans/weilidai/rate/", {"rate": "0.05%", "per": "day"})
    page = text_of(client.get(f"/c/{code}/"))
    assert "利率不清楚" not in page and "平台说" in page


def test_a_second_loan_is_asked_about_and_one_more_later(client):
    code = begun(client)
    first = {key: WEILIDAI[key] for key in list(WEILIDAI)[:7]} | {"another": {"another": "yes"}}
    assert walked(client, code, first) == f"/c/{code}/ask/which/"
    walked(client, code, WEILIDAI)
    assert [each.loan.id for each in case_of(code).loans] == ["weilidai", "weilidai-2"]
    client.post(f"/c/{code}/more/")
    walked(client, code, {key: WEILIDAI[key] for key in list(WEILIDAI)[:8]})
    assert len(case_of(code).loans) == 3
    assert CaseFile.objects.get(id=code).versions.count() == 2


def test_a_pasted_message_is_kept_only_when_confirmed(client):
    code = begun(client)
    text = "【微粒贷】您的借款已逾期20天，应还总额6149.10元"
    page = text_of(client.post(f"/c/{code}/paste/", {"text": text}))
    assert "认出" in page and "没认出" in page and "6149.10" in page
    assert "6149.10" not in text_of(client.get(f"/c/{code}/ask/claimed/"))
    client.post(f"/c/{code}/paste/", {"text": text, "confirm": "1"})
    assert "6149.10" in text_of(client.get(f"/c/{code}/ask/claimed/"))


def test_a_payment_and_a_claim_are_noted(client, demo):
    before = case_of(demo)
    client.post(f"/c/{demo}/loans/jiebei/paid/", {"at": "2026-11-22", "amount": "100"})
    client.post(f"/c/{demo}/loans/jiebei/claimed/", {"on": "2026-11-22", "total": "700"})
    after = case_of(demo)
    assert len(after.loans[1].events) == len(before.loans[1].events) + 1
    assert after.loans[1].claims[-1].total == 70000
    assert CaseFile.objects.get(id=demo).versions.count() == 3


def test_a_case_file_is_opened(client):
    with EXAMPLE.open("rb") as file:
        answer = client.post("/open/", {"file": file})
    assert answer.status_code == 302
    code = answer.headers["Location"].split("/")[2]
    assert len(case_of(code).loans) == 6


@pytest.mark.parametrize("name", ["a.toml", "a.json", "a.xlsx", "a.csv", "a.exe", "a"])
@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff\xfe", b"PK\x03\x04broken", b"loans = 1", b"{}", b"<html>"]
)
def test_a_file_that_is_no_case_leaves_nothing_behind(client, name, data):
    answer = client.post("/open/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 200
    assert 'class="wrong"' in text_of(answer)
    assert not CaseFile.objects.exists()


def test_the_empty_workbook_is_filled_in_and_opened(client):
    answer = client.get("/open/table.xlsx")
    assert answer.headers["Content-Disposition"].endswith('filename="table.xlsx"')
    book = SimpleUploadedFile("table.xlsx", answer.content)
    page = text_of(client.post("/open/", {"file": book}))
    assert 'class="wrong"' in page  # only the example row is in it: said, and nothing is kept
    assert not CaseFile.objects.exists()


def test_a_case_is_taken_along_and_erased(client, demo):
    said = text_of(client.get(f"/c/{demo}/file/export/toml/"))
    assert 'product = "weilidai"' in said
    assert client.get(f"/c/{demo}/file/export/exe/").status_code == 404
    assert client.get(f"/c/{demo}/file/erase/").status_code == 200
    assert CaseFile.objects.exists()
    client.post(f"/c/{demo}/file/erase/")
    assert not CaseFile.objects.exists()


def test_a_passphrase_locks_and_opens(client, demo):
    words = {"first": "four plain words", "second": "four plain words"}
    client.post(f"/c/{demo}/file/passphrase/", words)
    assert client.get(f"/c/{demo}/").status_code == 200
    client.post(f"/c/{demo}/lock/")
    asked = client.get(f"/c/{demo}/").headers["Location"]
    assert asked.startswith(f"/c/{demo}/unlock/")
    assert "口令不对" in text_of(client.post(asked, {"passphrase": "wrong words"}))
    client.post(asked, {"passphrase": "four plain words"})
    assert client.get(f"/c/{demo}/").status_code == 200


OTHER = {**WEILIDAI, "which": {"product": "other"}, "lender": {"name": "某某分期"}}
OPEN = {"rate": {"skip": "1"}, "missed": {"skip": "1"}}
ORDER = ("which", "lender", *list(WEILIDAI)[1:])


def test_what_is_not_known_of_a_loan_is_said_and_nothing_is_compared(client):
    code = begun(client)
    walked(client, code, {step: {**OTHER, **OPEN}[step] for step in ORDER})
    page = text_of(client.get(f"/c/{code}/"))
    for said in ("利率不清楚", "哪几期已经还了不清楚", "是哪类机构不清楚", "没有给它留钱"):
        assert said in page
    assert "平台说" not in page
    one = text_of(client.get(f"/c/{code}/loans/loan/"))
    assert "要等不清楚的填上才能比" in one and "没有超过" not in one
    deeds = text_of(client.get(f"/c/{code}/deeds/"))
    assert "真正该还多少" in deeds and "付 ¥" not in deeds  # nothing is paid on an assumption
    for path in ("plan/", "ahead/", "print/", "file/"):
        assert "利率不清楚" in text_of(client.get(f"/c/{code}/{path}"))


@pytest.mark.parametrize("kind", ["toml", "json"])
def test_what_is_not_known_travels_with_the_file(client, kind):
    code = begun(client)
    left = {"which": {"product": "credit_card"}, "another": {"another": "yes"}}
    walked(client, code, left)
    walked(client, code, {step: {**OTHER, **OPEN}[step] for step in ORDER})
    data = client.get(f"/c/{code}/file/export/{kind}/").content
    answer = client.post("/open/", {"file": SimpleUploadedFile(f"notes.{kind}", data)})
    again = answer.headers["Location"].split("/")[2]
    assert case_of(again) == case_of(code)
    assert [each.key for each in case_of(again).loans[0].open] == [
        "lender_type", "method", "payments", "rate",
    ]  # fmt: skip
    page = text_of(client.get(f"/c/{again}/"))
    assert "利率不清楚" in page and "没有算进来" in page and "至少" in page
    body = json.loads(client.get(f"/c/{code}/file/export/json/").content)
    asked = client.post("/api/v1/answers/balance", body, content_type="application/json").json()
    assert [each["key"] for each in asked["open"]][-1] == "rate"
    assert asked["loans"][0]["range"]["high"] is None


def test_what_was_open_is_filled_in_piece_by_piece(client):
    code = begun(client)
    walked(client, code, {step: {**OTHER, **OPEN}[step] for step in ORDER})
    loan = f"/c/{code}/loans/loan"
    before = case_of(code).loans[0]
    assert not before.events
    assert client.post(f"{loan}/missed/", {"missed": "2026-10-03"}).status_code == 302
    assert len(case_of(code).loans[0].events) == 4
    assert client.get(f"{loan}/missed/").status_code == 302
    shown = text_of(client.get(f"{loan}/terms/"))
    assert shown.count("现在只是假定的") == 2 and "先拿来算的数" in shown  # kind, method; rate
    terms = {"name": "某某分期", "lender_type": "bank", "principal": "12000.00", "rate": "0",
             "per": "year", "method": "equal_instalment", "instalments": "10",
             "disbursed_on": "2026-05-03", "first_due_on": "2026-06-03"}  # fmt: skip
    assert client.post(f"{loan}/terms/", terms).status_code == 302
    page = text_of(client.get(f"/c/{code}/"))
    assert "哪类机构不清楚" not in page and "已经还了不清楚" not in page
    assert "利率不清楚" in page  # a rate nobody touched is as open as before
    text = store.opened(CaseFile.objects.get(id=code), "me").text
    known = text.replace('value = "0"', 'value = "0.18"').replace(
        '[[loans.open]]\nkey = "rate"', ""
    )
    client.post(f"/c/{code}/file/text/", {"text": known.replace('low = "0"\n', "")})
    assert "不清楚" not in text_of(client.get(f"/c/{code}/"))
    assert "要等不清楚的填上" not in text_of(client.get(f"{loan}/"))


def test_a_loan_that_could_not_be_reckoned_is_completed_later(client):
    code = begun(client)
    card = {"which": {"product": "credit_card"}, "card": {"bill": "8600", "statement_day": "5"},
            "rate": {"skip": "1"}, "claimed": {"skip": "1"},
            "another": {"another": "yes"}}  # fmt: skip
    walked(client, code, card)
    walked(client, code, WEILIDAI)
    assert "没有算进来" in text_of(client.get(f"/c/{code}/"))
    client.post(f"/c/{code}/more/", {"left": "0"})
    assert "8600" in text_of(client.get(f"/c/{code}/ask/card/"))
    walked(client, code, {**card, "card": {"bill": "8600", "statement_day": "5", "due_day": "23"},
                          "another": {"another": "no"}})  # fmt: skip
    page = text_of(client.get(f"/c/{code}/"))
    assert "没有算进来" not in page and "信用卡" in page and len(case_of(code).loans) == 2
    for nonsense in ("7", "-1", "x", "²"):
        assert client.post(f"/c/{code}/more/", {"left": nonsense}).status_code == 302


def test_nothing_spent_on_something_is_an_answer(client):
    code = begun(client)
    said = {
        **WEILIDAI,
        "money": {"cash": "0", "pay": "0"},
        "living": {"housing": "0", "food": "900"},
    }
    assert walked(client, code, said) == f"/c/{code}/"
    budget = case_of(code).budget
    assert [each.category for each in budget.expenses] == ["food"] and not budget.income


@pytest.mark.parametrize(
    ("step", "name"), [("amount", "principal"), ("claimed", "claimed"), ("bill", "bill")]
)
def test_a_loan_of_nothing_is_asked_again(client, step, name):
    code = begun(client)
    page = text_of(client.post(f"/c/{code}/ask/{step}/", {name: "0"}))
    assert 'role="alert"' in page
