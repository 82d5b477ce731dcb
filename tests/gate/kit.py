"""What the gate's tests share: a store, a desk with a clock of ours, ordinary requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ashore.days import SHANGHAI
from ashore.files.places import TextPlaces, json_lines
from ashore.gate.counter import ask, tell
from ashore.gate.desk import Answer, Desk
from ashore.gate.norms import Norms
from ashore.gate.store import Store, create_store

LENDER = "甲消费金融"
MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)
PLACES = TextPlaces("request", "", json_lines)
NORMS = Norms()
"""Read once for all tests."""


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def go(self, **ahead: int) -> datetime:
        self.now += timedelta(**ahead)
        return self.now


def make_store(folder: Path, *lenders: str, salt: bytes | None = None) -> Path:
    create_store(folder, lenders or (LENDER,), MORNING, salt)
    return folder


@dataclass
class Counter:
    """A desk to which one speaks in plain dictionaries."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.store = Store(self.folder, write=True, wait=0.1)
        self.desk = Desk(self.store, self.clock, NORMS)

    def __enter__(self) -> Counter:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def ask(self, lang: str = "en", **changes: Any) -> dict[str, Any]:
        return ask(self.desk, request(self.clock.now, **changes), PLACES, lang).value

    def answer(self, raw: dict[str, Any]) -> Answer:
        return ask(self.desk, raw, PLACES, "en")

    def tell(self, **raw: Any) -> dict[str, Any]:
        return tell(self.desk, raw, PLACES).value


def request(at: datetime = MORNING, /, **changes: Any) -> dict[str, Any]:
    """A call to the debtor that nothing speaks against; `situation` is merged, None removes."""
    situation = {
        "debtor": "d1",
        "lender_type": "consumer_finance",
        "complete": True,
        **changes.pop("situation", {}),
    }
    raw = {
        "at": at.isoformat(),
        "loan": "wld",
        "lender": LENDER,
        "organisation": LENDER,
        "channel": "call",
        "role": "debtor",
        "identified": True,
        "purpose": "collect",
        "recorded": True,
        **changes,
        "situation": {key: value for key, value in situation.items() if value is not None},
    }
    return {key: value for key, value in raw.items() if value is not None}


def by(answer: dict[str, Any]) -> tuple[str, str | None]:
    return answer["decision"], answer["by"]
