"""What the engine answers about an opened case, remembered for a while in memory only.

The same text on the same day by the same norms gives the same answer, so an answer is known by
these. Nothing of it is written to a disk; when a case is locked its answers are forgotten.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from threading import Lock

from ashore.case import LoanOutcome, Outcome, run, run_loan
from ashore.conduct.case_situation import contacts_of, situations_of
from ashore.conduct.judge import judge_log
from ashore.conduct.texts import wording_check
from ashore.conduct.verdict import Verdict
from ashore.facts import Case, Contact
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.files.wording import read_wording
from ashore.forecast.outlook import Outlook, outlook
from ashore.forecast.practice import Practice
from ashore.forecast.run import Forecast, further
from ashore.law import Law
from ashore.ledger.claims import conventions_of, with_conventions
from ashore.ledger.proof import Fit
from ashore.report.gaps import open_lines as lines_of
from ashore.web.clock import today
from ashore.web.keyring import KEYRING
from ashore.web.memory import Remembered, forget_engine
from ashore.web.planning import DESK, Explained
from ashore.web.store import Opened, forget_parsed
from ashore.words import Text

__all__ = ["Answer", "answer", "forget", "law_of", "open_lines", "practice_of", "verdicts_of"]

REMEMBERED = 100
"""How many cases: each takes about 1 MB."""


class Answer:
    """What a case answers on one day: owed, coming, allowed; each computed when asked for."""

    def __init__(self, case: Case, on: date) -> None:
        self.case, self.on = case, on
        self.kept: dict[str, object] = {}  # what others made of it, by name
        self.lock = Lock()

    @cached_property
    def outcome(self) -> Outcome:
        """The books, costs, caps and claims; without the search for what explains a claim."""
        return run(self.case, law_of(self.case.jurisdiction), self.on, search=False)

    def loan(self, place: int) -> LoanOutcome:
        """Return everything about one loan, what explains a claim included."""
        found = self.kept.get(f"loan {place}")
        if not isinstance(found, LoanOutcome):
            found = self.kept[f"loan {place}"] = self._loan(place)
        return found

    def _loan(self, place: int) -> LoanOutcome:
        law = law_of(self.case.jurisdiction)
        if "outcome" not in vars(self):  # the other loans may wait
            return run_loan(self.case.loans[place], law, self.on)
        one = self.outcome.loans[place]
        if not one.claims:
            return one
        fits = self._explained(place)
        if fits is None:
            fits = conventions_of(one.books, one.file.claims)
        return replace(one, claims=with_conventions(one.claims, fits))

    def _explained(self, place: int) -> tuple[Fit, ...] | None:
        """Return what was found of a loan's claims where `explain` has had it looked for."""
        work = self.kept.get("explained")
        if not isinstance(work, Future) or not work.done() or work.cancelled():
            return None
        found: Explained = work.result() if work.exception() is None else ()
        return found[place] if found else None

    def explain(self) -> None:
        """Have what explains the claims looked for, where another process can do it."""
        if "explained" not in self.kept and any(file.claims for file in self.case.loans):
            self.kept["explained"] = DESK.explain(self.case)

    def drawn(self, name: str, draw: Callable[[], str]) -> str:
        """Return a piece of a page, drawn once; `name` says which, and in which language."""
        found = self.kept.get(name)
        if not isinstance(found, str):
            found = self.kept[name] = draw()
        return found

    @cached_property
    def verdicts(self) -> tuple[tuple[Contact, Verdict], ...]:
        """The contacts of the case in its order, each with its verdict."""
        return verdicts_of(self.case)

    @cached_property
    def outlook(self) -> Outlook:
        """The family shield and the next steps: what a first page needs of the forecast."""
        return outlook(self.case, law_of(self.case.jurisdiction), practice_of(), self.on)

    @cached_property
    def forecast(self) -> Forecast:
        """What may happen next."""
        law = law_of(self.case.jurisdiction)
        return further(self.outlook, self.case, law, practice_of())


_KNOWN: Remembered[Answer] = Remembered(REMEMBERED)


def answer(opened: Opened, on: date | None = None) -> Answer:
    """Return what the engine answers about a case: on its own day, else today in China."""
    day = on or opened.case.as_of or today()
    code = str(opened.code)
    return _KNOWN.of(
        code,
        f"{day}|{opened.text}",
        lambda: Answer(opened.case, day),
        lambda: not opened.sealed or KEYRING.holds(code),
    )


def open_lines(opened: Opened) -> tuple[Text, ...]:
    """Return a sentence for everything of a case that is not known: for every page of figures."""
    case = opened.case
    if not case.unfinished and all(file.sure for file in case.loans):
        return ()  # a page that needs no books makes none
    return lines_of(answer(opened).outcome)


def forget(code: str = "") -> None:
    """Forget the answers about a case, or all of them, here and where plans are made."""
    _KNOWN.forget(code)
    forget_parsed(code)
    forget_engine()
    DESK.forget()


def _locked(code: str) -> None:
    """Forget a case that was just locked, what still hangs together in rings of objects too."""
    forget(code)
    gc.collect()


KEYRING.tell(_locked)


def verdicts_of(case: Case, *, every: bool = False) -> tuple[tuple[Contact, Verdict], ...]:
    """Return the contacts of a case in its order, each with its verdict.

    `every` keeps the norms that found nothing too.
    """
    contacts = contacts_of(case)
    patterns = read_wording() if any(each.text for each in contacts) else None
    wording = None if patterns is None else wording_check(patterns)
    law = law_of(case.jurisdiction)
    found = judge_log(contacts, situations_of(case), law, wording, every=every)
    return tuple(zip(contacts, found, strict=True))


@cache
def law_of(jurisdiction: str) -> Law:
    """Return the packaged norms of a place; read once."""
    return read_law((jurisdiction,))


@cache
def practice_of() -> Practice:
    """Return the packaged reports of what happens; read once."""
    return read_practice()
