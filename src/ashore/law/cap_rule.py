"""Which version of a cap reaches a loan: by lender, contract, filing and day of interest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from ashore.law.cap_words import (
    CapEffect,
    borrower_asks,
    not_after,
    not_average,
    not_before,
    not_for,
    not_settled,
    older_rule,
)
from ashore.law.exceptions import decide
from ashore.law.norm import Law, Norm, Version
from ashore.loan import LenderType
from ashore.words import Cite, Text

__all__ = ["CUTOVER", "PRIVATE", "REFUND", "CapCase", "Reach", "reach"]

PRIVATE = "cn.cap.private"
REFUND = "cn.cap.private.refund"
CUTOVER = "cn.cap.private.cutover"
LICENSED = "cn.cap.private.licensed"


@dataclass(frozen=True, slots=True)
class CapCase:
    """The facts that decide which caps reach a loan.

    `day` is the day whose interest is measured: the private-lending rules of 2020 split the
    interest of an older contract by day.
    """

    lender: LenderType
    contract_on: date
    filed_on: date
    day: date
    law: Law


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The version that reaches the loan; a `why_not` with words means that it does not.

    `rule_on` is the day whose text was applied, `at_on` the day whose base rate counts. `cites` are
    the texts the answer rests on, the one to name first.
    """

    version: Version
    rule_on: date
    at_on: date
    cites: tuple[Cite, ...]
    why_not: Text = Text("", "")
    condition: Text = Text("", "")


def reach(norm: Norm, case: CapCase) -> Reach:
    """Return how a cap stands to a loan."""
    if norm.id == PRIVATE or norm.id.startswith(f"{PRIVATE}."):
        return _private(norm, case)
    by = str(norm.versions[0].params["by"])
    held = case.contract_on if by == "contract" else case.filed_on
    return _plain(norm, case, held, by)


def _plain(norm: Norm, case: CapCase, held: date, by: str) -> Reach:
    """Reach by the contract day or the filing day alone."""
    version = norm.version_on(held)
    if case.lender not in norm.scope.lender_types:
        why_not = not_for(norm.scope.lender_types, case.lender)
    elif version is None:
        why_not = not_before(norm.versions[0].from_on, by, held)
    elif version.params.get("average"):
        why_not = not_average()
    else:
        why_not = Text("", "")
    rule_on = held if version else norm.versions[0].from_on
    version = norm.on(rule_on)
    asked = version.params.get("effect") == CapEffect.ON_REQUEST
    return Reach(
        version=version,
        rule_on=rule_on,
        at_on=case.contract_on,
        cites=(norm.cite(rule_on),),
        why_not=why_not,
        condition=borrower_asks() if asked else Text("", ""),
    )


def _private(norm: Norm, case: CapCase) -> Reach:
    """Reach of the private-lending lines, with the cut-over of 2020."""
    via = decide(case.law, PRIVATE, case.filed_on, lambda other: _falls_under(other, case))
    older = via.on(case.filed_on).params.get("older_rule_until") if via.id == CUTOVER else None
    in_older = isinstance(older, date) and case.day <= older
    wanted = older if isinstance(older, date) and in_older else case.filed_on
    version = norm.version_on(wanted)
    rule_on = wanted if version else _nearest_day(norm, wanted)
    own = norm.cite(rule_on)
    cites = (own,) if via.id == PRIVATE else (via.cite(case.filed_on), own)
    return Reach(
        version=_filled(norm.on(rule_on), case.law, rule_on),
        rule_on=rule_on,
        at_on=case.filed_on if via.id == CUTOVER and not in_older else case.contract_on,
        cites=cites[::-1] if in_older else cites,
        why_not=_why_not(norm, case, wanted, licensed=via.id == LICENSED),
        condition=older_rule() if in_older else Text("", ""),
    )


def _why_not(norm: Norm, case: CapCase, wanted: date, *, licensed: bool) -> Text:
    """Say why a private-lending line does not apply; no words where it does."""
    if case.lender not in norm.scope.lender_types:
        if licensed:
            return not_for(norm.scope.lender_types, case.lender)
        return not_settled(case.lender, case.filed_on)
    last = norm.versions[-1].until_on
    if last is not None and wanted > last:
        return not_after(last)
    if norm.version_on(wanted) is None:
        return not_before(norm.versions[0].from_on, "filing", wanted)
    return Text("", "")


def _nearest_day(norm: Norm, wanted: date) -> date:
    """Return the first or the last day of a norm that does not reach the wanted one."""
    last = norm.versions[-1].until_on
    return last if last is not None and wanted > last else norm.versions[0].from_on


def _falls_under(other: Norm, case: CapCase) -> bool:
    """Say whether an exception to the private-lending cap takes this case."""
    version = other.on(case.filed_on)
    if other.id == LICENSED:
        return case.lender in version.words("lender_types")
    return case.lender in other.scope.lender_types and (
        case.contract_on < version.day("contract_before")
    )


def _filled(version: Version, law: Law, rule_on: date) -> Version:
    """Return a version that says "the same line as another norm" with that line filled in."""
    if "same_as" not in version.params:
        return version
    same = law.norm(version.word("same_as")).on(rule_on)
    return replace(version, params=MappingProxyType({**same.params, **version.params}))
