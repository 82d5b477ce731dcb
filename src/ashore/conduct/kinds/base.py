"""What a kind of norm is: how its parameters are read and how it judges a contact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ashore.conduct.ask import Ask
from ashore.conduct.lane import CALLS
from ashore.conduct.params import Taken
from ashore.conduct.verdict import Outcome
from ashore.facts import Contact
from ashore.law.norm import Scope

__all__ = ["Kind", "channel_group", "may_have_said"]

Reader = Callable[[Taken, Scope], Any]
Evaluator = Callable[[Any, Ask], Outcome | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of norm.

    Attributes:
        read: turns the parameters of a version (and the norm's scope) into what `evaluate` takes.
        evaluate: judges one contact; None: the norm has nothing to do with it.
        applies: for norms that are exceptions to others: whether the exception is met; such a norm
            is asked only in place of the norm it excepts.
        of_text: it looks at what a text says, and at nothing when no text was checked.
    """

    read: Reader
    evaluate: Evaluator
    applies: Callable[[Any, Ask], bool] | None = None
    of_text: bool = False


_NOTHING_SAID = frozenset({"no_answer", "busy", "invalid", "refused"})


def may_have_said(contact: Contact) -> bool:
    """Return whether anything can have been said or shown: not in a call nobody took."""
    return contact.outcome not in _NOTHING_SAID


def channel_group(channel: str) -> str:
    """Return the medium of a channel: all telephone calls are one."""
    return "call" if channel in CALLS else channel
