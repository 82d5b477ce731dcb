"""From what stands in a file to exact values: money, rates, days, instants, choices, words.

Each reader takes the raw value and returns the exact one; when it cannot, it records the problem
and returns None, and the table it belongs to is not used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from fractions import Fraction
from types import MappingProxyType

from ashore.days import SHANGHAI
from ashore.files import says
from ashore.files.exact import plain
from ashore.files.problems import Check, Path
from ashore.files.says import Unquoted
from ashore.files.shape import Field, Kind
from ashore.money import decimal_of, fen_of
from ashore.words import Text

__all__ = ["READERS", "Reader", "choice"]

Reader = Callable[[object, Field, Path, Check], object]

FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2100, 12, 31)
_BELOW = 10**10  # an amount of the main unit; keeps every sum far inside 64 bits
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_TEXT = Text("带引号的文字", "a text in quotes")
_COUNT = Text("不带引号的整数", "a whole number without quotes")


def _decimal(raw: object, at: Path, check: Check, expected: Text) -> Fraction | None:
    """Return an exact decimal written as a string, or record why it is none."""
    if isinstance(raw, Unquoted) or type(raw) is int:
        check.wrong(at, says.bare_number(raw, expected))
        return None
    if not isinstance(raw, str):
        check.wrong(at, says.wrong_kind(raw, expected))
        return None
    exact = decimal_of(raw) if len(raw) <= 40 else None
    if exact is None:
        check.wrong(at, says.bad_decimal(raw, expected))
    return exact


def money(raw: object, field: Field, at: Path, check: Check) -> int | None:
    """Return whole fen; positive, or not negative where the field allows 0."""
    exact = _decimal(raw, at, check, says.money_wanted(check.digits, cells=check.cells))
    if exact is None:
        return None
    assert isinstance(raw, str)
    if exact >= _BELOW:
        check.wrong(at, says.too_big(raw))
        return None
    fen = fen_of(raw, check.digits)
    if fen is None:
        check.wrong(at, says.too_fine(raw, check.digits))
    elif fen < 0:
        check.wrong(at, says.negative(raw))
    elif fen == 0 and not field.zero:
        check.wrong(at, says.zero(raw))
    else:
        return fen
    return None


def rate(raw: object, field: Field, at: Path, check: Check) -> Fraction | None:
    """Return an exact rate, 0 or more; whether it is plausible depends on the time it is for."""
    if isinstance(raw, str) and raw.endswith(("%", "\uff05")):
        bare = decimal_of(raw[:-1].strip())
        if bare is not None:
            check.wrong(at, says.percent(raw, plain(bare / 100)))
            return None
    exact = _decimal(raw, at, check, says.rate_wanted(cells=check.cells))
    if exact is not None and exact < 0:
        check.wrong(at, says.negative(raw, rate=True))
    elif exact == 0 and not field.zero:
        check.wrong(at, says.zero(raw))
    else:
        return exact
    return None


def count(raw: object, field: Field, at: Path, check: Check) -> int | None:
    """Return a whole number inside the field's range."""
    if type(raw) is not int:
        check.wrong(at, says.wrong_kind(raw, _COUNT))
    elif field.choices and str(raw) not in field.choices:
        check.wrong(at, says.not_a_choice(raw, field.choices, cells=check.cells))
    elif not field.choices and not field.low <= raw <= field.high:
        check.wrong(at, says.out_of_range(raw, field.low, field.high))
    else:
        return raw
    return None


def flag(raw: object, _field: Field, at: Path, check: Check) -> bool | None:
    """Return true or false."""
    if isinstance(raw, bool):
        return raw
    check.wrong(at, says.wrong_kind(raw, Text("true 或 false", "true or false")))
    return None


def text(raw: object, field: Field, at: Path, check: Check) -> str | None:
    """Return a text without characters that could change what a screen shows."""
    if not isinstance(raw, str) or isinstance(raw, Unquoted):
        check.wrong(at, says.wrong_kind(raw, _TEXT))
    elif _CONTROL.search(raw):
        check.wrong(at, says.control(raw))
    elif field.required and not raw.strip():
        check.wrong(at, says.missing(field, cells=check.cells))
    else:
        return raw
    return None


