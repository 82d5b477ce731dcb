"""Cases in the database: written as texts of their files, version after version, and read back.

The only module that asks the database about cases. Nothing here decides who may see what (see
`rights`); nothing computed is ever stored. A change is written whole or not at all.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import OuterRef, Subquery

from ashore.facts import Case
from ashore.files.case import parse_case, write_case
from ashore.web import seal
from ashore.web.keyring import KEYRING
from ashore.web.memory import Remembered
from ashore.web.models import CaseFile, Draft, Organisation, Version
from ashore.words import BadInput, Text

__all__ = [
    "Locked",
    "Opened",
    "State",
    "Writer",
    "begin",
    "draft_of",
    "erase",
    "forget_parsed",
    "keep_draft",
    "newest",
    "opened",
    "set_passphrase",
    "states",
    "unlock",
    "version_of",
    "write",
]  # fmt: skip


class Locked(Exception):
    """The case is sealed and its key is not at hand."""

    def __init__(self, code: UUID) -> None:
        super().__init__(str(code))
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """On whose behalf something is read or written: a session, and in a team a user's number."""

    session: str
    user: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case as it stands: its text and the values of it.

    `number` is 0 while there are only answers and no case yet. `may_write` is set by `rights`.
    """

    code: UUID
    number: int
    text: str
    case: Case
    saved_at: datetime | None = None
    sealed: bool = False
    demo: bool = False
    may_write: bool = True


def begin(organisation: Organisation | None, *, demo: bool = False) -> UUID:
    """Make an empty case; return its code."""
    return CaseFile.objects.create(organisation=organisation, demo=demo).id


def opened(kept: CaseFile, session: str) -> Opened:
    """Return a case as it stands.

    Raises:
        Locked: it is sealed and this session has not opened it.
    """
    key = _key(kept, session)
    last = kept.versions.order_by("-number").first()
    if last is None:
        return Opened(
            code=kept.id, number=0, text="", case=Case(), sealed=bool(kept.seal), demo=kept.demo
        )
    return _opened(kept, last, key)


def _opened(kept: CaseFile, version: Version, key: bytes | None) -> Opened:
    text = _plain(key, version.body, _about(kept, "body", version.number))
    return Opened(
        code=kept.id,
        number=version.number,
        text=text,
        case=parsed(kept, text),
        saved_at=version.at,
        sealed=bool(kept.seal),
        demo=kept.demo,
    )


def newest(cases: Sequence[CaseFile], session: str) -> dict[UUID, str]:
    """Return the newest text of each case this session may open; "" where there is none yet."""
    last = Version.objects.filter(case=OuterRef("case")).order_by("-number").values("number")[:1]
    rows = Version.objects.filter(case__in=cases, number=Subquery(last))
    found = {each.case_id: each for each in rows}
    texts = {}
    for kept in cases:
        version = found.get(kept.id)
        try:
            key = _key(kept, session)
        except Locked:
            continue
        about = "" if version is None else _about(kept, "body", version.number)
        texts[kept.id] = "" if version is None else _plain(key, version.body, about)
    return texts


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One version in a list: its number, when it was written, what was done."""

    number: int
    at: datetime
    reason: str


def states(code: UUID) -> list[State]:
    """Return which versions a case has, newest first."""
    rows = Version.objects.filter(case_id=code).order_by("-number")
    return [
        State(number=number, at=at, reason=reason)
        for number, at, reason in rows.values_list("number", "at", "reason")
    ]


def version_of(code: UUID, number: int, session: str) -> Opened | None:
    """Return a case as it was in one version; None when there is no such version.

    Raises:
        Locked: it is sealed and this session has not opened it.
    """
    version = Version.objects.select_related("case").filter(case_id=code, number=number).first()
    if version is None:
        return None
    return _opened(version.case, version, _key(version.case, session))


_PARSED: Remembered[Case] = Remembered(100)


def parsed(kept: CaseFile, text: str) -> Case:
    """Return the case a text holds; the last few are remembered, until they are forgotten."""
    code = str(kept.id)
    return _PARSED.of(
        code, text, lambda: parse_case(text).case, lambda: not kept.seal or KEYRING.holds(code)
    )


def forget_parsed(code: str = "") -> None:
    """Forget what was read of a case, or of all."""
    _PARSED.forget(code)


