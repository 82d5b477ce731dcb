"""What nobody should type: one calm message at the field, never a page of faults, nothing kept."""

from __future__ import annotations

import itertools
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ashore.web.models import CaseFile
from tests.web.cast import text_of
from tests.web.intake_test import WEILIDAI

ODD = {
    "empty": "",
    "blank": "   ",
    "negative": "-5",
    "huge": "9" * 30,
    "astronomic rate": "36000%",
    "emoji": "😭🙏",
    "markup": "<script>alert(1)</script>",
    "long": "长" * 5000,
    "early": "1900-01-01",
    "late": "2100-12-31",
    "no such day": "2026-02-29",
    "zero byte": "a\x00b",
    "not a number": "NaN",
    "exponent": "1e400",
    "superscript": "²",
}
GOOD = {
    "paid/": {"at": "2026-11-20", "amount": "100"},
    "claimed/": {"on": "2026-11-20", "total": "700", "source": "App"},
    "rate/": {"rate": "18%", "per": "year"},
    "terms/": {"name": "借呗", "lender": "", "lender_type": "bank", "principal": "5000",
               "received": "", "disbursed_on": "2026-03-01", "first_due_on": "2026-04-01",
               "instalments": "12", "method": "equal_instalment", "rate": "18%",
               "per": "year"},
    "parts/claims/": {"on": "2026-11-20", "total": "700"},
    "parts/fees/": {"name": "担保费", "kind": "guarantee", "payee": "", "amount": "5", "rate": "",
                    "of": "principal", "when": "each_instalment", "when_day": ""},
    "parts/events/?what=rate_change": {"on": "2026-10-01", "rate": "0.05%", "rate_per": "day"},
    "parts/events/?what=deferral": {"on": "2026-10-01", "instalments": "3", "to": "2027-01-01"},
    "parts/events/?what=waiver": {"on": "2026-10-01", "component": "penalty", "amount": "5"},
    "parts/events/?what=offer": {"on": "2026-10-01", "amount": "5", "note": ""},
}  # fmt: skip
OTHERS = {
    "before/offer/": {"name": "新的", "lender": "", "lender_type": "bank", "principal": "5000",
                      "received": "4900", "disbursed_on": "2026-12-01",
                      "first_due_on": "2027-01-01", "instalments": "12",
                      "method": "equal_instalment", "rate": "18%", "per": "year", "each_fee": "9"},
    "budget/income/": {"name": "工资", "amount": "100", "every": "month", "on": "2026-12-01"},
    "budget/expenses/": {"name": "饭", "amount": "100", "every": "month", "on": "2026-12-01",
                         "category": "food"},
    "budget/resources/": {"name": "电脑", "kind": "sale", "amount": "100",
                          "available_on": "2026-12-01", "rate": ""},
    "budget/cash/": {"cash": "100", "buffer": ""},
    "me/": {"alias": "我", "reachable": "yes"},
    "contacts/note/": {"loan": "jiebei", "role": "debtor", "channel": "call", "outcome": "talk",
                       "at": "2026-11-20T10:00", "text": "", "recorded": "", "staff": "2",
                       "person": "", "organisation": "", "address": ""},
    "contacts/refusal/": {"person": "妈妈", "role": "parent", "lender": "某行", "lender_type": ""},
    "paste/": {"text": "您的借款已逾期20天"},
    "file/text/": {"text": "ashore = 1"},
}  # fmt: skip
FORMS = {**{f"loans/jiebei/{path}": said for path, said in GOOD.items()}, **OTHERS}


def versions():
    return CaseFile.objects.get().versions.count()


@pytest.mark.parametrize("path", FORMS)
def test_every_field_of_every_form_takes_anything(client, demo, path):
    """Kept or asked again: with the field marked, and never half."""
    tried = [
        (name, {**FORMS[path], **dict.fromkeys(FORMS[path], odd)}) for name, odd in ODD.items()
    ]
    names = itertools.cycle(ODD)
    for field in FORMS[path]:  # and each field alone, with a few of them in turn
        few = list(itertools.islice(names, 1))
        tried += [(f"{field}: {name}", {**FORMS[path], field: ODD[name]}) for name in few]
    for name, said in tried:
        before = versions()
        answer = client.post(f"/c/{demo}/{path}", said)
        page = text_of(answer)
        assert answer.status_code in {200, 302}, name
        if answer.status_code == 302:
            assert versions() <= before + 1, name
            assert client.get(f"/c/{demo}/").status_code == 200, name
        else:
            assert versions() == before, name
            assert 'class="wrong"' in page or "letter" in page or "读出来的" in page, name
            assert "<script>alert" not in page, name