def name(raw: object, field: Field, at: Path, check: Check) -> str | None:
    """Return an id: short, on one line, without blanks around it."""
    word = text(raw, field, at, check)
    if word is None:
        return None
    if not word or word != word.strip() or len(word) > 64 or "\n" in word or "\t" in word:
        check.wrong(at, says.empty_id(word))
        return None
    return word


def day(raw: object, _field: Field, at: Path, check: Check) -> date | None:
    """Return a day between 1990 and 2100."""
    if isinstance(raw, str) and not isinstance(raw, Unquoted) and _DAY.fullmatch(raw):
        try:
            raw = date.fromisoformat(raw)
        except ValueError:
            check.wrong(at, says.bad_day(raw))
            return None
    if not isinstance(raw, date) or isinstance(raw, datetime):
        check.wrong(at, says.bad_day(raw))
        return None
    return raw if _in_range(raw, at, check) else None


def _in_range(raw: date, at: Path, check: Check) -> bool:
    if FIRST_DAY <= raw <= LAST_DAY:
        return True
    check.wrong(at, says.out_of_days(raw))
    return False


def instant(raw: object, _field: Field, at: Path, check: Check) -> datetime | None:
    """Return an instant; without an offset it is read as Asia/Shanghai, and counted."""
    if isinstance(raw, str) and not isinstance(raw, Unquoted) and _MOMENT.fullmatch(raw):
        try:
            raw = datetime.fromisoformat(raw)
        except ValueError:
            check.wrong(at, says.bad_moment(raw))
            return None
    if not isinstance(raw, datetime):
        check.wrong(at, says.bad_moment(raw))
        return None
    if not _in_range(raw.date(), at, check):
        return None
    if raw.tzinfo is None:
        check.zoneless += 1
        return raw.replace(tzinfo=SHANGHAI)
    return raw


def moment(raw: object, field: Field, at: Path, check: Check) -> date | None:
    """Return a day, or an instant."""
    long = isinstance(raw, str) and len(raw) > 10 and bool(_MOMENT.fullmatch(raw))
    read = instant if isinstance(raw, datetime) or long else day
    return read(raw, field, at, check)


def choice(raw: object, field: Field, at: Path, check: Check) -> str | date | None:
    """Return one of the field's words, or a day where the field allows one."""
    if field.or_day and (isinstance(raw, date) or (isinstance(raw, str) and _DAY.fullmatch(raw))):
        return day(raw, field, at, check)
    if not isinstance(raw, str) or isinstance(raw, Unquoted):
        check.wrong(at, says.not_a_choice(raw, field.choices, cells=check.cells))
    elif raw in field.choices or (not raw and field.default == ""):
        return raw
    else:
        check.wrong(at, says.not_a_choice(raw, field.choices, cells=check.cells))
    return None


def clock(raw: object, _field: Field, at: Path, check: Check) -> str | None:
    """Return a time of day as "HH:MM", or "24:00"."""
    if isinstance(raw, str) and (raw == "24:00" or (_CLOCK.fullmatch(raw) and raw != "00:00")):
        return raw
    if isinstance(raw, time) and raw != time(0):
        return raw.strftime("%H:%M")
    check.wrong(at, says.bad_clock(raw))
    return None


def _list(read: Reader) -> Reader:
    """Return a reader of a list whose items `read` reads, each at most once."""

    def read_list(raw: object, field: Field, at: Path, check: Check) -> tuple[object, ...] | None:
        if not isinstance(raw, list):
            check.wrong(
                at, says.wrong_kind(raw, Text("方括号里的列表", "a list in square brackets"))
            )
            return None
        before = len(check.problems)
        items = tuple(read(item, field, (*at, index), check) for index, item in enumerate(raw))
        if len(check.problems) == before and len(set(items)) < len(items):
            twice = next(item for index, item in enumerate(items) if item in items[:index])
            check.wrong(at, says.repeated(twice))
        return items if len(check.problems) == before else None

    return read_list


READERS: Mapping[Kind, Reader] = MappingProxyType(
    {
        Kind.TEXT: text,
        Kind.ID: name,
        Kind.MONEY: money,
        Kind.RATE: rate,
        Kind.COUNT: count,
        Kind.FLAG: flag,
        Kind.DAY: day,
        Kind.MOMENT: moment,
        Kind.INSTANT: instant,
        Kind.CHOICE: choice,
        Kind.CLOCK: clock,
        Kind.CHOICES: _list(choice),
        Kind.COUNTS: _list(count),
        Kind.TEXTS: _list(text),
    }
)
