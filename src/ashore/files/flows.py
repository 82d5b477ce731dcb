"""Cash flows from a CSV file: `on,amount` (dated) or `period,amount` (equal periods).

The file is small, UTF-8 and plain; anything else is refused with its line and the way out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from ashore.files.grid import delimiter_of
from ashore.files.source import read_bytes
from ashore.ledger.flows import DatedFlow, Flows, PeriodFlow
from ashore.money import decimal_of
from ashore.words import BadInput, Text

__all__ = ["read_flows"]

MAX_ROWS = 5_000
"""Ten payments a week for ten years; a longer list is no loan's."""
MAX_BYTES = 1_000_000
MAX_PERIOD = 10_000
MAX_DIGITS = 40  # characters of a number, and of a cell shown in a message
FIRST_YEAR, LAST_YEAR = 1900, 2299

_NAMES = {
    "on": {"on", "date", "日期"},
    "period": {"period", "期", "期数", "期次"},
    "amount": {"amount", "金额"},
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HEADERS = Text("第一行是 on,amount 或 period,amount", "a first line on,amount or period,amount")
_EXAMPLE = Text(
    "写成例如：on,amount 换行 2026-01-05,10000.00 换行 2026-02-05,-10200.00",
    "write, for example: on,amount, next line 2026-01-05,10000.00, next 2026-02-05,-10200.00",
)


def read_flows(path: Path) -> Flows:
    """Return the flows of a CSV file, in the order of the file; "-" is standard input.

    Raises:
        BadInput: the file cannot be read, or a line of it cannot be used; the message names it.
    """
    name = "stdin" if str(path) == "-" else path.name
    lines = list(_lines(_text(read_bytes(path), name), name))
    if not lines:
        raise BadInput(
            where=name, what=Text("文件是空的", "the file is empty"), expected=_HEADERS, do=_EXAMPLE
        )
    (at, header), *rows = lines
    columns = _columns(header, f"{name}:{at}")
    if len(rows) < 2:
        raise _too_few(name, len(rows))
    if "on" in columns:
        return [
            DatedFlow(_day(cells[0], at), amount)
            for at, cells, amount in _cells(rows, columns, name)
        ]
    return [
        PeriodFlow(_period(cells[0], at), amount)
        for at, cells, amount in _cells(rows, columns, name)
    ]


def _text(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise BadInput(
            where=name,
            what=Text("文件太大", "the file is too large"),
            expected=Text(
                f"一笔借款的现金流，不超过 {MAX_BYTES // 10**6} MB",
                f"the cash flows of one loan, at most {MAX_BYTES // 10**6} MB",
            ),
            do=Text("看看是不是选错了文件", "see whether it is the right file"),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _not_text(name, data, wrong.start) from wrong
    if "\0" in text:
        raise _not_text(name, data, data.index(b"\0"))
    return text


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line that has any."""
    reader = csv.reader(text.splitlines(), delimiter=delimiter_of(text), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
            if reader.line_num > MAX_ROWS:
                raise BadInput(
                    where=f"{name}:{reader.line_num}",
                    what=Text("行数太多", "too many lines"),
                    expected=Text(f"最多 {MAX_ROWS} 行", f"at most {MAX_ROWS} lines"),
                    do=Text("一次只算一笔借款", "compute one loan at a time"),
                )
    except csv.Error as wrong:
        raise BadInput(
            where=f"{name}:{reader.line_num}",
            what=Text("这一行的引号不成对", "quotes do not match on this line"),
            expected=Text("不带引号的日期和数", "a date and a number without quotes"),
            do=Text("去掉引号", "take the quotes away"),
        ) from wrong


def _columns(header: Sequence[str], where: str) -> list[str]:
    """Return the key of each column."""
    known = {word: key for key, words in _NAMES.items() for word in words}
    keys = [known.get(cell.casefold(), "") for cell in header]
    if sorted(keys) in (["amount", "on"], ["amount", "period"]):
        return keys
    found = ",".join(header)
    if "on" in keys and "period" in keys:
        what = Text(
            f"日期和期数不能同在一个文件里：{_short(found)}",
            f"dates and periods cannot be in one file: {_short(found)}",
        )
    elif any(_DAY.fullmatch(cell) or decimal_of(cell) is not None for cell in header):
        what = Text(
            f"第一行是数据，不是表头：{_short(found)}",
            f"the first line is data, no header: {_short(found)}",
        )
    elif "" in keys:
        odd = _short(header[keys.index("")])
        what = Text(f'不认识这一列："{odd}"', f'unknown column: "{odd}"')
    else:
        what = Text(
            f"表头不全或有重复：{_short(found)}",
            f"the header is incomplete or doubled: {_short(found)}",
        )
    raise BadInput(where=where, what=what, expected=_HEADERS, do=_EXAMPLE)


def _cells(
    rows: Sequence[tuple[int, list[str]]], columns: Sequence[str], name: str
) -> Iterator[tuple[str, list[str], Fraction]]:
    """Yield the place, the time and the amount of each row."""
    for line, cells in rows:
        where = f"{name}:{line}"
        if len(cells) != len(columns):
            raise BadInput(
                where=where,
                what=Text(f"这一行有 {len(cells)} 格", f"this line has {len(cells)} cells"),
                expected=Text("两格，用逗号隔开", "two cells with a comma between"),
                do=Text(
                    "金额里不要写千分位逗号，写 1000.00", "write 1000.00, without commas inside"
                ),
            )
        named = dict(zip(columns, cells, strict=True))
        amount = _amount(named.pop("amount"), where)
        yield where, list(named.values()), amount


def _amount(text: str, where: str) -> Fraction:
    exact = decimal_of(text) if len(text) <= MAX_DIGITS else None
    if exact is None:
        raise BadInput(
            where=where,
            what=Text(f'"{_short(text)}" 不是金额', f'"{_short(text)}" is not an amount'),
            expected=Text(
                f"小数，如 10000.00 或 -916.80，最多 {MAX_DIGITS} 个字符",
                f"a decimal, like 10000.00 or -916.80, of at most {MAX_DIGITS} characters",
            ),
            do=Text(
                "去掉货币符号、千分位逗号和空格", "take away currency signs, commas and blanks"
            ),
        )
    return exact


def _day(text: str, where: str) -> date:
    try:
        if _DAY.fullmatch(text) and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            return date.fromisoformat(text)
    except ValueError:
        pass  # like 2026-02-30
    raise BadInput(
        where=where,
        what=Text(f'"{_short(text)}" 不是日期', f'"{_short(text)}" is not a date'),
        expected=Text(
            f"年-月-日，如 2026-11-23,{FIRST_YEAR} 至 {LAST_YEAR} 年",
            f"year-month-day, like 2026-11-23, from {FIRST_YEAR} to {LAST_YEAR}",
        ),
        do=Text(
            "补足两位的月和日，并确认这一天存在",
            "write month and day with two digits, and see that the day exists",
        ),
    )


def _period(text: str, where: str) -> Fraction:
    exact = decimal_of(text) if len(text) <= MAX_DIGITS else None
    if exact is None or not 0 <= exact <= MAX_PERIOD:
        raise BadInput(
            where=where,
            what=Text(f'"{_short(text)}" 不是期数', f'"{_short(text)}" is not a period'),
            expected=Text(
                f"0 到 {MAX_PERIOD} 的数，借到钱的那一刻是 0",
                f"a number from 0 to {MAX_PERIOD}; the payout is at 0",
            ),
            do=Text(
                "第一期写 1，第二期写 2；日期请用 on 这一列",
                "write 1 for the first period, 2 for the next; for dates use the column on",
            ),
        )
    return exact


def _short(text: str) -> str:
    """Return a text as it stands in a message: its beginning, when it is long."""
    return text if len(text) <= MAX_DIGITS else f"{text[:MAX_DIGITS]}…"


def _too_few(name: str, rows: int) -> BadInput:
    return BadInput(
        where=name,
        what=Text(f"只有 {rows} 行现金流", f"only {rows} row(s) of cash flows"),
        expected=Text("至少两行：收到的和付出的", "at least two: what came and what was paid"),
        do=Text("把借到的钱和每次还款各写一行", "write a line for the payout and one a payment"),
    )


def _not_text(name: str, data: bytes, start: int) -> BadInput:
    line = data.count(b"\n", 0, start) + 1
    return BadInput(
        where=f"{name}:{line}",
        what=Text(
            f"第 {line} 行有不是 UTF-8 文字的内容", f"line {line} holds what is not UTF-8 text"
        ),
        expected=Text("UTF-8 编码的 CSV", "a CSV file in UTF-8"),
        do=Text(
            "在编辑器或表格软件里另存为 CSV UTF-8",
            "save it as CSV UTF-8 in your editor or spreadsheet",
        ),
    )
