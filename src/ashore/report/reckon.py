"""Three small reckonings of the guide, each by the engine: penalty a day, yearly cost, limitation.

They answer about figures that were just typed; nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from ashore.case import run
from ashore.files.case import case_of
from ashore.forecast.papers import Paper, deadline
from ashore.law.limitation import Interruption, Restart, limitation
from ashore.ledger.flows import PeriodFlow
from ashore.ledger.official import METHODS, AnnualMethod, annual
from ashore.money import show
from ashore.report.blocks import Block, Figures, Item, Para, Section
from ashore.report.calm import date_words
from ashore.report.forecast_paper import WHO, last_day
from ashore.report.guide_figures import Data, filled_in
from ashore.words import Cite, Text

__all__ = ["limitation_of", "paper_of", "penalty_of", "yearly_of"]

_YEARS = 366 * 15
"""How many days a reckoning of penalty goes back at most."""


def penalty_of(
    principal: int, rate: tuple[str, str], multiple: str, days: int, data: Data
) -> Section:
    """Return the penalty on overdue principal: by one more day, and by now.

    Args:
        principal: overdue principal, fen.
        rate: the contract's rate as a decimal, and what it is for (day, month, year).
        multiple: the penalty rate in times of it, as a decimal.
        days: for how many days it is overdue.
        data: the law and the day.
    """
    assert 0 < days <= _YEARS
    due = data.on - timedelta(days=days)
    raw = {
        "id": "typed", "name": "typed", "lender_type": "bank", "principal": show(principal),
        "disbursed_on": due - timedelta(days=1), "first_due_on": due, "instalments": 1,
        "method": "bullet", "rate": {"value": rate[0], "per": rate[1]}, "day_count": "act/360",
        "penalty": {"multiple": multiple, "base": "overdue_principal"},
    }  # fmt: skip
    if rate[1] == "day":
        raw["day_count"] = "actual"
    owed = run(case_of({"ashore": 1, "loans": [raw]}), data.law, data.on).loans[0].balance
    figures = Figures(
        (
            (owed.per_day, Text("每多一天增加的罚息", "penalty added by one more day")),
            (owed.penalty, Text(f"{days} 天的罚息合计", f"penalty of {days} days")),
        )
    )
    note = filled_in(_USUAL, data)
    blocks: Sequence[Block] = (figures, Para(note.text, "quiet"), Para(_YEAR, "quiet"),
                               _basis(note.cites))  # fmt: skip
    return Section(Text("罚息", "Penalty interest"), tuple(blocks))


_USUAL = Text(
    "银行常见是合同利率的 {cn.penalty.overdue:multiple_min x} 到"
    " {cn.penalty.overdue:multiple_max x} 倍；以合同为准。",
    "With banks it is usually {cn.penalty.overdue:multiple_min x} to"
    " {cn.penalty.overdue:multiple_max x} times the contract's rate; the contract decides.",
)
_YEAR = Text(
    "年利率、月利率按一年 360 天、一月 30 天折成日利率；日利率照填的算。",
    "A yearly or monthly rate is taken by the day over 360 or 30 days; a daily rate as it is.",
)


def yearly_of(received: int, instalment: int, count: int, data: Data) -> Section:
    """Return the true yearly cost of a loan repaid in equal monthly instalments.

    Args:
        received: what arrived, fen.
        instalment: what is paid each month with every fee, fen.
        count: the number of months.
        data: the law and the day.
    """
    flows = [PeriodFlow(Fraction(0), received)]
    flows += [PeriodFlow(Fraction(month), -instalment) for month in range(1, count + 1)]
    rows: list[tuple[str | int, Text]] = []
    for method in (AnnualMethod.CN_SIMPLE, AnnualMethod.CN_COMPOUND):
        found = annual(flows, method)
        shown = f"{found.shown}%" if found.shown else "-"
        rows.append((shown, METHODS[method].label))
    rows.append(
        (instalment * count - received, Text("一共多付", "paid in all beyond what arrived"))
    )
    note = filled_in(_BESIDE, data)
    return Section(
        Text("真实年化", "True yearly cost"),
        (Figures(tuple(rows)), Para(note.text, "quiet"), _basis(note.cites)),
    )


_BESIDE = Text(
    "对比：私人借款的上限是 {cap:cn.cap.private}；持牌机构息费合计超过"
    " {cn.cap.court_reduction:value %} 的部分可以请求法院调减。法院按单利看，所以两条线要各自比。",
    "Beside it: the cap of private loans is {cap:cn.cap.private}; of a licensed lender's charges"
    " what is above {cn.cap.court_reduction:value %} can be reduced by a court on request. Courts"
    " look at simple interest, so each line has its own figure.",
)


def limitation_of(last_due: date, events: Sequence[tuple[date, Restart]], data: Data) -> Section:
    """Return the last day to sue, and what each event did to it.

    Raises:
        LawGap: the due date lies before October 2017.
    """
    found = limitation(last_due, [Interruption(on, kind) for on, kind in events], data.law)
    assert found.last_on is not None, "only demands, payments and promises are asked for"
    over = found.over_on(data.on)
    state = _OVER if over else _RUNS
    figures = Figures(
        (
            (found.last_on.isoformat(), Text("时效最后一天", "the last day to sue")),
            (found.longest_on.isoformat(), Text("最长不超过", "at the very latest")),
        )
    )
    steps = [
        Para(Text(f"{step.on}：{step.text.zh}", f"{step.on}: {step.text.en}"), "quiet")
        for step in found.steps
    ]
    cites = tuple(dict.fromkeys(step.cite for step in found.steps))
    until = date_words(found.last_on)
    said = Text(state.zh.format(day=until.zh), state.en.format(day=until.en))
    told: tuple[Block, ...] = (figures, Para(said), *steps, Para(_PLEAD, "quiet"), _basis(cites))
    return Section(Text("时效", "Limitation"), told)


_RUNS = Text("到 {day} 之前还在时效内。", "The period runs until {day}.")
_OVER = Text(
    "按填的这些，时效在 {day} 已满；被起诉时可以提出，法院不会主动看。",
    "On these facts it was over on {day}; it can be pleaded in a suit, a court does not look "
    "for it of its own.",
)
_PLEAD = Text(
    "没有填进来的催收也可能让它重新计算；债本身还在。先别为这个签字或承诺，打 12348 问清楚。",
    "A demand that was not entered may have started it anew, and the debt itself remains. Sign "
    "and promise nothing over it before asking 12348.",
)


def paper_of(paper: Paper, received_on: date, data: Data) -> Section:
    """Return what to do after a paper came, and by which day."""
    found = deadline(paper, received_on, data.law)
    told: list[Block] = [Para(last_day(found, data.on), "strong")]
    who = WHO[found.who]
    told += [
        Para(Text(f"{who.zh}：{found.what.zh}", f"{who.en}: {found.what.en}")),
        Para(Text(f"没有做的话：{found.if_missed.zh}", f"if it is not done: {found.if_missed.en}")),
    ]
    if found.not_valid:
        zh = "；".join(text.zh for text in found.not_valid)
        en = "; ".join(text.en for text in found.not_valid)
        told.append(Para(Text(f"这些不算异议：{zh}", f"no valid objection: {en}")))
    told += [Para(note, "quiet") for note in found.notes]
    return Section(found.title, (*told, _basis(found.cites)))


def _basis(cites: Sequence[Cite]) -> Item:
    return Item(Text("依据", "What it rests on"), lines=(), cites=tuple(cites))
