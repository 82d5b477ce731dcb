"""How a forecast fared: as values and in a terminal; and how little that says of few cases."""

from __future__ import annotations

from typing import Any

from ashore.forecast.practice import Practice
from ashore.forecast.score import Score
from ashore.report.paper import Paper
from ashore.report.values_why import text_value
from ashore.words import Text

__all__ = ["score_text", "score_value"]

ENOUGH = 30
"""Below this many decided entries a share is not even shown; above it, it is still one case."""

WORDS = {
    "inside": Text("在范围内", "inside the range"),
    "earlier": Text("比范围早", "earlier"),
    "later": Text("比范围晚", "later"),
    "not_happened": Text("没有发生（或没有记下）", "did not happen, or was not noted"),
    "open": Text("日子还没过完", "not over yet"),
    "conditional": Text("取决于那一期还没还，不算", "hung on an instalment, not counted"),
    "not_forecast": Text("没有预测到", "not forecast"),
}


def verdict(found: Score) -> Text:
    """Return how much the comparison says."""
    count = found.decided
    if not count:
        return Text("还没有可以比较的", "nothing can be compared yet")
    if count < ENOUGH:
        return Text(
            f"一共只有 {count} 条可以比较，说明不了这些说法准不准",
            f"only {count} can be compared: too few to say whether the reports are right",
        )
    inside = sum(one.outcome == "inside" for one in found.entries)
    return Text(
        f"{count} 条里有 {inside} 条在范围内；这是您一个人的情况，不代表别人",
        f"{inside} of {count} inside the range; this is one person's case and not others'",
    )


def score_value(found: Score) -> dict[str, Any]:
    """Return the comparison as JSON values."""
    return {
        "on": found.on.isoformat(),
        "forecast_on": found.made_on.isoformat(),
        "entries": [
            {
                "loan": one.loan,
                "kind": one.kind,
                "on": one.on.isoformat() if one.on else None,
                "outcome": one.outcome,
                "date_earliest": one.earliest.isoformat() if one.earliest else None,
                "date_latest": one.latest.isoformat() if one.latest else None,
                "days_off": one.days_off,
            }
            for one in found.entries
        ],
        "kinds": [
            {"kind": one.kind, "total": one.total, "counts": dict(one.counts)}
            for one in found.kinds
        ],
        "total": found.decided,
        "before": found.before,
        "says": text_value(verdict(found)),
    }


def score_text(found: Score, practice: Practice, paper: Paper) -> str:
    """Return the comparison in words: kind by kind, then each thing that happened."""
    titles = {stage.kind: stage.title for stage in practice.stages}
    paper.para(
        Text(
            f"{found.made_on} 的预测，对照到 {found.on} 为止记下的",
            f"the forecast of {found.made_on} beside what was noted up to {found.on}",
        ),
        how="strong",
    )
    paper.para(verdict(found))
    paper.para(
        Text(
            "预测按“什么都不付”推算；之后还过款的，对不上是正常的",
            "the forecast assumed that nothing is paid; where you paid since, it need not fit",
        ),
        how="quiet",
    )
    if found.before:
        paper.para(
            Text(
                f"预测之前的 {found.before} 条记录不算",
                f"{found.before} notes from before the forecast are left out",
            ),
            how="quiet",
        )
    for kind in found.kinds:
        title = titles.get(kind.kind, Text(kind.kind, kind.kind))
        said = [(WORDS[name], count) for name, count in kind.counts.items()]
        zh = "、".join(f"{word.zh} {count}" for word, count in said)
        en = ", ".join(f"{word.en} {count}" for word, count in said)
        paper.para(Text(f"{title.zh}：{zh}", f"{title.en}: {en}"), indent=2)
        for one in found.entries:
            if one.kind == kind.kind and one.on is not None:
                paper.para(_line(one.loan, one.on.isoformat(), one.outcome, one.days_off), indent=4)
    return paper.text()


def _line(loan: str, on: str, outcome: str, days_off: int | None) -> Text:
    word = WORDS[outcome]
    far = Text("", "")
    if days_off:
        far = Text(f"，差 {abs(days_off)} 天", f", by {abs(days_off)} days")
    return Text(f"{loan}，{on}：{word.zh}{far.zh}", f"{loan}, {on}: {word.en}{far.en}")
