"""What the HTTP API answers about a case: the values that the command line prints as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from ashore.case import Outcome, run
from ashore.conduct.as_json import verdicts_value
from ashore.facts import Case
from ashore.files.guidance import read_guidance
from ashore.forecast.run import Forecast, forecast
from ashore.loan import Finding
from ashore.plan.run import Options, hoped_plan, plan
from ashore.report.borrowing_values import borrowing_value
from ashore.report.forecast_values import forecast_value
from ashore.report.offers_values import offers_value
from ashore.report.plan_beside import Beside
from ashore.report.plan_values import plan_value
from ashore.report.values import (
    balance_value,
    claims_value,
    cost_value,
    report_value,
    schedule_value,
)
from ashore.web.answers import law_of, practice_of, verdicts_of
from ashore.web.money_pages import borrow_page, offer_page
from ashore.words import BadInput, Text

__all__ = ["ANSWERS", "Asked", "answered"]

Value = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A case and the day it is asked about.

    `explain` opens the trees, `quick` makes a plan without its close bound and comparisons, `lang`
    is the language of verdicts; the rest is in both.
    """

    case: Case
    on: date
    notes: tuple[Finding, ...] = ()
    explain: bool = False
    quick: bool = False
    lang: str = "zh"

    def outcome(self) -> Outcome:
        """The books, costs, caps and claims."""
        return run(self.case, law_of(self.case.jurisdiction), self.on, self.notes)


def answered(name: str, asked: Asked) -> Value:
    """Return one answer about a case.

    Raises:
        BadInput: the case lacks what the answer is about.
        LawGap: no norm answers for a day it is needed.
    """
    return ANSWERS[name](asked)


def _report(asked: Asked) -> Value:
    return report_value(asked.outcome(), explain=asked.explain, ahead=_ahead(asked))


def _ahead(asked: Asked) -> Forecast:
    law = law_of(asked.case.jurisdiction)
    return forecast(asked.case, law, practice_of(), asked.on)


def _forecast(asked: Asked) -> Value:
    return forecast_value(asked.case, _ahead(asked))


def _judge(asked: Asked) -> Value:
    if not asked.case.contacts:
        raise _lacks("contacts", Text("没有联系记录", "there is no contact in it"))
    found = [verdict for _, verdict in verdicts_of(asked.case, every=asked.explain)]
    return verdicts_value(found, asked.lang, law_of(asked.case.jurisdiction).version)


def _plan(asked: Asked) -> Value:
    whole = not asked.quick
    options = Options(fine=whole, compare=whole, shortages=whole)
    case, law, practice = asked.case, law_of(asked.case.jurisdiction), practice_of()
    made = plan(case, law, practice, asked.on, options)
    hoped = hoped_plan(case, law, practice, asked.on, options)
    averages = read_guidance(case.jurisdiction).averages
    return plan_value(made, Beside(hoped=hoped, averages=averages))


def _offers(asked: Asked) -> Value:
    if asked.case.budget is None:
        raise _lacks("budget", Text("案卷里没有收支", "the case has no budget"))
    return offers_value(offer_page(asked.case, asked.on))


def _borrowing(asked: Asked) -> Value:
    return borrowing_value(borrow_page(asked.case, asked.on))


def _lacks(where: str, what: Text) -> BadInput:
    return BadInput(
        where=where,
        what=what,
        expected=Text("案卷里写上这一部分", "that part of the case"),
        do=Text("补上再问", "add it and ask again"),
    )


ANSWERS: Mapping[str, Callable[[Asked], Value]] = MappingProxyType(
    {
        "report": _report,
        "schedule": lambda asked: schedule_value(asked.outcome()),
        "balance": lambda asked: balance_value(asked.outcome(), explain=asked.explain),
        "cost": lambda asked: cost_value(asked.outcome(), explain=asked.explain),
        "claims": lambda asked: claims_value(asked.outcome(), explain=asked.explain),
        "forecast": _forecast,
        "judge": _judge,
        "plan": _plan,
        "offers": _offers,
        "before-borrowing": _borrowing,
    }
)
"""The name of a command → what it answers."""
