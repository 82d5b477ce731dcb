"""The door of one person's app: who knows the address of this start comes in, nobody else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from ashore.web.door import COOKIE, cookie_of, first_address, page_that_leads_in
from ashore.web.middleware import POLICY
from ashore.web.serve import site_here
from tests.web.cast import opened_demo, text_of, visitor

KEY = settings.ASHORE_KEY
STRANGE = (
    "/",
    "/guide/",
    "/blank/",
    "/leave/",
    "/none/",
    "/?key=",
    "/?key=wrong",
    f"/?key={KEY[:-1]}",
    f"/guide/?key={KEY}",
)


@pytest.fixture
def neighbour(db):
    """Another account of the machine: it reaches the port and knows nothing."""
    return Client(HTTP_HOST="127.0.0.1")


def test_another_account_finds_a_closed_door_that_tells_nothing(neighbour, demo):
    for path in (*STRANGE, f"/c/{demo}/", f"/c/{demo}/file/export/toml/"):
        for ask in (neighbour.get, neighbour.post):
            answer = ask(path)
            assert answer.status_code == 404, path
            page = text_of(answer)
            assert "请用启动时显示的地址打开" in page and "Open it with the address" in page
            assert not any(word in page for word in ("上岸", "ashore</", "欠", "loan", KEY))
            assert answer.headers["Content-Security-Policy"] == POLICY
    assert not neighbour.cookies


def test_another_account_gets_nothing_from_the_api(neighbour, demo):
    for path in ("cases", f"cases/{demo}", "openapi.json", "guide"):
        answer = neighbour.get(f"/api/v1/{path}")
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer"
    wrong = {"HTTP_AUTHORIZATION": "Bearer wrong"}
    assert neighbour.post("/api/v1/answers/balance", "{}", content_type="application/json",
                          **wrong).status_code == 401  # fmt: skip
    assert neighbour.delete(f"/api/v1/cases/{demo}").status_code == 401
    assert visitor().get(f"/c/{demo}/").status_code == 200


def test_the_first_address_lets_in_once_and_for_all(neighbour):
    answer = neighbour.get(f"/?key={KEY}")
    assert answer.status_code == 200 and 'content="0; url=/"' in text_of(answer)
    assert KEY not in text_of(answer)
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    cookie = neighbour.cookies[f"{COOKIE}-80"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict"
    assert not cookie["max-age"] and not cookie["expires"] and KEY not in cookie.value
    assert neighbour.get("/").status_code == 200
    assert neighbour.get("/api/v1/cases").status_code == 200


def test_a_program_says_the_key_with_each_call(neighbour):
    key = {"HTTP_AUTHORIZATION": f"Bearer {KEY}"}
    assert neighbour.get("/api/v1/cases", **key).status_code == 200
    assert neighbour.get("/api/v1/cases").status_code == 401


def test_the_key_of_an_earlier_start_opens_nothing(client, settings):
    code = opened_demo(client)
    settings.ASHORE_KEY = "another-start"
    assert client.get(f"/c/{code}/").status_code == 404
    assert client.get(f"/?key={KEY}").status_code == 404
    client.get("/?key=another-start")
    assert client.get(f"/c/{code}/").status_code == 200


def test_without_a_key_nobody_comes_in(neighbour, settings):
    settings.ASHORE_KEY = ""
    neighbour.cookies[f"{COOKIE}-80"] = cookie_of("")
    for more in ({}, {"HTTP_AUTHORIZATION": "Bearer "}):
        assert neighbour.get("/", **more).status_code == 404
        assert neighbour.get("/?key=", **more).status_code == 404


def test_two_apps_on_one_machine_keep_their_cookies_apart(neighbour):
    neighbour.get(f"/?key={KEY}", SERVER_PORT="8417")
    assert list(neighbour.cookies) == [f"{COOKIE}-8417"]
    assert neighbour.get("/", SERVER_PORT="9000").status_code == 404


def test_each_start_has_a_key_of_its_own_and_a_team_has_none(tmp_path):
    first, second = (site_here(team=False, folder=tmp_path) for _ in range(2))
    assert first.key != second.key and len(first.key) >= 32 and first.key not in repr(first)
    team = site_here(team=True, folder=tmp_path)
    assert first_address("http://127.0.0.1:1/", team.key) == "http://127.0.0.1:1/"


def test_a_browser_is_started_with_a_page_for_its_owner_alone(tmp_path):
    address = first_address("http://127.0.0.1:8417/", "abc")
    page_that_leads_in(tmp_path, "http://127.0.0.1:8417/?key=before")
    page = page_that_leads_in(tmp_path, address)
    text = page.read_text(encoding="utf-8")
    assert text.count(address) == 2 and "before" not in text
    if os.name == "posix":
        assert page.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name != "posix", reason="a browser that is a script")
def test_no_word_of_a_process_and_no_file_left_behind_holds_the_key(tmp_path):
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}.new && cat "${{1#file://}}" >> {seen}.new\n'
                       f"mv {seen}.new {seen}\nkill $PPID\n")  # fmt: skip
    browser.chmod(0o755)
    env = {**os.environ, "ASHORE_DATA": str(tmp_path / "data"), "BROWSER": str(browser)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "ashore", "serve", "--port", "0", "--lang", "en"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    address = next(word for word in done.stdout.split() if word.startswith("http"))
    key = address.partition("key=")[2]
    assert len(key) >= 32 and done.stderr.count(key) == 0
    word, _, page = seen.read_text(encoding="utf-8").partition("\n")
    assert word.startswith("file://") and key not in word and address in page
    left = [path for path in (tmp_path / "data").iterdir() if key.encode() in path.read_bytes()]
    assert left == []
