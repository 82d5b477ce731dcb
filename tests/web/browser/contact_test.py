"""A contact on a phone: three taps to the verdict; a reckoning of the guide without a new page."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import DESKTOP, PHONE
from tests.web.browser.steps import demo


@pytest.mark.parametrize(("size", "lang"), [(PHONE, "zh"), (DESKTOP, "en")], ids=str)
def test_a_usual_call_takes_three_taps_from_today_to_its_verdict(visit, size, lang):
    seen = visit(size, lang)
    seen.go(demo(seen))
    page = seen.page
    taps = (
        page.locator("nav.bar a[href$='/contacts/']"),
        page.locator("a.primary[href$='/note/']"),
        page.locator("form.hold > button.primary"),
    )
    for each in taps:
        seen.follow(each)
    assert "/contacts/of/" in page.url
    assert page.locator("h1 .tag").is_visible()
    seen.clean()


def test_the_button_is_in_reach_of_the_thumb_at_once(visit):
    seen = visit(PHONE)
    seen.go(f"{demo(seen)}contacts/note/")
    box = seen.page.locator("form.hold > button.primary").bounding_box()
    bar = seen.page.locator("nav.bar").bounding_box()
    assert box["y"] + box["height"] <= bar["y"] <= PHONE[1]


def test_a_call_at_night_is_told_with_article_and_deed(visit):
    seen = visit(PHONE)
    seen.go(f"{demo(seen)}contacts/note/")
    page = seen.page
    page.check("[name=loan][value=wld]")
    page.fill("[name=at]", "2026-11-20T23:30")
    page.fill("[name=text]", "再不还就上门找你妈妈")
    seen.follow(page.locator("form.hold > button.primary"))
    words = page.locator("main").inner_text()
    assert "不合规" in words and "可以做" in words and "第三章" in words
    seen.clean()


def test_a_reckoning_answers_in_place(visit):
    seen = visit(PHONE)
    seen.go("/guide/S3/")
    page = seen.page
    for name, value in (("principal", "1200"), ("rate", "0.05%"), ("days", "20")):
        page.fill(f"[name=penalty-{name}]", value)
    page.check("[name=penalty-per][value=day]")
    page.locator("#reckon-penalty button").click()
    page.locator("#reckon-penalty [role=status] dd").first.wait_for()
    assert page.url.endswith("/guide/S3/")
    assert "¥18.00" in page.locator("#reckon-penalty").inner_text().replace("\n", "")
    seen.clean()
