"""The parts of a terminal forecast that go loan by loan: credit record, court; and the ways."""

from __future__ import annotations

from ashore.facts import Case
from ashore.forecast.run import Forecast
from ashore.report.forecast_loans import court_lines, credit_lines
from ashore.report.forecast_pick import of_part
from ashore.report.forecast_text_open import write_opened
from ashore.report.forecast_words import kind_words, label_of, names_of, when
from ashore.report.paper import Paper
from ashore.words import Text

__all__ = ["write_channels", "write_court", "write_credit"]


def write_credit(paper: Paper, found: Forecast, *, explain: bool) -> None:
    """Write the credit record of each loan; opened, every event of it."""
    told = [(track, list(credit_lines(track, found))) for track in found.credit if track.anchor]
    if not told:
        return
    paper.heading(paper.say(Text("征信", "The credit record")))
    for track, lines in told:
        _loan(paper, found, track.loan, lines)
    if explain:
        _opened(paper, found, "credit")


def write_court(paper: Paper, case: Case, found: Forecast, *, explain: bool) -> None:
    """Write where each loan stands before the courts; opened, every event of it."""
    told = [(track, list(court_lines(track, found, case.digits))) for track in found.court]
    if not any(lines for _, lines in told):
        return
    paper.heading(paper.say(Text("法院", "The courts")))
    for track, lines in told:
        _loan(paper, found, track.loan, lines)
    if explain:
        _opened(paper, found, "court")
    paper.para(COURT_NOTE, indent=2, how="quiet")
    paper.para(_LAST_DAY, indent=2, how="quiet")


COURT_NOTE = Text(
    "欠款不还本身不会被抓；收到任何法院文书，打 12368 核实，按文书上的天数办",
    "not paying alone leads to no arrest; check any court paper on 12368 and keep its days",
)
_LAST_DAY = Text(
    "收到文书后的最后一天：ashore forecast paper",
    "the last day after a paper: ashore forecast paper",
)


def _loan(paper: Paper, found: Forecast, loan: str, lines: list[Text]) -> None:
    if not lines:
        return
    name = names_of(found).get(loan, loan)
    paper.para(Text(name, name), indent=2, how="strong")
    for line in lines:
        paper.para(line, indent=4)


def _opened(paper: Paper, found: Forecast, part: str) -> None:
    names = names_of(found)
    for event in of_part(found.events, part):
        label, title, dates = label_of(event), kind_words(event, names), when(event, found.on)
        paper.blank()
        paper.para(
            Text(f"[{label.zh}] {title.zh}", f"[{label.en}] {title.en}"), indent=2, how="strong"
        )
        paper.beside(dates)
        write_opened(paper, event)


def write_channels(paper: Paper, found: Forecast) -> None:
    """Write by which ways they come, from which reported day, bound by which norms."""
    if not found.channels:
        return
    from ashore.files.choices import CHANNEL

    names = names_of(found)
    paper.heading(paper.say(Text("通过哪些方式", "By which ways")))
    for one in found.channels:
        title, name = CHANNEL[one.channel], names[one.loan]
        paper.para(
            Text(
                f"{title.zh}：据反映最早 {one.earliest}（{name}）",
                f"{title.en}: reported from {one.earliest} ({name})",
            ),
            indent=2,
        )
        zh = ";".join(dict.fromkeys(cite.title.zh for cite in one.cites))
        en = "; ".join(dict.fromkeys(cite.title.en for cite in one.cites))
        paper.para(Text(f"受这些规定约束：{zh}", f"bound by: {en}"), indent=4, how="quiet")
