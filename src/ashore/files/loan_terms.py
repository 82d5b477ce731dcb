"""From the exact values of a loan's table to its terms, with what cannot be true together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction

from ashore.days import DayCount, Every, month_step
from ashore.files import says, says_case
from ashore.files.convert import Values
from ashore.files.loan_shape import LOAN
from ashore.files.problems import Check, Path
from ashore.files.shape import Kind
from ashore.ledger.check import cash_received
from ashore.loan import (
    CardTerms,
    Component,
    Fee,
    FeeBase,
    FeeWhen,
    LenderType,
    Loan,
    Method,
    Penalty,
    PenaltyBase,
    Per,
    Prepay,
    Rate,
    Row,
    Transaction,
)
from ashore.money import Rounding
from ashore.words import Text

__all__ = ["MOST", "build_terms", "make_rate"]

MOST = {Per.DAY: Fraction(3), Per.MONTH: Fraction(3), Per.YEAR: Fraction(10)}
"""Below this a rate is read as it stands: 300 % a day or a month, 1000 % a year."""

STEPS = {"month": Every(months=1), "week": Every(days=7), "two_weeks": Every(days=14)}
ORDER = (
    Component.FEE,
    Component.PENALTY,
    Component.COMPOUND,
    Component.INTEREST,
    Component.PRINCIPAL,
)
LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Span:
    """When a loan starts and in which steps it is repaid."""

    disbursed_on: date
    principal: int
    instalments: int
    first_due_on: date


def build_terms(values: Values, own: Collection[str], at: Path, check: Check) -> Loan | None:
    """Return the loan of one table; None when something in it cannot be true.

    Args:
        values: what `convert` made of the table; no key of it had a problem.
        own: the keys the file itself has; the others come from a preset or a default.
        at: where the table is.
        check: takes the problems.
    """
    before = len(check.problems)
    method = Method(values["method"])
    every = _step(values["due_every"])
    rate = _contract_rate(values, at, check)
    rows = tuple(Row(**row) for row in values.get("schedule") or ())
    card = _card(values, at, check) if method is Method.CARD else None
    span = (
        _span(values, rows, every, at, check)
        if card is None
        else _card_span(values, card, at, check)
    )
    penalty = _penalty(values, at, check)
    if span is None or len(check.problems) > before:
        return None
    fees = tuple(_fee(fee, span, (*at, "fees", n), check) for n, fee in enumerate(values["fees"]))
    loan = Loan(
        id=values["id"],
        name=values["name"] or values["id"],
        lender=values["lender"],
        lender_type=LenderType(values["lender_type"]),
        original_lender_type=_first_lender(values, at, check),
        principal=span.principal,
        received=values.get("received"),
        disbursed_on=span.disbursed_on,
        method=method,
        instalments=span.instalments,
        first_due_on=span.first_due_on,
        every=every,
        rate=rate,
        day_count=_day_count(values, rate, at, check),
        rounding=Rounding(values["rounding"]),
        penalty=penalty,
        compound=values["compound"],
        grace_days=values["grace_days"],
        grace_retroactive=values["grace_retroactive"],
        cutoff=_cutoff(values["cutoff"]),
        allocation=_allocation(values["allocation"], (*at, "allocation"), check),
        allocation_across=values["allocation_across"],
        prepay=Prepay(values["prepay"]),
        fees=fees,
        rows=rows,
        card=card,
        product=values["product"],
        reports_to=values["reports_to"],
        digits=check.digits,
        defaulted=_defaulted(method, own, values),
    )
    _cash(loan, at, check)
    return loan if len(check.problems) == before else None


def _first_lender(values: Values, at: Path, check: Check) -> LenderType | None:
    """Return who lent first; a guarantor that paid claims in its own name and bought nothing."""
    first = values.get("original_lender_type")
    if first is None:
        return None
    if values["lender_type"] == LenderType.GUARANTOR:
        check.wrong((*at, "original_lender_type"), says_case.guarantor_bought_nothing())
    return LenderType(first)


def _cash(loan: Loan, at: Path, check: Check) -> None:
    """Check the cash that arrived: from nothing to the whole principal."""
    if loan.received is not None and loan.received > loan.principal:
        check.wrong((*at, "received"), says_case.received_more())
    if loan.card is None and cash_received(loan) < 0:
        check.wrong((*at, "fees"), says_case.fees_above_principal())


def make_rate(values: Values, at: Path, check: Check) -> Rate:
    """Return a stated rate; record one that nobody can have agreed to."""
    rate = Rate(values["value"], Per(values["per"]))
    if rate.value >= MOST[rate.per]:
        check.wrong((*at, "value"), says_case.rate_too_high(rate, MOST[rate.per]))
    return rate


def _contract_rate(values: Values, at: Path, check: Check) -> Rate:
    """Return the contract rate; rows as given need none, so a missing one is 0 there."""
    if values["rate"] is not None:
        return make_rate(values["rate"], (*at, "rate"), check)
    if values["penalty"] is not None and values["penalty"]["multiple"] is not None:
        check.wrong((*at, "rate"), says_case.no_rate_for_penalty())
    return Rate(Fraction(0), Per.YEAR)


def _day_count(values: Values, rate: Rate, at: Path, check: Check) -> DayCount:
    """Return the day count: as named, else actual days for a daily rate and equal periods."""
    if values["day_count"] is None:
        return DayCount.ACTUAL if rate.per is Per.DAY else DayCount.PERIOD
    named = DayCount(values["day_count"])
    if named is DayCount.ACTUAL and rate.per is not Per.DAY:
        check.wrong((*at, "day_count"), says_case.year_with_actual(rate.per))
    return named


def _step(raw: str | Values | None) -> Every:
    if raw is None or isinstance(raw, str):
        return STEPS[raw or "month"]
    return Every(days=raw["days"] or 0, months=raw["months"] or 0)


def _span(
    values: Values, rows: tuple[Row, ...], every: Every, at: Path, check: Check
) -> Span | None:
    """Return when an ordinary loan starts and how it is cut into instalments."""
    start = values["disbursed_on"]
    if values["method"] == Method.GIVEN:
        return _given_span(values, rows, at, check)
    first, count = values["first_due_on"], values["instalments"]
    if first <= start:
        check.wrong((*at, "first_due_on"), says_case.due_too_early(first, start))
    months = every.months * (count - 1) + every.days * (count - 1) // 28
    if first.year + months // 12 + 1 > LAST_YEAR:
        check.wrong((*at, "instalments"), says_case.ends_too_late())
    return Span(start, values["principal"], count, first)


def _given_span(values: Values, rows: tuple[Row, ...], at: Path, check: Check) -> Span | None:
    """Return the span the lender's rows show; what the file says besides must agree."""
    if not rows:
        check.wrong((*at, "schedule"), says_case.rows_missing())
        return None
    start = values["disbursed_on"]
    last = start
    for n, row in enumerate(rows):
        where = (*at, "schedule", n, "due_on")
        if row.due_on <= start:
            check.wrong(where, says_case.due_too_early(row.due_on, start))
        elif row.due_on <= last:
            check.wrong(where, says_case.rows_out_of_order(row.due_on, last))
        last = row.due_on
    count, first = values["instalments"], values["first_due_on"]
    if count not in {None, len(rows)}:
        check.wrong((*at, "instalments"), says_case.count_of_rows(count, len(rows)))
    if first not in {None, rows[0].due_on}:
        check.wrong((*at, "first_due_on"), says_case.first_row(first, rows[0].due_on))
    principal = values["principal"] or sum(row.principal for row in rows)
    if principal == 0:
        check.wrong((*at, "principal"), says.zero("0"))
    return Span(start, principal, len(rows), rows[0].due_on)


