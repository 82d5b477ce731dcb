"""A list of cases: what may be told of each without opening what is sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ashore.web.models import CaseFile
from ashore.web.store import Locked, opened
from ashore.words import Text

__all__ = ["Entry", "listed"]

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


def listed(cases: Iterable[CaseFile], session: str) -> list[Entry]:
    """Return the newest cases, with titles as far as they are open to this session."""
    return [_entry(kept, session) for kept in list(cases)[:MOST]]


def _entry(kept: CaseFile, session: str) -> Entry:
    title, loans, number = _SEALED, None, 1
    try:
        found = opened(kept, session)
    except Locked:
        pass
    else:
        said = found.case.title
        title = Text(said, said) if said else _PLAIN
        loans, number = len(found.case.loans), found.number
    return Entry(
        code=kept.id,
        title=title,
        loans=loans,
        at=kept.created_at,
        sealed=bool(kept.seal),
        demo=kept.demo,
        unfinished=number == 0,
    )


_SEALED = Text("上了锁的案卷", "a locked case")
_PLAIN = Text("我的案卷", "my case")
