"""What holds for every norm in the files, whoever wrote it."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from ashore.files.law import read_law
from ashore.law.cap_words import CapEffect, CapMethod
from ashore.law.norm import CONFIDENCES, RANKS, SEVERITIES
from ashore.loan import Component, LenderType

LAW = read_law(("CN",))
NORMS = [pytest.param(norm, id=norm.id) for norm in LAW]
CAPS = [pytest.param(norm, id=norm.id) for norm in LAW if norm.kind == "cap"]


def texts(norm):
    yield norm.title
    yield norm.means
    for version in norm.versions:
        if version.note.zh or version.note.en:
            yield version.note


@pytest.mark.parametrize("norm", NORMS)
def test_a_norm_is_filed_where_its_id_says(norm):
    assert norm.id.split(".")[0] == norm.jurisdiction.split("-")[0].lower()
    assert norm.file.startswith(norm.id.split(".")[0] + "/")


@pytest.mark.parametrize("norm", NORMS)
def test_words_are_complete_and_calm(norm):
    for text in texts(norm):
        assert re.search(r"[一-鿿]", text.zh), text
        assert re.search(r"[A-Za-z]{3}", text.en), text
        assert not re.search(r"[一-鿿]", text.en), text
        for word in ("老赖", "黑户", "!", "!"):
            assert word not in text.zh
            assert word not in text.en


@pytest.mark.parametrize("norm", NORMS)
def test_rank_severity_and_confidence_are_known(norm):
    assert norm.rank in RANKS
    assert norm.severity in SEVERITIES
    for version in norm.versions:
        assert version.confidence in CONFIDENCES
        expected = (
            "warning" if (norm.severity, version.confidence) == ("breach", "C") else norm.severity
        )
        assert norm.severity_on(version.from_on) == expected


@pytest.mark.parametrize("norm", NORMS)
def test_what_a_norm_points_at_exists_and_is_not_weaker_where_it_yields(norm):
    for name in norm.exceptions:
        assert RANKS.index(LAW.norm(name).rank) <= RANKS.index(norm.rank)
    for version in norm.versions:
        for key in ("of", "same_as", "none_agreed_of"):
            if str(version.params.get(key, "")).startswith("cn."):
                assert version.params[key] in LAW.norms
    for lender in norm.scope.lender_types:
        assert LenderType(lender)


@pytest.mark.parametrize("norm", CAPS)
def test_a_cap_says_all_that_is_asked_of_it(norm):
    assert norm.scope.lender_types
    assert len({str(version.params.get("by")) for version in norm.versions}) == 1
    for version in norm.versions:
        assert CapEffect(version.word("effect"))
        assert {Component(each) for each in version.words("covers")}
        if "same_as" in version.params:
            continue
        assert version.params["by"] in {"contract", "filing"}
        assert CapMethod(version.word("method"))
        match version.params["rule"]:
            case "line":
                assert 0 < version.value < 1
            case "multiple":
                assert version.fraction("multiple") == 4
            case rule:
                assert rule in {"weighed", "void"}


@pytest.mark.parametrize("norm", NORMS)
def test_rates_are_exact_and_small(norm):
    if norm.unit in {"per_year", "per_day"}:
        for version in norm.versions:
            value = version.params.get("value")
            assert value is None or (isinstance(value, Fraction) and 0 < value < 1)


def test_the_areas_are_there():
    kinds = {norm.kind for norm in LAW}
    assert {
        "rate", "cap", "cutover", "fee", "delay_interest", "limitation", "credit", "credit_code",
        "grade", "crime", "insolvency", "relief", "convention", "penalty_frame", "card",
        "disclosure", "allocation", "deduction", "court_path", "enforcement",
    } <= kinds  # fmt: skip


def test_the_status_codes_of_the_credit_report():
    codes = LAW.norm("cn.credit.status").versions[0].params["codes"]
    assert set(codes) == set("N1234567DZBGCAM*#/")
    edges = [(codes[each]["days_from"], codes[each].get("days_to")) for each in "1234567"]
    assert edges == [(1, 30), (31, 60), (61, 90), (91, 120), (121, 150), (151, 180), (181, None)]
