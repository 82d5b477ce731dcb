"""Reading law files: what a norm becomes, and how each slip is refused."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

import pytest

from ashore.files.law import read_law
from ashore.files.law_text import parse_law
from ashore.law.norm import RANKS
from ashore.words import BadInput, Text

NORM = """\
[[norm]]
id = "cn.try.rate"
kind = "rate"
title = { zh = "试用利率", en = "A rate to try" }
means = { zh = "用来试。", en = "Made for trying." }
jurisdiction = "CN"
rank = "law"
severity = "breach"
answers_until = 2026-11-23
unit = "per_year"
scope = { lender_types = ["bank"], channels = ["call"] }

[[norm.from]]
date = 2020-01-01
source = "试行办法"
article = "第1条"
url = "https://example.org/1"
confidence = "A"
note = { zh = "注", en = "note" }
sources = ["另一文件"]

[norm.from.params]
value = "0.24"
days = 7
start = 22:00:00
on = true
first = 2020-01-02
list = ["1.5", "x"]
in = { a = "2" }

[[norm.from]]
date = 2021-01-01
until = 2021-12-31
source = "试行办法(修正)"
confidence = "C"
"""


def test_a_norm_keeps_everything_the_file_says():
    (norm,) = parse_law(NORM, "cn/try.toml")
    assert (norm.id, norm.kind, norm.rank, norm.severity) == (
        "cn.try.rate",
        "rate",
        "law",
        "breach",
    )
    assert norm.title == Text("试用利率", "A rate to try")
    assert norm.means.en == "Made for trying."
    assert norm.answers_until == date(2026, 11, 23)
    assert (norm.unit, norm.jurisdiction, norm.file) == ("per_year", "CN", "cn/try.toml")
    assert norm.scope.lender_types == ("bank",)
    assert norm.scope.channels == ("call",)
    assert norm.scope.products == norm.scope.roles == ()
    first, second = norm.versions
    assert (first.source, first.article, first.url) == (
        "试行办法",
        "第1条",
        "https://example.org/1",
    )
    assert (first.confidence, first.note, first.sources) == ("A", Text("注", "note"), ("另一文件",))
    assert (second.from_on, second.until_on) == (date(2021, 1, 1), date(2021, 12, 31))
    assert (second.confidence, second.params) == ("C", {})


def test_parameters_are_exact_and_cannot_be_changed():
    params = parse_law(NORM)[0].versions[0].params
    assert dict(params) == {
        "value": Fraction(6, 25),
        "days": 7,
        "start": time(22),
        "on": True,
        "first": date(2020, 1, 2),
        "list": (Fraction(3, 2), "x"),
        "in": {"a": Fraction(2)},
    }
    with pytest.raises(TypeError):
        params["value"] = Fraction(1)
    with pytest.raises(TypeError):
        params["in"]["a"] = Fraction(1)


def test_an_open_version_ends_the_day_before_the_next_begins():
    assert parse_law(NORM)[0].versions[0].until_on == date(2020, 12, 31)


SLIPS = {
    # what is changed: (old, new, where, what, expected, do); None: not looked at
    "unknown key": (
        'kind = "rate"',
        'kind = "rate"\nsevrity = "note"',
        "law.toml: cn.try.rate",
        "unknown key: sevrity",
        None,
        "did you mean severity?",
    ),
    "unknown key, nothing near": (
        'kind = "rate"',
        'kind = "rate"\nzzz = 1',
        "law.toml: cn.try.rate",
        "unknown key: zzz",
        None,
        "remove it, or use one of the above",
    ),
    "unknown key of a version": (
        'article = "第1条"',
        'artcle = "第1条"',
        "law.toml: cn.try.rate: from[1]",
        "unknown key: artcle",
        None,
        "did you mean article?",
    ),
    "unknown key of the scope": (
        'channels = ["call"]',
        'chanels = ["call"]',
        "law.toml: cn.try.rate: scope",
        "unknown key: chanels",
        "one of lender_types, products, channels, roles",
        "did you mean channels?",
    ),
    "unknown top key": (
        "[[norm]]",
        "[[norms]]\n[[norm]]",
        "law.toml",
        "unknown key: norms",
        None,
        None,
    ),
    "no id": ('id = "cn.try.rate"\n', "", "law.toml: norm[1]", "id is missing", None, "add id"),
    "no title": (
        'title = { zh = "试用利率", en = "A rate to try" }\n',
        "",
        "law.toml: cn.try.rate",
        "title is missing",
        None,
        "add title",
    ),
    "no means": (
        'means = { zh = "用来试。", en = "Made for trying." }\n',
        "",
        "law.toml: cn.try.rate",
        "means is missing",
        None,
        None,
    ),
    "no rank": (
        'rank = "law"\n',
        "",
        "law.toml: cn.try.rate",
        "rank is missing",
        "one of " + ", ".join(RANKS),
        "add rank",
    ),
    "no answers_until": (
        "answers_until = 2026-11-23\n",
        "",
        "law.toml: cn.try.rate",
        "answers_until is missing",
        "a date such as 2026-11-23, without quotes",
        None,
    ),
    "no source": (
        'source = "试行办法"\n',
        "",
        "law.toml: cn.try.rate: from[1]",
        "source is missing",
        "words that are not blank",
        "add source",
    ),
    "blank source": (
        'source = "试行办法"',
        'source = " "',
        "law.toml: cn.try.rate: from[1]",
        "source cannot be  ",
        "words that are not blank",
        "correct source",
    ),
    "no confidence": (
        'confidence = "C"\n',
        "",
        "law.toml: cn.try.rate: from[2]",
        "confidence is missing",
        "one of A, B, C",
        None,
    ),
    "confidence out of the list": (
        'confidence = "C"',
        'confidence = "D"',
        "law.toml: cn.try.rate: from[2]",
        "unknown confidence: D",
        "one of A, B, C",
        None,
    ),
    "rank out of the list": (
        'rank = "law"',
        'rank = "laws"',
        "law.toml: cn.try.rate",
        "unknown rank: laws",
        None,
        "did you mean law?",
    ),
    "severity out of the list": (
        'severity = "breach"',
        'severity = "grave"',
        "law.toml: cn.try.rate",
        "unknown severity: grave",
        "one of breach, warning, note",
        None,
    ),
    "id without a dot": (
        '"cn.try.rate"',
        '"rate"',
        "law.toml: rate",
        "id cannot be rate",
        None,
        None,
    ),
    "id is a number": ('"cn.try.rate"', "7", "law.toml: norm[1]", "id cannot be 7", None, None),
    "kind of two words": ('"rate"', '"a rate"', None, "kind cannot be a rate", None, None),
    "title in one language": (', en = "A rate to try" }', " }", None, None, None, "correct title"),
    "title with a third language": (
        'en = "A rate to try"',
        'en = "A rate to try", fr = "Un taux"',
        None,
        None,
        None,
        "correct title",
    ),
    "title blank in English": (
        'en = "A rate to try"',
        'en = ""',
        None,
        None,
        None,
        "correct title",
    ),
    "date in quotes": (
        "answers_until = 2026-11-23",
        'answers_until = "2026-11-23"',
        None,
        "answers_until cannot be 2026-11-23",
        "a date such as 2026-11-23, without quotes",
        None,
    ),
    "date with a time": (
        "answers_until = 2026-11-23",
        "answers_until = 2026-11-23T00:00:00",
        None,
        "answers_until cannot be 2026-11-23 00:00:00",
        None,
        None,
    ),
    "list is a word": ('["bank"]', '"bank"', "law.toml: cn.try.rate: scope", None, None, None),
    "list with a blank": (
        '["bank"]',
        '["bank", ""]',
        "law.toml: cn.try.rate: scope",
        None,
        None,
        None,
    ),
    "scope is a list": (
        'scope = { lender_types = ["bank"], channels = ["call"] }',
        'scope = ["bank"]',
        "law.toml: cn.try.rate",
        "scope cannot be ['bank']",
        'a table, such as { value = "0.24" }',
        None,
    ),
    "float": (
        '"0.24"',
        "0.24",
        "law.toml: cn.try.rate: from[1]",
        "params.value cannot be 0.24",
        'a decimal as a string ("0.24"), a date without a time',
        "put it in quotes, or drop the time",
    ),
    "float inside a list": ('"1.5"', "1.5", None, "params.list cannot be 1.5", None, None),
    "float inside a table": ('a = "2"', "a = 2.0", None, "params.in.a cannot be 2.0", None, None),
    "moment as a parameter": (
        "first = 2020-01-02",
        "first = 2020-01-02T08:00:00+08:00",
        None,
        "params.first cannot be 2020-01-02 08:00:00+08:00",
        None,
        None,
    ),
    "out of order": (
        "date = 2021-01-01",
        "date = 2019-01-01",
        "law.toml: cn.try.rate",
        "versions out of order or overlapping: 2019-01-01 after 2020-01-01",
        "dates from early to late, without overlap",
        "correct date or until",
    ),
    "same day twice": (
        "date = 2021-01-01",
        "date = 2020-01-01",
        "law.toml: cn.try.rate",
        "versions out of order or overlapping: 2020-01-01 after 2020-01-01",
        None,
        None,
    ),
    "overlap": (
        "date = 2020-01-01",
        "date = 2020-01-01\nuntil = 2021-01-01",
        "law.toml: cn.try.rate",
        None,
        "dates from early to late, without overlap",
        None,
    ),
    "ends before it begins": (
        "until = 2021-12-31",
        "until = 2020-12-31",
        "law.toml: cn.try.rate: from[2]",
        "until lies before date",
        None,
        "correct until",
    ),
    "breach, but all uncertain": (
        'confidence = "A"',
        'confidence = "C"',
        "law.toml: cn.try.rate",
        "a breach, though every version is C",
        "an uncertain norm is a warning at most",
        None,
    ),
    "not TOML": ("[[norm]]", "[[norm]", "law.toml", None, "a TOML 1.0 text", None),
    "norm is a word": ("[[norm]]", 'norm = "x"\n[[other]]', "law.toml", None, None, None),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_refused_with_one_clear_message(slip):
    old, new, where, what, expected, do = SLIPS[slip]
    assert old in NORM
    with pytest.raises(BadInput) as caught:
        parse_law(NORM.replace(old, new, 1))
    wrong = caught.value
    assert where is None or wrong.where == where
    assert what is None or wrong.what.en == what
    assert expected is None or wrong.expected.en == expected
    assert do is None or wrong.do.en == do
    assert all(text.zh and text.en for text in (wrong.what, wrong.expected, wrong.do))


def test_a_norm_without_a_version():
    with pytest.raises(BadInput) as caught:
        parse_law(NORM.partition("[[norm.from]]")[0])
    assert caught.value.what.en == "from is missing"
    assert caught.value.expected.en == "at least one table, written [[…]]"


def test_a_long_wrong_value_is_not_repeated_in_full():
    with pytest.raises(BadInput) as caught:
        parse_law("norm = { a = '" + "x" * 500 + "' }")
    assert len(caught.value.what.en) < 100


def test_the_same_id_twice_in_a_file():
    with pytest.raises(BadInput) as caught:
        parse_law(NORM + NORM)
    assert caught.value.where == "law.toml: cn.try.rate"
    assert caught.value.what.en == "this id appears twice"


# ---- folders


def folder(tmp_path, **files):
    (tmp_path / "cn" / "deep").mkdir(parents=True)
    for name, text in files.items():
        path = tmp_path / "cn" / f"{name.replace('__', '/')}.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def test_files_are_read_below_the_jurisdiction_in_order(tmp_path):
    second = NORM.replace("cn.try.rate", "cn.deep.rate")
    law = read_law(folder=folder(tmp_path, b=NORM, deep__a=second))
    assert list(law.norms) == ["cn.try.rate", "cn.deep.rate"]
    assert law.norms["cn.deep.rate"].file == "cn/deep/a.toml"
    assert len(law.norms) == 2
    assert "cn.try.rate" in law.norms
    assert "cn.try.rat" not in law.norms


def test_the_version_follows_every_byte_and_every_name(tmp_path):
    place = folder(tmp_path, a=NORM)
    before = read_law(folder=place).version
    assert read_law(folder=place).version == before
    (place / "cn" / "a.toml").write_text(NORM + "\n", encoding="utf-8")
    changed = read_law(folder=place).version
    (place / "cn" / "a.toml").rename(place / "cn" / "b.toml")
    renamed = read_law(folder=place).version
    assert len({before, changed, renamed}) == 3
    assert len(before) == 12


def test_windows_line_ends_change_nothing_that_is_read(tmp_path):
    law = read_law(folder=folder(tmp_path, a=NORM.replace("\n", "\r\n")))
    assert law.norms["cn.try.rate"].versions[0].value == Fraction(6, 25)


def test_a_file_is_checked_when_its_first_norm_is_asked_for(tmp_path):
    second = NORM.replace("cn.try.rate", "cn.bad.rate").replace('"0.24"', "0.24")
    law = read_law(folder=folder(tmp_path, a=NORM, b=second))
    assert law.norms["cn.try.rate"].id == "cn.try.rate"
    with pytest.raises(BadInput) as caught:
        list(law)
    assert caught.value.where == "cn/b.toml: cn.bad.rate: from[1]"


@pytest.mark.parametrize("name", ["XX", "../law", ""])
def test_a_jurisdiction_that_is_not_there(tmp_path, name):
    with pytest.raises(BadInput) as caught:
        read_law((name,), folder=folder(tmp_path, a=NORM))
    assert caught.value.what.en == f"no law files for {name.upper()}"


def test_a_file_that_is_not_utf8(tmp_path):
    with pytest.raises(BadInput) as caught:
        read_law(folder=folder(tmp_path, a=NORM.encode("gbk")))
    assert caught.value.where == "cn/a.toml"
    assert caught.value.what.en == "not a UTF-8 text"


def test_the_same_id_in_two_files(tmp_path):
    with pytest.raises(BadInput) as caught:
        read_law(folder=folder(tmp_path, a=NORM, b=NORM))
    assert caught.value.where == "cn/b.toml: cn.try.rate"
    assert caught.value.what.en == "this id is already in cn/a.toml"


@pytest.mark.parametrize("other", ["cn.try.none", "cn.try.rate"])
def test_an_exception_that_is_not_another_norm(tmp_path, other):
    text = NORM.replace('unit = "per_year"', f'exceptions = ["{other}"]')
    law = read_law(folder=folder(tmp_path, a=text))
    with pytest.raises(BadInput) as caught:
        law.norm("cn.try.rate")
    assert caught.value.where == "cn/a.toml: cn.try.rate: exceptions"
    assert caught.value.what.en == f"no such norm: {other}"


def test_an_exception_in_another_file(tmp_path):
    text = NORM.replace('unit = "per_year"', 'exceptions = ["cn.other.rate"]')
    place = folder(tmp_path, a=text, b=NORM.replace("cn.try.rate", "cn.other.rate"))
    assert read_law(folder=place).norm("cn.try.rate").exceptions == ("cn.other.rate",)


def test_an_id_that_does_not_begin_its_line_is_told(tmp_path):
    hidden = NORM.replace("cn.try.rate", "cn.hid.rate").replace("\nid =", '\n"id" =')
    place = folder(tmp_path, a=NORM + hidden)
    with pytest.raises(BadInput) as caught:
        list(read_law(folder=place))
    assert caught.value.where == "cn/a.toml: cn.hid.rate"
    assert caught.value.what.en == "the id does not begin its line"
