"""Small checks that every packaged data file is read with: keys, texts, confidence, one message."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from ashore.law.norm import CONFIDENCES
from ashore.words import BadInput, Text

__all__ = ["bilingual", "check_keys", "confidence_of", "day_of", "opened", "wrong"]


def opened(text: str, file: str) -> dict[str, Any]:
    """Return a data file as its parser sees it.

    Raises:
        BadInput: the text is no TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as slip:
        raise wrong(file, str(slip), Text("TOML 文本", "a text in TOML")) from slip


def check_keys(
    table: Mapping[str, Any], known: Collection[str], needed: Collection[str], where: str
) -> None:
    """Refuse a table with a key that is not known, or without one that is needed.

    Raises:
        BadInput: it has or lacks one.
    """
    odd: Sequence[str] = sorted(set(table) - set(known)) or sorted(set(needed) - set(table))
    if odd:
        raise wrong(where, odd[0], Text("、".join(sorted(known)), ", ".join(sorted(known))))


def bilingual(raw: Mapping[str, str], where: str) -> Text:
    """Return a text in both languages.

    Raises:
        BadInput: one of them is missing.
    """
    if set(raw) != {"zh", "en"} or not all(raw.values()):
        raise wrong(where, str(dict(raw)), Text("zh 和 en 两种文字", "both zh and en"))
    return Text(raw["zh"], raw["en"])


def confidence_of(word: object, where: str) -> str:
    """Return a confidence: A, B or C.

    Raises:
        BadInput: it is none of these.
    """
    if word not in CONFIDENCES:
        raise wrong(where, str(word), Text("A、B 或 C", "A, B or C"))
    return str(word)


def day_of(raw: object, where: str) -> date:
    """Return a day.

    Raises:
        BadInput: it is none.
    """
    if type(raw) is not date:
        raise wrong(where, str(raw), Text("一个日期", "a date"))
    return raw


def wrong(where: str, what: str, expected: Text) -> BadInput:
    """Return the message about a slip in a data file."""
    return BadInput(
        where=where,
        what=Text(f"有问题：{what}", f"wrong: {what}"),
        expected=expected,
        do=Text("改正数据文件", "correct the data file"),
    )
