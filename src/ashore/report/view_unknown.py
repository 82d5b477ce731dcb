"""What is not known: terms taken from a preset or a default, days to come, terms that are missing.

Unknown is an answer. Each entry says what was assumed in its place and how to find out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ashore.case import LoanOutcome, Outcome
from ashore.law.private import term_rate_goes_on
from ashore.loan import Component, Loan, Method, Payment, PenaltyBase, Prepay
from ashore.money import Rounding, show_rate
from ashore.report.names import COUNTING, LENDERS, METHODS, PER
from ashore.report.shown import percent
from ashore.words import Text

__all__ = ["Unknown", "by_remedy", "listed", "told", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Something not known about a loan: what we took instead, and how to find out."""

    loan: str
    name: str
    items: tuple[Text, ...]
    how: Text

    @property
    def what(self) -> Text:
        """Everything that is not known, in one sentence."""
        return joined(self.items)


def unknown(outcome: Outcome) -> tuple[Unknown, ...]:
    """Return everything that stands on an assumption, loan by loan."""
    return tuple(
        Unknown(loan=one.file.loan.id, name=one.file.loan.name, items=items, how=how)
        for one in outcome.loans
        for items, how in _of(one, outcome.on)
    )


def joined(items: Iterable[Text]) -> Text:
    """Return several clauses as one."""
    listed = list(items)
    return Text(";".join(each.zh for each in listed), "; ".join(each.en for each in listed))


def by_remedy(entries: Iterable[Unknown]) -> dict[Text, list[Unknown]]:
    """Return what is not known by how to find out, so that each remedy is told once."""
    found: dict[Text, list[Unknown]] = {}
    for entry in entries:
        found.setdefault(entry.how, []).append(entry)
    return found


def told(group: Sequence[Unknown]) -> list[tuple[Text, Text]]:
    """Return (whose, what) of entries with one remedy; what holds for the same loans comes once."""
    whose: dict[Text, list[str]] = {}
    for entry in group:
        for item in entry.items:
            whose.setdefault(item, []).append(entry.name)
    shared: dict[tuple[str, ...], list[Text]] = {}
    for item, names in whose.items():
        shared.setdefault(tuple(names), []).append(item)
    most_first = sorted(shared.items(), key=lambda pair: -len(pair[0]))
    return [(listed(names), joined(items)) for names, items in most_first]


def listed(names: Sequence[str]) -> Text:
    """Return names as one text; of very many only the first, and how many there are."""
    if len(names) <= NAMES_MOST:
        return Text("、".join(names), ", ".join(names))
    few, count = names[:3], len(names)
    return Text(f"{'、'.join(few)} 等 {count} 笔", f"{', '.join(few)} and others ({count} loans)")


NAMES_MOST = 8


def _of(one: LoanOutcome, on: date) -> Iterator[tuple[tuple[Text, ...], Text]]:
    loan = one.file.loan
    taken = tuple(said for key in loan.defaulted if (said := _taken(loan, key)) is not None)
    if taken:
        yield taken, _COMPARE
    if loan.penalty is None and loan.method is not Method.CARD:
        yield _no_penalty(one)
    if not loan.lender:
        yield (Text("不知道出借人是谁", "the lender is not named"),), _FIRST_PAGE
    later = sum(_day(event) > on for event in one.file.events)
    if later:
        said = Text(
            f"有 {later} 条记录在 {on} 之后，没有计入",
            f"{later} entries lie after {on} and are not counted",
        )
        yield (said,), _OTHER_DAY


def _no_penalty(one: LoanOutcome) -> tuple[tuple[Text, ...], Text]:
    """Return what was counted where no penalty terms are known; the law may name it."""
    if one.books.loan.penalty is not None:
        return (_TERM_RATE,), _NOTE_OF_HAND
    if term_rate_goes_on(one.file.loan.first_lender_type, one.law):
        return (_NO_INTEREST,), _NOTE_OF_HAND
    return (_NO_PENALTY,), _CLAUSE


