"""The laws of the books, over random loans and histories (`docs/books.md`, "Laws")."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

from hypothesis import assume, given, settings, strategies as st

from ashore.ledger.statement import (
    balance,
    balance_and_settlement,
    balances,
    settle_on,
    standings,
    sums_on,
)
from ashore.loan import (
    Acceleration,
    Component,
    Effect,
    Payment,
    Prepay,
    Prepayment,
    Reversal,
    Waiver,
)
from tests.ledger.build import booked
from tests.ledger.strategies import (
    USUAL_ORDER,
    days_of,
    histories,
    loans,
    payments,
    stories,
)
from tests.often import often

laws = settings(max_examples=often(80), deadline=None)
ONE = timedelta(days=1)


def sums(state) -> dict[str, int]:
    return {part.value: getattr(state, part.value) for part in Component}


def view(state):
    """Everything a statement says, except the findings."""
    return (
        sums(state),
        state.credit,
        state.due_now,
        state.days_past_due,
        state.bucket,
        state.per_day,
        state.lines,
        state.postings,
        state.running,
    )


@laws
@given(st.data())
def test_every_fen_paid_is_allocated_or_kept_as_credit(data):
    loan, events = data.draw(stories())
    on = data.draw(days_of(loan))
    state = balance(booked(loan, *events), on)
    paid = sum(event.amount for event in events if isinstance(event, Payment) and event.at <= on)
    early = [event for event in events if isinstance(event, Prepayment) and event.on <= on]
    assume(all(event.amount is not None for event in early))
    paid += sum(event.amount for event in early)
    allocated = -sum(
        posting.amount
        for posting in state.postings
        if posting.cause in {"payment", "credit"}
        or (posting.cause == "prepayment" and posting.event)
    )
    assert paid == allocated + state.credit


@laws
@given(st.data())
def test_the_postings_add_up_to_the_balance(data):
    loan, events = data.draw(stories())
    on = data.draw(days_of(loan))
    state = balance(booked(loan, *events), on)
    for part in Component:
        moves = [p.amount for p in (*state.postings, *state.running) if p.component is part]
        assert getattr(state, part.value) == sum(moves), part


@laws
@given(st.data())
def test_the_lines_add_up_to_the_balance_and_nothing_is_negative(data):
    loan, events = data.draw(stories())
    on = data.draw(days_of(loan))
    state = balance(booked(loan, *events), on)
    for part in Component:
        lines = [getattr(line, part.value) for line in state.lines]
        assert all(amount >= 0 for amount in lines)
        assert sum(lines) == getattr(state, part.value)
    assert state.credit >= 0
    assert 0 <= state.due_now <= state.total
    assert state.total == sum(sums(state).values())


@laws
@given(st.data())
def test_every_amount_is_a_whole_number(data):
    loan, events = data.draw(stories())
    on = data.draw(days_of(loan))
    state = balance(booked(loan, *events), on)
    values = [*state.lines, *state.postings, *state.running, state]
    amounts = {*sums(state), "amount", "credit", "due_now", "per_day", "total", "days_late", "n"}
    for value in values:
        for name in amounts & {each.name for each in fields(value)}:
            assert type(getattr(value, name)) is int, name


@laws
@given(st.data())
def test_a_day_needs_only_the_events_up_to_it(data):
    loan, events = data.draw(stories())
    on = data.draw(days_of(loan))
    known = [event for event in events if (getattr(event, "at", None) or event.on) <= on]
    assert view(balance(booked(loan, *events), on)) == view(balance(booked(loan, *known), on))


@laws
@given(st.data())
def test_asking_for_a_balance_never_changes_a_later_one(data):
    loan, events = data.draw(stories())
    days = sorted(data.draw(st.lists(days_of(loan), min_size=2, max_size=5)))
    books = booked(loan, *events)
    assert [view(state) for state in balances(books, days)] == [
        view(balance(books, on)) for on in days
    ]


@laws
@given(st.data())
def test_bare_sums_are_those_of_the_statement(data):
    loan, events = data.draw(stories())
    days = sorted(data.draw(st.lists(days_of(loan), min_size=1, max_size=4)))
    books = booked(loan, *events)
    states = balances(books, days)
    assert [
        (bare.on, bare.principal, bare.total, bare.credit, bare.paid)
        for bare in standings(books, days)
    ] == [(state.on, state.principal, state.total, state.credit, state.paid) for state in states]
    bare = sums_on(books, days, due_only=False)
    assert bare == [{part: getattr(state, part.value) for part in Component} for state in states]
    due = sums_on(books, days, due_only=True)
    assert [sum(each.values()) for each in due] == [state.due_now for state in states]
    for on, state in zip(days, states, strict=True):
        told, settles = balance_and_settlement(books, on)
        assert view(told) == view(state)
        assert settles == settle_on(books, on)


@laws
@given(st.data())
def test_the_order_events_were_written_in_is_of_no_matter(data):
    loan, events = data.draw(stories())
    on = data.draw(days_of(loan))
    mixed = data.draw(st.permutations(events))
    assert view(balance(booked(loan, *events), on)) == view(balance(booked(loan, *mixed), on))


@laws
@given(st.data())
def test_a_reversed_payment_was_never_made(data):
    loan, events = data.draw(stories())
    gone = data.draw(payments(loan, most=1).filter(bool))[0]
    gone = replace(gone, id="gone")
    undo = Reversal(on=gone.at + timedelta(days=data.draw(st.integers(0, 99))), of="gone")
    on = data.draw(days_of(loan))
    assert view(balance(booked(loan, *events, gone, undo), on)) == view(
        balance(booked(loan, *events), on)
    )


@laws
@given(st.data())
def test_one_payment_or_two_on_the_same_day(data):
    loan = data.draw(loans())
    events = data.draw(histories(loan))
    at = data.draw(days_of(loan))
    first, second = data.draw(st.tuples(st.integers(1, 90_000), st.integers(1, 90_000)))
    on = data.draw(days_of(loan))
    together = Payment(id="x", at=at, amount=first + second)
    apart = [Payment(id="x", at=at, amount=first), Payment(id="y", at=at, amount=second)]
    one = balance(booked(loan, *events, together), on)
    two = balance(booked(loan, *events, *apart), on)
    assert (one.lines, one.credit, one.due_now) == (two.lines, two.credit, two.due_now)


@laws
@given(st.data())
def test_paying_what_settles_a_loan_settles_it(data):
    loan, events = data.draw(stories())
    loan = replace(loan, fees=tuple(fee for fee in loan.fees if fee.on is None))
    on = data.draw(days_of(loan))
    earlier = [event for event in events if (getattr(event, "at", None) or event.on) <= on]
    books = booked(loan, *earlier)
    needed = settle_on(books, on)
    settle = Prepayment(id="zz", on=on, amount=max(needed, 1), effect=Effect.SETTLE)
    for later in (on, on + ONE, on + timedelta(days=400)):
        state = balance(booked(loan, *earlier, settle), later)
        assert state.total == 0, later
        assert state.credit == 0 or needed == 0
        assert state.days_past_due == 0
    if needed > 1:
        short = replace(settle, amount=needed - 1)
        assert balance(booked(loan, *earlier, short), on).total > 0


@laws
@given(st.data())
def test_the_total_settles_when_interest_runs_to_the_day(data):
    loan, events = data.draw(stories(kinds=(Waiver, Acceleration), prepay=Prepay.TO_THE_DAY))
    on = data.draw(days_of(loan))
    books = booked(loan, *events)
    state = balance(books, on)
    running = [line for line in state.lines if line.due_on > on and line.interest]
    assume(len(running) <= 1)
    dated = sum(line.total for line in state.lines if line.n == 0 and line.due_on > on)
    assert settle_on(books, on) == max(0, state.total - dated - state.credit)


@laws
@given(st.data())
def test_a_day_adds_what_the_statement_said_it_would(data):
    loan, events = data.draw(stories())
    on = data.draw(days_of(loan))
    known = [event for event in events if (getattr(event, "at", None) or event.on) <= on]
    today, tomorrow = balances(booked(loan, *known), [on, on + ONE])
    net = (tomorrow.total - tomorrow.credit) - (today.total - today.credit)
    assert today.per_day == net


@laws
@given(st.data())
def test_nothing_is_owed_before_the_payout(data):
    loan, events = data.draw(stories())
    state = balance(booked(loan, *events), loan.disbursed_on - ONE)
    assert view(state) == ({part.value: 0 for part in Component}, 0, 0, 0, "M0", 0, (), (), ())


# ---- more paid, or paid earlier, never means more owed later

# Each posting rounds what accrued by at most one fen (half a fen where halves go up), and so does
# what is shown as running on the day. Two histories may differ in how often that happens. The law
# does not hold where all principal comes before all interest across instalments: early money then
# pays interest that costs nothing, late money pays principal that does.
FAIR = st.one_of(loans(allocation_across="oldest_first"), loans(allocation=USUAL_ORDER))


def slack(*states) -> int:
    moves = [move for state in states for move in (*state.postings, *state.running)]
    return sum(move.base is not None for move in moves)


def net(state) -> int:
    return state.total - state.credit


@laws
@given(st.data())
def test_more_paid_never_means_more_owed(data):
    loan = data.draw(FAIR)
    events = data.draw(payments(loan).filter(bool))
    which = data.draw(st.integers(0, len(events) - 1))
    more = replace(events[which], amount=events[which].amount + data.draw(st.integers(1, 50_000)))
    on = data.draw(days_of(loan))
    less = balance(booked(loan, *events), on)
    paid = balance(booked(loan, *events[:which], more, *events[which + 1 :]), on)
    assert net(paid) <= net(less) + slack(paid, less)


@laws
@given(st.data())
def test_paid_earlier_never_means_more_owed(data):
    loan = data.draw(FAIR)
    events = data.draw(payments(loan).filter(bool))
    which = data.draw(st.integers(0, len(events) - 1))
    earlier = data.draw(days_of(loan))
    assume(earlier <= events[which].at)
    sooner = replace(events[which], at=earlier)
    on = events[which].at + timedelta(days=data.draw(st.integers(0, 200)))
    late = balance(booked(loan, *events), on)
    soon = balance(booked(loan, *events[:which], sooner, *events[which + 1 :]), on)
    assert net(soon) <= net(late) + slack(soon, late)
