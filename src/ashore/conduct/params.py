"""The parameters of a norm of contact, read strictly: a slip in a law file is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import TypeVar

from ashore.words import BadInput, Text

__all__ = ["Taken"]

T = TypeVar("T", int, str, time)


class Taken:
    """Takes parameters one by one; what nobody took is an error."""

    def __init__(self, where: str, params: Mapping[str, object]) -> None:
        self._where = where
        self._params = params
        self._left = set(params)

    def one(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Return a parameter of a kind; `default` None makes it required."""
        self._left.discard(key)
        found = self._params.get(key, default)
        if type(found) is not kind:
            raise self._wrong(key, kind.__name__)
        return found

    def flag(self, key: str) -> bool:
        """Return a parameter that is true or false; false when it is left out."""
        self._left.discard(key)
        found = self._params.get(key, False)
        if not isinstance(found, bool):
            raise self._wrong(key, "true | false")
        return found

    def words(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of words; `default` None makes it required."""
        self._left.discard(key)
        found = self._params.get(key, default)
        if not isinstance(found, tuple) or not all(isinstance(each, str) for each in found):
            raise self._wrong(key, "list")
        return found

    def choice(self, key: str, of: tuple[str, ...], default: str | None = None) -> str:
        """Return one of the words `of`."""
        found = self.one(key, str, default)
        if found not in of:
            raise self._wrong(key, " | ".join(of))
        return found

    def done(self) -> None:
        """Make sure that every parameter was taken.

        Raises:
            BadInput: one was not.
        """
        for key in sorted(self._left):
            raise BadInput(
                where=self._where,
                what=Text(f"params 里没有用到：{key}", f"params holds something unused: {key}"),
                expected=Text("这一类规定认识的参数", "parameters this kind of norm knows"),
                do=Text("改正或删去", "correct or remove it"),
            )

    def _wrong(self, key: str, expected: str) -> BadInput:
        shown = self._params.get(key, "—")
        return BadInput(
            where=self._where,
            what=Text(f"params.{key} 的值不对：{shown}", f"params.{key} cannot be {shown}"),
            expected=Text(expected, expected),
            do=Text("改正这个参数", "correct the parameter"),
        )
