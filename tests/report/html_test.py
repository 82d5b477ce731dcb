"""The page: well formed, alone, safe, readable."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from ashore.loan import Finding
from ashore.report.html import POLICY, report_html
from ashore.report.shown import money
from ashore.report.style import DARK, LIGHT, stylesheet
from ashore.words import Text
from tests.report.sample import NAMES, ODD, odd, outcome

VOID = {"meta", "br", "link", "img", "input", "hr"}
LANGS = ("zh", "en")


class Tree(HTMLParser):
    """Collects what a test asks about and fails on a tag that is not closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def parsed(page: str) -> Tree:
    tree = Tree()
    tree.feed(page)
    tree.close()
    assert tree.open == []
    return tree


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_well_formed(name, lang):
    tree = parsed(report_html(outcome(name), lang))
    assert tree.all("html") == [{"lang": "en" if lang == "en" else "zh-Hans"}]
    ids = [attrs["id"] for _, attrs in tree.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert len(tree.all("h1")) == 1
    assert len(tree.all("main")) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_loads_and_runs_nothing(lang):
    page = report_html(outcome("six"), lang)
    tree = parsed(page)
    assert not tree.all("script")
    assert not tree.all("link")
    assert not tree.all("img")
    assert "http://" not in page
    assert "https://" not in page
    assert "@import" not in page
    assert all(
        value.startswith("url(#") or "url(" not in value
        for _, attrs in tree.tags
        for value in attrs.values()
        if value and "url(" in value and value.startswith("url(")
    )
    assert all(attrs["href"].startswith("#") for attrs in tree.all("a"))
    assert not [key for _, attrs in tree.tags for key in attrs if key.startswith("on")]
    policy = [attrs for attrs in tree.all("meta") if attrs.get("http-equiv")]
    assert policy == [{"http-equiv": "Content-Security-Policy", "content": POLICY}]
    assert "default-src 'none'" in POLICY


@pytest.mark.parametrize("lang", LANGS)
def test_whatever_a_person_wrote_is_text_and_never_markup(lang):
    page = report_html(odd(), lang, explain=True)
    tree = parsed(page)
    assert not tree.all("script")
    assert "<script" not in page
    assert "\u202e" not in page
    said = "".join(tree.text)
    assert '<script>alert("1")</script>' in said
    assert "\U0001f642" in said
    assert "长" * 5000 in said
    assert ODD.count("长") == 5000


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_captions_and_heads(name):
    tree = parsed(report_html(outcome(name), "zh"))
    assert len(tree.all("table")) == len(tree.all("caption")) == len(tree.all("thead"))
    assert all(attrs.get("scope") in {"col", "row"} for attrs in tree.all("th"))


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_is_named_and_has_a_table_twin(name):
    page = report_html(outcome(name), "en")
    tree = parsed(page)
    drawings = [attrs for attrs in tree.all("svg") if attrs.get("role") == "img"]
    ids = {attrs["id"] for _, attrs in tree.tags if "id" in attrs}
    assert drawings
    for attrs in drawings:
        assert set(attrs["aria-labelledby"].split()) <= ids
    hidden = [attrs for attrs in tree.all("svg") if attrs.get("role") != "img"]
    assert all(attrs.get("aria-hidden") == "true" for attrs in hidden)
    for one in outcome(name).loans:
        assert money(one.balance.principal, one.file.loan.digits).split(".")[0] in page


def test_patterns_that_are_used_are_there():
    page = report_html(outcome("six"), "zh")
    used = set(re.findall(r"url\(#(p-\w+)\)", page))
    assert used
    assert used <= set(re.findall(r'<pattern id="(p-\w+)"', page))


def test_links_lead_somewhere_on_the_page():
    tree = parsed(report_html(outcome("six"), "zh"))
    ids = {attrs["id"] for _, attrs in tree.tags if "id" in attrs}
    links = [attrs["href"] for attrs in tree.all("a")]
    assert len(links) == 6
    assert {link.removeprefix("#") for link in links} <= ids


def test_explaining_unfolds_everything_for_print():
    folded = parsed(report_html(outcome("six"), "zh"))
    opened = parsed(report_html(outcome("six"), "zh", explain=True))
    assert all("open" not in attrs for attrs in folded.all("details"))
    assert all("open" in attrs for attrs in opened.all("details"))
    assert len(folded.all("details")) == len(opened.all("details")) > 12


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_what_it_is(lang):
    text = "".join(parsed(report_html(outcome("private"), lang)).text)
    said = {"zh": "不是法律意见", "en": "not legal advice"}[lang]
    assert said in text
    assert outcome("private").law_version in text


def test_a_case_without_a_title_gets_a_plain_one():
    assert "<title>Loan books</title>" in report_html(outcome("bare"), "en")


def test_notes_are_shown():
    note = Finding(kind="zone", loan="", on=None, text=Text("按北京时间", "Beijing time"))
    assert "Beijing time" in report_html(outcome("bare"), "en", notes=[note])


# -- colours --------------------------------------------------------------------------------------


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent", "amber", "red"])
def test_text_can_be_read(colours, ground, ink):
    assert contrast(colours[ink], colours[ground]) >= 7


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("part", ["principal", "interest", "penalty", "compound", "fee"])
def test_parts_of_a_bar_stand_out_from_the_paper(colours, part):
    assert contrast(colours[part], colours["paper"]) >= 3


def test_every_colour_of_the_rules_exists():
    sheet = stylesheet()
    used = set(re.findall(r"var\(--(\w+)\)", sheet + report_html(outcome("six"), "zh")))
    assert used <= set(LIGHT)
    assert set(LIGHT) == set(DARK)
    assert sheet.count("{") == sheet.count("}")


def test_print_has_its_own_rules():
    sheet = stylesheet()
    assert "@media print" in sheet
    assert "size:A4" in sheet
    assert "prefers-color-scheme:dark" in sheet
