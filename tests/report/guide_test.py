"""The guide: no figure of its own; a changed norm or report changes the text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType

import pytest

from ashore.files.articles import PLACE, parse_articles, read_guide
from ashore.files.guidance import read_guidance
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.law.limitation import Restart
from ashore.report.blocks import Figures, Item, Money, Para, blocks_html
from ashore.report.guide_figures import Data, filled_in
from ashore.report.guide_page import GuidePage, article_sections, contents_value, myths_section
from ashore.report.markup import Tongue
from ashore.report.reckon import limitation_of, penalty_of, yearly_of
from ashore.words import BadInput, Text

ON = date(2026, 11, 23)
LAW = read_law(("CN",))
PRACTICE = read_practice()
DATA = Data(LAW, PRACTICE, ON)
PAGE = GuidePage(read_guide(), LAW, PRACTICE, read_guidance(), ON)


def texts(page, name):
    sections = article_sections(page, page.guide.article(name))
    return " ".join(
        block.text.zh for each in sections for block in each.blocks if isinstance(block, Para)
    )


def changed(name, **params):
    """The law with other parameters of one norm."""
    norm = LAW.norm(name)
    versions = tuple(
        replace(each, params=MappingProxyType({**each.params, **params})) for each in norm.versions
    )
    return replace(LAW, norms={**LAW.norms, name: replace(norm, versions=versions)})


def test_the_eighteen_questions_are_all_there():
    assert [each.id for each in PAGE.guide.articles] == [f"S{n}" for n in range(1, 19)]
    assert len(PAGE.guide.myths) >= 8


@pytest.mark.parametrize(
    ("name", "norm", "params", "before", "after"),
    [
        ("S9", "cn.credit.retention", {"years": 7}, "保存 5 年", "保存 7 年"),
        ("S8", "cn.limitation.period", {"years": 2}, "时效（3 年", "时效（2 年"),
        ("S7", "cn.cap.court_reduction", {"value": Fraction(1, 5)}, "超过 24%", "超过 20%"),
        ("S7", "cn.cap.private", {"multiple": Fraction(3)}, "是 12%", "是 9%"),
        ("S2", "cn.conduct.gbt.interactive", {"limit": 2}, "通话不超过 3 次", "通话不超过 2 次"),
        ("S14", "cn.fee.half", {"value": Fraction(1, 4)}, "减半为 ¥275.00", "减半为 ¥137.50"),
    ],
)
def test_a_changed_norm_changes_the_text(name, norm, params, before, after):
    assert before in texts(PAGE, name)
    told = texts(replace(PAGE, law=changed(norm, **params)), name)
    assert after in told and before not in told


def test_a_changed_report_changes_the_text():
    stages = tuple(
        replace(each, reported=tuple(
            replace(one, earliest=one.earliest + 1, usual_from=one.usual_from + 1,
                    usual_to=one.usual_to + 1, latest=one.latest + 1) for one in each.reported))
        if each.kind == "contact_person" else each
        for each in PRACTICE.stages
    )  # fmt: skip
    assert "最早第 3 天" in texts(PAGE, "S1")
    assert "最早第 4 天" in texts(replace(PAGE, practice=replace(PRACTICE, stages=stages)), "S1")


def test_every_place_of_every_article_is_filled_and_every_norm_is_there():
    for article in PAGE.guide.articles:
        for part in (article.brief, *(each.text for each in article.parts)):
            told = filled_in(part, DATA).text
            assert not PLACE.search(told.zh + told.en), article.id
            assert "未知" not in told.zh, article.id
        for name in (norm for part in article.parts for norm in part.norms):
            assert name in LAW.norms, f"{article.id}: {name}"
    for myth in PAGE.guide.myths:
        assert all(name in LAW.norms for name in myth.norms)


def test_every_part_says_what_it_rests_on():
    for article in PAGE.guide.articles:
        for section in article_sections(PAGE, article)[1:]:
            items = [block for block in section.blocks if isinstance(block, Item)]
            assert any(item.cites or item.sources for item in items), (article.id, section.title)
    for item in myths_section(PAGE).blocks:
        assert item.cites or item.sources, item.title


def test_what_is_uncertain_is_said_to_be():
    told = texts(PAGE, "S12")
    assert "待核实" in told
    law = changed("cn.credit.retention")
    norm = law.norm("cn.credit.retention")
    doubted = replace(norm, versions=tuple(replace(v, confidence="C") for v in norm.versions))
    law = replace(law, norms={**law.norms, norm.id: doubted})
    assert "5 这样的说法待核实" in texts(replace(PAGE, law=law), "S17")


def test_a_norm_that_says_nothing_on_a_day_is_not_known():
    early = replace(DATA, on=date(2000, 1, 1))
    told = filled_in(Text("{cn.credit.retention:years}", "{cn.credit.retention:years}"), early)
    assert told.text.zh == "未知" and not told.cites
    page = replace(PAGE, on=early.on)
    assert all("未知" in texts(page, name) for name in ("S9", "S14", "S7"))


@pytest.mark.parametrize("year", range(1985, 2035, 3))
def test_the_guide_answers_on_any_day(year):
    assert len(contents_value(replace(PAGE, on=date(year, 7, 1)))["articles"]) == 18


def test_related_articles_are_others_that_exist():
    ids = {each.id for each in PAGE.guide.articles}
    for each in PAGE.guide.articles:
        assert set(each.related) <= ids - {each.id} and each.related


def test_no_word_shames_and_no_sentence_shouts():
    said = str(contents_value(PAGE))
    assert not re.search("老赖|黑户|恶意欠|!|！", said)


# -- a file that is not as it has to be -----------------------------------------------------------

GOOD = """
read_on = 2026-11-25
[[article]]
id = "S1"
title = { zh = "问", en = "ask" }
brief = { zh = "答", en = "answer" }
[[article.part]]
title = { zh = "一", en = "one" }
text = { zh = "{cn.credit.retention:years} 年", en = "{cn.credit.retention:years} years" }
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('zh = "答"', 'zh = "答 5 年"', "{出处:名称}"),
        ('en = "{cn.credit.retention:years} years"', 'en = "years"', "同样的数"),
        ("{cn.credit.retention:years}", "{days:visit usual}", "据反映"),
        ("{cn.credit.retention:years}", "", "依据的规定"),
        ('id = "S1"', 'id = "S1"\ncolour = "red"', "colour"),
        ('id = "S1"', 'id = "S1"\ncalculators = ["x"]', "penalty"),
        ("[[article.part]]", '[[article.part]]\ntips = "x"', "script"),
        ("[[article.part]]", '[[article.part]]\nsources = [{ title = "x", confidence = "D" }]',
         "A、B 或 C"),
        ('en = "answer"', 'en = ""', "zh"),
        ("read_on = 2026-11-25", "read_on = 1", "一个日期"),
        ("[[article]]", "[[article", "TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_a_reason(old, new, said):
    assert len(parse_articles(GOOD, "x.toml").articles) == 1
    with pytest.raises(BadInput) as told:
        parse_articles(GOOD.replace(old, new), "x.toml")
    assert said in told.value.say("zh")


# -- reckonings -----------------------------------------------------------------------------------


def figures(section):
    return [value for block in section.blocks if isinstance(block, Figures)
            for value, _ in block.rows]  # fmt: skip


def test_penalty_is_the_books_own():
    # 1,200.00 × 0.05 % × 1.5 × 20 days = 18.00; one more day 0.90
    assert figures(penalty_of(120_000, ("0.0005", "day"), "1.5", 20, DATA)) == [90, 1800]
    # 12,000.00 × 18 % / 360 × 1.5 × 20 = 180.00
    assert figures(penalty_of(1_200_000, ("0.18", "year"), "1.5", 20, DATA)) == [900, 18000]
    # 12,000.00 × 1.5 % / 30 × 1.5 × 20 = 180.00
    assert figures(penalty_of(1_200_000, ("0.015", "month"), "1.5", 20, DATA)) == [900, 18000]


def test_yearly_cost_is_twelve_monthly_rates():
    # 1,000.00 lent, 102.00 back after a month: no; one month at 2 %: 24 % simple, 26.82 % compound
    assert figures(yearly_of(100_000, 102_000, 1, DATA)) == ["24.00%", "26.82%", 2000]


def test_limitation_runs_three_years_and_begins_anew():
    last = date(2024, 5, 1)
    assert figures(limitation_of(last, (), DATA))[0] == "2027-05-01"
    demand = [(last + timedelta(days=31), Restart.DEMAND)]
    assert figures(limitation_of(last, demand, DATA))[0] == "2027-06-01"
    assert "已满" in str(limitation_of(date(2020, 1, 1), (), DATA).blocks)


@pytest.mark.parametrize("article", PAGE.guide.articles, ids=lambda each: each.id)
def test_a_source_is_named_once_below_what_rests_on_it(article):
    html = "".join(
        blocks_html(Tongue("zh"), article_sections(PAGE, article), Money("CNY", 2), opened=True)
    )
    for fold in html.split("<details")[1:]:
        named = re.findall(r"<p[^>]*>依据.*?</p>", fold.split("</details>")[0])
        assert len(named) == len(set(named))
