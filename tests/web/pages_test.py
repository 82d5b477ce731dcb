"""The pages of one person on one machine."""

from __future__ import annotations

import io
import logging
import re
from pathlib import Path

import pytest
from django.db import OperationalError
from django.urls import get_resolver

import ashore
from ashore.web.logs import Bare
from ashore.web.middleware import POLICY
from tests.web.cast import EXAMPLE, text_of, visitor

PAGES = ("", "ahead/", "loans/wld/", "loans/card/", "print/", "file/", "file/erase/")
TEMPLATES = Path(ashore.__file__).parent / "web" / "templates"


def test_the_example_of_the_app_is_the_published_one():
    packaged = Path(ashore.__file__).parent / "data" / "starter" / "demo.toml"
    assert packaged.read_text(encoding="utf-8") == EXAMPLE.read_text(encoding="utf-8")


def test_the_demo_is_one_tap_away_and_answers_three_questions(client, demo):
    page = text_of(client.get(f"/c/{demo}/"))
    owed, ahead, deeds = (page.index(f'id="{name}"') for name in ("owed", "next", "do"))
    assert owed < ahead < deeds
    assert "¥32,170" in page  # as `ashore balance examples/six-loans.toml` says


def test_a_second_tap_opens_the_same_example(client, demo):
    assert client.post("/demo/").headers["Location"] == f"/c/{demo}/"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_both_languages(client, demo, page):
    chinese = text_of(client.get(f"/c/{demo}/{page}"))
    assert '<html lang="zh-Hans">' in chinese
    client.post("/language/en/")
    english = text_of(client.get(f"/c/{demo}/{page}"))
    assert '<html lang="en">' in english
    assert "What is this" in english and "What is this" not in chinese


@pytest.mark.parametrize("page", ["/", "/about/", "/open/", "/blank/", "/none/"])
def test_a_page_keeps_to_itself(client, page):
    answer = client.get(page)
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "unsafe" not in POLICY and "http" not in POLICY


@pytest.mark.parametrize("page", PAGES)
def test_no_page_holds_a_script_a_style_or_an_address_elsewhere(client, demo, page):
    said = text_of(client.get(f"/c/{demo}/{page}"))
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", said)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', said)


def test_templates_reckon_nothing():
    for path in sorted(TEMPLATES.rglob("*.html")):
        said = path.read_text(encoding="utf-8")
        assert not re.search(
            r"\|(?:add|divisibleby|floatformat|dictsort)\b|{% (?:widthratio|regroup)", said
        ), path
        assert "|safe" not in said, path


def test_a_foreign_host_is_turned_away(client):
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400


def test_leaving_hides_everything_until_one_comes_back(client, demo):
    assert client.get("/leave/").headers["Location"] == "/blank/"
    for page in ("/", f"/c/{demo}/", f"/c/{demo}/print/"):
        assert client.get(page).headers["Location"] == "/blank/"
    blank = text_of(client.get("/blank/"))
    assert "上岸" not in blank and "欠" not in blank
    client.post("/back/")
    assert client.get(f"/c/{demo}/").status_code == 200


def test_who_left_sees_a_blank_note_at_any_address(client, demo):
    client.get("/leave/")
    for page in ("/none/", "/c/00000000-0000-0000-0000-000000000000/"):
        assert client.get(page).headers["Location"] == "/blank/"


def test_a_form_without_its_token_changes_nothing(demo):
    strict = visitor(enforce_csrf_checks=True)
    answer = strict.post(f"/c/{demo}/file/erase/")
    assert answer.status_code == 403 and "没有改动" in text_of(answer)
    assert strict.get(f"/c/{demo}/").status_code == 200


def test_discreet_pages_have_a_neutral_title(client, demo):
    client.post("/discreet/")
    page = text_of(client.get(f"/c/{demo}/"))
    assert "<title>便签</title>" in page and "note.svg" in page


def test_a_calendar_is_neutral_unless_asked(client, demo):
    answer = client.get(f"/c/{demo}/ahead/calendar.ics")
    assert 'filename="calendar.ics"' in answer.headers["Content-Disposition"]
    assert "SUMMARY:事项 1" in text_of(answer) and "微粒贷" not in text_of(answer)
    full = text_of(client.get(f"/c/{demo}/ahead/calendar.ics?titles=full"))
    assert "微粒贷" in full.replace("\r\n ", "")


def test_every_page_of_a_case_has_a_right():
    for pattern in get_resolver().url_patterns:
        for each in getattr(pattern, "url_patterns", ()):
            if "code" in str(pattern.pattern):
                assert getattr(each.callback, "right", "") in {"read", "write"}, each


def test_the_screen_of_the_server_shows_nothing_of_a_case(client, demo, monkeypatch):
    def failing(*_):
        raise ValueError("张三欠的钱")

    handlers = logging.getLogger("django.request").handlers
    screen = next(each for each in handlers if isinstance(each.formatter, Bare))
    seen = io.StringIO()
    monkeypatch.setattr(screen, "stream", seen)
    monkeypatch.setattr("ashore.web.views.loan.answer", failing)
    client.raise_request_exception = False
    answer = client.get(f"/c/{demo}/loans/wld/")
    assert answer.status_code == 500 and "张三" not in text_of(answer)
    written = seen.getvalue()
    assert "ValueError" in written and "views/loan.py" in written
    assert not any(said in written for said in ("张三", demo, "wld"))


@pytest.mark.parametrize("name", ["django.security.csrf", "django.security.DisallowedHost"])
def test_a_request_turned_away_is_not_written_down(name):
    assert logging.getLogger(name).hasHandlers()  # without one, Python writes it on the screen


def test_a_store_that_cannot_be_written_is_said_calmly(client, demo, monkeypatch):
    def full(*_, **__):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("ashore.web.store.Version.objects.create", full)
    answer = client.post(f"/c/{demo}/budget/cash/", {"cash": "5"})
    assert answer.status_code == 503 and "什么都没有改动" in text_of(answer)
    monkeypatch.undo()
    assert client.get(f"/c/{demo}/file/export/json/").json()["budget"]["cash"] != "5.00"


@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_begins_with_a_mark(client, demo, page):
    text = text_of(client.get(f"/c/{demo}/{page}"))
    assert not re.findall(r'<(?:p|li|td|dd|span class="quiet")>\s*[，；。、].{0,40}', text)
