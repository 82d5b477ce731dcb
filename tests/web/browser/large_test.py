"""Large letters and narrow screens: nothing is lost, nothing has to be moved sideways.

WCAG 1.4.4 (letters twice as large) and 1.4.10 (320 pixels wide).
"""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import PHONE
from tests.web.browser.steps import demo

NARROW = (320, 568)
USUAL_LETTERS = 16
PAGES = ("", "ahead/", "loans/wld/", "loans/card/", "loans/wld/paid/", "plan/", "budget/", "goals/",
         "contacts/", "contacts/note/", "contacts/of/t07/", "offers/", "before/", "print/", "file/",
         "me/", "paste/", "ask/rate/")  # fmt: skip
OTHERS = ("/", "/about/", "/open/", "/guide/", "/guide/S3/", "/guide/help/", "/blank/")

LOST = """() => {
  const wide = document.documentElement.clientWidth, faults = [], seen = [];
  const rolls = (each) => each.closest(".wide, pre, textarea, svg, .hidden, .skip, input, select");
  const named = (each) => `${each.tagName} ${each.textContent.trim().slice(0, 40)}`;
  const fault = (each, said) => {
    if (!seen.some((other) => each.contains(other))) faults.push(`${said}: ${named(each)}`);
    seen.push(each);
  };
  for (const each of Array.from(document.querySelectorAll("body *")).reverse()) {
    if (!each.getClientRects().length || rolls(each)) continue;
    const style = getComputedStyle(each), box = each.getBoundingClientRect();
    if (box.right > wide + 1 || box.left < -1) fault(each, "beside the screen");
    if (style.overflow === "hidden" && each.clientWidth > 1
        && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)) {
      fault(each, "cut off");
    }
    if (["A", "BUTTON", "LABEL", "SUMMARY"].includes(each.tagName)
        && style.display !== "inline" && each.scrollWidth > each.clientWidth + 1) {
      fault(each, "its words run out");
    }
  }
  const all = document.documentElement.scrollWidth;
  if (all > wide && !faults.length) faults.push(`${all} wide`);
  const bar = document.querySelector("nav.bar");
  if (bar && getComputedStyle(bar).position === "fixed") {
    window.scrollTo(0, document.documentElement.scrollHeight);
    const last = Array.from(document.querySelectorAll("footer p")).at(-1).getBoundingClientRect();
    const top = bar.getBoundingClientRect().top;
    if (last.bottom > top + 1) faults.push(`${last.bottom - top} pixels under the bar`);
    if (window.innerHeight - top > window.innerHeight / 4) faults.push("the bar takes a quarter");
  }
  return faults;
}"""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("size", "letters"), [(NARROW, 1), (PHONE, 2)], ids=["320 px wide", "letters twice as large"]
)
def test_nothing_is_lost(visit, lang, size, letters):
    seen = visit(size, lang)
    case = demo(seen)
    session = seen.page.context.new_cdp_session(seen.page)
    sizes = {"standard": USUAL_LETTERS * letters, "fixed": USUAL_LETTERS * letters}
    session.send("Page.setFontSizes", {"fontSizes": sizes})
    faults = []
    for path in (*OTHERS, *(f"{case}{each}" for each in PAGES)):
        seen.go(path)
        found = seen.page.evaluate(
            "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        )
        assert found == USUAL_LETTERS * letters, path
        seen.page.evaluate(
            "document.querySelectorAll('details').forEach((e) => { e.open = true; })"
        )
        name = path.removeprefix(case)
        faults += [f"{name}: {each}" for each in seen.page.evaluate(LOST)]
    assert not faults, "\n".join(faults)
