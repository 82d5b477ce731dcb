"""What the lender claims, split to the fen: clearly owed, arguable, above the cap.

Every fen of a claim gets exactly one label. Nothing here changes the books, and nothing is a
promise: "arguable" says which question can be asked and on what ground, "above the cap" that a
court does not grant it for this kind of lender and this contract date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ashore.ledger.book import Booked
from ashore.ledger.booked import Balance, Instalment, Line
from ashore.ledger.ceiling import Ceiling, Limit
from ashore.ledger.loans import Books, owed_on
from ashore.ledger.proof import Fit, figures, prove
from ashore.ledger.schedule import fee_amount, make_schedule
from ashore.loan import Claim, Fee, FeeWhen, Loan
from ashore.words import Cite, Text

__all__ = [
    "Checked",
    "Part",
    "Split",
    "check_claims",
    "conventions_of",
    "split_claim",
    "with_conventions",
]

OUTSIDE_FEES = frozenset({"guarantee", "membership", "insurance", "service"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An amount (fen) of a claim with the ground on which it can be questioned."""

    amount: int
    ground: str  # above_books | above_cap | above_reduction_line | above_by_days | outside_fee
    text: Text
    cite: Cite | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A claim in three labels; `owed + arguable + above_cap` is the claim exactly.

    What is owed lies within the terms, and within the caps where one is known for this lender.
    """

    owed: int
    cap_known: bool
    arguable: tuple[Part, ...]
    above_cap: tuple[Part, ...]

    @property
    def arguable_sum(self) -> int:
        """Everything worth a question, fen."""
        return sum(part.amount for part in self.arguable)

    @property
    def above_cap_sum(self) -> int:
        """Everything above the cap, fen."""
        return sum(part.amount for part in self.above_cap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One claim beside our books: the difference, the split, the conventions that explain it."""

    claim: Claim
    claimed: int
    books: int
    split: Split
    conventions: tuple[Fit, ...]
    searched: bool = True  # whether conventions were searched for (not for a card)
    due: int = 0  # what was due by our books, fen; a lender may have named only that

    @property
    def difference(self) -> int:
        """Claimed less our books, fen."""
        return self.claimed - self.books


def check_claims(
    booked: Books, claims: Iterable[Claim], ceilings: Iterable[Ceiling], *, search: bool = True
) -> tuple[Checked, ...]:
    """Check all claims of a loan; conventions are searched for all of them together.

    Args:
        booked: the books of the loan.
        claims: what the lender says.
        ceilings: what the law lets be claimed, one for each claim, in the same order.
        search: whether to look for the conventions; without, an answer comes much sooner.
    """
    stated = list(claims)
    if not stated:
        return ()
    fits = conventions_of(booked, stated) if search else None
    days = sorted({claim.on for claim in stated})
    told = dict(zip(days, owed_on(booked, days), strict=True))
    return tuple(
        _check(booked.loan, claim, told[claim.on], ceiling, fits)
        for claim, ceiling in zip(stated, ceilings, strict=True)
    )


def conventions_of(booked: Books, claims: Sequence[Claim]) -> tuple[Fit, ...] | None:
    """Return what explains all claims of a loan, as `proof.prove`; None for a card."""
    return prove(booked, claims) if isinstance(booked, Booked) else None


def with_conventions(
    checked: Iterable[Checked], fits: tuple[Fit, ...] | None
) -> tuple[Checked, ...]:
    """Return claims checked without a search as they are with what it found."""
    return tuple(
        replace(each, conventions=fits or (), searched=fits is not None) for each in checked
    )


def _check(
    loan: Loan, claim: Claim, balance: Balance, ceiling: Ceiling, fits: tuple[Fit, ...] | None
) -> Checked:
    named = figures(claim)
    claimed, books = compared(named, balance)
    return Checked(
        claim=claim,
        claimed=claimed,
        books=books,
        split=split_claim(loan, named, balance, ceiling),
        conventions=fits or (),
        searched=fits is not None,
        due=balance.due_now,
    )


