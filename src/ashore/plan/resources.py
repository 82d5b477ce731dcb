"""Which of the borrower's resources cover a shortfall, the cheapest first, and at what cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ashore.facts import Resource
from ashore.money import Rounding, rounded
from ashore.plan.budget import CashFlow
from ashore.words import Text

__all__ = ["REPAID", "Cover", "Need", "Use", "cover", "effect_of", "needs_of"]

REPAID = frozenset({"family_loan", "employer"})
"""Kinds of resource that have to be given back."""

_KINDS = ("hardship_fund", "sale", "side_income", "employer", "family_loan")
"""Of two that cost the same, the one that leaves nothing to give back comes first."""


@dataclass(frozen=True, slots=True)
class Need:
    """So much is missing by a day, fen: what must have been raised between two needs."""

    by: date
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Money taken from a resource for a need, fen.

    `cost` is what it costs until the day asked about, `cost_year` what a year of it costs; both are
    rounded up. `repaid`: it has to be given back, so it moves the shortfall rather than closes it.
    """

    resource: Resource
    amount: int
    need_by: date
    cost: int
    cost_year: int
    repaid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How a shortfall is covered: the uses in order of need, and what stays open, fen."""

    uses: tuple[Use, ...]
    open: tuple[Need, ...]
    cost: int
    cost_year: int

    @property
    def covered(self) -> bool:
        """Whether nothing stays open."""
        return not self.open

    @property
    def repaid(self) -> int:
        """How much of it has to be given back, fen."""
        return sum(use.amount for use in self.uses if use.repaid)


def needs_of(flow: CashFlow, floor: int = 0) -> tuple[Need, ...]:
    """Return what must be raised, and by which day, so that no day of a household is below `floor`.

    Each need comes on top of the earlier ones; there is none where nothing is missing.
    """
    found: list[Need] = []
    raised = 0
    for day in flow.days:
        short = floor - day.low - raised
        if short > 0:
            found.append(Need(day.on, short))
            raised += short
    return tuple(found)


def cover(resources: Sequence[Resource], needs: Iterable[Need], until: date) -> Cover:
    """Return which resources cover what is missing, at the least cost a year.

    A need takes the cheapest money that is there by its day; a resource may serve several needs,
    and what a sale brings beyond a need stays for the next. Taking the cheapest for the earliest
    need is never worse, since whatever is there early is there later too.

    Args:
        resources: what could be raised, each with its amount, first day and rate a year.
        needs: what is missing, each sum on top of the earlier ones.
        until: the day up to which the cost of borrowed money is reckoned (actual days / 365).
    """
    left = {place: each.amount for place, each in enumerate(resources)}
    uses: list[Use] = []
    still: list[Need] = []
    for need in sorted(needs, key=lambda each: each.by):
        missing = need.amount
        for place in sorted(left, key=lambda each: (_rank(resources[each]), each)):
            resource = resources[place]
            taken = min(missing, left[place])
            if taken > 0 and resource.available_on <= need.by:
                left[place] -= taken
                missing -= taken
                uses.append(_use(resource, taken, need.by, until))
        if missing > 0:
            still.append(Need(need.by, missing))
    return Cover(
        uses=tuple(uses),
        open=tuple(still),
        cost=sum(use.cost for use in uses),
        cost_year=sum(use.cost_year for use in uses),
    )


def _rank(resource: Resource) -> tuple[Fraction, int]:
    return resource.rate, _KINDS.index(resource.kind)


def _use(resource: Resource, taken: int, by: date, until: date) -> Use:
    held = max(0, (until - resource.available_on).days)
    return Use(
        resource=resource,
        amount=taken,
        need_by=by,
        cost=rounded(taken * resource.rate * Fraction(held, 365), Rounding.UP),
        cost_year=rounded(taken * resource.rate, Rounding.UP),
        repaid=resource.kind in REPAID,
    )


_EFFECTS = {
    "sale": Text(
        "卖掉就没有了，先想清楚工作和生活用不用得着",
        "sold is gone: think first whether work or life needs it",
    ),
    "side_income": Text(
        "到手才算数；还没到手的不要先许给出借机构",
        "it counts when it has arrived; do not promise it before",
    ),
    "family_loan": Text(
        "写借条：金额、日期、还款日、利息（没有就写没有）；它也是债，要算进以后的收支",
        "put it on paper: sum, dates, interest or none; it is a debt too and belongs in the budget",
    ),
    "employer": Text(
        "这是提前拿到的工资，下次发薪会少这么多",
        "it is your own wage early: the next payday is smaller by as much",
    ),
    "hardship_fund": Text(
        "先问清条件和到账时间，批下来再写进计划",
        "ask for the conditions and the day of payment; plan with it once it is granted",
    ),
}


def effect_of(kind: str) -> Text:
    """Return what taking money from a kind of resource brings with it."""
    return _EFFECTS[kind]
