"""A team's whole way in a browser, behind a proxy with a certificate, as it is run."""

from __future__ import annotations

import base64
import os
import sqlite3
import subprocess
import sys
import time
import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe
from django_otp.oath import totp

from tests.web.browser.access_test import GRAVE, RULES, SMALL
from tests.web.browser.conftest import DESKTOP, PHONE, serving
from tests.web.browser.front import in_front_of
from tests.web.browser.steps import demo

SHOTS = os.environ.get("ASHORE_TEAM_SCREENS", "")
WORDS = {
    "zh": {"next": "下一步", "set": "设好", "enter": "进入", "add": "加上", "out": "退出",
           "looked": "看了案卷", "erased": "删除了案卷", "missing": "没有这一页"},
    "en": {"next": "Next", "set": "Set it up", "enter": "Enter", "add": "Add", "out": "Log out",
           "looked": "looked at a case", "erased": "erased a case", "missing": "No such page"},
}  # fmt: skip


class Site:
    """A team's site: its address, its store, and what the command line does to it."""

    def __init__(self, folder, base):
        self.folder, self.base = folder, base

    def found(self, organisation, admin):
        """Make an organisation; return the admin's first password."""
        env = {**os.environ, "ASHORE_DATA": str(self.folder)}
        env.pop("ASHORE_DATABASE", None)
        command = [sys.executable, "-m", "ashore", "team", "new", organisation, admin]
        done = subprocess.run(
            [*command, "--lang", "en"], env=env, capture_output=True, text=True, check=True
        )
        return done.stdout.split("password ")[1].split()[0]

    def any_code_again(self):
        """Let the second factor take a code it has had, as if half a minute had passed."""
        with sqlite3.connect(self.folder / "cases.sqlite3", timeout=60) as store:
            store.execute(
                "UPDATE otp_totp_totpdevice SET last_t = -1, throttling_failure_count = 0, "
                "throttling_failure_timestamp = NULL"
            )
        store.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("team")
    with serving(folder, "--team") as address, in_front_of(address, folder) as base:
        yield Site(folder, base)


class Person:
    """Somebody at the site in a browser of their own, with an authenticator."""

    def __init__(self, seen, site, lang):
        self.seen, self.page, self.site, self.lang = seen, seen.page, site, lang
        self.say, self.key = WORDS[lang], ""

    def press(self, name):
        self.seen.follow(self.page.get_by_role("button", name=self.say[name], exact=True))

    def asks(self, path, status=200):
        answer = self.page.goto(f"{self.site.base}{path}")
        assert answer.status == status, (path, answer.status)
        self.seen.settle()

    def logs_in(self, name, password):
        """Give name and password."""
        assert "/team/in/" in self.page.url
        if self.page.locator("html").get_attribute("lang") != {"zh": "zh-Hans"}.get(
            self.lang, "en"
        ):
            self.seen.follow(self.page.get_by_role("button", name="English"))
        self.sound("login")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", password)
        self.press("next")

    def gives_code(self, button, sort):
        """Give the six digits, anew when they changed meanwhile."""
        self.sound(sort)
        secret = base64.b32decode(self.key)
        for _ in range(5):
            self.site.any_code_again()
            self.page.fill("[name=code]", f"{totp(secret, t0=0, digits=6):06d}")
            self.press(button)
            if not self.page.locator("[name=code]").count():
                return
        pytest.fail("no code was taken")

    def enrols(self):
        assert "/team/enrol/" in self.page.url
        self.key = self.page.locator("main code").inner_text()
        self.gives_code("set", "enrol")

    def sound(self, name):
        """The page in view has no fault axe finds, does not scroll sideways, and fits a thumb."""
        page = self.page
        if SHOTS:
            file = f"{name}-{self.lang}-{page.viewport_size['width']}.png"
            page.screenshot(path=f"{SHOTS}/{file}", full_page=True)
        found = Axe().run(page, options=RULES).response["violations"]
        faults = [
            f"{name}: {each['id']}: {node['html'][:160]}"
            for each in found
            if each["impact"] in GRAVE
            for node in each["nodes"][:3]
        ]
        faults += [f"{name}: small: {each}" for each in page.evaluate(SMALL)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > page.viewport_size["width"]:
            faults.append(f"{name}: {wide} wide")
        assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("size", "lang"), [(PHONE, "zh"), (DESKTOP, "en")], ids=str)
