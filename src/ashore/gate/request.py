"""A request at the door, read strictly: no key is guessed, and what is not told stays unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from ashore.conduct.clock import zone_named
from ashore.conduct.situation import (
    Agreement,
    DebtorState,
    Pause,
    Preferences,
    Situation,
    StopRequest,
    Window,
)
from ashore.facts import Contact
from ashore.files.convert import Values
from ashore.files.happened import numbered
from ashore.files.problems import BadFile, Check, Path, Said, Whereabouts
from ashore.gate.quick import quick_convert
from ashore.gate.request_shape import REQUEST
from ashore.gate.windows import bad_window, read_window
from ashore.words import BadInput, Text

__all__ = [
    "CONTACT_KEYS",
    "Request",
    "contacts_from",
    "preferences_of",
    "read_request",
    "windows_of",
]

HISTORY_MOST = 10_000
"""Contacts one request may bring along; a longer history belongs in a store."""

Hide = Callable[[Values], None]
"""Replaces, in place, whatever names a person by a salted hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A proposed contact with everything the gate needs.

    Attributes:
        ref: the caller's own id; "" when none was given.
        contact: what is proposed.
        situation: what else a norm may ask.
        history: contacts brought along; None: none were.
        store: a store's folder; "": none was named.
        card: the raw card, not checked yet; None: none was given.
        values: the same once more as exact values, for the record.
        zone_assumed: a time had no offset and was read as Asia/Shanghai.
    """

    ref: str
    contact: Contact
    situation: Situation
    history: tuple[Contact, ...] | None
    store: str
    card: Mapping[str, Any] | None
    values: Values
    zone_assumed: bool = False


def read_request(
    raw: Mapping[str, Any],
    places: Whereabouts,
    *,
    hide: Hide | None = None,
    name: str = "",
) -> Request:
    """Return the request that JSON values hold.

    Args:
        raw: one JSON object, parsed.
        places: says where in its text something stands.
        hide: replaces names and numbers before anything is made of them.
        name: asked of a store, which has the history already: the id the contact will have there.

    Raises:
        BadInput: it breaks the format; all problems in one.
    """
    check = Check()
    values = quick_convert(raw, REQUEST, check)
    if not check.problems:
        _more(values, check, in_store=bool(name))
    if check.problems:
        raise BadFile(check.problems, places)
    if hide is not None:
        hide(values)
    request = _request(values, raw.get("card"), check, name or values.get("id", "proposed"))
    if check.problems:
        raise BadFile(check.problems, places)
    return request


def _more(values: Values, check: Check, *, in_store: bool) -> None:
    """Record what no single key shows."""
    history = values.get("history")
    if values.get("direction", "out") != "out":
        check.wrong(("direction",), _OUT)
    if history is not None and values.get("store"):
        check.wrong(("store",), _EITHER)
    if "card" in values and "preferences" in values.get("situation", {}):
        check.wrong(("situation", "preferences"), _ONE_CARD)
    if in_store:
        for key in ("history", "store"):
            if values.get(key):
                check.wrong((key,), _IN_STORE)
    elif history is not None and len(history) > HISTORY_MOST:
        check.wrong(("history",), _TOO_MANY)


def _request(values: Values, card: Mapping[str, Any] | None, check: Check, name: str) -> Request:
    history = values.get("history")
    contact = {key: value for key, value in values.items() if key in CONTACT_KEYS}
    return Request(
        ref=values.get("id", ""),
        contact=Contact(id=name, **contact),
        situation=_situation(values["situation"], check) if "situation" in values else Situation(),
        history=None if history is None else contacts_from(history, ("history",), check),
        store=values.get("store", ""),
        card=card,
        values=values,
        zone_assumed=check.zoneless > 0,
    )


CONTACT_KEYS = frozenset(
    field.key
    for field in REQUEST.fields
    if field.key not in {"id", "situation", "history", "store", "card"}
)
"""The keys of a request that make the contact, without its id."""


def contacts_from(tables: Iterable[Values], at: Path, check: Check) -> tuple[Contact, ...]:
    """Return the contacts of converted tables; those without an id are numbered."""
    whole = [(n, {"id": None, **table}) for n, table in enumerate(tables)]
    numbered(whole, at, "h", check)
    return tuple(Contact(**table) for _, table in whole)


# ---------------------------------------------------------------- the situation


def _situation(values: Values, check: Check) -> Situation:
    made = {key: value for key, value in values.items() if key not in _MADE}
    for key in _MADE.keys() & values.keys():
        made[key] = _MADE[key](values[key], ("situation", key), check)
    if "zones" in values:
        _check_zones(values["zones"], check)
    return Situation(**made)


def _states(tables: Sequence[Values], at: Path, check: Check) -> tuple[DebtorState, ...]:
    del at, check
    return tuple(DebtorState(**each) for each in tables)


def _stops(tables: Sequence[Values], at: Path, check: Check) -> tuple[StopRequest, ...]:
    del at, check
    return tuple(StopRequest(**each) for each in tables)


def _steps(tables: Sequence[Values], at: Path, check: Check) -> tuple[tuple[date, str], ...]:
    del at, check
    return tuple((each["on"], each["stage"]) for each in tables)


def _agreements(tables: Sequence[Values], at: Path, check: Check) -> tuple[Agreement, ...]:
    return tuple(_agreement(each, (*at, n), check) for n, each in enumerate(tables))


def _agreement(values: Values, at: Path, check: Check) -> Agreement:
    windows = windows_of(values.get("windows", ()), (*at, "windows"), check)
    return Agreement(**{**values, "windows": windows})


def preferences_of(values: Values, at: Path, check: Check) -> Preferences:
    """Return the wishes of converted values (of a card, or without a signature)."""
    made = {key: value for key, value in values.items() if key in _WISHES}
    for key in ("hours", "avoid"):
        if key in values:
            made[key] = windows_of(values[key], (*at, key), check)
    made["pauses"] = tuple(Pause(**each) for each in values.get("pauses", ()))
    return Preferences(**made)


_WISHES = {field.name for field in fields(Preferences)}
_MADE: Mapping[str, Callable[[Any, Path, Check], object]] = {
    "states": _states,
    "agreements": _agreements,
    "stops": _stops,
    "steps": _steps,
    "preferences": preferences_of,
}


def windows_of(texts: Sequence[str], at: Path, check: Check) -> tuple[Window, ...]:
    """Return the windows that texts name; a text that names none is recorded."""
    found = []
    for n, text in enumerate(texts):
        window = read_window(text)
        if window is None:
            check.wrong((*at, n), bad_window(text))
        else:
            found.append(window)
    return tuple(found)


def _check_zones(names: Sequence[str], check: Check) -> None:
    for n, name in enumerate(names):
        try:
            zone_named(name)
        except BadInput as wrong:
            said = Said(wrong.what, wrong.expected, wrong.do)
            check.wrong(("situation", "zones", n), said)


_OUT = Said(
    Text("direction 是 in", "direction is in"),
    Text("机构发起的联系", "a contact that the lender's side makes"),
    Text("来电不用问；用 record 记下来", "nobody asks before being called; use record"),
)
_EITHER = Said(
    Text("history 和 store 都写了", "history and store are both there"),
    Text("其中一个", "one of the two"),
    Text("删掉一个", "remove one"),
)
_ONE_CARD = Said(
    Text("card 和 situation.preferences 都写了", "card and situation.preferences are both there"),
    Text("其中一个", "one of the two"),
    Text("有签名的卡就只写 card", "with a signed card, leave preferences out"),
)


_IN_STORE = Said(
    Text("这里的历史在存储里", "here the history is the store's"),
    Text("不写 history 和 store", "neither history nor store"),
    Text("先前的联系用 record 登记", "record earlier contacts"),
)
_TOO_MANY = Said(
    Text(f"history 超过 {HISTORY_MOST} 条", f"history holds more than {HISTORY_MOST} contacts"),
    Text(f"不超过 {HISTORY_MOST} 条", f"at most {HISTORY_MOST}"),
    Text("改用存储：ashore gate init", "use a store: ashore gate init"),
)