_NO_PENALTY = Text("没有罚息条款，按不收罚息计算", "no penalty terms: none is counted")
_TERM_RATE = Text(
    "没有约定逾期利率，逾期的本金按借期内的利率继续计（民间借贷司法解释第28条）",
    "no overdue rate was agreed: overdue principal goes on at the rate of the term (judicial "
    "interpretation on private lending, article 28)",
)
_NO_INTEREST = Text(
    "没有约定利息和逾期利率，按不收利息计算；逾期之后，出借人可以按当时的一年期 LPR 要求逾期利息"
    "（民间借贷司法解释第28条）",
    "no interest and no overdue rate were agreed: none is counted. From the first day late the "
    "lender may ask for the one-year LPR of that time (judicial interpretation on private lending, "
    "article 28)",
)
_NOTE_OF_HAND = Text(
    "看借条或聊天记录里有没有写逾期利息、违约金；写了就填 penalty",
    "see whether the note or your messages name overdue interest or damages; if so, enter penalty",
)
_COMPARE = Text(
    "案卷没有写，取自预设或通常做法；对照合同或 App 的借款详情，不同就写进案卷",
    "not stated, so taken from a preset or as usual; compare with the contract, and where it "
    "differs write it into the case",
)
_CLAUSE = Text(
    "看合同的违约责任一节；若有约定，实际会更多",
    "see the default clause of the contract; if it names a penalty, more is owed",
)
_FIRST_PAGE = Text(
    "合同首页，或 App 里的借款合同", "the first page of the contract, or the contract in the app"
)
_OTHER_DAY = Text("想计入，就用 --on 算到那一天", "to count them, ask for that day with --on")


def _day(event: object) -> date:
    moment = event.at if isinstance(event, Payment) else getattr(event, "on")  # noqa: B009
    assert isinstance(moment, date)
    return moment.date() if isinstance(moment, datetime) else moment


def _taken(loan: Loan, key: str) -> Text | None:
    """Return what was taken for a key the case does not state; None where it is of no matter."""
    tell = _TAKEN.get(key)
    return tell(loan) if tell else None


def _penalty(loan: Loan) -> Text | None:
    penalty = loan.penalty
    if penalty is None:
        return None
    base = _BASES[penalty.base]
    if penalty.multiple is not None:
        times = show_rate(penalty.multiple)
        return Text(
            f"罚息为合同利率的 {times} 倍，按{base.zh}计",
            f"penalty at {times} times the contract rate on {base.en}",
        )
    assert penalty.rate is not None
    rate, per = percent(penalty.rate.value, 4), PER[penalty.rate.per]
    return Text(f"罚息{per.zh} {rate}，按{base.zh}计", f"penalty {rate} {per.en} on {base.en}")


_BASES = {
    PenaltyBase.OVERDUE_PRINCIPAL: Text("逾期本金", "overdue principal"),
    PenaltyBase.OVERDUE_INSTALMENT: Text("逾期的整期", "the whole overdue instalment"),
    PenaltyBase.OUTSTANDING_PRINCIPAL: Text("全部剩余本金", "all outstanding principal"),
}


def _compound(loan: Loan) -> Text | None:
    if loan.method is Method.CARD:
        return None
    if loan.compound:
        return Text("收复利", "compound interest")
    return Text("不收复利", "no compound interest")


def _grace(loan: Loan) -> Text:
    days = loan.grace_days
    if not days:
        return Text("没有宽限期", "no days of grace")
    return Text(f"宽限 {days} 天", f"{days} days of grace")


def _allocation(loan: Loan) -> Text | None:
    if loan.method is Method.CARD:
        return None
    zh, en = zip(*(_PARTS[part] for part in loan.allocation), strict=True)
    return Text(f"还款依次抵{'、'.join(zh)}", f"payments go to {', '.join(en)}")


_PARTS = {
    Component.PRINCIPAL: Text("本金", "principal"),
    Component.INTEREST: Text("利息", "interest"),
    Component.PENALTY: Text("罚息", "penalty"),
    Component.COMPOUND: Text("复利", "compound"),
    Component.FEE: Text("费用", "fees"),
}


def _rounding(loan: Loan) -> Text:
    return {
        Rounding.HALF_UP: Text("四舍五入到分", "rounded half up"),
        Rounding.HALF_EVEN: Text("四舍六入五成双到分", "rounded half to even"),
        Rounding.DOWN: Text("舍去分以下", "rounded down"),
        Rounding.UP: Text("逢分以下进一", "rounded up"),
    }[loan.rounding]


def _prepay(loan: Loan) -> Text | None:
    if loan.method is Method.CARD:
        return None
    if loan.prepay is Prepay.TO_THE_DAY:
        return Text("提前还款利息算到当天", "on prepayment, interest to the day")
    return Text("提前还款收满当期利息", "on prepayment, interest of the whole period")


def _day_count(loan: Loan) -> Text:
    return Text(f"计息{COUNTING[loan.day_count].zh}", f"interest {COUNTING[loan.day_count].en}")


_TAKEN: dict[str, Callable[[Loan], Text | None]] = {
    "lender_type": lambda loan: LENDERS[loan.lender_type],
    "method": lambda loan: None if loan.card else METHODS[loan.method],
    "day_count": _day_count,
    "penalty": _penalty,
    "compound": _compound,
    "grace_days": _grace,
    "allocation": _allocation,
    "rounding": _rounding,
    "prepay": _prepay,
}
