"""The gate's answer in a terminal: the word first, the reasons below it, what to do last."""

from __future__ import annotations

from typing import Any

from ashore.report.names import CONFIDENCE, RANKS
from ashore.report.paper import Paper
from ashore.words import Text

__all__ = ["write_answer"]

WORDS = {
    "allow": Text("可以联系", "allow"),
    "wait": Text("请等一等", "wait"),
    "refuse": Text("不要联系", "refuse"),
}


def write_answer(value: dict[str, Any], paper: Paper) -> str:
    """Return an answer as text."""
    word = WORDS[value["decision"]]
    if value["until"]:
        word = Text(f"{word.zh}：{value['until']} 起可以", f"{word.en} until {value['until']}")
    paper.para(word, how="strong")
    if value["missing"]:
        names = ", ".join(value["missing"])
        paper.para(Text(f"还缺：{names}", f"not told: {names}"), indent=2)
    for reason in value["reasons"]:
        _reason(paper, reason)
    _remaining(paper, value["remaining"])
    paper.blank()
    paper.para(Text(value["advice"], value["advice"]), how="quiet")
    if value["law_version"]:
        version = value["law_version"]
        paper.para(Text(f"法规数据版本 {version}", f"law files, version {version}"), how="quiet")
    if value.get("decision_id"):
        name = value["decision_id"]
        paper.para(Text(f"决定编号 {name}", f"decision {name}"), how="quiet")
    return paper.text()


def _reason(paper: Paper, reason: dict[str, Any]) -> None:
    paper.blank()
    mark = "-" if reason.get("holds") else " "
    said = reason["reason"] or reason["title"]
    paper.para(Text(f"{mark} {said}", f"{mark} {said}"))
    if reason["source"]:
        rank, sure = RANKS[reason["rank"]], CONFIDENCE[reason["confidence"]]
        paper.para(
            Text(
                f"{reason['title']}。{reason['source']}（{rank.zh}；{sure.zh}）",
                f"{reason['title']}. {reason['source']} ({rank.en}; {sure.en})",
            ),
            indent=4,
            how="quiet",
        )
    if reason["norm"].startswith("gate.") and reason["do"]:
        paper.para(Text(reason["do"], reason["do"]), indent=4)


def _remaining(paper: Paper, remaining: dict[str, int]) -> None:
    if not remaining:
        return
    paper.label(Text("还剩几次（含这次）", "What is left, this contact included"))
    for norm, count in remaining.items():
        paper.figure(str(count), Text(norm, norm))
