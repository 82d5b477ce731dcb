"""A list of cases: what may be told of each without opening what is sealed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ashore.web.models import CaseFile
from ashore.web.store import newest
from ashore.words import Text

__all__ = ["MOST", "Entry", "head_of", "listed"]

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One case in a list; a sealed one shows its day only."""

    code: UUID
    title: Text
    loans: int | None
    at: datetime
    sealed: bool
    demo: bool
    unfinished: bool


def listed(
    cases: QuerySet[CaseFile], session: str, start: int = 0, most: int | None = MOST
) -> list[Entry]:
    """Return cases, newest first, with titles as far as they are open to this session.

    Args:
        cases: those somebody may read.
        session: whose keys to use.
        start: how many of the newest to leave out.
        most: how many at most; None: all.
    """
    rows = list(cases[start : None if most is None else start + most])
    texts = newest(rows, session)
    return [_entry(kept, texts.get(kept.id)) for kept in rows]


def _entry(kept: CaseFile, text: str | None) -> Entry:
    """Return what is told of a case; its text is None when locked, "" when there is none yet."""
    title, loans = ("", None) if text is None else head_of(text)
    named = Text(title, title) if title else _PLAIN
    return Entry(
        code=kept.id,
        title=_SEALED if text is None else named,
        loans=loans,
        at=kept.created_at,
        sealed=bool(kept.seal),
        demo=kept.demo,
        unfinished=text == "",
    )


def head_of(text: str) -> tuple[str, int]:
    """Return the title and the number of loans of a case as the store keeps it.

    The store's own texts have the plain keys first and each loan under a line of its own (see
    `ashore.files.toml_text`); reading the whole would take a hundred times as long.
    """
    plain = tomllib.loads(text.partition("\n[")[0])
    return str(plain.get("title", "")), text.split("\n").count("[[loans]]")


_SEALED = Text("上了锁的案卷", "a locked case")
_PLAIN = Text("我的案卷", "my case")
