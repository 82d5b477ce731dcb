"""The places of the bar: first the four of a phone, then what a desktop has room for."""

from __future__ import annotations

from dataclasses import dataclass

from ashore.words import Text

__all__ = ["PLACES", "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: the name of its address, its words, whether a phone shows it, of a case or not."""

    name: str
    said: Text
    phone: bool = True
    of_case: bool = True


PLACES = (
    Place("today", Text("今天", "Today")),
    Place("plan", Text("计划", "Plan")),
    Place("contacts", Text("联系", "Contacts")),
    Place("guide", Text("指南", "Guide"), of_case=False),
    Place("ahead", Text("时间线", "Timeline"), phone=False),
    Place("budget", Text("收支", "Budget"), phone=False),
    Place("file", Text("案卷", "My case")),
    Place("offers", Text("协商方案", "Offers"), phone=False),
    Place("before", Text("借之前", "Before borrowing"), phone=False),
    Place("print", Text("一页纸", "One page"), phone=False),
)