def _card(values: Values, at: Path, check: Check) -> CardTerms | None:
    """Return a credit card's terms."""
    transactions = tuple(Transaction(**each) for each in values["transactions"] or ())
    if not transactions:
        check.wrong((*at, "transactions"), says_case.card_is_empty())
    minimum, late_fee = values["minimum"], values["late_fee"]
    return CardTerms(
        statement_day=values["statement_day"],
        due_day=values["due_day"],
        interest_from=values["interest_from"],
        statement_day_counts=values["statement_day_counts"],
        payment_day_counts=values["payment_day_counts"],
        minimum_rate=minimum["rate"] if minimum else Fraction(1, 10),
        minimum_floor=minimum["floor"] if minimum else 0,
        late_fee_rate=late_fee["rate"] if late_fee else Fraction(0),
        late_fee_floor=late_fee["floor"] if late_fee else 0,
        grace_amount=values["grace_amount"],
        transactions=transactions,
    )


def _card_span(values: Values, card: CardTerms, at: Path, check: Check) -> Span | None:
    """Return a card's span: from its first transaction on, with no principal of its own."""
    if not card.transactions:
        return None
    start = values["disbursed_on"] or min(each.on for each in card.transactions)
    for n, each in enumerate(card.transactions):
        if each.on < start:
            check.wrong((*at, "transactions", n, "on"), says_case.before_loan(each.on, start))
    statement = _on_or_after(start, card.statement_day)
    due = _on_or_after(statement.replace(day=1), card.due_day)
    if card.due_day <= card.statement_day:
        due = _on_or_after(month_step(statement.replace(day=1), 1), card.due_day)
    return Span(start, 0, 1, due)