def test_a_team_s_whole_way(window, site, size, lang, tmp_path):
    say = WORDS[lang]
    mark = f"{lang}{time.time_ns()}"  # another try meets a store that is no longer empty

    def person():
        return Person(window(site.base, size, ignore_https_errors=True), site, lang)

    # An admin is sent to the log-in, and after both steps to the page that was asked for.
    lin, shi, bo, re = person(), person(), person(), person()
    password = site.found(f"A {mark}", f"lin-{mark}")
    lin.asks("/guide/S3/")
    lin.logs_in(f"lin-{mark}", password)
    lin.enrols()
    assert lin.page.url == f"{site.base}/guide/S3/"
    lin.asks("/team/")
    lin.sound("account")
    lin.asks("/team/password/")
    lin.sound("password")
    lin.asks("/team/members/")
    first = {}
    for name, role in (("bo", "counsellor"), ("re", "reviewer")):
        lin.page.fill("[name=username]", f"{name}-{mark}")
        lin.page.locator("label", has=lin.page.locator(f"input[value={role}]")).click()
        lin.press("add")
        first[name] = lin.page.locator("pre.told").inner_text()
    lin.page.locator("details summary").first.click()
    lin.sound("members")

    # A counsellor opens a case.
    bo.asks("/")
    bo.logs_in(f"bo-{mark}", first["bo"])
    bo.enrols()
    bo.sound("home")
    case = demo(bo.seen)
    assert bo.page.locator("#owed").is_visible()
    bo.sound("today")

    # A reviewer reads it and may not change it; a stranger finds nothing there.
    re.asks(case)
    re.logs_in(f"re-{mark}", first["re"])
    re.enrols()
    assert re.page.url == f"{site.base}{case}"
    assert re.page.locator("#owed").is_visible()
    re.asks(f"{case}loans/wld/paid/", 403)
    re.sound("refused")
    shi.asks(case)
    shi.logs_in(f"shi-{mark}", site.found(f"B {mark}", f"shi-{mark}"))
    shi.enrols()
    assert shi.page.url == f"{site.base}{case}"
    assert say["missing"] in shi.page.locator("h1").inner_text()
    shi.sound("missing")

    # The admin sees who did what, takes the case along; the counsellor erases it.
    lin.asks("/team/access/")
    lin.sound("access")
    rows = lin.page.locator("tbody tr").all_inner_texts()
    assert any(f"re-{mark}" in row and say["looked"] in row and case[3:11] in row for row in rows)
    assert not any(f"shi-{mark}" in row for row in rows)
    lin.asks("/team/")
    with lin.page.expect_download() as waiting:
        lin.page.locator("a[href='/team/export/']").click()
    waiting.value.save_as(tmp_path / "cases.zip")
    assert zipfile.ZipFile(tmp_path / "cases.zip").namelist() == [f"{case.split('/')[2]}.toml"]
    bo.asks(f"{case}file/erase/")
    bo.sound("erase")
    bo.seen.follow(bo.page.locator("main form button.danger"))
    assert bo.page.url == f"{site.base}/"
    lin.asks(case, 404)
    lin.asks("/team/access/")
    assert say["erased"] in lin.page.locator("tbody").inner_text()

    # Leaving ends the session; coming back asks for both steps and opens the page asked for.
    lin.asks("/team/")
    lin.press("out")
    lin.asks("/team/members/")
    lin.logs_in(f"lin-{mark}", password)
    lin.gives_code("enter", "token")
    assert lin.page.url == f"{site.base}/team/members/"
    bo.seen.clean()
    assert not [url for each in (lin, shi, re) for url in each.seen.elsewhere]
