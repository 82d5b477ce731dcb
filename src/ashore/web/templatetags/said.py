"""Tags for words, amounts and days. A template holds both languages side by side, or gets a `Text`.

{% say "今天" "Today" %}      {% say row.name %}      {% fen row.amount %}      {% day event.on %}
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from ashore.conduct.verdict import Level
from ashore.facts import Case, Contact
from ashore.files.choices import EVERY, EXPENSE, RESOURCE
from ashore.report.calm import day_words
from ashore.report.markup import Tongue, amount
from ashore.report.names import CONFIDENCE
from ashore.report.verdicts import LEVELS, contact_line
from ashore.words import AshoreError, Lang, Text

__all__ = ["register"]

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Mapping[str, Any], first: Text | str, second: str = "") -> str:
    """Return a sentence in the language of the page (not escaped: the engine does that).

    A `Text` alone, or Chinese and English as two strings. A plain string alone is what a person
    wrote and stays as it is.
    """
    text = first if isinstance(first, Text) else Text(first, second or first)
    return Tongue(context["lang"]).raw(text) if second or isinstance(first, Text) else str(first)


@register.simple_tag
def fen(value: int, case: Case | None = None) -> SafeString:
    """Return an amount as HTML: its currency's mark, thousands apart, the fen smaller."""
    of = case or Case()
    return mark_safe(amount(value, of.digits, of.currency))  # noqa: S308  (digits and marks only)


@register.simple_tag(takes_context=True)
def day(context: Mapping[str, Any], value: date, on: date | None = None) -> str:
    """Return a date with its weekday, and how far off it is from `on`."""
    return day_words(value, on).say(context["lang"])


@register.simple_tag(takes_context=True)
def contact_said(context: Mapping[str, Any], one: Contact) -> str:
    """Return in one line by whom, how and to whom a contact was."""
    return Tongue(context["lang"]).raw(contact_line(one))


@register.simple_tag(takes_context=True)
def level_said(context: Mapping[str, Any], level: Level) -> str:
    """Return what a verdict is called."""
    return Tongue(context["lang"]).raw(LEVELS[level])


@register.simple_tag(takes_context=True)
def confidence(context: Mapping[str, Any], mark: str) -> str:
    """Return what A, B or C stands for."""
    return Tongue(context["lang"]).raw(CONFIDENCE[mark])


@register.filter
def other(lang: str) -> str:
    """Return the language a page is not in."""
    return Lang.ZH if lang == Lang.EN else Lang.EN


@register.filter
def tag(lang: str) -> str:
    """Return the tag of a language for an attribute."""
    return "en" if lang == Lang.EN else "zh-Hans"


@register.filter
def tongue_name(lang: str) -> str:
    """Return what a language calls itself."""
    return "English" if lang == Lang.EN else "中文"


@register.filter
def in_words(fault: AshoreError, lang: str) -> str:
    """Return a message in four parts as text."""
    return fault.say(lang)


@register.filter
def every(word: str) -> Text:
    """Return how often something comes, in words."""
    return EVERY[word]


@register.filter
def expense(word: str) -> Text:
    """Return the category of an expense in words."""
    return EXPENSE[word]


@register.filter
def resource(word: str) -> Text:
    """Return what sort of money could be raised, in words."""
    return RESOURCE[word]


@register.filter
def reason(word: str) -> Text:
    """Return what a version of a case was made for, in words."""
    return REASONS.get(word, Text(word, word))


REASONS = {
    "intake": Text("填写", "answers"),
    "demo": Text("例子", "the example"),
    "upload": Text("打开文件", "a file opened"),
    "payment": Text("还款", "a payment"),
    "claim": Text("平台说的数", "a claim"),
    "fee": Text("费用", "a fee"),
    "event": Text("发生的事", "an event"),
    "offer": Text("想借的方案", "a loan thought about"),
    "rate": Text("利率", "the rate"),
    "terms": Text("条款", "terms"),
    "loan": Text("去掉借款", "a loan taken out"),
    "person": Text("关于我", "about me"),
    "text": Text("全文", "the text"),
    "restore": Text("回到以前", "gone back"),
    "cash": Text("现金", "cash"),
    "income": Text("收入", "income"),
    "expenses": Text("支出", "spending"),
    "resources": Text("能筹的钱", "money to raise"),
    "goals": Text("先后", "the order of goals"),
    "contact": Text("联系记录", "a contact"),
}
