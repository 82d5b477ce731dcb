"""A large case, the same every time: 200 loans of 60 instalments with 3,000 payments."""

from __future__ import annotations

from datetime import date
from random import Random

from ashore.days import month_step

__all__ = ["LOANS", "PAYMENTS", "large_case"]

LOANS, INSTALMENTS, PAID = 200, 60, 15
PAYMENTS = LOANS * PAID

KINDS = (
    ("bank", "equal_instalment", '{ value = "0.0004", per = "day" }'),
    ("consumer_finance", "equal_principal", '{ value = "0.015", per = "month" }'),
    ("small_loan", "flat", '{ value = "0.008", per = "month" }'),
    ("private", "interest_only", '{ value = "0.02", per = "month" }'),
    ("auto_finance", "equal_instalment", '{ value = "0.12", per = "year" }'),
)


def large_case(seed: int = 1) -> str:
    """Return the case as TOML; some payments are late, some short, some for two instalments."""
    chance = Random(seed)
    head = ["ashore = 1", 'title = "200 loans"', "as_of = 2026-11-23"]
    return "\n".join([*head, *(_loan(number, chance) for number in range(LOANS))]) + "\n"


def _loan(number: int, chance: Random) -> str:
    lender, method, rate = KINDS[number % len(KINDS)]
    begin = date(2025, 1 + number % 6, 1 + number % 28)
    principal = chance.randrange(10_000, 200_000) // 100 * 100
    lines = [
        "[[loans]]",
        f'id = "l{number:03}"',
        f'name = "loan {number}"',
        f'lender = "lender {number % 17}"',
        f'lender_type = "{lender}"',
        f'principal = "{principal}.00"',
        f"disbursed_on = {begin}",
        f'method = "{method}"',
        f"instalments = {INSTALMENTS}",
        f"first_due_on = {month_step(begin, 1)}",
        f"rate = {rate}",
        'penalty = { multiple = "1.5" }',
        f"compound = {'true' if number % 3 == 0 else 'false'}",
    ]
    for paid in range(PAID):
        due = month_step(begin, paid + 1)
        day = due.replace(day=min(28, due.day + chance.choice([0, 0, 0, 2, 9])))
        share = principal // chance.choice([40, 50, 60, 60, 90])
        lines += ["[[loans.payments]]", f"at = {day}", f'amount = "{share}.00"']
    return "\n".join(lines)
