"""Cases out of thin air: raw values that keep the format, every key of it sooner or later."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

from ashore.files import choices as words
from ashore.files.shape import Choices

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co")),
    min_size=1,
    max_size=12,
).filter(str.strip)
TEXTS = st.one_of(WORDS, st.just('"quoted" \\ and\ttabbed\nlines'), st.just(""))
IDS = WORDS.map(str.strip).filter(lambda word: word and word == word.strip())
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
FLAGS = st.booleans()


def one(choices: Choices) -> st.SearchStrategy[str]:
    return st.sampled_from(list(choices))


def some(choices: Choices) -> st.SearchStrategy[list[str]]:
    return st.lists(one(choices), unique=True, max_size=len(choices))


def money(low: int = 1, high: int = 10**9) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")


def rates(per: str = "") -> st.SearchStrategy[dict[str, str]]:
    units = st.just(per) if per else one(words.PER)
    return st.fixed_dictionaries({"value": decimals(0, 2999, 6), "per": units})


def decimals(low: int, high: int, places: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda n: f"{n // 10**places}.{n % 10**places:0{places}d}")


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    offset = timezone(timedelta(minutes=draw(st.integers(-720, 840))))
    seconds = draw(st.integers(0, 6 * 365 * 86400))
    return datetime(2020, 1, 2, tzinfo=offset) + timedelta(seconds=seconds)


@st.composite
def fees(draw: st.DrawFn, start: date) -> dict[str, object]:
    how = draw(st.sampled_from(["amount", "rate"]))
    value = money(0) if how == "amount" else decimals(0, 500000, 6)
    when = st.one_of(one(words.FEE_WHEN), st.integers(0, 400).map(lambda n: start + timedelta(n)))
    return draw(
        st.fixed_dictionaries(
            {"name": WORDS, how: value, "when": when},
            optional={"kind": one(words.FEE_KIND), "payee": TEXTS, "of": one(words.FEE_OF)},
        )
    )


def claims(start: date) -> st.SearchStrategy[dict[str, object]]:
    later = st.integers(0, 900).map(lambda n: start + timedelta(n))
    parts = {key: money(0) for key in ("principal", "interest", "penalty", "fee")}
    return st.fixed_dictionaries(
        {"on": later, "total": money(0)}, optional={**parts, "source": TEXTS}
    )


@st.composite
def events(draw: st.DrawFn, start: date, count: int, per: str) -> dict[str, object]:
    kind = draw(one(words.EVENT))
    on = start + timedelta(draw(st.integers(0, 900)))
    more: dict[str, st.SearchStrategy[object]] = {
        "prepayment": {"amount": money(), "effect": one(words.EFFECT)},
        "waiver": {"component": one(words.COMPONENT), "amount": money()},
        "rate_change": {"rate": rates(per)},
        "deferral": {
            "instalments": st.lists(st.integers(1, count), min_size=1, unique=True),
            "to": st.integers(0, 90).map(lambda n: on + timedelta(n)),
        },
        "assignment": {"to": WORDS},
        "judgment": {"amount": money(), "note": TEXTS},
    }.get(kind, {})
    return {"kind": kind, "on": on, **draw(st.fixed_dictionaries(more))}


def happened(start: date, count: int, per: str) -> dict[str, st.SearchStrategy[object]]:
    later = st.integers(1, 900).map(lambda n: start + timedelta(n))
    paid = st.one_of(later, instants().map(lambda at: at.replace(year=start.year + 2, day=1)))
    return {
        "fees": st.lists(fees(start), max_size=2),
        "payments": st.lists(st.fixed_dictionaries({"at": paid, "amount": money()}), max_size=3),
        "events": st.lists(
            events(start, count, per).filter(lambda event: event["kind"] != "reversal"), max_size=3
        ),
        "claims": st.lists(claims(start), max_size=2),
        "open": st.lists(
            st.fixed_dictionaries({"key": one(words.OPEN)}, optional={"source": TEXTS}),
            unique_by=lambda each: each["key"],
            max_size=3,
        ),
    }


def unfinished() -> st.SearchStrategy[list[dict[str, object]]]:
    known = {
        "product": st.sampled_from(["", "jiebei", "huabei", "credit_card"]),
        "lender": TEXTS,
        "lender_type": one(words.LENDER_TYPE),
        "method": one(words.METHOD),
        "principal": money(),
        "received": money(),
        "disbursed_on": DAYS,
        "instalments": st.integers(1, 1200),
        "first_due_on": DAYS,
        "rate": rates(),
        "bill": money(),
        "statement_day": st.integers(1, 31),
        "due_day": st.integers(1, 31),
        "claimed": money(),
        "claimed_on": DAYS,
    }
    return st.lists(st.fixed_dictionaries({"name": WORDS}, optional=known), max_size=2)


def penalties() -> st.SearchStrategy[dict[str, object]]:
    usual = {
        "base": one(words.PENALTY_BASE),
        "replaces_interest": FLAGS,
        "day_basis": st.sampled_from([360, 365]),
        "daily_rounding": FLAGS,
    }
    multiple = st.fixed_dictionaries({"multiple": decimals(1, 3999, 3)}, optional=usual)
    return multiple | st.fixed_dictionaries({"rate": rates()}, optional=usual)


def terms(per: str) -> dict[str, st.SearchStrategy[object]]:
    counts = [word for word in words.COUNTING if per == "day" or word != "actual"]
    order = st.permutations(["fee", "penalty", "interest", "principal"])
    return {
        "name": TEXTS,
        "lender": TEXTS,
        "day_count": st.sampled_from(counts),
        "rounding": one(words.ROUNDING),
        "penalty": penalties(),
        "compound": FLAGS,
        "grace_days": st.integers(0, 60),
        "grace_retroactive": FLAGS,
        "cutoff": st.sampled_from(["24:00", "22:30", "00:01"]),
        "allocation": order.map(list),
        "allocation_across": one(words.ACROSS),
        "prepay": one(words.PREPAY),
        "reports_to": some(words.REGISTER),
    }


@st.composite
def loans(draw: st.DrawFn, name: str) -> dict[str, object]:
    """A loan with an id of its own and any of the keys its method may have."""
    method, per, start = draw(one(words.METHOD)), draw(one(words.PER)), draw(DAYS)
    count = draw(st.integers(1, 36))
    needed = {"lender_type": one(words.LENDER_TYPE), "rate": rates(per)}
    optional = {**terms(per), **happened(start, count, per)}
    loan: dict[str, object] = {"id": name, "method": method}
    if method == "card":
        optional.pop("events")  # those above name instalments
        needed |= card(start)
        optional |= card_terms() | {"disbursed_on": st.just(start)}
    elif method == "given":
        loan |= {"disbursed_on": start, "schedule": draw(rows(start, count))}
        optional |= {"principal": money()}
    else:
        loan |= {"disbursed_on": start, "principal": draw(money(100)), "instalments": count}
        loan["first_due_on"] = start + timedelta(draw(st.integers(1, 60)))
        step = {"days": st.integers(1, 90)} | {}
        optional["due_every"] = one(words.DUE_EVERY) | st.fixed_dictionaries(step)
        optional["received"] = st.just(loan["principal"])
    made = loan | draw(st.fixed_dictionaries(needed, optional=optional))
    return made if method == "card" else payable(made)


def payable(loan: dict[str, object]) -> dict[str, object]:
    """Return the loan; fees kept back at the payout are spread when they are more than it."""
    rows = loan.get("schedule", [])
    sums = [Decimal(loan["principal"])] if "principal" in loan else []
    sums += [sum(Decimal(row["principal"]) for row in rows)] if rows else []
    fees, lent = loan.get("fees", []), min(sums)
    kept = (fee for fee in fees if fee["when"] == "up_front")
    if sum(Decimal(fee.get("amount") or lent * Decimal(fee["rate"])) for fee in kept) <= lent:
        return loan
    spread = {"up_front": "each_instalment"}
    return loan | {"fees": [{**fee, "when": spread.get(fee["when"], fee["when"])} for fee in fees]}


def card(start: date) -> dict[str, st.SearchStrategy[object]]:
    later = st.integers(0, 600).map(lambda n: start + timedelta(n))
    spent = st.fixed_dictionaries(
        {"on": later, "amount": money()}, optional={"kind": one(words.TRANSACTION)}
    )
    first = {"on": start, "amount": "1.00"}
    return {
        "statement_day": st.integers(1, 31),
        "due_day": st.integers(1, 31),
        "transactions": st.lists(spent, max_size=3).map(lambda more: [first, *more]),
    }


def card_terms() -> dict[str, st.SearchStrategy[object]]:
    part = {"rate": decimals(0, 10**6, 6), "floor": money(0)}
    return {
        "interest_from": one(words.INTEREST_FROM),
        "statement_day_counts": st.booleans(),
        "payment_day_counts": st.booleans(),
        "minimum": st.fixed_dictionaries({}, optional=part),
        "late_fee": st.fixed_dictionaries({}, optional=part | {"of": one(words.LATE_FEE_OF)}),
        "grace_amount": money(0),
    }


@st.composite
def rows(draw: st.DrawFn, start: date, count: int) -> list[dict[str, object]]:
    gaps = draw(st.lists(st.integers(1, 60), min_size=count, max_size=count))
    due, made = start, []
    for gap in gaps:
        due += timedelta(gap)
        amounts = {"principal": money(1), "interest": money(0)}
        row = draw(st.fixed_dictionaries(amounts, optional={"fee": money(0)}))
        made.append({"due_on": due, **row})
    return made


def contacts() -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {"at": instants()},
        optional={
            "organisation": TEXTS,
            "lender": TEXTS,
            "channel": one(words.CHANNEL),
            "direction": one(words.DIRECTION),
            "role": one(words.ROLE),
            "person": TEXTS,
            "address": TEXTS,
            "outcome": one(words.OUTCOME),
            "identified": FLAGS,
            "disclosed": some(words.DISCLOSED),
            "purpose": one(words.CONTACT_PURPOSE),
            "text": TEXTS,
            "asked_to_stop": FLAGS,
            "consent": TEXTS,
            "staff": st.integers(0, 9),
            "recorded": FLAGS,
            "entered": FLAGS,
            "liable": FLAGS,
        },
    )


def budgets() -> st.SearchStrategy[dict[str, object]]:
    flow = {"name": WORDS, "amount": money(0), "on": DAYS}
    more = {"every": one(words.EVERY)}
    income = st.fixed_dictionaries(flow, optional=more | {"certain": FLAGS})
    expense = st.fixed_dictionaries(flow, optional=more | {"category": one(words.EXPENSE)})
    resource = st.fixed_dictionaries(
        {"name": WORDS, "kind": one(words.RESOURCE), "amount": money(), "available_on": DAYS},
        optional={"rate": decimals(0, 10**6, 6)},
    )
    lists = {"income": income, "expenses": expense, "resources": resource}
    return st.fixed_dictionaries(
        {},
        optional={"cash": money(0), "buffer": money(0)}
        | {key: st.lists(each, max_size=2) for key, each in lists.items()},
    )


NOT_OFFERED = {"payments", "events", "claims", "open"}


def offer(loan: dict[str, object]) -> dict[str, object]:
    """A loan of which nothing has happened yet."""
    return {key: loan[key] for key in loan if key not in NOT_OFFERED}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, object]:
    """A whole case, as raw values."""
    names = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    person = {"alias": WORDS, "reachable": FLAGS, "hardship": some(words.HARDSHIP)}
    goals = {"order": some(words.GOAL), "family_limit_days": st.integers(0, 3660)}
    optional = {
        "title": TEXTS,
        "as_of": DAYS,
        "currency": st.sampled_from(["CNY", "USD"]),
        "jurisdiction": one(words.JURISDICTION),
        "person": st.fixed_dictionaries({}, optional=person),
        "budget": budgets(),
        "goals": st.fixed_dictionaries({}, optional=goals),
        "contacts": st.lists(contacts(), max_size=3),
        "log_complete": FLAGS,
        "unfinished": unfinished(),
    }
    raw = {"ashore": 1, "loans": [draw(loans(name)) for name in names]}
    if draw(st.booleans()):
        raw["offers"] = [offer(draw(loans(name))) for name in draw(st.sets(IDS, max_size=2))]
    return raw | draw(st.fixed_dictionaries({}, optional=optional))
