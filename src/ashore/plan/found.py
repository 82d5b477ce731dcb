"""Find the plan: solve the model, carry it out on the books, ask again where they disagree.

The model counts what delay has run up slightly too low (decision 0017), so a plan on the edge can
lack a few yuan when it is carried out. Then it is asked again with that much less money in those
stretches. Where cards, loans over a cap or early ends make the programme of the dues an estimate,
the one no way of paying can be below is solved and carried out as well (decision 0037).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ashore.ledger.card import CardBooked
from ashore.plan.carry import Carried, carry_out
from ashore.plan.follow import by_solver
from ashore.plan.grid import crowded, finer
from ashore.plan.highs import Solved, Unsolved, available, solve
from ashore.plan.least import least_of
from ashore.plan.methods import card_ways, rule
from ashore.plan.model import Model, model_of
from ashore.plan.question import Question

__all__ = ["Asked", "Found", "by_bill", "find", "follow", "missed_by_goal", "rank_of"]

ROUNDS, HASTY_ROUNDS = 6, 2
"""How often the model is asked again at most; the latter where an answer is awaited."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A programme with all the money, and what the solver made of it."""

    model: Model
    solved: Solved


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The ways of paying that were found, the best first, before spare money is used.

    `bound` is the programme no way of paying can be below (of a lean search: the last one solved);
    None: the rule answered, nothing is proven. `model_cost` is what the programme made of the first
    way; None where the rule's is it.
    """

    ways: tuple[Carried, ...]
    bound: Asked | None
    model_cost: int | None = None

    @property
    def carried(self) -> Carried:
        """The best of them."""
        return self.ways[0]


def find(
    question: Question, *, solver: bool = True, fine: bool = True, lean: bool = False
) -> Found:
    """Return the best ways of paying found for a question.

    Args:
        question: what is asked.
        solver: use the solver where it is installed; without it the rule answers.
        fine: see `highs.solve`.
        lean: follow fewer programmes, for a quick answer.
    """
    ruled = carry_out(question, rule(question))
    if not (solver and available()) or not question.debts:
        return Found(ways=(ruled,), bound=None)
    model = model_of(question.debts, question.watches, question.grid)
    least = least_of(model, question.debts, question.watches, question.grid)
    ways: list[Way] = [(rank_of(ruled, question), ruled, None)]
    bound: Asked | None = None
    programmes = _lean(model, least) if lean else _programmes(model, least, fine=fine)
    for asked, close in _solved(question, programmes, hasty=lean):
        if lean or (close == fine and asked.model is (least or model)):
            bound = asked
        ways += _followed(question, asked, fine=close, hasty=lean)
    ways += () if lean else _of_cards(question, fine=fine)
    ways.sort(key=lambda way: way[0])
    return Found(ways=tuple(carried for _, carried, _ in ways), bound=bound, model_cost=ways[0][2])


def _of_cards(question: Question, *, fine: bool) -> Iterator[Way]:
    """Yield ways that look at each bill of a card by itself; none where there is no card.

    Where several bills come before new money does, the programmes are solved anew with a stretch
    for each. Elsewhere they see every bill already, and the ways by rule are for a closer look.
    """
    apart, each_bill = by_bill(question), by_bill(question, every=True)
    if each_bill is None or not (fine or apart):
        return
    for choose in card_ways(each_bill):
        carried = carry_out(each_bill, choose)
        yield rank_of(carried, question), carried, None
    if apart is None:
        return
    model = model_of(apart.debts, apart.watches, apart.grid)
    least = least_of(model, apart.debts, apart.watches, apart.grid)
    for asked, close in _solved(apart, _programmes(model, least, fine=False)):
        yield from _followed(apart, asked, fine=close)


def _solved(
    question: Question, programmes: Iterable[tuple[Model, bool]], *, hasty: bool = False
) -> Iterator[tuple[Asked, bool]]:
    """Yield the programmes the solver made something of, and whether each was solved finely."""
    for model, fine in programmes:
        try:
            solved = solve(model, question.order, fine=fine, hasty=hasty)
        except Unsolved:
            continue
        yield Asked(model, solved), fine


def by_bill(question: Question, *, every: bool = False) -> Question | None:
    """Return the same question with a stretch for each bill of a card; None: there is no such one.

    Without `every` only bills that share a stretch with another bill of the card have their own.
    """
    days: list[date] = []
    for debt in question.debts:
        if isinstance(debt.view.stand.booked, CardBooked):
            due = [due.due_on for due in debt.dues]
            days += due if every else crowded(question.grid, due)
    return replace(question, grid=finer(question.grid, days)) if days else None


def _lean(model: Model, least: Model | None) -> Iterator[tuple[Model, bool]]:
    """Yield what is solved where an answer is awaited: two programmes, without early ends."""
    yield model, False
    if least is not None:
        yield _without_ends(least), False


def _without_ends(model: Model) -> Model:
    return replace(model, parts=tuple(replace(part, ends=()) for part in model.parts))


def _programmes(model: Model, least: Model | None, *, fine: bool) -> Iterator[tuple[Model, bool]]:
    """Yield what is solved: the programme of the dues, and the one that bounds if it is another.

    That one also without early ends, since what ends a loan may lack elsewhere, and coarsely: it is
    quick, and what it misses of a bound it may win as a plan.
    """
    yield model, fine
    if least is not None:
        bare = _without_ends(least)
        if bare not in (model, least):
            yield bare, False
        yield least, False
        if fine:
            yield least, True


Way = tuple[tuple[int, ...], Carried, int | None]
"""A way of paying with its rank, and what the model made of its cost, fen."""


def _followed(
    question: Question, asked: Asked, *, fine: bool, hasty: bool = False
) -> Iterator[Way]:
    """Yield what a solved model comes to on the books, asked again while they lack money."""
    model, solved = asked.model, asked.solved
    for _ in range(HASTY_ROUNDS if hasty else ROUNDS):
        carried, short = follow(question, model, solved)
        yield rank_of(carried, question), carried, _cost(solved)
        if {hit.watch for hit in carried.hits} <= solved.missed or not short:
            return
        model = _less(model, short)
        try:
            solved = solve(model, question.order, fine=fine, hasty=hasty)
        except Unsolved:
            return


def follow(question: Question, model: Model, solved: Solved) -> tuple[Carried, Mapping[int, int]]:
    """Return what a solved model comes to on the books.

    With it: for each stretch in which money did not suffice for a goal, what was lacking, fen.
    """
    choose = by_solver(question, model, solved)
    carried = carry_out(question, choose)
    return carried, choose.short


def missed_by_goal(carried: Carried, question: Question) -> Mapping[str, int]:
    """Return how many triggers of each goal a way of paying misses."""
    return Counter(question.watches[hit.watch].goal for hit in carried.hits)


def rank_of(way: Carried, question: Question) -> tuple[int, ...]:
    """Return what plans are compared by: the goals in the person's order, the least first.

    Of two that are equal in all, what cannot be kept away comes later.
    """
    missed = missed_by_goal(way, question)
    days = sorted((hit.watch, -hit.on.toordinal()) for hit in way.hits)
    reached = (
        (way.cost, way.left) if goal == "cost" else (missed[goal],) for goal in question.order
    )
    return (*(number for each in reached for number in each), *(day for _, day in days))


def _cost(solved: Solved) -> int:
    return next(each.value for each in solved.stages if each.goal == "cost")


def _less(model: Model, short: Mapping[int, int]) -> Model:
    """Return the model with less money from each stretch on in which money was short."""
    free = list(model.free)
    for place, lacking in short.items():
        for later in range(place, len(free)):
            free[later] -= lacking
    lowest = [max(0, min(free[place:])) for place in range(len(free))]
    return replace(model, free=tuple(lowest))
