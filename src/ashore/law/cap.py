"""The caps of a loan: every line the law files know, whether it applies, and why not."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ashore.law.cap_line import CapLine, cap_line
from ashore.law.cap_rule import CapCase
from ashore.law.cap_words import CapEffect, CapMethod
from ashore.law.norm import Law
from ashore.loan import LenderType

__all__ = ["CapEffect", "CapLine", "CapMethod", "caps"]


@lru_cache(maxsize=512)  # the cost of a loan, its claims and its forecast ask for the same
def caps(
    lender_type: str, contract_on: date, filed_on: date | None, day: date, law: Law
) -> tuple[CapLine, ...]:
    """Return every cap of the law files as it stands to a loan, in the order of the files.

    Args:
        lender_type: a `LenderType` or its word; for a debt that was sold, the first lender's.
        contract_on: when the contract was made.
        filed_on: when the case was (or would be) filed in court; None takes `day`.
        day: the day whose interest is measured.
        law: the law files.

    Raises:
        LawGap: a base rate (the LPR) is not known for the day it is needed.

    Source: judicial interpretation on private lending (2015-08, 2020-08, 2020-12), reply
    Fashi [2020] 27, Fafa [2017] 22, and the supervisory texts named in each line.
    """
    case = CapCase(LenderType(lender_type), contract_on, filed_on or day, day, law)
    return tuple(cap_line(norm, case) for norm in law.under("cn.cap.") if norm.kind == "cap")
