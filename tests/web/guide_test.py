"""The guide in the web app: articles, myths, help lines, reckonings."""

from __future__ import annotations

import pytest

from ashore.files.articles import read_guide
from tests.web.cast import text_of


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_article_is_reached_from_the_guide(client, lang):
    client.post(f"/language/{lang}/")
    contents = text_of(client.get("/guide/"))
    for each in read_guide().articles:
        assert f'href="/guide/{each.id}/"' in contents
        page = text_of(client.get(f"/guide/{each.id}/"))
        assert "{" not in page.split("<main")[1].split("</main>")[0]
        for other in each.related:
            assert f'href="/guide/{other}/"' in page
        for kind in each.calculators:
            assert f'action="/guide/reckon/{kind}/"' in page


def test_an_article_that_is_not_there_is_missing(client):
    assert client.get("/guide/S19/").status_code == 404
    assert client.get("/guide/s1/").status_code == 200


def test_help_lines_can_be_tapped_and_say_what_they_are_for(client):
    page = text_of(client.get("/guide/help/"))
    for number in ("12356", "12348", "12378", "12363", "12368", "110"):
        assert f'href="tel:{number}"' in page
    assert "把握" in page or "有可靠来源" in page
    assert "坐牢" in text_of(client.get("/guide/myths/"))


PENALTY = {"penalty-principal": "1200", "penalty-rate": "0.05%", "penalty-per": "day",
           "penalty-multiple": "1.5", "penalty-days": "20"}  # fmt: skip


def test_a_reckoning_answers_on_a_page_and_in_place(client):
    page = text_of(client.post("/guide/reckon/penalty/", PENALTY))
    assert "¥18<small>.00</small>" in page and "<html" in page
    part = text_of(client.post("/guide/reckon/penalty/", PENALTY, HTTP_HX_REQUEST="true"))
    assert "¥18<small>.00</small>" in part and "<html" not in part


@pytest.mark.parametrize(
    ("kind", "said", "shown"),
    [
        ("yearly", {"received": "10000", "instalment": "916.80", "count": "12"}, "18.00%"),
        ("limitation", {"last_due": "2024-05-01", "what": "", "at": ""}, "2027-05-01"),
        ("limitation", {"last_due": "2024-05-01", "what": "demand", "at": "2024-06-01"},
         "2027-06-01"),
    ],
)  # fmt: skip
def test_the_others_answer_too(client, kind, said, shown):
    given = {f"{kind}-{key}": value for key, value in said.items()}
    assert shown in text_of(client.post(f"/guide/reckon/{kind}/", given))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("penalty", {"penalty-multiple": "11"}),
        ("penalty", {"penalty-multiple": "x"}),
        ("penalty", {"penalty-days": "0"}),
        ("penalty", {"penalty-rate": ""}),
        ("yearly", {"yearly-received": "0"}),
        ("limitation", {"limitation-last_due": "2010-01-01"}),
        ("limitation", {"limitation-last_due": "2024-01-01", "limitation-what": "demand"}),
    ],
)
def test_what_cannot_be_reckoned_is_asked_again(client, kind, said):
    given = {**PENALTY, "yearly-instalment": "1", "yearly-count": "1", **said}
    page = text_of(client.post(f"/guide/reckon/{kind}/", given))
    assert 'role="alert"' in page and "¥18" not in page


def test_a_reckoning_that_is_not_there_is_missing(client):
    assert client.post("/guide/reckon/luck/", {}).status_code == 404
