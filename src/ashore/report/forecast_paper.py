"""What to do after a paper, and by which day: as words, as values, as an entry of a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ashore.forecast.papers import Deadline
from ashore.report.calendar import (
    THE_DAY_BEFORE,
    THREE_DAYS_BEFORE,
    Entry,
    calendar_text,
    said,
    uid,
)
from ashore.report.forecast_words import day_text
from ashore.report.notice import DISCLAIMER
from ashore.report.paper import Paper as Sheet
from ashore.report.values_why import cite_value, text_value
from ashore.report.view_cost import where_from
from ashore.words import Text

__all__ = ["WHO", "last_day", "paper_ics", "paper_text", "paper_value"]


def paper_value(found: Deadline, on: date) -> dict[str, Any]:
    """Return a deadline as JSON values; `on` is the day it is looked at."""
    return {
        "paper": str(found.paper),
        "what_it_is": text_value(found.title),
        "received_on": found.from_on.isoformat(),
        "days": found.days,
        "last_on": found.last_on.isoformat() if found.last_on else None,
        "days_left": (found.last_on - on).days if found.last_on else None,
        "moved": found.moved,
        "who": found.who,
        "what": text_value(found.what),
        "if_missed": text_value(found.if_missed),
        "not_valid": [text_value(text) for text in found.not_valid],
        "notes": [text_value(text) for text in found.notes],
        "confidence": found.confidence,
        "cites": [cite_value(cite) for cite in found.cites],
        "on": on.isoformat(),
        "disclaimer": text_value(DISCLAIMER),
    }


def paper_text(found: Deadline, sheet: Sheet, on: date) -> str:
    """Return a deadline in words: the last day first, then what to do, then the grounds."""
    day = found.from_on
    sheet.para(
        Text(f"{found.title.zh}，{day} 收到或提出", f"{found.title.en}, {day}"), how="strong"
    )
    sheet.para(last_day(found, on), how="strong")
    sheet.blank()
    for name, text in (
        (WHO[found.who], found.what),
        (Text("没有做的话", "if it is not done"), found.if_missed),
    ):
        sheet.para(Text(f"{name.zh}：{text.zh}", f"{name.en}: {text.en}"), indent=2)
    if found.not_valid:
        sheet.para(Text("这些不算异议：", "what is no valid objection:"), indent=2)
        for text in found.not_valid:
            sheet.para(Text(f"· {text.zh}", f"· {text.en}"), indent=4)
    for note in found.notes:
        sheet.para(note, indent=2, how="quiet")
    for cite in found.cites:
        place = where_from(cite)
        sheet.para(Text(f"依据：{place.zh}", f"source: {place.en}"), indent=2, how="quiet")
    sheet.blank()
    sheet.para(DISCLAIMER)
    return sheet.text()


WHO = {
    "you": Text("您要做的", "what you do"),
    "them": Text("对方要做的", "what they have to do"),
}


def last_day(found: Deadline, on: date) -> Text:
    """Return the last day in words, and what to do when it is over."""
    if not found.known:
        return Text("最后一天不知道", "the last day is not known")
    if found.last_on is None:
        return Text("没有固定的天数", "no fixed number of days")
    last = day_text(found.last_on, on)
    if found.last_on < on:
        return Text(
            f"最后一天 {last.zh}，已经过了：马上打 12368 问承办法院还能做什么"
            if found.who == "you"
            else f"最后一天 {last.zh}，已经过了",
            f"last day {last.en}, which is over: ask the court on 12368 at once what can be done"
            if found.who == "you"
            else f"last day {last.en}, which is over",
        )
    return Text(f"最后一天 {last.zh}", f"last day {last.en}")


def paper_ics(found: Deadline, lang: str, on: date, *, full: bool = False) -> str:
    """Return a deadline as a calendar with one entry, or with none where no day is known.

    It reminds three days before and the day before. Titles are neutral unless `full`.
    """
    return calendar_text(_entries(found, lang, full=full), on, lang)


def _entries(found: Deadline, lang: str, *, full: bool) -> Iterator[Entry]:
    if found.last_on is None:
        return
    title = Text("事项", "item")
    about: tuple[str, ...] = ()
    if full:
        title = Text(f"{found.title.zh}：最后一天", f"{found.title.en}: last day")
        about = tuple(said(text, lang) for text in _about(found))
    yield Entry(
        uid=uid("paper", found.paper, found.from_on),
        on=found.last_on,
        title=said(title, lang),
        about=about,
        remind=(THREE_DAYS_BEFORE, THE_DAY_BEFORE),
    )


def _about(found: Deadline) -> Iterator[Text]:
    yield found.what
    yield Text(f"没有做的话：{found.if_missed.zh}", f"if it is not done: {found.if_missed.en}")
    if found.not_valid:
        zh = ";".join(text.zh for text in found.not_valid)
        en = "; ".join(text.en for text in found.not_valid)
        yield Text(f"这些不算异议：{zh}", f"no valid objection: {en}")
    yield from found.notes
    yield DISCLAIMER