def split_claim(
    loan: Loan, claimed: Mapping[str, int], balance: Balance, ceiling: Ceiling
) -> Split:
    """Label every fen of a claim.

    In this order, each only on what the earlier left: what exceeds our books (no ground in the
    terms we know); what exceeds a firm cap; what exceeds the line above which a court reduces when
    asked; what exceeds either only by the counting of days; unpaid fees that go to somebody else
    than the lender. The rest is clearly owed.
    """
    amount, books = compared(claimed, balance)
    rest = min(amount, books)
    arguable = [Part(amount=amount - rest, ground="above_books", text=_ABOVE_BOOKS)]
    above_cap: list[Part] = []
    for limit, ground, text, found in (
        (ceiling.firm, "above_cap", _ABOVE_CAP, above_cap),
        (ceiling.on_request, "above_reduction_line", _ON_REQUEST, arguable),
        (ceiling.by_days, "above_by_days", _BY_DAYS, arguable),
    ):
        if limit is not None:
            above = max(0, rest - _within(limit, claimed))
            found.append(Part(amount=above, ground=ground, text=text, cite=limit.cite))
            rest -= above
    outside = min(rest, outside_fees(loan, balance)) if _COVERS_FEES & set(claimed) else 0
    arguable.append(
        Part(amount=outside, ground="outside_fee", text=_OUTSIDE_FEE, cite=ceiling.fees_cite)
    )
    return Split(
        owed=rest - outside,
        cap_known=ceiling.known,
        arguable=tuple(part for part in arguable if part.amount),
        above_cap=tuple(part for part in above_cap if part.amount),
    )


_COVERS_FEES = frozenset({"total", "fee"})


def compared(claimed: Mapping[str, int], balance: Balance) -> tuple[int, int]:
    """Return the claimed sum and our figure for the same parts, fen."""
    ours = {
        "total": balance.total,
        "principal": balance.principal,
        "interest": balance.interest,
        "penalty": balance.penalty + balance.compound,
        "fee": balance.fee,
    }
    if "total" in claimed:
        return claimed["total"], ours["total"]
    return sum(claimed.values()), sum(ours[name] for name in claimed)


def _within(limit: Limit, claimed: Mapping[str, int]) -> int:
    """Return the most of a limit that the claimed parts can reach."""
    if "total" in claimed:
        return limit.principal + limit.charges
    principal = limit.principal if "principal" in claimed else 0
    return principal + (limit.charges if set(claimed) - {"principal"} else 0)


def outside_fees(loan: Loan, balance: Balance) -> int:
    """Return the unpaid fees, of instalments or dated, that go to others than the lender, fen.

    A fee that is a rate is reckoned on the schedule of the contract. Where the lender's own fees
    are unpaid beside them, theirs are taken to be unpaid first: it is a question, no finding.
    """
    theirs = [fee for fee in loan.fees if fee.kind in OUTSIDE_FEES and _outside(loan, fee)]
    if not theirs:
        return 0
    rows = {row.n: row for row in make_schedule(loan)} if loan.card is None else {}
    return sum(
        min(line.fee, sum(_with(loan, fee, line, rows.get(line.n)) for fee in theirs))
        for line in balance.lines
        if line.due_on <= balance.on and line.fee
    )


def _with(loan: Loan, fee: Fee, line: Line, row: Instalment | None) -> int:
    """Return a fee as far as it belongs to a line of the balance: of its instalment or its day."""
    if fee.when is FeeWhen.ON_DATE and not line.n and line.due_on == fee.on:
        return fee_amount(loan, fee, loan.principal, 0)
    if fee.when is FeeWhen.EACH_INSTALMENT and row is not None:
        return fee_amount(loan, fee, row.balance + row.principal, row.principal + row.interest)
    return 0


def _outside(loan: Loan, fee: Fee) -> bool:
    return bool(fee.payee) and fee.payee != loan.lender


_ABOVE_BOOKS = Text(
    "比按合同条款算出来的多，请平台说明依据",
    "more than the terms give; ask the lender on what ground",
)
_ABOVE_CAP = Text(
    "超过这类借款的利率上限，法院不支持这一部分",
    "above the cap for this kind of loan; a court does not grant this part",
)
_ON_REQUEST = Text(
    "各项费用合计超过年利率 24% 的部分，可以请求法院酌减（要自己提出，结果由法院决定）",
    "charges above 24% a year in all: a court can be asked to reduce them (it has to be asked "
    "for, and the court decides)",
)
_BY_DAYS = Text(
    "按约定的月利率或年利率看没有超过；按实际天数除以 365 算超过这么多，两种算法都可能被采用",
    "within the line by the rate a month or a year as agreed; above it by this much when actual "
    "days over 365 are counted. Either may be taken",
)
_OUTSIDE_FEE = Text(
    "付给第三方的费用（担保、会员、保险、服务），是否应付要看是否单独同意、是否真有服务",
    "fees to a third party (guarantee, membership, insurance, service): whether they are due "
    "depends on consent and on a real service",
)
