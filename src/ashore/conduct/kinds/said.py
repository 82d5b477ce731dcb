"""Wording: what the wording check found in a text, put to the norm that forbids it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ashore.conduct.ask import Ask, Phrase
from ashore.conduct.kinds.base import Kind
from ashore.conduct.params import Taken
from ashore.conduct.verdict import OK, Level, Outcome
from ashore.law.norm import Scope
from ashore.words import Text

__all__ = ["WORDING"]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Categories of wording a norm forbids; `time_barred`: only once the debt is time-barred."""

    categories: frozenset[str]
    time_barred: bool


def _read_wording(taken: Taken, scope: Scope) -> Forbidden:
    del scope
    return Forbidden(frozenset(taken.words("categories")), taken.flag("time_barred"))


_GRAVITY = {"note": 0, "warning": 1, "breach": 2}


def _wording(rule: Forbidden, ask: Ask) -> Outcome | None:
    if ask.phrases is None or (rule.time_barred and not _is_barred(ask)):
        return None
    found = [each for each in ask.phrases if each.category in rule.categories]
    if not found:
        return OK
    gravest = max(found, key=_weight)
    if gravest.severity == "note" and not rule.time_barred:
        return OK  # a step that may well be true; on a time-barred debt it may not be threatened
    words, innocent = _shown(found), gravest.innocent
    return Outcome(
        level=Level.BREACH if gravest.severity == "breach" else Level.WARNING,
        reason=Text(
            f"{words.zh}；也可能的善意理解：{innocent.zh or '没有想到'}",
            f"{words.en}; an innocent reading: {innocent.en or 'none comes to mind'}",
        ),
        do=Text("保留原文截图或录音", "keep a screenshot or recording of the words"),
        confidence="C" if gravest.confidence == "C" else "",
    )


def _shown(found: Sequence[Phrase]) -> Text:
    """Return the words that were found, or what the text lacks: only an identity can be lacking."""
    phrases = "”“".join(dict.fromkeys(each.phrase for each in found if each.phrase))
    if phrases:
        return Text(f"用语“{phrases}”", f"the words “{phrases}”")
    return Text("文字里看不出是哪家机构", "the text does not tell which institution it is from")


def _is_barred(ask: Ask) -> bool:
    day = ask.situation.time_barred_from
    return day is not None and day <= ask.local[0].date()


def _weight(phrase: Phrase) -> tuple[int, bool]:
    return _GRAVITY[phrase.severity], phrase.confidence != "C"


WORDING = Kind(read=_read_wording, evaluate=_wording, of_text=True)
