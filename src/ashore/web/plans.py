"""Plans of opened cases: a quick one, a close one, one of a changed case; none is ever stored."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Future, TimeoutError as NotYet
from dataclasses import replace

from ashore.intake.what_if import WhatIf, changed
from ashore.plan.outcome import Plan
from ashore.plan.run import LEAN, Options
from ashore.web.answers import Answer
from ashore.web.planning import DESK
from ashore.web.turns import elsewhere

__all__ = ["begin_what_if", "close_plan", "hoped_plan", "quick_plan", "what_if_plan"]

QUICK = Options(fine=False, shortages=False)
HOPED = replace(LEAN, income="expected")
CLOSE = Options()


def quick_plan(answer: Answer, wait: float | None) -> Plan | None:
    """Return the plan that is there within a second; the bound behind it is not close.

    Args:
        answer: the case.
        wait: for how many seconds at most; None waits until it is made.

    Returns:
        The plan; None while it is being made.

    Raises:
        BadInput: the case has no budget.
    """
    return _made(_asked(answer, "quick", QUICK), wait)


def close_plan(answer: Answer) -> Plan | None:
    """Return the plan with a close bound and what is missing; None while it is being made."""
    return _made(_asked(answer, "close", CLOSE), 0)


def hoped_plan(answer: Answer) -> Plan | None:
    """Return the plan that counts income which is not certain too; None while it is being made.

    The case must have such income.
    """
    return _made(_asked(answer, "hoped", HOPED), 0)


def begin_what_if(answer: Answer) -> None:
    """Begin the plan that every "what if" is compared with."""
    _asked(answer, "lean", LEAN)


def what_if_plan(answer: Answer, what_if: WhatIf) -> tuple[Plan, Plan]:
    """Return the plan as things are and the plan of the changed case, both quick ones.

    Raises:
        BadInput: the case has no budget.
    """
    before = _asked(answer, "lean", LEAN)
    after = DESK.ask(changed(answer.case, what_if, answer.on), answer.on, LEAN)
    with elsewhere():
        return before.result(), after.result()


def _asked(answer: Answer, name: str, options: Options) -> Future[Plan]:
    """Return the work on a plan of a case, begun once."""
    with answer.lock:
        found = answer.kept.get(f"plan {name}")
        if not isinstance(found, Future) or _lost(found):
            found = answer.kept[f"plan {name}"] = DESK.ask(answer.case, answer.on, options)
    return found


def _made(work: Future[Plan], wait: float | None) -> Plan | None:
    try:
        if wait == 0 or work.done():  # nothing to wait for: the turn is kept
            return work.result(0)
        with elsewhere():
            return work.result(wait)
    except (NotYet, BrokenExecutor):  # it is made anew when it is asked for again
        return None


def _lost(work: Future[Plan]) -> bool:
    """Say whether nothing will come of it: the process that was at it has ended."""
    if work.cancelled():
        return True
    return work.done() and isinstance(work.exception(), BrokenExecutor)
