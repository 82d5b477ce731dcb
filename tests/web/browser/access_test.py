"""Accessibility of every page: axe-core, with contrast of 7:1, and targets a thumb can hit."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.browser.conftest import DESKTOP, PHONE
from tests.web.browser.steps import demo

OF_CASE = ("", "ahead/", "loans/wld/", "loans/card/", "loans/wld/paid/",
           "plan/", "plan/what-if/?monthly=500", "budget/", "goals/",
           "budget/income/", "contacts/", "contacts/note/", "contacts/of/t07/",
           "contacts/refusal/", "contacts/book/", "offers/", "before/",
           "print/", "loans/wld/terms/", "loans/wld/penalty/", "loans/wld/remove/", "me/",
           "file/text/", "file/history/", "file/", "file/erase/", "paste/",
           "loans/wld/record/", "loans/wld/parts/", "loans/wld/parts/fees/",
           "loans/wld/parts/events/", "loans/wld/parts/events/?what=rate_change",
           "loans/wld/parts/claims/0/", "before/offer/", "ask/rate/")  # fmt: skip
OTHERS = (
    "/",
    "/about/",
    "/open/",
    "/blank/",
    "/guide/",
    "/guide/S3/",
    "/guide/S4/",
    "/guide/S14/",
    "/guide/help/",
    "/guide/myths/",
)
RULES = {
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa",
                   "best-practice"],
    },
}  # fmt: skip
GRAVE = {"serious", "critical"}
SMALL = """() => Array.from(document.querySelectorAll(
  'button, .button, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), select, '
  + 'summary, .bar a, .rows a, .leave'))
  .filter((each) => each.getClientRects().length && each.getBoundingClientRect().height < 47.5)
  .map((each) => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("size", "lang"), [(PHONE, "zh"), (DESKTOP, "en")], ids=str)
def test_no_page_has_a_serious_fault(visit, size, lang):
    seen = visit(size, lang)
    case = demo(seen)
    faults = []
    for path in (*OTHERS, *(f"{case}{each}" for each in OF_CASE)):
        seen.go(path)
        found = Axe().run(seen.page, options=RULES).response["violations"]
        faults += [
            f"{path}: {each['id']}: {node['html'][:160]} {node['failureSummary'][:160]}"
            for each in found
            if each["impact"] in GRAVE
            for node in each["nodes"][:3]
        ]
        faults += [f"{path}: small: {each}" for each in seen.page.evaluate(SMALL)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_holds_in_light_and_dark(visit, scheme):
    seen = visit(PHONE)
    case = demo(seen)
    seen.page.emulate_media(color_scheme=scheme)
    for path in ("", "loans/wld/", "ahead/"):
        seen.go(f"{case}{path}")
        options = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}
        found = Axe().run(seen.page, options=options).response["violations"]
        assert not found, [node["failureSummary"] for each in found for node in each["nodes"]]
