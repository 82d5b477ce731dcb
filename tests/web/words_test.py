"""Every page speaks to a person: no command, no key of a file, nothing left untranslated."""

from __future__ import annotations

import re

import pytest

from tests.web.cast import text_of

PAGES = (
    "", "ahead/", "budget/", "goals/", "offers/", "before/", "contacts/", "contacts/note/",
    "contacts/refusal/", "file/", "file/history/", "print/", "me/", "file/erase/", "paste/",
    "deeds/", "plan/",
)  # fmt: skip
OF_LOAN = ("", "record/", "paid/", "claimed/", "rate/", "terms/", "penalty/", "remove/")
LOANS = ("wld", "jiebei", "baitiao", "siren")
WORDS = re.compile(r"ashore (?!opens)[a-z]+|\[\[|\[budget\]|--[a-z]+|\w+ = true")
SKIPPED = re.compile(r"(?s)<(script|style|textarea)\b.*?</\1>|<[^>]+>")


def seen(page):
    """Return what a person reads of a page."""
    return re.sub(r"\s+", " ", SKIPPED.sub(" ", page))


def pages_of(client, demo):
    for path in PAGES:
        yield f"/c/{demo}/{path}"
    for loan in LOANS:
        for part in OF_LOAN:
            yield f"/c/{demo}/loans/{loan}/{part}"
    page = text_of(client.get(f"/c/{demo}/contacts/"))
    contacts = sorted(set(re.findall(rf"/c/{demo}/contacts/of/[^/\"]+/", page)))
    assert contacts
    yield from contacts
    for path in ("", "about/", "open/", "guide/", "guide/myths/", "guide/help/"):
        yield f"/{path}"
    for number in range(1, 19):
        yield f"/guide/S{number}/"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_says_a_command_or_a_key(client, demo, lang):
    client.post(f"/language/{lang}/")
    found = {}
    for path in pages_of(client, demo):
        answer = client.get(path)
        assert answer.status_code == 200, path
        said = WORDS.findall(seen(text_of(answer)))
        if said:
            found[path] = said
    assert not found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_record_of_a_loan_has_its_months_twice_and_its_days(client, demo, lang):
    client.post(f"/language/{lang}/")
    page = text_of(client.get(f"/c/{demo}/loans/wld/record/"))
    strip, _, rest = page.partition("</ol>")
    months = re.findall(r"<span>(\d{4}-\d\d)</span>", strip)
    assert len(months) > 3 and all(f">{each}<" in rest for each in months)  # the table says it too
    assert {"zh": "支付令", "en": "payment order"}[lang] in page
    assert "#reckon-paper" in page
    assert client.get(f"/c/{demo}/loans/nothing/record/").status_code == 404


def test_the_last_day_after_a_paper_is_reckoned(client):
    page = text_of(client.get("/guide/S14/"))
    assert 'id="reckon-paper"' in page
    said = {"paper-paper": "payment_order", "paper-received": "2026-11-02"}
    page = text_of(client.post("/guide/reckon/paper/", said))
    assert "2026-11-17" in page or "11月17日" in page  # fifteen days; the day it came not counted
    assert "书面异议" in page and "口头异议" in page
    late = text_of(client.post("/guide/reckon/paper/", {**said, "paper-received": "2099-01-01"}))
    assert "送到手里的那一天" in late