def write(found: Opened, case: Case, writer: Writer, reason: str) -> None:
    """Add a version to a case; the draft, if any, is done with.

    Args:
        found: the case as it was read; a version added by somebody else since then is not lost.
        case: as it is to be.
        writer: on whose behalf.
        reason: what was done, one word.

    Raises:
        BadInput: it is no case that can be read back, or somebody else wrote in between; nothing
            was written.
        Locked: the key is not at hand any more.
    """
    kept = CaseFile.objects.get(id=found.code)
    key = _key(kept, writer.session)
    text = write_case(case)
    parsed(kept, text)  # what is kept must open again, whatever a form let through
    number = found.number + 1
    try:
        with transaction.atomic():
            Version.objects.create(
                case=kept,
                number=number,
                by_id=writer.user,
                reason=reason,
                body=_kept(key, text, _about(kept, "body", number)),
            )
            Draft.objects.filter(case=kept).delete()
    except IntegrityError:
        raise _written_meanwhile() from None


def draft_of(kept: CaseFile, session: str) -> dict[str, Any]:
    """Return the answers kept so far; empty when there are none.

    Raises:
        Locked: the case is sealed and this session has not opened it.
    """
    found = Draft.objects.filter(case=kept).first()
    if found is None:
        return {}
    answers = json.loads(_plain(_key(kept, session), found.body, _about(kept, "draft", 0)))
    assert isinstance(answers, dict)
    return answers


def keep_draft(code: UUID, answers: Mapping[str, Any], session: str) -> None:
    """Keep answers, in place of those kept before."""
    kept = CaseFile.objects.get(id=code)
    text = json.dumps(dict(answers), ensure_ascii=False)
    body = _kept(_key(kept, session), text, _about(kept, "draft", 0))
    Draft.objects.update_or_create(case=kept, defaults={"body": body})


def erase(code: UUID) -> None:
    """Remove a case with everything of it, and what the disk still held of it."""
    CaseFile.objects.filter(id=code).delete()
    KEYRING.drop(case=str(code))
    scrub()


def scrub() -> None:
    """Write over what was deleted; SQLite's log may hold it until then."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# -- under a passphrase ---------------------------------------------------------------------------


def unlock(kept: CaseFile, passphrase: str, session: str) -> None:
    """Open a sealed case for a session.

    Raises:
        BadInput: it is not the passphrase; nothing was changed.
    """
    key = seal.opened_key(passphrase, seal.Wrapped.of(kept.seal), _about(kept, "key", 0))
    KEYRING.put(session, str(kept.id), key)


def set_passphrase(code: UUID, passphrase: str, session: str) -> None:
    """Seal a case with everything kept of it; an empty passphrase unseals it.

    Raises:
        BadInput: the passphrase is too short.
        Locked: it is sealed and this session has not opened it.
    """
    with transaction.atomic():
        kept = CaseFile.objects.select_for_update().get(id=code)
        old, new = _key(kept, session), None
        kept.seal = ""
        if passphrase:
            new = secrets.token_bytes(seal.KEY)
            kept.seal = seal.wrapped(passphrase, new, _about(kept, "key", 0)).text()
        for version in kept.versions.all():
            about = _about(kept, "body", version.number)
            version.body = _kept(new, _plain(old, version.body, about), about)
            version.save()
        draft = Draft.objects.filter(case=kept).first()
        if draft is not None:
            about = _about(kept, "draft", 0)
            draft.body = _kept(new, _plain(old, draft.body, about), about)
            draft.save()
        kept.save()
    KEYRING.drop(case=str(code))
    if new is not None:
        KEYRING.put(session, str(code), new)
    scrub()


def _key(kept: CaseFile, session: str) -> bytes | None:
    if not kept.seal:
        return None
    key = KEYRING.get(session, str(kept.id))
    if key is None:
        raise Locked(kept.id)
    return key


def _plain(key: bytes | None, body: bytes | memoryview, about: str) -> str:
    return bytes(body).decode() if key is None else seal.open_text(key, bytes(body), about)


def _kept(key: bytes | None, text: str, about: str) -> bytes:
    return text.encode() if key is None else seal.seal_text(key, text, about)


def _about(kept: CaseFile, name: str, number: int) -> str:
    return f"ashore:{kept.id}:{name}:{number}"


def _written_meanwhile() -> BadInput:
    return BadInput(
        where=Text("案卷", "the case").zh,
        what=Text("这份案卷刚在别处改过", "this case was changed elsewhere a moment ago"),
        expected=Text("在最新的内容上修改", "a change to what it says now"),
        do=Text("回到上一页刷新，再改一次", "go back, load the page again, and repeat the change"),
    )
