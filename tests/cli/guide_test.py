"""`ashore guide`: the list, one article, myths, help lines."""

from __future__ import annotations

import json

import jsonschema
import pytest

from ashore.cli import main
from ashore.report.schemas import SCHEMAS


def said(capsys, *words):
    assert main(["guide", *words, "--on", "2026-11-23"]) == 0
    return capsys.readouterr().out


def test_the_list_and_an_article(capsys):
    listed = said(capsys)
    assert "S1 " in listed and "S18 " in listed
    article = said(capsys, "s14")
    assert "¥550.00" in article and "依据：" not in article
    assert "诉讼费用交纳办法" in said(capsys, "S14", "--explain")
    assert "¥550.00" in said(capsys, "S14", "--format", "html", "--lang", "en")


def test_myths_and_help(capsys):
    assert "“逾期就会坐牢”" in said(capsys, "myths")
    assert "12363" in said(capsys, "help", "--lang", "en")


def test_json_keeps_to_its_schema(capsys):
    whole = json.loads(said(capsys, "--format", "json"))
    jsonschema.validate(whole, SCHEMAS["guide"])
    assert len(whole["articles"]) == 18
    one = json.loads(said(capsys, "S9", "--format", "json"))
    jsonschema.validate(one, SCHEMAS["guide"])
    assert [each["id"] for each in one["articles"]] == ["S9"]


@pytest.mark.parametrize("name", ["S19", "x", "S"])
def test_an_article_that_is_not_there(capsys, name):
    assert main(["guide", name]) == 2
    assert "S1–S18" in capsys.readouterr().err
