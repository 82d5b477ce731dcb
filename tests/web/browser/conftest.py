"""A real browser against the real program: `ashore serve` in a folder of its own, Chromium."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, sync_playwright

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No lookup of any name but loopback: what leaves the machine would fail, and be seen.
PATIENCE_MS = 90_000  # a machine with other work to do is slow, not wrong
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-sandbox",
)
PHONE, DESKTOP = (390, 844), (1280, 800)


# What a page loads after itself (htmx's "load" triggers): noted when it is there.
ARRIVALS = """
window.arrived = new WeakSet();
document.addEventListener("htmx:afterSettle", (event) => {
  window.arrived.add(event.detail.requestConfig?.elt ?? event.detail.elt);
}, true);
"""
SETTLED = """() => document.readyState === "complete"
  && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")
  && Array.from(document.querySelectorAll("[hx-trigger^=load]"))
    .every((each) => window.arrived.has(each))"""


def pytest_collection_modifyitems(items):
    """A browser may lose a step on a busy machine; what is wrong fails three times in a row."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.flaky(reruns=2))


@dataclass
class Visit:
    """A browser window, and everything it asked for or complained about."""

    page: Page
    base: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path):
        """Open a page and all it loads after itself."""
        answer = self.page.goto(f"{self.base}{path}")
        assert answer is not None and answer.status == 200, (path, answer and answer.status)
        self.settle()

    def settle(self):
        """Wait until everything the page loads after itself is in its place."""
        self.page.wait_for_function(SETTLED)

    def follow(self, link):
        """Press what leads to another page, and be there."""
        with self.page.expect_navigation():
            link.click()
        self.settle()

    def clean(self):
        """Nothing was asked from elsewhere, nothing was complained about."""
        assert not self.elsewhere
        assert not self.complaints


def chromium():
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    pytest.fail("no Chromium: run tools/browser, which installs it, or put one on the PATH")


@contextlib.contextmanager
def serving(folder, *words):
    """Run `ashore serve` with its store in a folder; give the address it prints."""
    env = {**os.environ, "ASHORE_DATA": str(folder), "PYTHONUNBUFFERED": "1"}
    env.pop("ASHORE_DATABASE", None)
    command = [sys.executable, "-m", "ashore", "serve", "--port", "0", "--no-browser", *words]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    assert "http://127.0.0.1:" in line, line
    yield next(word for word in line.split() if word.startswith("http"))
    process.terminate()
    process.stdout.read()
    process.stdout.close()
    process.wait()


@pytest.fixture(scope="session")
def first_address(tmp_path_factory):
    """The address a running `ashore serve` has printed, with the key of this start."""
    with serving(tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="session")
def served(first_address):
    """The address of a running `ashore serve` without its key."""
    return first_address.partition("/?")[0]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def window(browser):
    """Open a window of a size on a site; each is a new visitor."""
    contexts = []

    def opened(base, size, **more):
        width, height = size
        context = browser.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(ARRIVALS)
        page = context.new_page()
        seen = Visit(page, base)
        page.on("request", lambda asked: _noted(seen, asked.url))
        page.on("pageerror", lambda fault: seen.complaints.append(str(fault)))
        page.on("console", lambda said: _heard(seen, said))
        return seen

    yield opened
    for context in contexts:
        with contextlib.suppress(Error):
            context.close()


@pytest.fixture
def visit(window, served, first_address):
    """Open one person's app in a window of a size, in a language."""

    def opened(size=PHONE, lang="zh"):
        seen = window(served, size)
        come_in(seen.page, first_address)
        if lang == "en":
            seen.follow(seen.page.get_by_role("button", name="English"))
        return seen

    return opened


def come_in(page, first_address):
    """Open the first address, which leads on to the first screen."""
    page.goto(first_address)
    page.wait_for_url(first_address.partition("?")[0])


def _noted(seen, url):
    if not url.startswith((seen.base, "data:", "blob:", "about:")):
        seen.elsewhere.append(url)


def _heard(seen, said):
    if said.type == "error":
        seen.complaints.append(said.text)
