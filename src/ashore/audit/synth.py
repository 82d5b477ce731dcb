"""Invented contact logs with planted breaches: the same seed makes the same bytes.

Every draw is a hash of the seed, the account, the day and what is drawn, so any number of rows can
be made day by day in little memory. The traffic keeps the norms for online lenders
(`lender_type = small_loan`, a complete log); what is planted against them is listed beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ashore.audit.record import WORDS

__all__ = ["PLANTS", "SCHEMA", "TRUTH", "contact_days"]

_DAYS = 90
_FIRST_WEEK = 7
_PER_ACCOUNT = 20
_MILLIS = 86_400_000
_BEGIN = 1_767_225_600_000 - 8 * 3_600_000  # 2026-01-01 in UTC+8, in milliseconds
_WORD = pa.dictionary(pa.int8(), pa.string())

SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("account", pa.int64()),
        ("at", pa.timestamp("ms", "Asia/Shanghai")),
        ("lender", _WORD),
        ("organisation", _WORD),
        ("channel", _WORD),
        ("direction", _WORD),
        ("role", _WORD),
        ("person", _WORD),
        ("outcome", _WORD),
        ("purpose", _WORD),
        ("disclosed", _WORD),
        ("identified", pa.bool_()),
        ("recorded", pa.bool_()),
        ("asked_to_stop", pa.bool_()),
        ("staff", pa.int8()),
    ]
)
"""The columns of an invented log."""

TRUTH = pa.schema([("id", pa.int64()), ("norm", pa.string())])
"""What was planted: contact and norm."""

_LENDERS = ("lender-1", "lender-2", "lender-3")
_ACTORS = (*_LENDERS, *(f"agency-{n}" for n in range(1, 13)))
_PERSONS = ("", "p1", "p2", "p9")
_TOLD = ("", "none", "amount")
_THIRD = ("parent", "sibling", "friend", "colleague", "emergency_contact", "relative")

PLANTS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "night": (4_000, "cn.conduct.gbt.hours"),
        "burst": (1_500, "cn.conduct.gbt.interactive"),
        "family": (800, "cn.conduct.gbt.third_when"),
        "secret": (8_000, "cn.conduct.gbt.third_secret"),
        "target": (4_000, "cn.conduct.gbt.target"),
        "stop": (3_000, "cn.conduct.gbt.third_stop"),
        "alone": (20_000, "cn.conduct.gbt.visit_staff"),
        "nameless": (5_000, "cn.conduct.gbt.identify"),
    }
)
"""Kind of plant → how many in a million contacts that it can befall, and the norm it is against."""

_NORMS = ("", *(norm for _, norm in PLANTS.values()))
_PLANT = {name: place + 1 for place, name in enumerate(PLANTS)}


@dataclass(slots=True)
class _Day:
    """Contacts of a day being made: column → values."""

    account: NDArray[np.int64]
    at: NDArray[np.int64]
    columns: dict[str, NDArray[np.int8]]

    def copy(self, places: NDArray[np.intp], hours: int) -> _Day:
        """Return copies of some contacts, so many hours later, with nothing planted."""
        columns = {name: values[places].copy() for name, values in self.columns.items()}
        columns["plant"][:] = 0
        return _Day(self.account[places], self.at[places] + hours * 3_600_000, columns)


def contact_days(rows: int, seed: int) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Yield the contacts of each day in the order of time, and what was planted among them.

    Args:
        rows: how many contacts in all.
        seed: which log.
    """
    accounts = np.arange(1, max(rows // _PER_ACCOUNT, 1) + 1, dtype=np.int64)
    made, day = 0, 0
    while made < rows:
        found = _day(accounts, day, seed)
        table, truth = _tables(found, made, rows - made)
        made += table.num_rows
        day += 1
        yield table, truth


def _draw(seed: int, day: int, what: int, account: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return an even draw below 2**32 for each account."""
    key = (seed * 1_000_003 + day * 131 + what) * 0xBF58476D1CE4E5B9 & 0xFFFF_FFFF_FFFF_FFFF
    value = account.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(key)
    value ^= value >> np.uint64(30)
    value *= np.uint64(0xBF58476D1CE4E5B9)
    value ^= value >> np.uint64(27)
    value *= np.uint64(0x94D049BB133111EB)
    return (value >> np.uint64(32)).astype(np.uint32)


def _below(draw: NDArray[np.uint32], many: int) -> NDArray[np.int64]:
    """Return an even draw below a whole number."""
    return (draw.astype(np.int64) * many) >> 32


def _pick(draw: NDArray[np.uint32], shares: Sequence[tuple[int, int]]) -> NDArray[np.int8]:
    """Return codes drawn by their shares of a hundred."""
    bounds = np.cumsum([share for share, _ in shares])
    codes = np.array([code for _, code in shares], dtype=np.int8)
    return codes[np.searchsorted(bounds, _below(draw, 100), side="right")]


def _code(column: str, word: str) -> int:
    return WORDS[column].index(word)


_FOREVER = -1  # what an account is drawn once for all


def _day(accounts: NDArray[np.int64], day: int, seed: int) -> _Day:
    first = _below(_draw(seed, _FOREVER, 1, accounts), _FIRST_WEEK)
    weight = _below(_draw(seed, _FOREVER, 2, accounts), 1000)
    rate = 40 + 260 * (weight > 700) + 300 * (weight > 970)  # in a thousand days; mean about 130
    rate = rate * 2 * _PER_ACCOUNT // 22
    called = (_below(_draw(seed, day, 3, accounts), 1000) < rate) & (first < day)
    chosen = np.flatnonzero(called | (first == day))
    account = accounts[chosen]
    is_first = first[chosen] == day
    lost = _below(_draw(seed, _FOREVER, 4, account), 100) < 15  # cannot be reached
    found = _base(account, day, seed, lost, is_first)
    return _planted(found, day, seed, lost, is_first)


def _base(
    account: NDArray[np.int64],
    day: int,
    seed: int,
    lost: NDArray[np.bool_],
    is_first: NDArray[np.bool_],
) -> _Day:
    """Return contacts that keep the norms, one for each account."""

    def draw(what: int) -> NDArray[np.uint32]:
        return _draw(seed, day, what, account)

    lender = _below(_draw(seed, _FOREVER, 5, account), len(_LENDERS)).astype(np.int8)
    agency = _below(_draw(seed, _FOREVER, 6, account), 24)
    actor = np.where(agency < 12, lender, len(_LENDERS) + agency - 12).astype(np.int8)
    channel = _pick(draw(10), [(s, _code("channel", w)) for s, w in _CHANNELS])
    third = lost & ~is_first & (_below(draw(11), 100) < 25)
    channel = np.where(third | is_first, _code("channel", "call"), channel)
    outcome = _outcomes(channel, draw(12), lost & ~third)
    outcome = np.where(lost & is_first, _code("outcome", "invalid"), outcome)
    inward = ~lost & ~is_first & (_below(draw(13), 100) < 3)
    role = np.where(
        third,
        np.array([_code("role", each) for each in _THIRD])[
            _below(_draw(seed, _FOREVER, 14, account), len(_THIRD))
        ],
        _code("role", "debtor"),
    )
    robot = channel == _code("channel", "robot_call")
    notice = robot | (_below(draw(15), 100) < 25)
    purpose = np.where(notice, _code("purpose", "notify"), _code("purpose", "collect"))
    at = _BEGIN + day * _MILLIS + 9 * 3_600_000 + _below(draw(16), 10 * 3_600_000)
    said = np.isin(channel, [_code("channel", w) for w in ("call", "robot_call", "visit")])
    columns = {
        "lender": lender,
        "organisation": actor,
        "channel": np.where(inward, _code("channel", "call"), channel),
        "direction": inward.astype(np.int8),
        "role": role,
        "person": np.where(third, 1 + account % 2, 0),
        "outcome": np.where(inward, _code("outcome", "talk"), outcome),
        "purpose": np.where(third, _code("purpose", "locate"), purpose),
        "disclosed": np.where(third, 1, 0),
        "identified": np.ones(len(account)),
        "recorded": np.where(said, 1, -1),
        "asked_to_stop": np.full(len(account), -1),
        "staff": np.where(channel == _code("channel", "visit"), 2, -1),
        "plant": np.zeros(len(account)),
    }
    return _Day(account, at, {name: values.astype(np.int8) for name, values in columns.items()})


_CHANNELS = (
    (58, "call"), (15, "robot_call"), (18, "sms"), (3, "app"), (3, "im"), (1, "letter"),
    (2, "visit"),
)  # fmt: skip
_TALKS = ((35, "talk"), (40, "no_answer"), (10, "busy"), (5, "refused"), (10, "voicemail"))
_FAILS = ((70, "no_answer"), (20, "busy"), (10, "refused"))


def _outcomes(
    channel: NDArray[np.int8], draw: NDArray[np.uint32], failing: NDArray[np.bool_]
) -> NDArray[np.int8]:
    talks = _pick(draw, [(share, _code("outcome", word)) for share, word in _TALKS])
    fails = _pick(draw, [(share, _code("outcome", word)) for share, word in _FAILS])
    delivered = np.full(len(channel), _code("outcome", "delivered"), dtype=np.int8)
    spoken = np.isin(channel, [_code("channel", w) for w in ("call", "visit")])
    robot = channel == _code("channel", "robot_call")
    answered = robot & (talks == _code("outcome", "talk"))
    found = np.where(spoken | robot, np.where(failing, fails, talks), delivered)
    return np.where(answered & ~failing, delivered, found).astype(np.int8)


def _planted(
    day_of: _Day, day: int, seed: int, lost: NDArray[np.bool_], is_first: NDArray[np.bool_]
) -> _Day:
    """Return the contacts with breaches planted among them."""
    account, columns = day_of.account, day_of.columns
    third = columns["person"] > 0
    call = columns["channel"] == _code("channel", "call")
    out = columns["direction"] == 0
    fits = {
        "night": out & (columns["channel"] != _code("channel", "letter")),
        "burst": call & out & ~lost & ~is_first,
        "family": call & out & ~lost & ~is_first,
        "secret": third,
        "target": third,
        "stop": third & (_below(_draw(seed, _FOREVER, 20, account), 8) == day % 8) & (day < 16),
        "alone": columns["channel"] == _code("channel", "visit"),
        "nameless": is_first & ~lost & call,
    }
    draw, low = _below(_draw(seed, day, 21, account), 1_000_000), 0
    for name, (share, _) in PLANTS.items():
        columns["plant"][fits[name] & (low <= draw) & (draw < low + share)] = _PLANT[name]
        low += share
    parts = [day_of, *_more(day_of, _draw(seed, day, 22, account))]
    return _Day(
        np.concatenate([each.account for each in parts]),
        np.concatenate([each.at for each in parts]),
        {name: np.concatenate([each.columns[name] for each in parts]) for name in columns},
    )


def _more(day: _Day, draw: NDArray[np.uint32]) -> list[_Day]:
    """Change the planted contacts, and return the contacts that come with them."""
    columns = day.columns
    plant = columns["plant"]
    talk = _code("outcome", "talk")
    where = {name: np.flatnonzero(plant == code) for name, code in _PLANT.items()}
    night = where["night"]
    late = day.at[night] // _MILLIS * _MILLIS + 14 * 3_600_000  # 22:00 in UTC+8
    day.at[night] = late + _below(draw[night], 2 * 3_600_000)
    columns["disclosed"][where["secret"]] = _TOLD.index("amount")
    columns["outcome"][where["secret"]] = talk
    columns["purpose"][where["target"]] = _code("purpose", "collect")
    columns["outcome"][where["target"]] = talk
    columns["staff"][where["alone"]] = 1
    columns["identified"][where["nameless"]] = 0
    columns["outcome"][where["nameless"]] = talk
    for name in ("burst", "family", "stop"):
        columns["outcome"][where[name]] = talk
        plant[where[name]] = 0
    columns["purpose"][where["burst"]] = _code("purpose", "collect")
    more = [day.copy(where["burst"], hours) for hours in (1, 2)]
    last = day.copy(where["burst"], 3)
    last.columns["plant"][:] = _PLANT["burst"]
    family = _to_third(day.copy(where["family"], 1))
    family.columns["plant"][:] = _PLANT["family"]
    columns["person"][where["stop"]] = _PERSONS.index("p9")
    columns["asked_to_stop"][where["stop"]] = 1
    again = day.copy(where["stop"], 2)
    again.columns["asked_to_stop"][:] = -1
    again.columns["plant"][:] = _PLANT["stop"]
    return [*more, last, family, again]


def _to_third(day: _Day) -> _Day:
    columns = day.columns
    columns["role"][:] = _code("role", "friend")
    columns["person"][:] = _PERSONS.index("p2")
    columns["purpose"][:] = _code("purpose", "locate")
    columns["disclosed"][:] = _TOLD.index("none")
    return day


def _tables(day: _Day, first: int, most: int) -> tuple[pa.Table, pa.Table]:
    order = np.lexsort((day.account, day.at))[:most]
    columns = {name: values[order] for name, values in day.columns.items()}
    ids = np.arange(first + 1, first + 1 + len(order), dtype=np.int64)
    values: list[Any] = [
        pa.array(ids),
        pa.array(day.account[order]),
        pa.array(day.at[order]).cast(SCHEMA.field("at").type),
        *(_words(columns[name], words) for name, words in _SPELT.items()),
        *(_flags(columns[name]) for name in ("identified", "recorded", "asked_to_stop")),
        pa.array(columns["staff"], mask=columns["staff"] < 0),
    ]
    hit = np.flatnonzero(columns["plant"])
    norms = [_NORMS[code] for code in columns["plant"][hit].tolist()]
    truth = pa.table([pa.array(ids[hit]), pa.array(norms, pa.string())], schema=TRUTH)
    return pa.table(values, schema=SCHEMA), truth


_SPELT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "lender": _LENDERS,
        "organisation": _ACTORS,
        "channel": WORDS["channel"],
        "direction": WORDS["direction"],
        "role": WORDS["role"],
        "person": _PERSONS,
        "outcome": WORDS["outcome"],
        "purpose": WORDS["purpose"],
        "disclosed": _TOLD,
    }
)


def _words(codes: NDArray[np.int8], words: Sequence[str]) -> pa.Array:
    """Return codes as words; the blank one is missing."""
    blank = np.array([not word for word in words])[codes]
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=blank), pa.array(words))


def _flags(codes: NDArray[np.int8]) -> pa.Array:
    return pa.array(codes > 0, mask=codes < 0)
