"""Logs that were not made for us: a phone's backup, a plain list, a Parquet table, as contacts.

A phone's backup holds a whole private life. Only the numbers the user names are taken, everything
else is passed over unread. The number that was reached is the owner's own; a caller's number is
kept by its last digits at most. What a backup does not say (who was called, whether the
institution was named) stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.files.build import build_contacts
from ashore.files.places import TextPlaces
from ashore.files.source import read_bytes, read_text
from ashore.loan import Finding
from ashore.words import BadInput, Text

__all__ = ["LOGS", "named_numbers", "parse_list", "parse_phone", "read_log"]

LOGS = frozenset({".xml", ".txt", ".log", ".parquet"})
"""The kinds of file read here; tables and case files have their own readers."""

_LIST = Text("一份联系清单：时间、号码、备注", "a list of contacts: time, number, note")

OWN_PHONE = "own-phone"
"""The address of everything in a phone's backup: limits count by the number that is reached."""

_WAY = {"1": "out", "2": "in"}  # SMS Backup & Restore: 1 received, 2 sent
_CALL = {  # call log: 1 incoming, 2 outgoing, 3 missed, 4 voicemail, 5 rejected, 6 blocked
    "1": ("out", "talk"),
    "2": ("in", "talk"),
    "3": ("out", "no_answer"),
    "4": ("out", "voicemail"),
    "5": ("out", "refused"),
    "6": ("out", "refused"),
}
_SEP = "[,\uff0c;\uff1b\t]"  # a comma or semicolon, Chinese or not, or a tab
_LINE = re.compile(
    r"(?P<day>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[T\s]+"
    "(?P<time>\\d{1,2}[:\uff1a]\\d{2}(?:[:\uff1a]\\d{2})?)"
    rf"\s*{_SEP}\s*(?P<number>[^,\uff0c;\uff1b\t]*)(?:{_SEP}\s*(?P<note>.*))?"
)


def read_log(
    path: Path, numbers: Mapping[str, str]
) -> tuple[tuple[Contact, ...], tuple[Finding, ...]]:
    """Return the contacts of a log, and what is worth telling about the reading.

    Args:
        path: a phone backup (.xml of SMS Backup & Restore), a plain list (.txt: time, number,
            note), or a Parquet file with the columns of the contact record.
        numbers: number (or its beginning) → lender. A phone backup is read for these only.

    Raises:
        BadInput: the file cannot be read, or no number was named for a phone backup.
    """
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        rows = _parquet(path)
    elif suffix == ".xml":
        rows = parse_phone(read_bytes(path), numbers, path.name)
    else:
        rows = parse_list(read_text(path, _LIST), numbers, path.name)
    lines: dict[tuple[str | int, ...], int] = {
        ("contacts", n): int(row.pop("#", n + 1)) for n, row in enumerate(rows)
    }
    return build_contacts(rows, TextPlaces(path.name, "", lambda _: lines))


# -- a phone's backup -----------------------------------------------------------------------------


