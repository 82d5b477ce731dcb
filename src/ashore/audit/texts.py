"""Texts of contacts: judged by the reference, once for each text in each kind of record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from threading import Lock

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ashore.audit import problems
from ashore.audit.checks import Checks, code_of
from ashore.audit.record import FIELDS
from ashore.conduct.ask import WordingCheck

__all__ = ["Texts"]

_REMEMBERED = 200_000
_TEXT = FIELDS["text"]


class Texts:
    """What the norms on wording say of texts, each kind of answer under a code.

    Code 0 is a contact without a text, or one in whose text nothing was found.

    Args:
        checks: what is asked.
        wording: the wording check; None: norms on wording are not asked.
    """

    def __init__(self, checks: Checks, wording: WordingCheck | None) -> None:
        self._checks = checks
        self._wording = wording
        self._asked = [(n, each) for n, each in enumerate(checks.items) if each.text]
        self._mask = _TEXT.put((1 << _TEXT.bits) - 1)
        for name in ("identified", "lender_type", "outcome"):
            self._mask |= ((1 << FIELDS[name].bits) - 1) << FIELDS[name].shift
        for _, check in self._asked:
            self._mask |= check.mask
        self._codes: dict[tuple[tuple[int, int], ...], int] = {(): 0}
        self._known: dict[tuple[int, str], int] = {}
        self._lock = Lock()

    @property
    def levels(self) -> tuple[Mapping[int, int], ...]:
        """Per code: check → level."""
        return tuple(dict(each) for each in self._codes)

    def put(self, words: NDArray[np.int64], batch: pa.RecordBatch) -> None:
        """Add the code of its text to each record that has one.

        Raises:
            BadInput: there are more kinds of answer than codes.
        """
        texts = batch["text"]
        if pa.types.is_dictionary(texts.type):
            texts = texts.dictionary_decode()
        rows = np.flatnonzero(np.asarray(texts.is_valid()) & (words >= 0))
        for row in rows.tolist():
            text = texts[row].as_py()
            if text:
                words[row] |= _TEXT.put(self._code(int(words[row]) & self._mask, text))

    def _code(self, word: int, text: str) -> int:
        known = self._known.get((word, text))
        if known is None:
            known = self._judged(word, text)
            with self._lock:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[word, text] = known
        return known

    def _judged(self, word: int, text: str) -> int:
        ask = self._checks.ask(word)
        contact = replace(ask.contact, text=text)
        ask.contact = contact
        if self._wording is not None:
            ask.phrases = self._wording(contact, ask.situation)
        day: date = ask.local[0].date()
        found = []
        for place, check in self._asked:
            bound = self._checks.bound(ask, check)
            if bound is None:
                continue
            try:
                code = code_of(bound, check.rule.kind.evaluate(check.rule.given, ask), day)
            except Exception as fault:  # noqa: BLE001 - it is recorded, and the others go on
                self._checks.crash(check, fault)
                continue
            if code:
                found.append((place, code))
        key = tuple(found)
        with self._lock:
            code = self._codes.setdefault(key, len(self._codes))
        if code >= 1 << _TEXT.bits:
            raise problems.too_many_texts("audit")
        return code
