"""How much a loan may cost: one line of the law files, whether it applies, and why not.

Courts count simple interest on the principal still owed, by actual days over 365; supervisors look
at the yearly cost of all payments. A line says which of the two it is measured with. Which lines
reach a loan depends on who lent, when the contract was made and when the case was filed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ashore.law.cap_rule import CapCase, Reach, reach
from ashore.law.cap_words import EFFECTS, CapEffect, CapMethod
from ashore.law.norm import CONFIDENCES, Law, Norm
from ashore.loan import Component
from ashore.money import show_rate
from ashore.words import Cite, Text, Why

__all__ = ["CapLine", "cap_line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapLine:
    """One cap as it stands to one loan on one day.

    `value` is a rate per year, None where the text names no number or the number is not known.
    `covers` are the parts of the debt that count together. A line that does not apply says why in
    `why_not`, and its value is only there to show what it would be. The confidence of `basis` is
    the lowest of everything the value rests on; C never makes a firm line.
    """

    norm: str
    title: Text
    value: Fraction | None
    method: CapMethod
    effect: CapEffect
    says: Text
    covers: tuple[Component, ...]
    applies: bool
    why_not: Text
    condition: Text  # what somebody has to do for the line to count; no words: nothing
    severity: str
    basis: Cite
    why: Why
    rule_on: date  # the day whose text was applied


def cap_line(norm: Norm, case: CapCase) -> CapLine:
    """Return one cap as it stands to one loan."""
    found = reach(norm, case)
    version = found.version
    applies = not found.why_not.zh
    value, steps = _value(found, case.law, applies=applies)
    effect = CapEffect(version.word("effect"))
    basis = _basis(norm, found, case, steps)
    uncertain = basis.confidence == "C" and norm.severity == "breach"
    return CapLine(
        norm=norm.id,
        title=norm.title,
        value=value,
        method=CapMethod(version.word("method")),
        effect=effect,
        says=EFFECTS[effect],
        covers=tuple(Component(each) for each in version.words("covers")),
        applies=applies,
        why_not=found.why_not,
        condition=found.condition,
        severity="warning" if uncertain else norm.severity,
        basis=basis,
        why=_why(norm, value, basis, (*steps, *map(_rests_on, found.cites[1:]))),
        rule_on=found.rule_on,
    )


def _value(found: Reach, law: Law, *, applies: bool) -> tuple[Fraction | None, tuple[Why, ...]]:
    """Return the rate per year and, for a multiple, the step that leads to it."""
    params = found.version.params
    if "value" in params:
        return found.version.value, ()
    if "of" not in params:
        return None, ()
    base = law.norm(found.version.word("of"))
    if not applies and base.version_on(found.at_on) is None:
        return None, ()
    version = base.on(found.at_on)
    return found.version.fraction("multiple") * version.value, (_base_step(base, found.at_on),)


def _base_step(base: Norm, on: date) -> Why:
    """Return how a published rate was looked up: the last release on or before the day."""
    version = base.on(on)
    releases = version.params.get("releases")
    known = releases if isinstance(releases, tuple) else ()
    last = max((each for each in known if each <= on), default=version.from_on)
    return Why(
        label=base.title,
        value=show_rate(version.value),
        inputs=(("on", on.isoformat()), ("released", last.isoformat())),
        cite=base.cite(on),
    )


def _basis(norm: Norm, found: Reach, case: CapCase, steps: Iterable[Why]) -> Cite:
    """Return the text the line rests on, with the lowest confidence of all that is involved.

    A day of interest after the last check of the text marks it as assumed, too.
    """
    involved = [*found.cites, *(step.cite for step in steps if step.cite is not None)]
    late = not found.why_not.zh and case.day > norm.answers_until
    return replace(
        found.cites[0],
        confidence=max((each.confidence for each in involved), key=CONFIDENCES.index),
        assumed=late or any(each.assumed for each in involved),
    )


def _rests_on(cite: Cite) -> Why:
    return Why(label=cite.title, value="", cite=cite)


def _why(norm: Norm, value: Fraction | None, basis: Cite, parts: tuple[Why, ...]) -> Why:
    base = next((part.value for part in parts if part.value), "")
    times = f"{show_rate(value / Fraction(base))} x {base}" if value is not None and base else ""
    return Why(
        label=norm.title,
        value="" if value is None else show_rate(value),
        formula=times,
        cite=basis,
        parts=parts,
    )
