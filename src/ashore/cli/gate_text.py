"""The gate's answer in a terminal: the word first, the reasons below it, what to do last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ashore.report.names import CONFIDENCE, RANKS
from ashore.report.paper import Paper
from ashore.report.verdicts import MISSING
from ashore.words import Text

__all__ = ["write_answer"]

Value = dict[str, Any]
WORDS = {
    "allow": Text("可以联系", "allow"),
    "wait": Text("请等一等", "wait"),
    "refuse": Text("不要联系", "refuse"),
}


def write_answer(value: Value, paper: Paper, title: Callable[[str], Text]) -> str:
    """Return an answer as text; `title` tells what a norm is called."""
    word = WORDS[value["decision"]]
    if value.get("ref"):
        paper.para(Text(f"[{value['ref']}]", f"[{value['ref']}]"), how="quiet")
    if value["until"]:
        word = Text(f"{word.zh}：{value['until']} 起可以", f"{word.en} until {value['until']}")
    paper.para(word, how="strong")
    if value["missing"]:
        paper.para(_missing(value["missing"]), indent=2)
    for group in _by_reason(value["reasons"]):
        _reasons(paper, group)
    _remaining(paper, value["remaining"], title)
    paper.blank()
    if value["few_norms"]:
        said = value["few_norms"]["say"]
        paper.para(Text(said, said))
    paper.para(Text(value["advice"], value["advice"]), how="quiet")
    if value["law_version"]:
        version = value["law_version"]
        paper.para(Text(f"法规数据版本 {version}", f"law files, version {version}"), how="quiet")
    if value.get("decision_id"):
        name = value["decision_id"]
        paper.para(Text(f"决定编号 {name}", f"decision {name}"), how="quiet")
    return paper.text()


def _by_reason(reasons: Sequence[Value]) -> list[list[Value]]:
    """Return reasons that say the same together, in the order of the first of each."""
    groups: dict[tuple[str, bool], list[Value]] = {}
    for reason in reasons:
        groups.setdefault((reason["reason"], reason["holds"]), []).append(reason)
    return list(groups.values())


def _reasons(paper: Paper, group: Sequence[Value]) -> None:
    first = group[0]
    said = first["reason"] or first["title"]
    paper.blank()
    if first["holds"]:
        paper.para(Text(f"- {said}", f"- {said}"))
    else:
        paper.para(Text(f"（供参考）{said}", f"(for information) {said}"), how="quiet")
    for reason in group:
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
    if first["norm"].startswith("gate.") and first["do"]:
        paper.para(Text(first["do"], first["do"]), indent=4)


def _missing(names: Sequence[str]) -> Text:
    """Return the facts that were not told, each with its key in a request."""
    said = [(MISSING.get(each), each) for each in names]
    return Text(
        "还缺：" + "、".join(f"{name.zh}（{key}）" if name else key for name, key in said),
        "not told: " + ", ".join(f"{name.en} ({key})" if name else key for name, key in said),
    )


def _remaining(paper: Paper, remaining: dict[str, int], title: Callable[[str], Text]) -> None:
    if not remaining:
        return
    paper.label(Text("还剩几次（含这次）", "What is left, this contact included"))
    for norm, count in remaining.items():
        paper.figure(str(count), title(norm))
