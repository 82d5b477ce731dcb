"""What is reported to happen, by day past due: ranges from public pages, never rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ashore.words import Text

__all__ = ["HelpLine", "Practice", "Reported", "Span", "Stage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One report about a stage: for whom, and on which days past due.

    `when` says whether it is about a debtor who answers (reachable), does not (unreachable) or
    either (any). `pages` is how many public pages say so; 0 means a summary without a page.
    """

    earliest: int
    usual_from: int
    usual_to: int
    latest: int
    pages: int
    confidence: str
    sources: tuple[str, ...]
    when: str = "any"
    lender_types: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    note: Text = Text("", "")

    def __post_init__(self) -> None:
        assert self.earliest <= self.usual_from <= self.usual_to <= self.latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of collection as it is reported, with what it means and what to do."""

    kind: str
    to: str  # debtor | third
    channels: tuple[str, ...]
    title: Text
    means: Text
    do: Text
    may_not: Text
    reported: tuple[Reported, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days past due on which a stage is reported for one loan, and on what that rests.

    `covers_both`: the range is that of those who answer and of those who do not, taken together.
    """

    earliest: int
    usual_from: int
    usual_to: int
    latest: int
    confidence: str
    sources: tuple[str, ...]
    pages: int
    notes: tuple[Text, ...]
    covers_both: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """A telephone number where help is, what for, and what that rests on."""

    number: str
    title: Text
    means: Text
    do: Text
    confidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """All stages, in the order they usually come, and where help is.

    `version` names the state of the data, `read_on` the day the pages were last read. All of it is
    about one country (`jurisdiction`) and says nothing of another.
    """

    stages: tuple[Stage, ...] = ()
    version: str = ""
    read_on: date | None = None
    help: tuple[HelpLine, ...] = ()
    jurisdiction: str = "CN"

    def about(self, jurisdiction: str) -> Practice:
        """Return what is known of a country: all of this, or nothing."""
        return self if jurisdiction == self.jurisdiction else Practice(jurisdiction=jurisdiction)

    def span(
        self, stage: Stage, lender_type: str, product: str, *, reachable: bool | None
    ) -> Span | None:
        """Return the days on which a stage is reported for this kind of loan; None: no report.

        The closest reports count: those on the product, else on the lender type, else general
        ones. For one who answers, no stage comes earlier than for one who does not; and what is
        still reported of one who answers may come to one who does not all the more, so both end on
        the same day. When it is not known whether the debtor answers, the range covers both.
        """
        silent = _closest(stage, lender_type, product, _SILENT)
        answers = _later(_closest(stage, lender_type, product, _ANSWERS), silent)
        if silent is None or answers is None or reachable is True:
            return answers
        return _until(silent, answers) if reachable is False else _around(silent, answers)


PRIVATE = "private"
_SILENT = frozenset({"any", "unreachable"})
_ANSWERS = frozenset({"any", "reachable"})


def _closest(stage: Stage, lender_type: str, product: str, when: frozenset[str]) -> Span | None:
    fits = [one for one in stage.reported if one.when in when]
    by_product = [one for one in fits if product and product in one.products]
    by_type = [one for one in fits if lender_type in one.lender_types]
    general = [one for one in fits if not one.lender_types and not one.products]
    if lender_type == PRIVATE:  # the general reports are about institutions
        general = []
    close = by_product or by_type or general
    return _joined(close) if close else None


def _later(answers: Span | None, silent: Span | None) -> Span | None:
    """Return the later of two spans, point by point: answering never brings a stage nearer."""
    if silent is None or answers is None:
        return answers or silent
    return replace(
        answers,
        earliest=max(answers.earliest, silent.earliest),
        usual_from=max(answers.usual_from, silent.usual_from),
        usual_to=max(answers.usual_to, silent.usual_to),
        latest=max(answers.latest, silent.latest),
    )


def _until(silent: Span, answers: Span) -> Span:
    """Return the days of one who does not answer, up to the last day either is reported for."""
    if answers.latest == silent.latest:
        return silent
    return replace(
        _around(silent, answers), usual_to=silent.usual_to, notes=silent.notes, covers_both=False
    )


def _around(silent: Span, answers: Span) -> Span:
    """Return the range of both, and everything either rests on."""
    if silent == answers:
        return silent
    return Span(
        earliest=silent.earliest,
        usual_from=silent.usual_from,
        usual_to=answers.usual_to,
        latest=answers.latest,
        confidence=max(silent.confidence, answers.confidence),
        sources=tuple(dict.fromkeys((*silent.sources, *answers.sources))),
        pages=silent.pages + answers.pages,
        notes=tuple(dict.fromkeys((*silent.notes, *answers.notes))),
        covers_both=True,
    )


def _joined(reports: Iterable[Reported]) -> Span:
    found = list(reports)
    return Span(
        earliest=min(one.earliest for one in found),
        usual_from=min(one.usual_from for one in found),
        usual_to=max(one.usual_to for one in found),
        latest=max(one.latest for one in found),
        confidence=max(one.confidence for one in found),
        sources=tuple(dict.fromkeys(source for one in found for source in one.sources)),
        pages=sum(one.pages for one in found),
        notes=tuple(dict.fromkeys(one.note for one in found if one.note.zh)),
    )
