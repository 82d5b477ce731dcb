"""Product presets: what they fill in, what they only report, and how a file is refused."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from ashore.files.case import case_of
from ashore.files.loan_shape import LOAN
from ashore.files.products import preset, presets, read_preset
from ashore.loan import PenaltyBase
from ashore.words import BadInput
from tests.published import CASES, faults, folders, read

ALL = presets()
TERMS = [(one, key) for one in ALL for key in one.terms]

GOOD = """
id = "x"
name = { zh = "某贷", en = "X" }
about = { zh = "每月还。", en = "Monthly." }
aliases = ["某某"]

[terms.method]
value = "flat"
source = "合同"
confidence = "B"
note = { zh = "等本等息。", en = "Flat." }

[[reported]]
key = "rate"
value = { low = "0.005", per = "month" }
source = "网页"
confidence = "C"
note = { zh = "常见。", en = "Usual." }
"""

WRONG = {
    "no source": ('source = "合同"\n', ""),
    "blank source": ('source = "合同"', 'source = " "'),
    "no confidence": ('confidence = "B"\n', ""),
    "confidence of no kind": ('confidence = "B"', 'confidence = "A3"'),
    "no note": ('note = { zh = "等本等息。", en = "Flat." }\n', ""),
    "note in one language": ('note = { zh = "等本等息。", en = "Flat." }', 'note = { zh = "等" }'),
    "a key too many": ('id = "x"', 'id = "x"\ncolour = "red"'),
    "a term that is no table": ("[terms.method]", "[terms]\nmethod = 1\n[terms.other]"),
    "terms that are no table": (GOOD[GOOD.index("[terms") : GOOD.index("[[rep")], "terms = 1\n"),
    "a reported source missing": ('source = "网页"\n', ""),
    "reported as one table": ("[[reported]]", "[reported]"),
    "a bare decimal": ('low = "0.005"', "low = 0.005"),
    "an alias that is no word": ('aliases = ["某某"]', "aliases = [3]"),
    "aliases that are no list": ('aliases = ["某某"]', 'aliases = "某某"'),
    "no id": ('id = "x"\n', ""),
    "not TOML": ('id = "x"', "id = x"),
}


def test_a_preset_file_is_read():
    one = read_preset(GOOD, "x.toml")
    assert (one.id, one.name.en, one.aliases) == ("x", "X", ("某某",))
    assert one.terms == {"method": "flat"}
    assert one.basis["method"].confidence == "B"
    assert one.reported[0].value == {"low": "0.005", "per": "month"}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_preset_file_that_is_not_as_it_should_be_is_refused(change):
    before, after = change
    assert before in GOOD
    with pytest.raises(BadInput) as caught:
        read_preset(GOOD.replace(before, after, 1), "x.toml")
    assert caught.value.where.startswith("x.toml")
    assert caught.value.what.zh
    assert caught.value.what.en


def test_the_products_people_ask_about_are_there():
    wanted = {
        "weilidai", "huabei", "huabei_instalment", "jiebei", "jd_baitiao", "jd_jintiao",
        "jd_jintiao_monthly", "duxiaoman", "meituan", "douyin", "qifu_360", "fenqile", "zhaolian",
        "mashang", "bank_consumer", "consumer_finance", "small_loan", "private", "credit_card",
    }  # fmt: skip
    assert {one.id for one in ALL} == wanted
    assert all(preset(one.id) is one for one in ALL)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("微粒贷", "weilidai"), ("花 呗", "huabei"), ("白条", "jd_baitiao"),
        ("PRIVATE LOAN", "private"),
        ("360借条", "qifu_360"), ("信用卡", "credit_card"), ("Weilidai", "weilidai"),
    ],
)  # fmt: skip
def test_a_product_is_found_by_its_names(word, found):
    assert preset(word).id == found


def test_no_name_leads_to_two_products():
    names: dict[str, str] = {}
    for one in ALL:
        for word in {one.id, *one.name, *one.aliases}:
            plain = "".join(word.split()).casefold()
            assert names.setdefault(plain, one.id) == one.id, word


def test_an_unknown_product_is_told_with_near_ones():
    with pytest.raises(BadInput) as caught:
        preset("weilida")
    assert "weilida" in caught.value.what.en
    assert "weilidai" in caught.value.expected.en
    with pytest.raises(BadInput) as caught:
        preset("../../x")
    assert "credit_card" in caught.value.expected.zh


# -- what the files say ---------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "key"), TERMS, ids=lambda part: getattr(part, "id", part))
def test_a_term_is_a_key_of_the_case_format_with_its_source(one, key):
    assert key in LOAN.known()
    assert one.basis[key].source


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_preset_says_who_lends_and_promises_nothing(one):
    assert "lender_type" in one.terms
    assert "rate" not in one.terms, "a rate is the contract's, never a default"
    assert one.terms.get("grace_days", 0) == 0, "grace is a courtesy, never a default"
    assert "grace_amount" not in one.terms
    assert {"principal", "disbursed_on", "first_due_on", "instalments"}.isdisjoint(one.terms)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_what_sources_only_report_is_kept_beside(one):
    for each in one.reported:
        assert each.key in {*LOAN.known(), "prepay_fee"}
        assert each.basis.confidence in "ABC"


def test_contradicting_reports_are_told_and_marked_uncertain():
    jintiao = preset("jd_jintiao")
    seen = next(each for each in jintiao.reported if each.key == "penalty").value["seen"]
    assert {each["base"] for each in seen} == {
        PenaltyBase.OUTSTANDING_PRINCIPAL,
        PenaltyBase.OVERDUE_PRINCIPAL,
    }
    assert jintiao.basis["penalty"].confidence == "C"
    grace = next(each for each in preset("weilidai").reported if each.key == "grace_days")
    assert grace.value["seen"] == [0, 1]
    assert grace.basis.confidence == "C"


def test_texts_are_complete_and_chinese_comes_first():
    for one in ALL:
        notes = [basis.note for basis in one.basis.values()]
        notes += [each.basis.note for each in one.reported]
        for text in (one.about, *notes):
            assert re.search("[一-鿿]", text.zh)
            assert not re.search("[一-鿿]", text.en)
            assert not re.search("[!!]", text.zh + text.en)


OWN = {
    "principal": "1000.00", "disbursed_on": "2026-01-05", "instalments": 2,
    "first_due_on": "2026-02-05", "rate": {"value": "0.0005", "per": "day"},
}  # fmt: skip
ROWS = {"disbursed_on": "2026-01-05", "schedule": [
    {"due_on": "2026-02-05", "principal": "1000.00", "interest": "0"}]}  # fmt: skip
SPENT = {
    "statement_day": 5, "due_day": 25, "rate": {"value": "0.0005", "per": "day"},
    "transactions": [{"on": "2026-01-05", "amount": "10.00", "kind": "purchase"}],
}  # fmt: skip


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_loan_of_every_product_can_be_read_with_what_the_contract_adds(one):
    from datetime import date

    method = one.terms.get("method", "equal_instalment")
    own = {"given": ROWS, "card": SPENT}.get(method, OWN)
    text_days = {key: date.fromisoformat(own[key]) for key in own if key.endswith("_on")}
    for rows in ("schedule", "transactions"):
        if rows in own:
            text_days[rows] = [
                {
                    key: date.fromisoformat(v) if key in {"on", "due_on"} else v
                    for key, v in row.items()
                }
                for row in own[rows]
            ]
    loan = {"id": "l", "product": one.id, "method": method, **own, **text_days}
    read_loan = case_of({"ashore": 1, "loans": [loan]}).loans[0].loan
    assert read_loan.product == one.id
    assert read_loan.lender_type == one.terms["lender_type"]
    assert set(one.terms) - {"method"} <= set(read_loan.defaulted)


def test_a_key_of_the_file_overrides_the_preset():
    from datetime import date

    loan = {
        "id": "l", "product": "weilidai", **OWN, "method": "equal_instalment",
        "disbursed_on": date(2026, 1, 5), "first_due_on": date(2026, 2, 5),
    }  # fmt: skip
    made = case_of({"ashore": 1, "loans": [loan]}).loans[0].loan
    assert made.method == "equal_instalment"
    assert "method" not in made.defaulted
    assert made.penalty is not None


@pytest.mark.parametrize("folder", folders("products"), ids=lambda path: path.name)
def test_published_figures_follow_from_the_preset(folder):
    assert (CASES / "products").is_dir()
    assert read(folder)["source"]["citation"]
    wrong = faults(folder)
    assert not wrong, "\n".join(wrong)


def test_asking_for_one_preset_reads_no_other():
    code = (
        "from ashore.files import products as p; p.preset('weilidai');"
        "assert p._packaged.cache_info().currsize == 1;"
        "import sys; assert 'difflib' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
