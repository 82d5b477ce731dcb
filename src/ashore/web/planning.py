"""What takes long, a plan above all: made here, or in a process that does nothing else.

Nothing of Django is imported, so that a worker starts quickly and knows no database.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from datetime import date
from functools import cache
from multiprocessing.process import BaseProcess
from threading import Lock, Thread
from typing import Any

from ashore.facts import Case
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.forecast.practice import Practice
from ashore.law import Law
from ashore.ledger.claims import conventions_of
from ashore.ledger.loans import books
from ashore.ledger.proof import Fit
from ashore.plan.outcome import Plan
from ashore.plan.run import Options, plan
from ashore.web.memory import forget_engine

__all__ = ["DESK", "Desk", "Explained", "explain_claims", "make_plan"]

Explained = tuple[tuple[Fit, ...] | None, ...]
"""For each loan of a case, what explains its claims; None: nothing was searched for."""


def make_plan(case: Case, on: date, options: Options) -> Plan:
    """Return the plan of a case by the packaged norms and reports.

    Raises:
        BadInput: the case has no budget.
    """
    return plan(case, _law(case.jurisdiction), _practice(), on, options)


def explain_claims(case: Case) -> Explained:
    """Return for each loan of a case the conventions that explain what its lender claims."""
    law = _law(case.jurisdiction)
    return tuple(
        conventions_of(books(file.loan, file.events, law), file.claims) if file.claims else None
        for file in case.loans
    )


@cache
def _law(jurisdiction: str) -> Law:
    return read_law((jurisdiction,))


@cache
def _practice() -> Practice:
    return read_practice()


def _ready() -> None:
    """Read what every plan needs, before the first is asked for; end when the app ends.

    A page somebody waits for comes before a plan, whose page says that it is being made.
    """
    if hasattr(os, "nice"):
        os.nice(10)
    Thread(target=_end_with_parent, daemon=True).start()
    _law("CN")
    _practice()


def _end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however that went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


class _Here(Executor):
    """Does the work at once, in this thread."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:  # noqa: ANN401
        """Return what is done already."""
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args, **more))
        except Exception as fault:  # noqa: BLE001  (it is raised where the result is asked for)
            done.set_exception(fault)
        return done


class Desk:
    """Where plans are made: in this thread, or after `open` in processes of their own.

    A plan keeps a processor busy for a while; in a process of its own it keeps nobody waiting who
    looks at another page. Quick ones and close ones have a process each.
    """

    def __init__(self) -> None:
        self._quick: Executor = _Here()
        self._close: Executor = _Here()
        self._workers: list[BaseProcess] = []
        self._lock = Lock()

    def open(self) -> None:
        """Start the processes."""
        self._quick, self._close = self._process(), self._process()

    def _process(self) -> Executor:
        """Start one process."""
        before = set(multiprocessing.active_children())
        pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _ready)
        pool.submit(_ready)
        now = multiprocessing.active_children()
        self._workers += [each for each in now if each not in before]
        return pool

    def shut(self) -> None:
        """End the processes, whatever they are at."""
        for pool in (self._quick, self._close):
            pool.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.terminate()
        self._quick = self._close = _Here()

    def forget(self) -> None:
        """Have what was remembered of the cases asked about forgotten, after the work at hand."""
        for pool in (self._quick, self._close):
            with suppress(BrokenExecutor):  # a process that has ended remembers nothing
                pool.submit(forget_engine)

    def ask(self, case: Case, on: date, options: Options) -> Future[Plan]:
        """Return a plan to be made."""
        with self._lock:
            name = "_close" if options.shortages else "_quick"
            try:
                return self._at(name).submit(make_plan, case, on, options)
            except BrokenExecutor:  # the system ended the process, as some phones do
                setattr(self, name, self._process())
                return self._at(name).submit(make_plan, case, on, options)

    def explain(self, case: Case) -> Future[Explained] | None:
        """Return the work on explaining the claims of a case; None: no process would do it."""
        with self._lock:
            if isinstance(self._quick, _Here):
                return None
            try:
                return self._quick.submit(explain_claims, case)
            except BrokenExecutor:  # whoever looks at a loan computes it then
                return None

    def _at(self, name: str) -> Executor:
        pool: Executor = getattr(self, name)
        return pool


DESK = Desk()
