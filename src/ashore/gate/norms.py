"""The norms the gate asks, read once: the law of each jurisdiction, the wording patterns."""

from __future__ import annotations

from ashore.conduct.ask import WordingCheck
from ashore.files.law import read_law
from ashore.law.norm import Law
from ashore.words import Text

__all__ = ["Norms"]


class Norms:
    """Law and wording check, each read when it is first needed."""

    def __init__(self) -> None:
        self._laws: dict[str, Law] = {}
        self._wording: WordingCheck | None = None

    def law(self, jurisdiction: str) -> Law:
        """Return the norms of a jurisdiction.

        Raises:
            BadInput: there are none.
        """
        if jurisdiction not in self._laws:
            self._laws[jurisdiction] = read_law((jurisdiction,))
        return self._laws[jurisdiction]

    def title(self, name: str) -> Text:
        """Return what a norm is called."""
        return self.law(name.partition(".")[0].upper()).norm(name).title

    def wording(self, text: str) -> WordingCheck | None:
        """Return the check of a contact's text; None when there is no text."""
        if not text:
            return None
        if self._wording is None:
            from ashore.conduct.texts import wording_check
            from ashore.files.wording import read_wording

            self._wording = wording_check(read_wording())
        return self._wording

    def warm(self) -> None:
        """Read now what the first question would have to wait for: China's norms, the wording."""
        for _ in self.law("CN").under("cn.conduct."):
            pass
        self.wording("…")
