"""The list of cases on the first screen: titles without reading every case, fifty at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ashore.facts import Case
from ashore.files.case import read_case, write_case
from ashore.web import store
from ashore.web.listing import MOST, head_of
from ashore.web.models import CaseFile
from tests.web.cast import EXAMPLE, text_of, visitor

ME = store.Writer(session="me")
CASE = read_case(EXAMPLE)
TITLES = (
    "",
    "六笔",
    "[[loans]]",
    'a"b',
    "a\n[[loans]]\n[b]",
    "\\n[x",
    "title = 1",
    "\u2028[[loans]]",
)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("loans", [0, 1, 6])
def test_the_head_of_a_kept_text_is_that_of_the_case(title, loans):
    loan = replace(CASE.loans[0], loan=replace(CASE.loans[0].loan, name=title or "甲"))
    case = replace(CASE, title=title, loans=(loan, *CASE.loans[1:])[:loans])
    assert head_of(write_case(case)) == (title, loans)


def titled(title):
    return Case(title=title, loans=CASE.loans[:1])


def keep(number):
    for each in range(number):
        code = store.begin(None)
        kept = CaseFile.objects.get(id=code)
        store.write(store.opened(kept, "me"), titled(f"第 {each} 份"), ME, "upload")
        store.write(store.opened(kept, "me"), titled(f"第 {each} 份，改过"), ME, "title")


def test_all_cases_can_be_reached_fifty_at_a_time(client, django_assert_max_num_queries):
    keep(MOST + 3)
    client.get("/")  # begins the session
    with django_assert_max_num_queries(3):
        first = text_of(client.get("/"))
    assert first.count("改过") == MOST and "第 52 份，改过" in first and "第 2 份" not in first
    assert "/?from=50" in first and "较新的" not in first
    second = text_of(client.get("/?from=50"))
    assert second.count("改过") == 3 and "第 0 份，改过" in second
    assert "较新的" in second and "较早的" not in second
    for odd in ("x", "-1", "9" * 30, "1000"):
        assert client.get("/", {"from": odd}).status_code == 200
    assert len(client.get("/api/v1/cases").json()) == MOST + 3


def test_a_locked_and_an_unfinished_case_say_so(client):
    keep(1)
    code = CaseFile.objects.get().id
    store.set_passphrase(code, "four plain words", client.session.session_key or "me")
    store.begin(None)
    page = text_of(visitor().get("/"))
    assert "改过" not in page and "上了锁的案卷" in page and "没填完" in page


def test_one_loan_is_one_loan_in_english_too(client):
    keep(1)
    code = store.begin(None)
    store.write(store.opened(CaseFile.objects.get(id=code), "me"), CASE, ME, "upload")
    client.post("/language/en/")
    page = text_of(client.get("/"))
    assert "1 loan ·" in page and "6 loans ·" in page
