"""The nouns: a loan with its terms, what happened to it, what the lender claims.

All values are frozen. Amounts are whole fen, rates are exact fractions, days are dates. An event
is known (it happened), imagined (a forecast) or proposed (a plan); the books treat all three alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction

from ashore.days import DayCount, Every
from ashore.money import Rounding
from ashore.words import Cite, Text

__all__ = [
    "COMPONENTS",
    "Acceleration",
    "Assignment",
    "CardTerms",
    "Claim",
    "Component",
    "Deferral",
    "Effect",
    "Event",
    "Fee",
    "FeeBase",
    "FeeWhen",
    "Finding",
    "LenderType",
    "Loan",
    "Method",
    "Milestone",
    "Payment",
    "Penalty",
    "PenaltyBase",
    "Per",
    "Prepay",
    "Prepayment",
    "Rate",
    "RateChange",
    "Reversal",
    "Row",
    "Severity",
    "Transaction",
    "Waiver",
]


class LenderType(StrEnum):
    """Who lends; it decides which caps and which conduct norms bind."""

    BANK = "bank"
    CONSUMER_FINANCE = "consumer_finance"
    SMALL_LOAN = "small_loan"
    AUTO_FINANCE = "auto_finance"
    CARD_ISSUER = "card_issuer"
    ASSISTED_BANK = "assisted_bank"  # 助贷: a platform brings the borrower to a bank
    GUARANTOR = "guarantor"
    ASSET_MANAGER = "asset_manager"
    UNLICENSED = "unlicensed"
    PRIVATE = "private"


class Method(StrEnum):
    """How a loan is repaid."""

    EQUAL_INSTALMENT = "equal_instalment"  # 等额本息
    EQUAL_PRINCIPAL = "equal_principal"  # 等额本金
    INTEREST_ONLY = "interest_only"  # 先息后本
    BULLET = "bullet"  # 一次性还本付息
    FLAT = "flat"  # 等本等息
    GIVEN = "given"  # rows as the lender states them
    CARD = "card"  # a credit card


class Per(StrEnum):
    """The time a stated rate is for."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class PenaltyBase(StrEnum):
    """What the penalty rate is applied to."""

    OVERDUE_PRINCIPAL = "overdue_principal"
    OVERDUE_INSTALMENT = "overdue_instalment"  # principal and interest
    OUTSTANDING_PRINCIPAL = "outstanding_principal"  # all of it, while anything is overdue


class Prepay(StrEnum):
    """Whether the interest of a broken period is charged to the day or in full."""

    TO_THE_DAY = "to_the_day"
    FULL_PERIOD = "full_period"


class Effect(StrEnum):
    """What a prepayment does to the instalments left."""

    SETTLE = "settle"
    REDUCE_TERM = "reduce_term"
    REDUCE_AMOUNT = "reduce_amount"


class Component(StrEnum):
    """The parts of a debt."""

    PRINCIPAL = "principal"
    INTEREST = "interest"
    PENALTY = "penalty"
    COMPOUND = "compound"
    FEE = "fee"


COMPONENTS = tuple(Component)


class FeeWhen(StrEnum):
    """When a fee is charged; a dated fee has `Fee.on` instead."""

    UP_FRONT = "up_front"
    EACH_INSTALMENT = "each_instalment"
    ON_DEFAULT = "on_default"
    ON_DATE = "on_date"


class FeeBase(StrEnum):
    """What a fee's rate is applied to."""

    PRINCIPAL = "principal"
    OUTSTANDING = "outstanding"
    INSTALMENT = "instalment"


@dataclass(frozen=True, slots=True)
class Rate:
    """A stated rate, exactly as in the contract: 0.0005 per day."""

    value: Fraction
    per: Per


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """Penalty interest (罚息): a multiple of the contract rate, or a rate of its own.

    `day_basis` (360 or 365) turns a yearly or monthly rate into a daily one; None takes the
    basis of the loan's day count (365 for act/365, else 360, the banks' convention).
    """

    multiple: Fraction | None = None
    rate: Rate | None = None
    base: PenaltyBase = PenaltyBase.OVERDUE_PRINCIPAL
    replaces_interest: bool = True
    day_basis: int | None = None
    daily_rounding: bool = False  # each day's penalty is rounded, instead of the sum at a posting


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee: a fixed amount in fen, or a rate of a base."""

    name: str
    kind: str  # service | guarantee | insurance | membership | late | other
    when: FeeWhen
    payee: str = ""
    amount: int | None = None
    rate: Fraction | None = None
    of: FeeBase = FeeBase.PRINCIPAL
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a schedule as the lender states it (method `given`)."""

    due_on: date
    principal: int
    interest: int
    fee: int = 0


