"""What is not known of a case, in words and values: what is assumed instead, and within what range.

A figure that rests on an assumption is never shown as if somebody had said it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from ashore.assumed import Span
from ashore.case import LoanOutcome, Outcome
from ashore.facts import Case, LoanFile, Open, Unfinished
from ashore.files.choices import OPEN
from ashore.intake.answers import lacks_of
from ashore.loan import Loan
from ashore.money import show_rate
from ashore.plan.guidance import Average
from ashore.report.names import COUNTING, LENDERS, METHODS, PER
from ashore.report.shown import marked, percent, plain_rate
from ashore.report.values_why import text_value
from ashore.words import Text

__all__ = [
    "NOT_COMPARED", "assumption_lines", "budget_lines", "loan_lines", "open_lines", "open_value",
    "range_words", "unfinished_value",
]  # fmt: skip

Value = dict[str, Any]

NOT_COMPARED = Text(
    "真实年化、利率上限和平台说的数，要等不清楚的填上才能比；现在比出来的会是错的。",
    "The yearly cost, the caps and the lender's figure can be compared once what is open is filled "
    "in; compared now they would be wrong.",
)
LACKS = {
    "principal": Text("借了多少", "how much was lent"),
    "first_due_on": Text("哪天还", "when it is due"),
    "instalments": Text("分几期", "how many instalments"),
    "bill": Text("账单金额", "the bill"),
    "statement_day": Text("账单日", "the statement day"),
    "due_day": Text("还款日", "the due day"),
}


def open_lines(outcome: Outcome) -> tuple[Text, ...]:
    """Return one sentence for everything that is open, with both ends of what is owed."""
    case = outcome.case
    said = (line for one in outcome.loans for line in _of(one.file, case, one.span))
    return (*said, *_unfinished(case))


def loan_lines(one: LoanOutcome, case: Case) -> tuple[Text, ...]:
    """Return the sentences of one loan."""
    return tuple(_of(one.file, case, one.span))


def assumption_lines(case: Case) -> tuple[Text, ...]:
    """Return the same without what is owed: for answers that are no books."""
    said = (line for file in case.loans for line in _of(file, case, None))
    return (*said, *_unfinished(case))


def open_value(case: Case) -> list[Value]:
    """Return what of each loan is only assumed, as plain values."""
    return [
        {
            "loan": file.loan.id,
            "key": each.key,
            "assumed": _assumed_value(file, each.key),
            "low": None if each.low is None else plain_rate(each.low),
            "high": None if each.high is None else plain_rate(each.high),
            "per": file.loan.rate.per.value if each.key == "rate" else None,
            "source": each.source,
            "says": text_value(next(_of_one(file, each, case, None))),
        }
        for file in case.loans
        for each in file.open
    ]


def unfinished_value(case: Case) -> list[Value]:
    """Return the loans that are not counted, with what is still needed, as plain values."""
    said = zip(case.unfinished, _unfinished(case), strict=True)
    return [
        {"name": each.name, "lacks": list(lacks_of(each)), "says": text_value(line)}
        for each, line in said
    ]


def range_words(low: int, high: int | None, case: Case) -> Text:
    """Return both ends of a sum in words: between, or at least."""
    least = marked(low, case.currency, case.digits)
    if high is None:
        return Text(f"至少 {least}", f"at least {least}")
    most = marked(high, case.currency, case.digits)
    return Text(f"在 {least} 到 {most} 之间", f"between {least} and {most}")


def budget_lines(case: Case, averages: Iterable[Average] = ()) -> tuple[Text, ...]:
    """Return what the budget says nothing of though everybody has to pay it: a plan spares none.

    `averages` are published average spendings, named beside it as what they are.
    """
    if case.budget is None or any(each.category == "food" for each in case.budget.expenses):
        return ()
    food = next((each for each in averages if each.category == "food"), None)
    if food is None:
        return (_FOOD,)
    month = marked(food.month, case.currency, case.digits)
    return (
        Text(
            f"{_FOOD.zh}（全国居民人均每月{food.note.zh} {month}，是平均数，不是标准；来源："
            f"{food.source}，把握 {food.confidence}）",
            f"{_FOOD.en} (an average resident spends {month} a month on {food.note.en}: an "
            f"average, no guideline; source: {food.source}, confidence {food.confidence})",
        ),
    )


_FOOD = Text(
    "还没有写每月吃饭要花多少，计划没有给它留钱。付款之前，先在收支里补上",
    "what food costs is not entered, and the plan keeps nothing back for it. Enter it in the "
    "budget before anything is paid",
)


# -- one loan -------------------------------------------------------------------------------------


def _of(file: LoanFile, case: Case, span: Span | None) -> Iterator[Text]:
    """Return the sentences of a loan; what is owed stands in the first that moves it."""
    for each in file.open:
        moves = each.key in {"rate", "payments"}
        yield from _of_one(file, each, case, span if moves else None)
        span = None if moves else span


def _of_one(file: LoanFile, each: Open, case: Case, span: Span | None) -> Iterator[Text]:
    owed = Text("", "")
    if span is not None:
        words = range_words(span.low, span.high, case)
        owed = Text(f"；欠款{words.zh}", f"; owed: {words.en}")
    name, said = file.loan.name, _SAYS.get(each.key, _other)(file.loan, each)
    yield Text(
        f"{name}：{said[0].zh}{owed.zh}。{said[1].zh}",
        f"{name}: {said[0].en}{owed.en}. {said[1].en}",
    )


def _rate(loan: Loan, each: Open) -> tuple[Text, Text]:
    rate, per = loan.rate.value, PER[loan.rate.per]
    taken = Text("先不算利息", "no interest is counted for now")
    if rate:
        shown = percent(rate, 4)
        taken = Text(f"先按{per.zh} {shown} 算", f"{shown} {per.en} is taken for now")
    ends = Text("", "")
    if each.high is not None:
        low, high = percent(each.low or Fraction(0), 4), percent(each.high, 4)
        ends = Text(f"，可能在 {low} 到 {high} 之间", f"; it may be between {low} and {high}")
    how = Text(
        "看 App 的借款详情或合同，填上就能算准",
        "The app's loan details or the contract have it; with it the figure is exact",
    )
    if each.source:
        how = Text(
            f"范围来自：{each.source}，不是您的合同。{how.zh}",
            f"The range is from {each.source}, not from your contract. {how.en}",
        )
    return Text(
        f"利率不清楚，{taken.zh}{ends.zh}", f"the rate is not known; {taken.en}{ends.en}"
    ), how


def _payments(_loan: Loan, _each: Open) -> tuple[Text, Text]:
    return (
        Text(
            "哪几期已经还了不清楚，没写的都先当作没还，很可能算多了",
            "which instalments were paid is not known; what is not listed counts as unpaid, so the "
            "figure is probably too high",
        ),
        Text(
            "App 的还款记录里有，选一下从哪一期没还上就准",
            "The app's list of payments has it; say which was missed first and the figure is right",
        ),
    )


def _lender_type(loan: Loan, _each: Open) -> tuple[Text, Text]:
    kind = LENDERS[loan.lender_type]
    return (
        Text(
            f"是哪类机构不清楚，先按{kind.zh}算，适用的上限和催收规定可能不同",
            f"the kind of lender is not known; it is taken for a {kind.en}, and other caps and "
            "rules may apply",
        ),
        Text("合同首页写着出借人", "The contract's first page names the lender"),
    )


def _other(loan: Loan, each: Open) -> tuple[Text, Text]:
    name, taken = OPEN[each.key], _ASSUMED[each.key](loan)
    return (
        Text(
            f"{name.zh}不清楚，先按 {taken.zh} 算",
            f"{name.en} is not known; {taken.en} is taken for now",
        ),
        Text("App 的借款详情里有", "The app's loan details say it"),
    )


_SAYS: dict[str, Callable[[Loan, Open], tuple[Text, Text]]] = {
    "rate": _rate,
    "payments": _payments,
    "lender_type": _lender_type,
}


def _plain(said: object) -> Text:
    return Text(str(said), str(said))


_ASSUMED: MappingProxyType[str, Callable[[Loan], Text]] = MappingProxyType(
    {
        "method": lambda loan: METHODS[loan.method],
        "day_count": lambda loan: COUNTING[loan.day_count],
        "principal": lambda loan: _plain(marked(loan.principal, "", loan.digits).strip()),
        "received": lambda loan: _plain(
            marked(
                loan.principal if loan.received is None else loan.received, "", loan.digits
            ).strip()
        ),
        "disbursed_on": lambda loan: _plain(loan.disbursed_on.isoformat()),
        "instalments": lambda loan: _plain(loan.instalments),
        "first_due_on": lambda loan: _plain(loan.first_due_on.isoformat()),
    }
)


def _assumed_value(file: LoanFile, key: str) -> str:
    """Return what is taken in place of a key, in the words of a case file."""
    loan = file.loan
    match key:
        case "rate":
            return show_rate(loan.rate.value, 12)
        case "payments":
            return ""
        case "lender_type" | "method" | "day_count":
            return str(getattr(loan, key))
        case _:
            return _ASSUMED[key](loan).en.replace(",", "")


# -- loans that are not counted -------------------------------------------------------------------


def _unfinished(case: Case) -> Iterator[Text]:
    for each in case.unfinished:
        yield _lacking(each)


def _lacking(each: Unfinished) -> Text:
    lacks = [LACKS[name] for name in lacks_of(each)]
    zh, en = "、".join(text.zh for text in lacks), ", ".join(text.en for text in lacks)
    if not lacks:
        return Text(
            f"{each.name} 没有算进来：还没填完", f"{each.name} is not counted: not filled in yet"
        )
    return Text(
        f"{each.name} 没有算进来，还要知道：{zh}。App 的借款详情里有",
        f"{each.name} is not counted yet; still needed: {en}. The app's loan details say it",
    )
