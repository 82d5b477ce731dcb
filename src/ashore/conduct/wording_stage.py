"""The threat check: a step that a message claims, against the stage the case has reached.

"Filed", "arrest", "frozen", "visit tomorrow": each claim has notes in the data, by stage, for cards
and other loans, by the size of the debt. The first note that fits is shown together with how to
check the claim. A note says what the rules allow; it never promises that nothing will happen.
"""

from __future__ import annotations

from dataclasses import dataclass

from ashore.conduct.wording_patterns import STAGES, StageNote, Wording
from ashore.words import Text

__all__ = ["CaseStage", "reached", "stage_note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStage:
    """What is known of the case.

    Attributes:
        stage: none, demand, filed, judgment or enforcement.
        overdue_days: days past due, or None.
        principal: in fen, or None.
        card: whether the debt is a credit card's, or None.
    """

    stage: str = "none"
    overdue_days: int | None = None
    principal: int | None = None
    card: bool | None = None

    def __post_init__(self) -> None:
        assert self.stage in STAGES, self.stage


def reached(stage: str, needed: str) -> bool:
    """Return whether a case at `stage` has come as far as `needed`."""
    return STAGES.index(stage) >= STAGES.index(needed)


def stage_note(step: str, case: CaseStage, wording: Wording) -> Text:
    """Return what the claim is worth at this stage and how to check it."""
    note = next(one for one in wording.notes[step] if _fits(one, case))
    parts = [note.text, _days(step, case), wording.steps[step].check]
    return Text("".join(one.zh for one in parts), " ".join(one.en for one in parts if one.en))


def _fits(note: StageNote, case: CaseStage) -> bool:
    """Return whether a note is for this case; a condition on something unknown does not fit."""
    if note.stages and case.stage not in note.stages:
        return False
    if note.card is not None and note.card is not case.card:
        return False
    if note.principal_from is None and note.principal_below is None:
        return True
    if case.principal is None:
        return False
    above = note.principal_from is None or case.principal >= note.principal_from
    return above and (note.principal_below is None or case.principal < note.principal_below)


SOON = 30


def _days(step: str, case: CaseStage) -> Text:
    """Return a word on how early in a default the claim comes, where that says something."""
    if step not in {"suit", "filed", "visit"} or case.overdue_days is None:
        return Text("", "")
    if not 0 <= case.overdue_days < SOON or case.stage not in {"none", "demand"}:
        return Text("", "")
    days = case.overdue_days
    return Text(
        f"现在逾期 {days} 天；据报道这一步通常来得更晚，但没有规定它最早在哪一天。",
        f"The loan is {days} days overdue; this step is reported to come later as a rule, but no "
        "rule says on which day it may first come.",
    )
