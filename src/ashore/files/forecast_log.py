"""The log of what really happened: one JSON object a line, only ever appended to."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from ashore.files.source import read_text
from ashore.forecast.score import Happened
from ashore.words import BadInput, Text

__all__ = ["append_happened", "read_happened"]

_KEYS = {"loan", "kind", "on", "note"}
_NEEDED = ("loan", "kind", "on")
NOTE_MOST = 500


def append_happened(path: str | Path, one: Happened) -> None:
    """Append one line to a log, which is made if it is not there.

    The line is written in one step and flushed to the disk: a reader sees all of it or none.

    Raises:
        BadInput: the place cannot be written to, or the file does not end in a whole line.
    """
    path = Path(path)
    value = {"loan": one.loan, "kind": one.kind, "on": one.on.isoformat()}
    if one.note:
        value["note"] = one.note
    line = f"{json.dumps(value, ensure_ascii=False)}\n".encode()
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            _whole_line(handle, path)
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as wrong:
        raise BadInput(
            where=str(path),
            what=Text("写不进去", "it cannot be written"),
            expected=Text("可以写的文件", "a file that can be written to"),
            do=Text("换一个位置再试", "try another place"),
        ) from wrong


def _whole_line(handle: int, path: Path) -> None:
    size = os.lseek(handle, 0, os.SEEK_END)
    if not size:
        return
    os.lseek(handle, size - 1, os.SEEK_SET)
    if os.read(handle, 1) != b"\n":
        raise BadInput(
            where=path.name,
            what=Text("最后一行不完整", "the last line is not whole"),
            expected=Text(
                "每行一个 JSON 对象，行末换行", "one JSON object a line, ended by a newline"
            ),
            do=Text("用文本编辑器补全或删掉最后一行", "complete or remove the last line by hand"),
        )


def read_happened(path: str | Path, kinds: Collection[str] = ()) -> tuple[Happened, ...]:
    """Return what a log holds, in its order; `kinds` are those a forecast knows (empty: any).

    Raises:
        BadInput: the file cannot be read, or a line of it is not as asked for.
    """
    path = Path(path)
    lines = read_text(path).splitlines()
    return tuple(
        _line(line, f"{path.name}:{number}", kinds)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )


def _line(line: str, where: str, kinds: Collection[str]) -> Happened:
    try:
        raw = json.loads(line)
    except ValueError as wrong:
        raise _wrong(where, line[:40]) from wrong
    if not isinstance(raw, dict) or not all(isinstance(each, str) for each in raw.values()):
        raise _wrong(where, line[:40])
    odd = sorted(set(raw) - _KEYS) or [key for key in _NEEDED if not raw.get(key)]
    if odd:
        raise _wrong(where, odd[0])
    if kinds and raw["kind"] not in kinds:
        raise unknown_kind(where, raw["kind"], kinds)
    return Happened(
        loan=raw["loan"], kind=raw["kind"], on=_day(raw, where), note=raw.get("note", "")
    )


def _day(raw: dict[str, Any], where: str) -> date:
    try:
        return date.fromisoformat(raw["on"])
    except ValueError as wrong:
        raise _wrong(where, raw["on"]) from wrong


def _wrong(where: str, what: str) -> BadInput:
    sample = '{"loan": "wld", "kind": "human_call", "on": "2026-12-01"}'
    return BadInput(
        where=where,
        what=Text(f"看不懂：{what}", f"not understood: {what}"),
        expected=Text(f"如 {sample}", f"like {sample}"),
        do=Text(
            "用 ashore forecast record 添加，不要手改", "add lines with ashore forecast record"
        ),
    )


def unknown_kind(where: str, kind: str, kinds: Collection[str]) -> BadInput:
    """Return what to say of a kind no forecast knows, with the nearest that one does."""
    from difflib import get_close_matches

    near = get_close_matches(kind, kinds, n=1)
    return BadInput(
        where=where,
        what=Text(f"没有这种事件：{kind}", f"no such kind of event: {kind}"),
        expected=Text("、".join(kinds), ", ".join(kinds)),
        do=Text(
            f"是不是 {near[0]}？" if near else "从上面选一个",
            f"did you mean {near[0]}?" if near else "choose one of these",
        ),
    )
