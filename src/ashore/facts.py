"""The nouns around a loan: the person, the contacts, the budget, the whole case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from ashore.loan import Claim, Event, Loan, Rate

__all__ = [
    "Budget", "Case", "Contact", "Flow", "Goals", "LoanFile", "Open", "Person", "Resource",
    "Unfinished",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The borrower, by alias; a legal name is never needed."""

    alias: str = "我"
    reachable: bool | None = None  # None: not known
    hardship: tuple[str, ...] = ()  # illness | job_loss | disaster | bereavement | other


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One collection contact: the same record for the log, the gate and the audit.

    A field that is not known is None (or empty); unknown is never read as "no".
    """

    id: str
    at: datetime
    loan: str = ""
    lender: str = ""
    organisation: str = ""
    channel: str = ""  # call | robot_call | sms | im | app | email | letter | visit
    direction: str = "out"  # out: lender to person; in: person to lender
    role: str = ""  # debtor | guarantor | spouse | parent | … | other
    person: str = ""  # alias or salted hash
    address: str = ""  # number or account, hashed or masked
    outcome: str = ""  # talk | voicemail | no_answer | busy | invalid | delivered | refused
    identified: bool | None = None
    disclosed: tuple[str, ...] | None = None  # amount | days | existence | none
    purpose: str = ""  # locate | relay | collect | notify | other
    text: str = ""
    asked_to_stop: bool | None = None
    consent: str = ""
    staff: int | None = None
    recorded: bool | None = None
    entered: bool | None = None  # they came into the home or the office area without consent
    liable: bool | None = None  # the person owes the debt too, by contract, judgment or statute


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Income or an expense of the household budget, in fen."""

    name: str
    amount: int
    every: str  # month | week | two_weeks | once
    on: date
    category: str = "other"
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Money that could be raised, with its cost a year (0 when free)."""

    name: str
    kind: str  # sale | side_income | family_loan | employer | hardship_fund
    amount: int
    available_on: date
    rate: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Cash at hand, what comes in, what must go out, what could be raised.

    `buffer` is what is to stay at hand on every day, whatever a lender is paid.
    """

    cash: int = 0
    buffer: int = 0
    income: tuple[Flow, ...] = ()
    expenses: tuple[Flow, ...] = ()
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """What matters to the borrower, most important first."""

    order: tuple[str, ...] = ("essentials", "family", "court", "credit", "cost")
    family_limit_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A term nobody knows yet: what the file has under `key` is only assumed in its place.

    `low` and `high` are the ends of what it may be, in the time the loan's rate is for; None: that
    end is not known. Only a rate has them. `source` says where the ends come from.
    """

    key: str
    low: Fraction | None = None
    high: Fraction | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFile:
    """A loan together with what happened to it and what the lender claims."""

    loan: Loan
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    open: tuple[Open, ...] = ()  # what of it is only assumed

    @property
    def sure(self) -> bool:
        """Whether nothing is only assumed, so that it can be held against a cap or a claim."""
        return not self.open


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A loan of which too little is known to reckon anything: it is named and never counted.

    None or "" is not known. Amounts are fen; `bill` is the sum of a bill or of a card's last one.
    """

    name: str
    product: str = ""
    lender: str = ""
    lender_type: str | None = None
    method: str | None = None
    principal: int | None = None
    received: int | None = None
    disbursed_on: date | None = None
    instalments: int | None = None
    first_due_on: date | None = None
    rate: Rate | None = None
    bill: int | None = None
    statement_day: int | None = None
    due_day: int | None = None
    claimed: int | None = None
    claimed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything a case file says, as values."""

    title: str = ""
    as_of: date | None = None
    currency: str = "CNY"
    jurisdiction: str = "CN"
    person: Person = Person()
    loans: tuple[LoanFile, ...] = ()
    budget: Budget | None = None
    goals: Goals = Goals()
    contacts: tuple[Contact, ...] = ()
    log_complete: bool = False  # every contact there was: what is not in the log did not happen
    unfinished: tuple[Unfinished, ...] = ()  # named, never counted
    offers: tuple[Loan, ...] = ()  # loans that are only thought about: nothing of them is owed
    digits: int = 2
