"""Is the log whole? The first bad record is named, or it is said how far the chain is good."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

from ashore.gate.chain import Chain, Fault, Row, check_rows
from ashore.gate.store import Store, is_store
from ashore.gate.trouble import StoreTrouble, no_store
from ashore.words import Text

__all__ = ["Verified", "verified_value", "verify"]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found.

    Attributes:
        records: how many good records there are from the first on.
        head: the hash of the last good one.
        fault: the first thing wrong; None: nothing.
        end_checked: whether the secret was there to check that the end was not cut off.
    """

    records: int
    head: str
    fault: Fault | None = None
    end_checked: bool = True


def verify(folder: Path, receipt: tuple[int, str] | None = None, *, rest: float = 0.0) -> Verified:
    """Return how far a store's chain is good.

    Without the store's secret everything is checked but the note of the end.

    Args:
        folder: where the store lies.
        receipt: number and hash of a record as they were answered once; it has to be there still.
        rest: seconds to leave to others after every hundred records.

    Raises:
        StoreTrouble: there is no store at this place.
    """
    if not is_store(folder):
        raise no_store(folder)
    end = Chain()
    try:
        store = Store(folder, trust=False)
    except StoreTrouble as trouble:
        return Verified(0, end.head, Fault("unreadable", 1, trouble.what), end_checked=False)
    seen: dict[int, str] = {}
    try:
        with store.still():
            with closing(_resting(_noted(store, receipt, seen), rest)) as rows:
                fault = next(check_rows(rows, end), None)
            fault = fault or _head_fault(store, end) or _receipt_fault(receipt, seen)
    except StoreTrouble as trouble:
        fault = Fault("unreadable", end.seq + 1, trouble.what)
    finally:
        store.close()
    return Verified(end.seq, end.head, fault, end_checked=store.has_secret)


def _noted(store: Store, receipt: tuple[int, str] | None, seen: dict[int, str]) -> Iterator[Row]:
    for row in store.rows():
        if receipt is not None and row[0] == receipt[0]:
            seen[row[0]] = row[6]
        yield row


def _resting(rows: Iterator[Row], rest: float) -> Generator[Row, None, None]:
    for number, row in enumerate(rows):
        if rest and number % 100 == 99:
            sleep(rest)
        yield row


def _head_fault(store: Store, end: Chain) -> Fault | None:
    seq, digest, is_ours = store.head()
    if not is_ours and store.has_secret:
        return Fault(
            "head",
            end.seq,
            Text("链尾的标记不是这个存储写的", "the note of the end was not written by this store"),
        )
    if end.seq < seq:
        return Fault(
            "cut",
            end.seq + 1,
            Text(
                f"应有 {seq} 条，只剩 {end.seq} 条：末尾被截断",
                f"there should be {seq} records and are {end.seq}: the end was cut off",
            ),
        )
    if (end.seq, end.head) != (seq, digest):
        return Fault(
            "head",
            seq + 1,
            Text(
                f"第 {seq} 条之后有没有登记过的记录",
                f"there are records after {seq} that the store did not write",
            ),
        )
    return None


def _receipt_fault(receipt: tuple[int, str] | None, seen: dict[int, str]) -> Fault | None:
    if receipt is None or seen.get(receipt[0]) == receipt[1]:
        return None
    return Fault(
        "receipt",
        receipt[0],
        Text(
            f"第 {receipt[0]} 条和当时的回执对不上",
            f"record {receipt[0]} is not the one the receipt was given for",
        ),
    )


def verified_value(found: Verified, lang: str) -> dict[str, Any]:
    """Return the finding as JSON values."""
    fault = found.fault
    return {
        "ok": fault is None,
        "records": found.records,
        "head": found.head,
        "end_checked": found.end_checked,
        "first_bad": None
        if fault is None
        else {"seq": fault.seq, "kind": fault.kind, "text": fault.text.say(lang)},
    }
