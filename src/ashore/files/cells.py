"""From a spreadsheet's cell to the value a case file would hold, exactly or not at all.

A spreadsheet keeps numbers as binary fractions and days as counts. What stands in a cell is taken
only where its short decimal form is beyond doubt; what people write (¥1,234.50, 2026年4月5日, 18%,
是) is read where it can mean one thing only. Everything else goes on as it is, to be refused by
the one strict converter with its own message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from ashore.files.exact import plain
from ashore.files.problems import Said
from ashore.files.shape import Field, Kind
from ashore.money import decimal_of
from ashore.words import Text

__all__ = ["Refused", "raw_cell"]


class Refused(Exception):
    """What stands in a cell cannot be taken exactly; `said` says why."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.what.en)
        self.said = said


_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_CURRENCY = re.compile("^(?:rmb|cny|[¥\uffe5$])?\\s*(.*?)\\s*(?:元|圆|rmb|cny)?$", re.IGNORECASE)
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})", re.ASCII
)
_MOMENT = re.compile(
    r"(.*?\d日?)[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_SEPARATOR = re.compile("[,;/|\n、\uff0c\uff1b]+")
_PARTS = {"%": 100, "\uff05": 100, "‰": 1000, "‱": 10000}
_YES = {"是", "有", "对", "yes", "y", "true", "1"}
_NO = {"否", "无", "没有", "no", "n", "false", "0"}
_UNKNOWN = {"不知道", "不清楚", "未知", "unknown", "?", "\uff1f"}
_DIGITS = 12  # more significant digits than this are the tail of a binary fraction


def raw_cell(value: object, field: Field) -> object:
    """Return what a case file would hold; None when the cell says nothing.

    Args:
        value: as the spreadsheet has it: text, number, day, time; text only in a CSV file.
        field: what the column is for.

    Raises:
        Refused: the cell holds a number that is not exact, or a day as a bare number.
    """
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        return None
    return _READERS[field.kind](value, field)


# ---------------------------------------------------------------- numbers


def _money(value: object, _field: Field) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = _decimal(value)
        if text.partition(".")[2][2:].strip("0"):
            raise Refused(_not_exact(value))
        return text
    if isinstance(value, str):
        found = _CURRENCY.match(value.replace("\uff0c", ","))
        bare = found[1] if found else value
        return bare.replace(",", "") if _THOUSANDS.fullmatch(bare) else bare
    return value


def _rate(value: object, _field: Field) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _decimal(value)
    if isinstance(value, str) and value[-1] in _PARTS:
        exact = decimal_of(value[:-1].strip())
        return value if exact is None else plain(exact / _PARTS[value[-1]])
    return value


def _decimal(number: float) -> str:
    """Return the shortest decimal of a number; refuse one that is the tail of a calculation."""
    exact = Decimal(repr(number))
    if not exact.is_finite() or max(len(exact.as_tuple().digits), abs(exact.adjusted())) > _DIGITS:
        raise Refused(_not_exact(number))
    return plain(Fraction(exact))


def _count(value: object, _field: Field) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value, re.ASCII):
        return int(value)
    return value


def _flag(value: object, field: Field) -> object:
    word = str(_count(value, field)).casefold()
    if word in _UNKNOWN:
        return None
    return True if word in _YES else False if word in _NO else value


# ---------------------------------------------------------------- days


def _day(value: object, _field: Field) -> object:
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if isinstance(value, int) and 19900101 <= value <= 21001231:
            return _iso(str(value))
        raise Refused(_serial(value))
    return _iso(value) if isinstance(value, str) else value


def _iso(text: str) -> str:
    """Return a day as 2026-04-05 when year, month and day stand in this order."""
    found = _DAY.fullmatch(text)
    if not found:
        return text
    year, month, day = (part for part in found.groups() if part is not None)
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _moment(value: object, field: Field) -> object:
    if isinstance(value, datetime):
        whole = value + timedelta(microseconds=500_000)  # a spreadsheet's second is not quite one
        whole = whole.replace(microsecond=0)
        return whole.date() if field.kind is Kind.MOMENT and whole.time() == time(0) else whole
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return _day(value, field)
    day, hour, minute, second, offset = found.groups()
    offset = offset or ""
    if len(offset) == 5:
        offset = f"{offset[:3]}:{offset[3:]}"
    return f"{_iso(day)}T{int(hour):02d}:{minute}:{second or '00'}{offset}"


def _clock(value: object, _field: Field) -> object:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return "24:00" if value == timedelta(days=1) else str(value)
    if isinstance(value, str) and re.fullmatch(r"\d:\d\d", value, re.ASCII):
        return f"0{value}"
    return value


# ---------------------------------------------------------------- words


def _text(value: object, _field: Field) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _choice(value: object, field: Field) -> object:
    """Return the word of the format for a word of the format or its label in either language."""
    if field.or_day and not isinstance(value, str):
        return _day(value, field)
    if not isinstance(value, str):
        return _text(value, field)
    wanted = value.casefold()
    for word, label in field.choices.items():
        if wanted in {word.casefold(), label.zh.casefold(), label.en.casefold()}:
            return word
    return _iso(value) if field.or_day else value


def _choices(value: object, field: Field) -> object:
    words = [part.strip() for part in _SEPARATOR.split(str(value)) if part.strip()]
    return [_choice(word, field) for word in words]


def _counts(value: object, field: Field) -> object:
    if isinstance(value, str):
        return [_count(part.strip(), field) for part in _SEPARATOR.split(value) if part.strip()]
    return [_count(value, field)]


_READERS: Mapping[Kind, Callable[[object, Field], object]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.ID: _text,
        Kind.MONEY: _money,
        Kind.RATE: _rate,
        Kind.COUNT: _count,
        Kind.FLAG: _flag,
        Kind.DAY: _day,
        Kind.MOMENT: _moment,
        Kind.INSTANT: _moment,
        Kind.CHOICE: _choice,
        Kind.CLOCK: _clock,
        Kind.CHOICES: _choices,
        Kind.COUNTS: _counts,
    }
)


def _not_exact(number: float) -> Said:
    return Said(
        Text(f"{number!r} 不是一个确切的数", f"{number!r} is not an exact figure"),
        Text(
            "金额最多两位小数，比率不超过 12 位数字",
            "amounts with two decimals, rates of at most 12 digits",
        ),
        Text(
            "照账单重新输入这一格；不要用计算出来的数",
            "type the cell anew as the bill shows it, not a computed figure",
        ),
    )


def _serial(number: float) -> Said:
    return Said(
        Text(f"{number!r} 是数字，不是日期", f"{number!r} is a number, not a date"),
        Text("日期，如 2026-04-05", "a date, like 2026-04-05"),
        Text(
            "把这一格的格式改成日期，或直接输入 2026-04-05",
            "format the cell as a date, or type 2026-04-05",
        ),
    )