def _on_or_after(day: date, number: int) -> date:
    """Return the first day from `day` on that has this day of month, clipped to a month's end."""
    first = date(day.year, day.month, 1)
    for step in (0, 1):
        month = month_step(first, step)
        last = (month_step(first, step + 1) - month).days
        found = month.replace(day=min(number, last))
        if found >= day:
            return found
    raise AssertionError("a day of month comes within a month")


def _penalty(values: Values, at: Path, check: Check) -> Penalty | None:
    """Return the penalty terms; None when none were agreed or known."""
    raw = values["penalty"]
    if raw is None:
        return None
    where = (*at, "penalty")
    multiple, rate = raw["multiple"], raw["rate"]
    if multiple is not None and multiple > 10:
        check.wrong((*where, "multiple"), says_case.penalty_multiple(multiple))
    return Penalty(
        multiple=multiple,
        rate=None if rate is None else make_rate(rate, (*where, "rate"), check),
        base=PenaltyBase(raw["base"]),
        replaces_interest=raw["replaces_interest"],
        day_basis=raw["day_basis"],
        daily_rounding=raw["daily_rounding"],
    )


def _fee(values: Values, span: Span, at: Path, check: Check) -> Fee:
    """Return one fee: an amount, or a rate of something."""
    amount, rate, when = values["amount"], values["rate"], values["when"]
    dated = isinstance(when, date)
    if dated and when < span.disbursed_on:
        check.wrong((*at, "when"), says_case.before_loan(when, span.disbursed_on))
    return Fee(
        name=values["name"],
        kind=values["kind"],
        payee=values["payee"],
        amount=amount,
        rate=rate,
        of=FeeBase(values["of"]),
        when=FeeWhen.ON_DATE if dated else FeeWhen(when),
        on=when if dated else None,
    )


def _allocation(raw: tuple[str, ...] | None, at: Path, check: Check) -> tuple[Component, ...]:
    """Return the whole order; compound interest follows the penalty when it is not named."""
    if raw is None:
        return ORDER
    named = [Component(word) for word in raw]
    if Component.COMPOUND not in named and Component.PENALTY in named:
        named.insert(named.index(Component.PENALTY) + 1, Component.COMPOUND)
    absent = [part for part in ORDER if part not in named and part is not Component.COMPOUND]
    if absent:
        check.wrong(at, says_case.order_is_short(absent))
    return tuple(named)


def _cutoff(raw: str) -> time | None:
    return None if raw == "24:00" else time.fromisoformat(raw)


def _defaulted(method: Method, own: Collection[str], values: Values) -> tuple[str, ...]:
    """Return the keys that stand in for what the file does not say: a preset's and the defaults."""
    return tuple(
        key
        for key, field in LOAN.known(method).items()
        if key not in own
        and (field.kind is not Kind.TABLES or values.get(key))
        and key != "product"
    )


def note_high_rate(loan: Loan, check: Check) -> None:
    """Tell when a rate is above 100 % a year: possible, and more often a slip."""
    yearly = loan.rate.value * {Per.DAY: 365, Per.MONTH: 12, Per.YEAR: 1}[loan.rate.per]
    if yearly > 1:
        check.note(
            "high_rate",
            Text(
                f"{loan.name}：利率折合每年超过 100%，按原样计算；请再看一眼小数点和 per",
                f"{loan.name}: the rate is above 100 % a year and is taken as it stands; "
                "please look once more at the decimal point and at per",
            ),
            loan.id,
        )
