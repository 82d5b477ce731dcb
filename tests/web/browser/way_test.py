"""The whole way in a browser, on a phone and on a desktop, in both languages."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import DESKTOP, PATIENCE_MS, PHONE, come_in
from tests.web.browser.steps import demo, intake

WAYS = [(size, lang) for size in (PHONE, DESKTOP) for lang in ("zh", "en")]


@pytest.mark.parametrize(("size", "lang"), WAYS, ids=str)
def test_from_the_first_screen_to_three_answers_and_a_calendar(visit, size, lang):
    seen = visit(size, lang)
    case = intake(seen, lang)
    page = seen.page
    for name in ("owed", "next", "do"):
        assert page.locator(f"#{name}").is_visible()
    seen.go(f"{case}plan/")
    assert page.locator(".lead-line").first.is_visible()
    page.locator("#id_monthly").fill("500")
    page.wait_for_selector("#changes li")
    seen.go(f"{case}ahead/")
    with page.expect_download() as waiting:
        page.locator("a[href$='calendar.ics']").click()
    assert waiting.value.suggested_filename == "calendar.ics"
    seen.go(f"{case}loans/weilidai/")
    assert page.locator("svg[role=img]").first.is_visible()
    seen.clean()


def test_a_page_never_scrolls_sideways_on_a_phone(visit):
    seen = visit(PHONE)
    case = demo(seen)
    for path in ("", "ahead/", "loans/wld/", "loans/card/", "budget/", "print/", "file/"):
        seen.go(f"{case}{path}")
        wide = seen.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE[0], path
    seen.clean()


def test_escape_twice_leaves_and_back_shows_nothing(visit):
    seen = visit(PHONE)
    case = demo(seen)
    page = seen.page
    for _ in range(20):  # on a slow machine two presses may lie too far apart to count
        page.keyboard.press("Escape")
        if page.url.endswith("/blank/"):
            break
    page.wait_for_url("**/blank/")
    assert page.title() == "便签"
    page.go_back()
    page.wait_for_load_state()
    assert "欠" not in page.locator("body").inner_text()
    page.goto(f"{seen.base}{case}")
    assert page.url.endswith("/blank/")


def test_a_second_tap_sends_nothing(visit):
    seen = visit(PHONE)
    case = demo(seen)
    seen.go(f"{case}loans/wld/paid/")
    stopped = seen.page.evaluate(
        "() => { const form = document.querySelector('main form.stack'), stopped = [];"
        " window.addEventListener('submit', (event) => {"
        " stopped.push(event.defaultPrevented); event.preventDefault(); });"
        " form.requestSubmit(); form.requestSubmit(); return stopped; }"
    )
    assert stopped == [False, True]
    seen.clean()


def test_by_keyboard_alone_to_the_example(visit):
    seen = visit(DESKTOP)
    page = seen.page
    for _ in range(30):
        page.keyboard.press("Tab")
        if (
            page.evaluate("document.activeElement.closest('form')?.getAttribute('action')")
            == "/demo/"
        ):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    seen.settle()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen.clean()


def test_without_scripts_everything_still_works(browser, first_address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    come_in(page, first_address)

    def follow(link):
        with page.expect_navigation():
            link.click()

    follow(page.locator("form[action='/demo/'] button"))
    page.goto(f"{page.url}goals/")
    follow(page.locator("button[name=up]").first)
    assert page.locator("button[name=up]").count() == 4
    follow(page.locator(".leave"))
    assert page.url.endswith("/blank/")
    context.close()


def test_a_request_to_elsewhere_would_be_seen_and_blocked(visit):
    seen = visit(PHONE)
    blocked = seen.page.evaluate(
        "fetch('https://example.com/').then(() => 'sent', () => 'blocked')"
    )
    assert blocked == "blocked"
    assert any("Content Security Policy" in said for said in seen.complaints)


def test_the_first_page_is_light(browser, served, first_address):
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(first_address, wait_until="commit")
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(served, wait_until="networkidle")
    context.close()
    assert 0 < sum(sizes) < 200_000
