"""Small cases the tests of the report look at, each for something of its own."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from ashore.case import Outcome, run
from ashore.files.case import parse_case, read_case
from ashore.files.law import read_law

ROOT = Path(__file__).parents[2]
SIX = ROOT / "examples" / "six-loans.toml"
GOLDEN = Path(__file__).parent / "golden"

PRIVATE = """
ashore = 1
title = "朋友借款"
as_of = 2026-11-23

[[loans]]
id = "friend"
name = "朋友借款"
lender = "老周"
lender_type = "private"
principal = "20000.00"
received = "19000.00"
disbursed_on = 2025-06-01
method = "interest_only"
instalments = 12
first_due_on = 2025-07-01
rate = { value = "0.02", per = "month" }
penalty = { multiple = "1.5" }
[[loans.payments]]
at = 2025-07-01
amount = "400.00"
[[loans.claims]]
on = 2026-11-20
total = "30000.00"
source = "短信"
"""

BARE = """
ashore = 1
as_of = 2026-02-10

[[loans]]
id = "bare"
lender_type = "bank"
principal = "1000.00"
disbursed_on = 2026-01-05
method = "given"
[[loans.schedule]]
due_on = 2026-02-05
principal = "500.00"
interest = "10.00"
fee = "5.00"
[[loans.schedule]]
due_on = 2026-03-05
principal = "500.00"
interest = "5.00"
[[loans.payments]]
at = 2026-02-05
amount = "600.00"
[[loans.payments]]
at = 2026-03-05
amount = "1.00"
"""

CARD = """
ashore = 1
as_of = 2026-11-23

[[loans]]
id = "card"
name = "信用卡"
lender = "银行"
method = "card"
lender_type = "card_issuer"
statement_day = 5
due_day = 25
rate = { value = "0.0005", per = "day" }
late_fee = { rate = "0.05", floor = "10.00" }
[[loans.transactions]]
on = 2026-08-30
amount = "2000.00"
[[loans.payments]]
at = 2026-09-20
amount = "500.00"
[[loans.claims]]
on = 2026-11-20
total = "1700.00"
"""

YEN = """
ashore = 1
title = "yen"
as_of = 2026-05-06
currency = "JPY"

[[loans]]
id = "yen"
name = "yen"
lender = "lender"
lender_type = "unlicensed"
principal = "300000"
disbursed_on = 2026-01-05
method = "equal_instalment"
instalments = 3
first_due_on = 2026-02-05
rate = { value = "0.30", per = "year" }
compound = true
penalty = { rate = { value = "0.001", per = "day" }, base = "outstanding_principal" }
fees = [{ name = "fee", kind = "service", payee = "other", amount = "9000", when = "up_front" }]
"""

ODD = "<script>alert(\"1\")</script> & 'quoted' \U0001f642 \u202eright-to-left\u2066 " + "长" * 5000

CASES = {"private": PRIVATE, "bare": BARE, "card": CARD, "yen": YEN}
NAMES = ("six", *CASES)


@cache
def law():
    return read_law()


@cache
def outcome(name: str, on: date | None = None) -> Outcome:
    case = read_case(SIX) if name == "six" else parse_case(CASES[name]).case
    assert case.as_of is not None
    return run(case, law(), on or case.as_of)


@cache
def odd() -> Outcome:
    """A case whose texts are anything but tame."""
    case = parse_case(PRIVATE).case
    file = case.loans[0]
    loan = replace(file.loan, name=ODD, lender=ODD)
    claims = tuple(replace(claim, source=ODD) for claim in file.claims)
    wild = replace(case, title=ODD, loans=(replace(file, loan=loan, claims=claims),))
    return run(wild, law(), date(2026, 11, 23))


def held(path: Path, text: str) -> str:
    """Return what a golden file holds; with ASHORE_REFRESH=1 it is written first.

    The digest of the law files stands as a word, since it changes with every norm.
    """
    text = text.replace(law().version, "LAW")
    if os.environ.get("ASHORE_REFRESH") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")
