"""The laws of the books, over random cards and histories."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

from hypothesis import assume, given, settings, strategies as st

from ashore.ledger.card import book_card, card_balance, card_balances, card_bills
from ashore.loan import Acceleration, Component, Payment, Reversal, Waiver
from ashore.money import Rounding
from tests.ledger.card.desk import NO_LAW, card, order_law
from tests.often import often

laws = settings(max_examples=often(100), deadline=None)
START = date(2026, 1, 1)
SPAN = 420
ONE = timedelta(days=1)

days = st.integers(0, SPAN).map(lambda n: START + n * ONE)
amounts = st.one_of(st.integers(1, 300), st.integers(1, 3_000_00))
kinds = st.sampled_from(["purchase", "purchase", "cash_advance", "instalment", "fee", "refund"])


@st.composite
def cards(draw, *, order_by_law=False):
    """Draw a card with up to eight transactions."""
    lines = draw(
        st.lists(st.tuples(st.integers(0, 200), amounts, kinds), min_size=1, max_size=8).map(
            lambda rows: [
                f"{START + n * ONE} {amount // 100}.{amount % 100:02d} {kind}"
                for n, amount, kind in rows
            ]
        )
    )
    return card(
        *lines,
        statement=draw(st.integers(1, 31)),
        due=draw(st.integers(1, 31)),
        interest_from=draw(st.sampled_from(["posting", "unpaid_part"])),
        statement_day_counts=draw(st.booleans()),
        payment_day_counts=draw(st.booleans()),
        minimum=draw(st.sampled_from(["0", "0.05", "0.10", "1"])),
        minimum_floor=draw(st.sampled_from(["0", "50.00"])),
        late_fee=draw(st.sampled_from(["0", "0.05"])),
        late_floor=draw(st.sampled_from(["0", "10.00"])),
        grace_amount=draw(st.sampled_from(["0", "10.00"])),
        grace_days=draw(st.integers(0, 3)),
        rounding=draw(st.sampled_from(list(Rounding))),
        defaulted=("allocation",) if order_by_law else (),
    )


@st.composite
def histories(draw, *, waivers=True, calls=True):
    """Draw up to six payments, and perhaps waivers and a call for the whole balance."""
    rows = draw(st.lists(st.tuples(days, amounts), max_size=6))
    events = [Payment(id=f"p{n}", at=on, amount=fen) for n, (on, fen) in enumerate(rows)]
    if waivers:
        parts = st.sampled_from(list(Component))
        given_up = st.builds(Waiver, on=days, component=parts, amount=amounts)
        events += draw(st.lists(given_up, max_size=2))
    if calls:
        events += draw(st.lists(st.builds(Acceleration, on=days), max_size=1))
    return events


def sums(state):
    return {part: getattr(state, part.value) for part in Component}


def view(state):
    """Everything a statement says."""
    return {one.name: getattr(state, one.name) for one in fields(state)}


@laws
@given(cards(order_by_law=True), histories(), days)
def test_every_fen_that_came_in_is_allocated_or_kept_as_credit(loan, events, on):
    state = card_balance(book_card(loan, events, order_law()), on)
    paid = sum(one.amount for one in events if isinstance(one, Payment) and one.at <= on)
    back = sum(
        one.amount for one in loan.card.transactions if one.kind == "refund" and one.on <= on
    )
    used = {"payment", "credit", "refund"}
    allocated = -sum(move.amount for move in state.postings if move.cause in used)
    assert paid + back == allocated + state.credit


@laws
@given(cards(order_by_law=True), histories(), days)
def test_postings_and_lines_add_up_to_the_balance(loan, events, on):
    state = card_balance(book_card(loan, events, order_law()), on)
    for part, amount in sums(state).items():
        moves = [*state.postings, *state.running]
        assert sum(move.amount for move in moves if move.component is part) == amount
        assert sum(getattr(line, part.value) for line in state.lines) == amount


@laws
@given(cards(order_by_law=True), histories(), days)
def test_amounts_are_whole_and_never_negative(loan, events, on):
    books = book_card(loan, events, order_law())
    state = card_balance(books, on)
    told = [*sums(state).values(), state.due_now, state.credit, state.days_past_due]
    told += [getattr(line, part.value) for line in state.lines for part in Component]
    for bill in card_bills(books, on):
        told += [bill.total, bill.minimum, bill.left, bill.minimum_left]
        assert bill.minimum_left <= bill.left
        assert bill.minimum <= bill.total
    assert all(type(amount) is int and amount >= 0 for amount in told)
    assert type(state.per_day) is int
    assert state.due_now <= state.total
    assert not (
        state.credit and any(sums(state)[part] for part in (Component.PRINCIPAL, Component.FEE))
    )


@laws
@given(cards(order_by_law=True), histories(), days)
def test_what_comes_later_does_not_change_an_earlier_day(loan, events, on):
    def when(event):
        return event.at if isinstance(event, Payment) else event.on

    known = [event for event in events if when(event) <= on]
    terms = replace(
        loan.card, transactions=tuple(one for one in loan.card.transactions if one.on <= on)
    )
    whole = view(card_balance(book_card(loan, events, order_law()), on))
    then = view(card_balance(book_card(replace(loan, card=terms), known, order_law()), on))
    assert {**whole, "loan": None} == {**then, "loan": None}


@laws
@given(cards(order_by_law=True), histories(), st.lists(days, min_size=1, max_size=5))
def test_one_pass_says_the_same_as_one_day_at_a_time(loan, events, some):
    books = book_card(loan, events, order_law())
    inorder = sorted(some)
    assert card_balances(books, inorder) == [card_balance(books, on) for on in inorder]


@laws
@given(cards(order_by_law=True), histories(), days, st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_written_is_of_no_matter(loan, events, on, chance):
    shuffled, spent = list(events), list(loan.card.transactions)
    chance.shuffle(shuffled)
    chance.shuffle(spent)
    other = replace(loan, card=replace(loan.card, transactions=tuple(spent)))
    one = card_balance(book_card(loan, events, order_law()), on)
    two = card_balance(book_card(other, shuffled, order_law()), on)
    assert sums(one) == sums(two)
    assert (one.credit, one.due_now, one.days_past_due) == (
        two.credit,
        two.due_now,
        two.days_past_due,
    )


@laws
@given(cards(order_by_law=True), histories(), days, days, amounts)
def test_a_reversed_payment_is_as_if_it_never_was(loan, events, paid_on, on, amount):
    wrong = [
        Payment(id="wrong", at=paid_on, amount=amount),
        Reversal(on=paid_on + 10 * ONE, of="wrong"),
    ]
    one = view(card_balance(book_card(loan, [*wrong, *events], order_law()), on))
    assert one == view(card_balance(book_card(loan, events, order_law()), on))


@laws
@given(cards(), histories(waivers=False), days, days, amounts)
def test_paying_more_never_means_more_owed(loan, events, paid_on, on, amount):
    """Same order of allocation, no waivers: what is given up must not depend on what was paid."""
    more = [*events, Payment(id="more", at=paid_on, amount=amount)]
    plain = card_balance(book_card(loan, events, NO_LAW), on)
    paid = card_balance(book_card(loan, more, NO_LAW), on)
    assert paid.total - paid.credit <= plain.total - plain.credit
    assert paid.total <= plain.total
    assert paid.due_now <= plain.due_now
    assert paid.days_past_due <= plain.days_past_due


@laws
@given(cards(), histories(waivers=False), days, st.integers(1, 25), days, amounts)
def test_paying_earlier_within_a_cycle_never_means_more_owed(loan, events, early, gap, on, amount):
    """Between two statements only, and with nothing posted in between.

    Money that comes before a statement lowers the bill; money that comes after it also counts
    towards that bill's minimum. So the promise cannot reach across a statement.
    """
    late = early + gap * ONE
    books = book_card(loan, [], NO_LAW)
    drawn = {bill.statement_on for bill in card_bills(books, late + 40 * ONE)}
    posted = {one.on for one in loan.card.transactions}
    assume(not any(early <= moment < late for moment in drawn))
    assume(not any(early < moment <= late for moment in posted))
    states = [
        card_balance(book_card(loan, [*events, Payment(id="x", at=at, amount=amount)], NO_LAW), on)
        for at in (early, late)
    ]
    assert states[0].total - states[0].credit <= states[1].total - states[1].credit
    assert states[0].due_now <= states[1].due_now


@laws
@given(cards(), histories(), days)
def test_no_fee_ever_bears_interest(loan, events, on):
    """Interest is charged on spending and on interest, never on a fee (rule of 2016)."""
    state = card_balance(book_card(loan, events, NO_LAW), on)
    most = sum(
        one.amount for one in loan.card.transactions if one.kind not in {"fee", "refund"}
    ) + sum(move.amount for move in state.postings if move.cause == "card_interest")
    by_day = {}
    for move in (*state.postings, *state.running):
        if move.base is not None:
            for n in range((move.on - move.since).days):
                by_day[move.since + n * ONE] = by_day.get(move.since + n * ONE, 0) + move.base
    assert all(base <= most for base in by_day.values())


@laws
@given(cards(), days)
def test_a_card_of_fees_alone_bears_nothing(loan, on):
    fees = tuple(replace(one, kind="fee") for one in loan.card.transactions)
    only = replace(loan, card=replace(loan.card, transactions=fees))
    assert card_balance(book_card(only, [], NO_LAW), on).interest == 0
