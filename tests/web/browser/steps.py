"""The ways through the app that several browser tests walk."""

from __future__ import annotations

WORDS = {
    "zh": {"next": "下一步", "skip": "跳过 / 不清楚"},
    "en": {"next": "Next", "skip": "Skip / I don't know"},
}


def demo(seen):
    """Open the example; return the address of its first page."""
    seen.follow(seen.page.locator("form[action='/demo/'] button"))
    return seen.page.url.removeprefix(seen.base)


def intake(seen, lang):
    """Enter one loan as somebody would, and come to the three answers."""
    page = seen.page

    def onward(name="next"):
        seen.follow(page.get_by_role("button", name=WORDS[lang][name], exact=True))

    seen.follow(page.locator("form[action='/new/'] button"))
    page.locator("label", has=page.locator("input[value=weilidai]")).click()
    onward()
    page.fill("#id_principal", "1.2万")
    onward()
    page.fill("#id_disbursed_on", "2026-05-03")
    page.fill("#id_first_due_on", "2026-06-03")
    onward()
    page.fill("#id_instalments", "10")
    onward()
    page.fill("#id_rate", "万五")
    page.locator("label", has=page.locator("input[value=day]")).click()
    onward()
    page.locator("label", has=page.locator("input[value='2026-10-03']")).click()
    onward()
    page.fill("#id_claimed", "9000")
    onward()
    page.locator("label", has=page.locator("input[value=no]")).click()
    onward()
    page.fill("#id_cash", "3000")
    page.fill("#id_pay", "6500")
    onward()
    page.fill("#id_housing", "1800")
    onward()
    onward("skip")
    page.locator("label", has=page.locator("input[value=yes]")).click()
    onward()
    return page.url.removeprefix(seen.base)
