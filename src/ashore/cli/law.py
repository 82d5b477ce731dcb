"""`ashore law list | show ID | due`: the norms, what they say on a day, what needs checking."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date

from ashore.cli.common import Parser, emit, today
from ashore.files.law import read_law
from ashore.law.norm import Law, Norm
from ashore.law.view import Due, due, listed, shown
from ashore.money import decimal_of, show_rate
from ashore.words import BadInput, Text

__all__ = ["run"]

DAYS_AHEAD = 30


def run(argv: list[str]) -> int:
    """Answer one of the three questions; a day that is not given is today in China."""
    options = _options(argv)
    law, day = read_law(), options.on or today()
    match options.what:
        case "list":
            _list(law, day, options)
        case "show":
            _show(_found(law, options.id), day, law, options)
        case _:
            _due(due(law, day, options.within), day, options)
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = Parser(
        argv,
        Text("查规定：列表、条文、某日的数值、待复核", "list, show and date the norms"),
    )
    parser.add(
        "what",
        help=Text("list 列表、show 一条、due 待复核", "list all, show one, or what is due"),
        choices=["list", "show", "due"],
    )
    parser.add(
        "id",
        help=Text("show 要的编号，如 cn.cap.private", "for show: an id such as cn.cap.private"),
        nargs="?",
    )
    parser.add("--kind", help=Text("list：只列这一类", "list: only this kind"))
    parser.add(
        "--within",
        help=Text("due：往后看几天", "due: how many days ahead"),
        type=_whole,
        default=DAYS_AHEAD,
    )
    parser.add_on()
    options = parser.read()
    if (options.what == "show") != (options.id is not None):
        raise BadInput(
            where=parser.prog,
            what=Text("show 要一个编号，list 和 due 不要", "show takes one id, list and due none"),
            expected=Text(
                "ashore law show cn.cap.private --on 2021-05-01",
                "ashore law show cn.cap.private --on 2021-05-01",
            ),
            do=Text("用 ashore law list 查编号", "see the ids with ashore law list"),
        )
    return options


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 5:
        raise BadInput(
            where="--within",
            what=Text(f"“{text}”不是天数", f'"{text}" is no number of days'),
            expected=Text("0 到 99999 的整数", "a whole number from 0 to 99999"),
            do=Text("写成例如 60", "write 60, for example"),
        )
    return int(text)


def _found(law: Law, name: str) -> Norm:
    """Return the norm asked for; a slip in the id names the nearest one."""
    if name not in law.norms:
        near = _nearest(name, law.norms)
        raise BadInput(
            where=f"ashore law show {name}",
            what=Text("没有这条规定", "there is no such norm"),
            expected=Text("ashore law list 里的一个编号", "an id shown by ashore law list"),
            do=Text(f"是不是 {near}？", f"did you mean {near}?")
            if near
            else Text("先看 ashore law list", "look at ashore law list first"),
        )
    return law.norms[name]


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1)), "")


# ---- list


def _list(law: Law, day: date, options: argparse.Namespace) -> None:
    norms = law.of_kind(options.kind) if options.kind else list(law)
    if not norms:
        kinds = sorted({norm.kind for norm in law})
        near = _nearest(options.kind, kinds)
        raise BadInput(
            where="--kind",
            what=Text(f"没有这一类：{options.kind}", f"no norm of kind {options.kind}"),
            expected=Text("、".join(kinds), ", ".join(kinds)),
            do=Text(f"是不是 {near}？", f"did you mean {near}?")
            if near
            else Text("从上面选一个", "choose one of these"),
        )
    rows = [listed(norm, day, law, options.lang) for norm in norms]
    if options.format == "json":
        emit({"on": day.isoformat(), "law_version": law.version, "norms": rows})
        return
    width = max(len(norm.id) for norm in norms)
    for row in rows:
        sure = row["confidence"] or "-"
        value = _measure(row["value"], str(row["unit"]), options.lang)
        print(f"{row['id']:<{width}}  {sure}  {row['title']}{f'  {value}' if value else ''}")


# ---- show


def _show(norm: Norm, day: date, law: Law, options: argparse.Namespace) -> None:
    told = shown(norm, day, law, options.lang)
    if options.format == "json":
        emit(told)
        return
    zh = options.lang == "zh"
    print(f"{norm.id}  {told['title']}")
    print(f"  {told['means']}")
    for label, words in _lines(told, norm, options.lang):
        print(f"  {label}{'：' if zh else ': '}{words}")


def _lines(told: dict[str, object], norm: Norm, lang: str) -> Iterable[tuple[str, str]]:
    """Yield what is worth a line of its own: (label, words)."""
    version = _table(told["version"])
    sure = _CONFIDENCES[str(told["confidence"])]
    answer = {
        str(told["on"]): _answer(told, lang),
        _say("超过时", "above it", lang): str(told.get("says", "")),
        _say("出处", "source", lang): f"{version['source']} {version['article']}".strip(),
        _say("同样见于", "also in", lang): _compact(version["sources"]),
        _say("位阶", "rank", lang): _RANKS[norm.rank].say(lang),
        _say("可信度", "confidence", lang): f"{told['confidence']} {sure.say(lang)}",
        _say("核对到", "checked until", lang): _checked(told, lang),
        _say("说明", "note", lang): str(version["note"]),
    }
    yield from ((label, words) for label, words in answer.items() if words)
    for key, value in _table(version["params"]).items():
        if key not in _SAID_ELSEWHERE:
            yield key, _compact(value)
    yield from _others(told, lang)


def _others(told: dict[str, object], lang: str) -> Iterable[tuple[str, str]]:
    """Yield the norms that belong to this one, and its versions."""
    for row in map(_table, _rows(told["exceptions"])):
        yield _say("例外", "exception", lang), f"{row['id']}  {row['title']}"
    for row in map(_table, _rows(told["related"])):
        yield _say("相关", "related", lang), f"{row['id']}  {row['title']}"
    for row in map(_table, _rows(told["versions"])):
        yield _say("版本", "version", lang), _span(row, str(told["unit"]), lang)


def _answer(told: dict[str, object], lang: str) -> str:
    value = _measure(told["value"], str(told["unit"]), lang)
    base = told.get("base")
    if not base:
        return value
    rate = _table(base)
    times = str(told["formula"]).partition(" ")[0]
    percent = _measure(rate["value"], "per_year", "en").removesuffix(" a year")
    found = Text(
        f"{value} = {times} × {percent}（{rate['norm']}，{rate['released']} 公布）",
        f"{value} = {times} × {percent} ({rate['norm']}, released {rate['released']})",
    )
    return found.say(lang)


def _checked(told: dict[str, object], lang: str) -> str:
    until = str(told["answers_until"])
    if not told["assumed"]:
        return until
    return Text(
        f"{until}；这一天在核对之后，按没有变化推定",
        f"{until}; the day asked for lies later and is assumed unchanged",
    ).say(lang)


def _span(version: dict[str, object], unit: str, lang: str) -> str:
    value = _measure(_table(version["params"]).get("value"), unit, lang)
    days = f"{version['from']} – {version['until'] or '':<10}"
    return f"{days}  {version['confidence']}  {value or version['source']}"


def _measure(value: object, unit: str, lang: str) -> str:
    """Return a number with its unit, in words a reader knows."""
    exact = decimal_of(value) if isinstance(value, str) else None
    if exact is None:
        return ""
    if unit in _PERCENT:
        return f"{show_rate(exact * 100)}%{_PERCENT[unit].say(lang)}"
    return f"{show_rate(exact)}{_UNITS.get(unit, Text('', '')).say(lang)}"


def _compact(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(_compact(each) for each in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={_compact(each)}" for key, each in value.items())
    return str(value)


def _table(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def _rows(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _say(zh: str, en: str, lang: str) -> str:
    return Text(zh, en).say(lang)


# ---- due


def _due(rows: list[Due], day: date, options: argparse.Namespace) -> None:
    if options.format == "json":
        emit(
            {
                "on": day.isoformat(),
                "due": [
                    {
                        "id": row.norm.id,
                        "title": row.norm.title.say(options.lang),
                        "what": row.what,
                        "date": row.on.isoformat(),
                        "days_left": (row.on - day).days,
                        "file": row.norm.file,
                    }
                    for row in rows
                ],
            }
        )
        return
    if not rows:
        print(_say("没有待复核的规定", "nothing is due", options.lang))
    for row in rows:
        what = _WHATS[row.what].say(options.lang)
        print(f"{row.on}  {what}  {row.norm.id}  {row.norm.title.say(options.lang)}")


_SAID_ELSEWHERE = {"at", "by", "covers", "effect", "method", "multiple", "of", "releases", "rule"}
_SAID_ELSEWHERE |= {"same_as", "value"}
_PERCENT = {"per_year": Text("（每年）", " a year"), "per_day": Text("（每天）", " a day")}
_UNITS = {"yuan": Text(" 元", " yuan")}
_WHATS = {
    "check": Text("待复核", "check"),
    "begins": Text("开始施行", "begins"),
    "ends": Text("到期", "ends"),
}
_CONFIDENCES = {
    "A": Text("读过原文或可靠报道", "read in the text or a reliable report"),
    "B": Text("确知，未逐字重读", "known, not read again word by word"),
    "C": Text("不确定，只能作线索", "uncertain, only a lead"),
}
_RANKS = {
    "law": Text("法律", "law"),
    "admin-regulation": Text("行政法规", "administrative regulation"),
    "judicial-interpretation": Text("司法解释", "judicial interpretation"),
    "rule": Text("规章", "rule"),
    "normative": Text("规范性文件", "normative document"),
    "national-standard": Text("国家标准", "national standard"),
    "self-regulation": Text("行业自律", "self-regulation"),
    "guidance": Text("监管指导", "guidance"),
    "practice": Text("实践做法", "practice"),
}
