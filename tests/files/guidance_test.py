"""The words beside a plan: packaged ones are whole, slips in a file are refused."""

from __future__ import annotations

import pytest

from ashore.files.guidance import parse_averages, parse_tips, parse_ways, read_guidance
from ashore.files.law import read_law
from ashore.words import BadInput

TIP = """answers_until = 2026-11-23
[[tip]]
id = "a"
title = { zh = "甲", en = "a" }
means = { zh = "甲", en = "a" }
do = { zh = "甲", en = "a" }
"""
WAY = TIP.replace("[[tip]]", "[[way]]") + 'norms = ["cn.card.rate"]\n'
PRICE = 'price = { zh = "价", en = "price" }\n'


def test_every_norm_named_is_in_the_law_files():
    guide, law = read_guidance(), read_law()
    lists = (guide.agreement, guide.script, guide.routes, guide.scams, guide.checks)
    tips = [tip for each in lists for tip in each] + [way.tip for way in guide.ways]
    assert tips
    for tip in tips:
        assert set(tip.norms) <= set(law.norms), tip.id
        assert tip.norms or (tip.source and tip.confidence)


def test_what_is_uncertain_is_not_told_as_firm():
    """Xiamen's conditions come from secondary sources: the words say so."""
    law = read_law()
    tip = next(tip for tip in read_guidance().routes if tip.id == "xiamen")
    assert law.norm(tip.norms[0]).versions[0].confidence == "C"
    assert "二手" in tip.means.zh and "secondary" in tip.means.en


def test_an_average_month_is_a_twelfth_of_the_year():
    food = next(each for each in read_guidance().averages if each.category == "food")
    assert food.month == 70_092  # 8411 / 12 = 700.916..


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TIP, '""'),
        (TIP + 'source = "x"\n', "source"),
        (TIP + 'source = "x"\nconfidence = "D"\n', "D"),
        (TIP + 'norms = ["n"]\nwhen = ["rich"]\n', "rich"),
        (TIP + 'norms = ["n"]\nwhy = 1\n', "why"),
        (TIP.replace('title = { zh = "甲", en = "a" }\n', 'norms = ["n"]\n'), "title"),
        (TIP.replace('en = "a" }', "}", 1).replace(", }", " }") + 'norms = ["n"]\n', "zh"),
        ("x = [", "TOML"),
        ("answers_until = 3\ntip = []\n", "3"),
    ],
)
def test_a_tip_with_a_slip_is_refused(text, said):
    with pytest.raises(BadInput) as wrong:
        parse_tips(text, "t.toml")
    assert said in wrong.value.say("en")


def test_the_same_id_twice_is_refused():
    more = TIP.split("\n", 1)[1] + 'norms = ["n"]\n'
    with pytest.raises(BadInput, match="each id once"):
        parse_tips(TIP + 'norms = ["n"]\n' + more, "t.toml")


def test_a_rate_per_year_is_refused():
    assert parse_ways(WAY + PRICE, "w.toml")[0].rate is None
    with pytest.raises(BadInput, match="per day or month"):
        parse_ways(WAY + PRICE + 'rate = { value = "0.1", per = "year" }\n', "w.toml")


def test_an_average_of_an_unknown_category_is_refused():
    text = (
        'answers_until = 2026-11-23\nsource = "x"\nconfidence = "B"\n'
        '[[average]]\ncategory = "yachts"\nyear = "1"\nnote = { zh = "甲", en = "a" }\n'
    )
    with pytest.raises(BadInput, match="yachts"):
        parse_averages(text, "s.toml")