def parse_phone(data: bytes, numbers: Mapping[str, str], name: str) -> list[dict[str, Any]]:
    """Return the rows of a phone backup that belong to the named numbers, oldest first.

    Raises:
        BadInput: no number was named, or the file is not such a backup.
    """
    from xml.etree import ElementTree as ET

    if not numbers:
        raise _name_numbers(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _no_backup(name, Text("带有 DOCTYPE 声明", "it carries a DOCTYPE"))
    try:
        root = ET.fromstring(data)  # noqa: S314  (no DOCTYPE gets here, so no entities)
    except ET.ParseError as wrong:
        raise _no_backup(name, Text(f"XML 有错：{wrong}", f"broken XML: {wrong}")) from wrong
    if root.tag not in {"smses", "calls"}:
        raise _no_backup(name, Text(f"最外层是 <{root.tag}>", f"its root is <{root.tag}>"))
    found = [row for node in root if (row := _entry(node.tag, node.attrib, numbers)) is not None]
    return sorted(found, key=lambda row: str(row["at"]))


def _entry(tag: str, node: Mapping[str, str], numbers: Mapping[str, str]) -> dict[str, Any] | None:
    number = digits_of(node.get("address") or node.get("number") or "")
    lender = _lender(number, numbers)
    if lender is None or not node.get("date", "").isdigit():
        return None
    at = datetime.fromtimestamp(int(node["date"]) / 1000, UTC).astimezone(SHANGHAI)
    row: dict[str, Any] = {
        "at": at.replace(microsecond=0).isoformat(),
        "lender": lender,
        "role": "debtor",
        "address": OWN_PHONE,
        "organisation": tail(number),
    }
    if tag == "sms" and node.get("type") in _WAY:
        way = _WAY[node["type"]]
        return row | {
            "channel": "sms",
            "direction": way,
            "outcome": "delivered" if way == "out" else "",
            "text": node.get("body", ""),
        }
    if tag == "call" and node.get("type") in _CALL:
        way, outcome = _CALL[node["type"]]
        if outcome == "talk" and node.get("duration", "0") == "0":
            outcome = "no_answer"
        return row | {"channel": "call", "direction": way, "outcome": outcome}
    return None


def digits_of(number: str) -> str:
    """Return a number's digits without the country code; letters (a sender's name) are kept.

    >>> digits_of("+86 138-0000 0000"), digits_of("CMBC")
    ('13800000000', 'CMBC')
    """
    plain = re.sub(r"[\s\-()\uff08\uff09]", "", number)
    return re.sub(r"^(\+86|0086)", "", plain)


def tail(number: str) -> str:
    """Return what may be shown of a caller's number: its last four digits.

    >>> tail("075512345678"), tail("")
    ('*5678', '')
    """
    return f"*{number[-4:]}" if number else ""


def _lender(number: str, numbers: Mapping[str, str]) -> str | None:
    for begin, lender in numbers.items():
        if number and number.startswith(digits_of(begin)):
            return lender
    return None


# -- a plain list ---------------------------------------------------------------------------------


def parse_list(text: str, numbers: Mapping[str, str], name: str) -> list[dict[str, Any]]:
    """Return the rows of a plain list: time, number, note; one contact a line, # for remarks.

    What the list does not say stays unknown: the channel, who was contacted, the outcome.

    Raises:
        BadInput: a line is no such entry.
    """
    rows: list[dict[str, Any]] = []
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise _no_line(f"{name}:{place}", line.strip())
        number = digits_of(found["number"].strip())
        day = "-".join(f"{int(part):02d}" for part in re.split(r"[-/.]", found["day"]))
        time = found["time"].replace("\uff1a", ":")
        rows.append(
            {
                "#": place,
                "at": f"{day}T{time:0>5}",
                "lender": _lender(number, numbers) or "",
                "organisation": tail(number),
                "text": (found["note"] or "").strip(),
            }
        )
    return rows


# -- Parquet --------------------------------------------------------------------------------------


def _parquet(path: Path) -> list[dict[str, Any]]:
    try:
        import pyarrow.parquet as pq
    except ImportError as missing:
        raise BadInput(
            where=path.name,
            what=Text("读 Parquet 文件要用到 pyarrow", "reading Parquet needs pyarrow"),
            expected=Text("装好的 ashore[audit]", "ashore[audit] installed"),
            do=Text("pip install 'ashore[audit]'，或先存成 CSV", "install it, or save as CSV"),
        ) from missing
    try:
        table = pq.read_table(path)
    except (OSError, ValueError) as wrong:
        raise _no_backup(
            path.name, Text("不是完整的 Parquet 文件", "no whole Parquet file")
        ) from wrong
    return [_row(row) for row in table.to_pylist()]


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without its empty cells; a list column stays a list, an instant becomes text."""
    kept = {key: value for key, value in row.items() if value is not None}
    if isinstance(kept.get("at"), datetime):
        kept["at"] = kept["at"].isoformat()
    return kept


# -- messages -------------------------------------------------------------------------------------


def _name_numbers(name: str) -> BadInput:
    return BadInput(
        where=name,
        what=Text("没有说要看哪些号码", "no number was named"),
        expected=Text(
            "催收号码，可以多个；其余的通话和短信一律跳过，不读内容",
            "the collectors' numbers; all other calls and messages are passed over unread",
        ),
        do=Text(
            "加上 --number 号码=机构名，例如 --number 95188=某平台",
            "add --number NUMBER=LENDER, for example --number 95188=SomeLender",
        ),
    )


def _no_backup(name: str, what: Text) -> BadInput:
    return BadInput(
        where=name,
        what=what,
        expected=Text(
            "SMS Backup & Restore 导出的 sms 或 calls 文件，或联系记录的 Parquet 表",
            "an sms or calls file of SMS Backup & Restore, or a Parquet table of contacts",
        ),
        do=Text("重新导出一次；或改用表格：ashore template xlsx", "export again, or use a table"),
    )


def _no_line(where: str, line: str) -> BadInput:
    return BadInput(
        where=where,
        what=Text(f"看不懂这一行：{line[:60]}", f"cannot read this line: {line[:60]}"),
        expected=Text("时间，号码，备注", "time, number, note"),
        do=Text(
            "写成 2026-11-20 22:13,95188，说要找我家人",
            "write 2026-11-20 22:13, 95188, said they would find my family",
        ),
    )


def named_numbers(given: Sequence[str]) -> dict[str, str]:
    """Read NUMBER=LENDER pairs; a number alone is its own lender's name.

    >>> named_numbers(["95188=某平台", "0755-1234"])
    {'95188': '某平台', '0755-1234': '0755-1234'}
    """
    return dict(_pair(one) for one in given)


def _pair(one: str) -> tuple[str, str]:
    number, _, lender = one.partition("=")
    return number.strip(), lender.strip() or number.strip()
