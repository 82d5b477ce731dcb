"""Plans of opened cases: a quick one at once, a close one in the background, none ever stored."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from threading import Lock

from ashore.facts import Case
from ashore.intake.what_if import WhatIf, changed
from ashore.plan.outcome import Plan
from ashore.plan.run import Options, plan
from ashore.web.answers import Answer, law_of, practice_of

__all__ = ["close_plan", "forget_plans", "quick_plan", "what_if_plan"]

QUICK = Options(fine=False, shortages=False)
LEAN = Options(fine=False, shortages=False, compare=False)
CLOSE = Options()
MOST = 40

_LOCK = Lock()
_WORK: dict[str, Future[Plan]] = {}
_POOL = ThreadPoolExecutor(max_workers=1, thread_name_prefix="plan")


def quick_plan(answer: Answer) -> Plan:
    """Return the plan that is there within a second; the bound behind it is not close.

    Raises:
        BadInput: the case has no budget.
    """
    return _kept(answer, "quick", QUICK)


def what_if_plan(answer: Answer, what_if: WhatIf) -> tuple[Plan, Plan]:
    """Return the plan as things are and the plan of the changed case, both quick ones.

    Raises:
        BadInput: the case has no budget.
    """
    before = _kept(answer, "lean", LEAN)
    return before, _plan(changed(answer.case, what_if, answer.on), answer.on, LEAN)


def close_plan(answer: Answer, mark: str) -> Plan | None:
    """Return the plan with a close bound and what is missing; None while it is being made.

    Args:
        answer: the case.
        mark: what names the case and its state; one piece of work a mark.
    """
    name = sha256(mark.encode()).hexdigest()
    with _LOCK:
        work = _WORK.get(name)
        if work is None:
            while len(_WORK) >= MOST:
                _WORK.pop(next(iter(_WORK))).cancel()
            work = _WORK[name] = _POOL.submit(_plan, answer.case, answer.on, CLOSE)
    return work.result() if work.done() else None


def forget_plans() -> None:
    """Forget the plans made in the background."""
    with _LOCK:
        for work in _WORK.values():
            work.cancel()
        _WORK.clear()


def _kept(answer: Answer, name: str, options: Options) -> Plan:
    found = answer.kept.get(name)
    if not isinstance(found, Plan):
        found = answer.kept[name] = _plan(answer.case, answer.on, options)
    return found


def _plan(case: Case, on: date, options: Options) -> Plan:
    return plan(case, law_of(case.jurisdiction), practice_of(), on, options)
