"""Offers and the look before borrowing: the command line's own figures, on a page that prints."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ashore.cli import main
from ashore.files.case import parse_case, write_case
from ashore.report.markup import Tongue
from ashore.words import Text
from tests.web.cast import EXAMPLE, text_of


def said(capsys, *words):
    assert main([*words, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def plain(page):
    return page.replace("<small>", "").replace("</small>", "")


def test_offers_are_the_command_lines(client, demo, capsys):
    value = said(capsys, "offers", str(EXAMPLE))
    page = plain(text_of(client.get(f"/c/{demo}/offers/")))
    assert value["offers"]
    for each in value["offers"]:
        assert each["monthly"] in page, each
    other = plain(text_of(client.get(f"/c/{demo}/offers/?monthly=600")))
    assert other != page and "600.00" in other


def test_without_a_budget_the_page_asks_for_it(client):
    case = parse_case(EXAMPLE.read_text(encoding="utf-8"), EXAMPLE.name).case
    bare = write_case(replace(case, budget=None), "json")
    made = client.post("/api/v1/cases", bare, content_type="application/json")
    code = made.json()["id"]
    page = text_of(client.get(f"/c/{code}/offers/"))
    assert f'href="/c/{code}/budget/"' in page
    assert client.get(f"/c/{code}/before/").status_code == 200


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_before_borrowing_shows_each_way_and_takes_an_example(client, demo, capsys, lang):
    client.post(f"/language/{lang}/")
    value = said(capsys, "before-borrowing", str(EXAMPLE))
    page = text_of(client.get(f"/c/{demo}/before/"))
    for way in value["ways"]:
        title = Tongue(lang).say(Text(way["title"]["zh"], way["title"]["en"]))
        assert title in page, title
    assert client.get(f"/c/{demo}/before/?amount=2000&months=6").status_code == 200
    assert 'role="alert"' in text_of(client.get(f"/c/{demo}/before/?months=0"))