@dataclass(frozen=True, slots=True)
class Transaction:
    """A card transaction; amounts are positive, a refund's too."""

    on: date
    amount: int
    kind: str  # purchase | cash_advance | instalment | refund | fee


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTerms:
    """A credit card's cycle and charges (statement day, due day, minimum, late fee, tolerance)."""

    statement_day: int
    due_day: int
    interest_from: str = "posting"  # posting (whole bill) | unpaid_part
    statement_day_counts: bool = True  # a statement charges its own day too
    payment_day_counts: bool = False  # the day of payment bears on what was owed before it
    minimum_rate: Fraction = Fraction(1, 10)
    minimum_floor: int = 0
    late_fee_rate: Fraction = Fraction(0)
    late_fee_floor: int = 0
    grace_amount: int = 0
    transactions: tuple[Transaction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """One loan with its terms. Nothing here says what happened to it; events do.

    `received` is the cash that truly arrived; None means principal less up-front fees.
    `original_lender_type` is who lent first, where the debt was sold; None: nobody else.
    """

    id: str
    name: str
    lender: str
    lender_type: LenderType
    principal: int
    disbursed_on: date
    method: Method
    instalments: int
    first_due_on: date
    every: Every
    rate: Rate
    day_count: DayCount
    rounding: Rounding
    penalty: Penalty | None
    original_lender_type: LenderType | None = None
    received: int | None = None
    compound: bool = False
    grace_days: int = 0
    grace_retroactive: bool = True  # past the grace, penalty runs from the due date
    cutoff: time | None = None  # None is 24:00
    allocation: tuple[Component, ...] = (
        Component.FEE,
        Component.PENALTY,
        Component.COMPOUND,
        Component.INTEREST,
        Component.PRINCIPAL,
    )
    allocation_across: str = "oldest_first"  # oldest_first | by_component
    prepay: Prepay = Prepay.TO_THE_DAY
    fees: tuple[Fee, ...] = ()
    rows: tuple[Row, ...] = ()
    card: CardTerms | None = None
    product: str = ""
    reports_to: tuple[str, ...] = ()
    digits: int = 2
    defaulted: tuple[str, ...] = field(default=())  # keys taken from a preset or default

    @property
    def lends_as(self) -> LenderType:
        """The kind of lender the rules see: a bank is a card issuer where the debt is a card's."""
        return self._seen(self.lender_type)

    @property
    def first_lender_type(self) -> LenderType:
        """The kind of lender whose caps and terms bind, also when sold (Civil Code, art. 548)."""
        return self._seen(self.original_lender_type or self.lender_type)

    def _seen(self, said: LenderType) -> LenderType:
        is_card = self.method is Method.CARD
        return LenderType.CARD_ISSUER if is_card and said is LenderType.BANK else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money paid by the borrower."""

    id: str
    at: date | datetime
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """A payment that turned out not to have been made; the books are as if it never was."""

    on: date
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepayment:
    """Money paid ahead of the schedule, with its effect on what is left.

    `amount` None with `settle` means: whatever settles the loan that day.
    """

    id: str
    on: date
    amount: int | None
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceleration:
    """The lender declares everything due."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """The lender gives up an amount of one component."""

    on: date
    component: Component
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RateChange:
    """A new contract rate from a day on; the instalments left are made anew."""

    on: date
    rate: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferral:
    """Named instalments move to a later due date."""

    on: date
    instalments: tuple[int, ...]
    to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The debt passes to a new creditor; the sums stay as they are."""

    on: date
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A step that changes no sum but starts or restarts a clock."""

    on: date
    kind: str  # suit_filed | judgment | demand | promise | offer | accepted | refused
    amount: int | None = None
    note: str = ""


Event = (
    Payment
    | Reversal
    | Prepayment
    | Acceleration
    | Waiver
    | RateChange
    | Deferral
    | Assignment
    | Milestone
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the lender says is owed on a day; checked, never copied into the books."""

    on: date
    source: str
    total: int | None = None
    principal: int | None = None
    interest: int | None = None
    penalty: int | None = None
    fee: int | None = None


class Severity(StrEnum):
    """How grave a finding is."""

    BREACH = "breach"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something worth knowing about the case: a mistake of the lender's or of the file's."""

    kind: str
    loan: str
    on: date | None
    text: Text
    severity: Severity = Severity.NOTE
    cite: Cite | None = None
