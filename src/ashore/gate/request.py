"""A request at the door, read strictly: no key is guessed, and what is not told stays unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from ashore.files.case_shape import CONTACT
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
    in_store: bool = False,
) -> Request:
    """Return the request that JSON values hold.

    Args:
        raw: one JSON object, parsed.
        places: says where in its text something stands.
        hide: replaces names and numbers before anything is made of them.
        in_store: it is asked of a store, which has the history already.

    Raises:
        BadInput: it breaks the format; all problems in one.
    """
    check = Check()
    values = quick_convert(raw, REQUEST, check)
    if not check.problems:
        _more(values, check, in_store=in_store)
    if check.problems:
        raise BadFile(check.problems, places)
    if hide is not None:
        hide(values)
    request = _request(values, raw.get("card"), check)
    if check.problems:
        raise BadFile(check.problems, places)
    return request


def _more(values: Values, check: Check, *, in_store: bool) -> None:
    """Record what no single key shows."""
    history = values["history"]
    if values["direction"] != "out":
        check.wrong(("direction",), _OUT)
    if history is not None and values["store"]:
        check.wrong(("store",), _EITHER)
    situation = values["situation"] or {}
    if values["card"] is not None and situation.get("preferences") is not None:
        check.wrong(("situation", "preferences"), _ONE_CARD)
    if in_store:
        for key in ("history", "store"):
            if values[key]:
                check.wrong((key,), _IN_STORE)
    elif history is not None and len(history) > HISTORY_MOST:
        check.wrong(("history",), _TOO_MANY)


def _request(values: Values, card: Mapping[str, Any] | None, check: Check) -> Request:
    history = values["history"]
    return Request(
        ref=values["id"] or "",
        contact=Contact(
            id=values["id"] or "proposed", **{key: values[key] for key in CONTACT_KEYS}
        ),
        situation=_situation(values["situation"] or {}, check),
        history=None if history is None else contacts_from(history, ("history",), check),
        store=values["store"],
        card=card,
        values=values,
        zone_assumed=check.zoneless > 0,
    )


CONTACT_KEYS = tuple(
    field.key
    for field in REQUEST.fields
    if field.key not in {"id", "situation", "history", "store", "card"}
)
"""The keys of a request that make the contact, without its id."""


def contacts_from(tables: Iterable[Values | None], at: Path, check: Check) -> tuple[Contact, ...]:
    """Return the contacts of converted tables; those without an id are numbered."""
    whole = [(n, table) for n, table in enumerate(tables) if table is not None]
    numbered(whole, at, "h", check)
    assert not whole or set(whole[0][1]) == {field.key for field in CONTACT.fields}
    return tuple(Contact(**table) for _, table in whole)


# ---------------------------------------------------------------- the situation


def _situation(values: Values, check: Check) -> Situation:
    if not values:
        return Situation()
    at: Path = ("situation",)
    _check_zones(values["zones"], check)
    plain = {key: values[key] for key in _PLAIN}
    wishes = values["preferences"]
    return Situation(
        **plain,
        states=tuple(DebtorState(**each) for each in values["states"]),
        agreements=tuple(
            Agreement(
                **{
                    **each,
                    "windows": windows_of(
                        each["windows"], (*at, "agreements", n, "windows"), check
                    ),
                }
            )
            for n, each in enumerate(values["agreements"])
        ),
        stops=tuple(StopRequest(**each) for each in values["stops"]),
        steps=tuple((each["on"], each["stage"]) for each in values["steps"]),
        preferences=preferences_of(wishes, (*at, "preferences"), check) if wishes else None,
    )


def _agreement(values: Values, at: Path, check: Check) -> Agreement:
    windows = windows_of(values["windows"], (*at, "windows"), check)
    return Agreement(**{**values, "windows": windows})


_PLAIN = (
    "jurisdiction", "region", "lender_type", "product", "debtor", "one_debt", "reachable", "zones",
    "stage", "principal", "overdue_since", "liable", "guarantee", "agencies", "told_agencies",
    "collector", "work_addresses", "work_banned", "complete",
)  # fmt: skip


def preferences_of(values: Values, at: Path, check: Check) -> Preferences:
    """Return the wishes of converted values (of a card, or without a signature)."""
    return Preferences(
        hours=windows_of(values["hours"], (*at, "hours"), check),
        avoid=windows_of(values["avoid"], (*at, "avoid"), check),
        channels=values["channels"],
        no_channels=values["no_channels"],
        no_relatives=values["no_relatives"],
        pauses=tuple(Pause(**each) for each in values["pauses"]),
        since=values.get("since"),
    )


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