def test_what_is_right_is_kept(client, demo):
    for path, said in FORMS.items():
        if path in {"contacts/refusal/", "paste/", "file/text/"}:  # nothing is kept of these
            continue
        answer = client.post(f"/c/{demo}/{path}", said)
        wrong = re.findall(r'class="wrong"[^>]*>(.*?)</p>', text_of(answer))
        assert answer.status_code == 302, (path, wrong)


@pytest.mark.parametrize("path", ["rate/", "terms/"])
def test_a_rate_that_cannot_be_is_told_at_its_field(client, demo, path):
    said = {**GOOD[path], "rate": "36000%"}
    page = text_of(client.post(f"/c/{demo}/loans/jiebei/{path}", said))
    assert re.search(r'id="id_rate_error">[^<]*高得不像真的', page)


def test_what_does_not_fit_the_loan_is_told_at_its_field(client, demo):
    early = {"at": "1995-01-01", "amount": "100"}
    page = text_of(client.post(f"/c/{demo}/loans/jiebei/paid/", early))
    assert re.search(r'id="id_at_error">[^<]+', page)
    late = {"on": "2026-10-01", "instalments": "99", "to": "2027-01-01"}
    page = text_of(client.post(f"/c/{demo}/loans/jiebei/parts/events/?what=deferral", late))
    assert re.search(r'id="id_instalments_error">[^<]+', page)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("amount", {"principal": "-1"}),
        ("amount", {"principal": "1" * 30}),
        ("when", {"first_due_on": "2026-02-29"}),
        ("when", {"first_due_on": "1900-01-01"}),
        ("terms", {"instalments": "0"}),
        ("terms", {"instalments": "10000"}),
        ("rate", {"rate": "36000%", "rate_per": "year"}),
        ("rate", {"rate": "😭", "rate_per": "year"}),
        ("claimed", {"claimed": "很多"}),
        ("card", {"statement_day": "32"}),
        ("money", {"cash": "-1"}),
        ("living", {"food": "NaN"}),
        ("worry", {"worry": "everything"}),
    ],
)
def test_the_intake_asks_again_at_the_field(client, step, said):
    code = client.post("/new/").headers["Location"].split("/")[2]
    page = text_of(client.post(f"/c/{code}/ask/{step}/", said))
    assert 'class="wrong"' in page and "怎么了" not in page


def test_answers_that_do_not_fit_are_told_at_once_or_lead_back_to_their_question(client):
    code = client.post("/new/").headers["Location"].split("/")[2]
    ask = f"/c/{code}/ask/"
    client.post(f"{ask}which/", {"product": "weilidai"})
    page = text_of(client.post(f"{ask}amount/", {"principal": "100", "received": "900"}))
    assert "到账不会比借的多" in page
    said = {"disbursed_on": "2026-09-03", "first_due_on": "2026-08-03"}
    assert "要在到账之后" in text_of(client.post(f"{ask}when/", said))
    walked(client, code, {**WEILIDAI, "claimed": {"claimed": "900", "claimed_on": "1999-01-01"}},
           until=f"{ask}claimed/")  # fmt: skip
    assert "怎么了" not in text_of(client.get(f"{ask}claimed/"))


def walked(client, code, answers, until):
    for step, said in answers.items():
        answer = client.post(f"/c/{code}/ask/{step}/", said)
        assert answer.status_code == 302, step
    assert answer.headers["Location"] == until


def test_a_yearly_rate_of_a_loan_by_the_day_is_taken_and_what_is_assumed_is_said(client):
    code = client.post("/new/").headers["Location"].split("/")[2]
    walked(client, code, {**WEILIDAI, "rate": {"rate": "18%", "rate_per": "year"}}, f"/c/{code}/")
    page = text_of(client.get(f"/c/{code}/"))
    assert "一天的利率怎么折算不清楚" in page
    client.post(f"/c/{code}/loans/weilidai/rate/", {"rate": "0.05%", "per": "day"})
    assert "怎么折算不清楚" not in text_of(client.get(f"/c/{code}/"))
    text = client.get(f"/c/{code}/file/export/json/").json()
    assert text["loans"][0]["rate"] == {"value": "0.0005", "per": "day"}


@pytest.mark.parametrize("size", [5_001, 10_000_000])
def test_a_paste_that_is_too_long_is_told(client, demo, size):
    answer = client.post(f"/c/{demo}/paste/", {"text": "x" * size})
    assert answer.status_code in {200, 400}
    assert 'class="wrong"' in text_of(answer) or "内容太长" in text_of(answer)


def test_a_file_of_another_kind_is_told(client):
    for name, data in {"photo.jpg": b"\xff\xd8\xff\xe0", "case.toml": b"\xff\xfe" * 10,
                       "case.xlsx": b"no zip", "case.json": b"[1,2]"}.items():  # fmt: skip
        page = text_of(client.post("/open/", {"file": SimpleUploadedFile(name, data)}))
        assert 'class="wrong"' in page
