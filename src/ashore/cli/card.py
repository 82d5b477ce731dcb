"""`ashore card new | check | refuse`: the borrower's preference card, a relative's refusal."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ashore.cli.answer import paper_of, put, put_value
from ashore.cli.common import Parser, parse_day, today
from ashore.conduct.situation import PAUSES, Pause, Preferences, Window
from ashore.days import SHANGHAI
from ashore.files.choices import CHANNEL, LENDER_TYPE, ROLE
from ashore.words import BadInput, Text

__all__ = ["run"]


def run(argv: list[str]) -> int:
    """Make or check a card, or write a refusal.

    Raises:
        BadInput: an argument or the card is not usable, or its signature is wrong.
        LawGap: no norm can be cited.
    """
    runs = {"new": _new, "check": _check, "refuse": _refuse}
    if len(argv) > 1 and argv[1] in runs:
        return runs[argv[1]]([f"card {argv[1]}", *argv[2:]])
    about = Text(
        "联系偏好卡与拒绝联系的回复：new 新建、check 核对、refuse 亲友拒绝被联系",
        "preference cards and refusals: new, check, refuse",
    )
    parser = Parser(argv, about, formats=())
    what = Text("new、check 或 refuse；各有 --help", "new, check or refuse; each has --help")
    parser.add("what", help=what, choices=list(runs))
    parser.read()
    return 0


# ---- new


def _new(argv: list[str]) -> int:
    parser = Parser(argv, Text("新建一张签了名的偏好卡", "make a signed preference card"))
    hours = Text(
        "如 09:00-18:00、mon-fri 19:00-20:30，可写多次",
        "such as 09:00-18:00 or mon-fri 19:00-20:30; repeatable",
    )
    parser.add("--hours", help=Text(f"只在这些时段：{hours.zh}", f"only then: {hours.en}"),
               action="append", default=[], metavar="HOURS")  # fmt: skip
    parser.add("--avoid", help=Text(f"避开这些时段：{hours.zh}", f"never then: {hours.en}"),
               action="append", default=[], metavar="HOURS")  # fmt: skip
    listed = ",".join(CHANNEL)
    parser.add(
        "--channels", help=Text(f"只用这些方式：{listed}", f"only these: {listed}"), default=""
    )
    parser.add("--no-channels", help=Text("不用这些方式", "never these"), default="")
    about = Text("不联系本人以外的任何人", "nobody but me is to be contacted")
    parser.add("--no-relatives", help=about, action="store_true")
    about = Text("请求暂停的原因", "ask for a pause, because of")
    parser.add("--pause", help=about, choices=list(PAUSES))
    about = Text("暂停从哪天起；不写就是现在", "the pause begins; now when left out")
    parser.add("--since", help=about, type=parse_day, metavar="DATE")
    about = Text("暂停到哪天（含）；不写就是没有期限", "last day of the pause; open when left out")
    parser.add("--until", help=about, type=parse_day, metavar="DATE")
    about = Text("只给这家机构；不写就是给所有机构", "for this lender only; for all when left out")
    parser.add("--lender", help=about, default="", metavar="NAME")
    about = Text(
        "你的钥匙文件；没有就新建，请自己留好", "your key; made if it is not there; keep it"
    )
    parser.add("--key", help=about, default="ashore-card.key", metavar="FILE")
    parser.add(
        "--out",
        help=Text("把卡写进这个文件（JSON）", "write the card to this file (JSON)"),
        metavar="FILE",
    )
    parser.add(
        "--force",
        help=Text("文件已经在也覆盖", "replace the file if it is there"),
        action="store_true",
    )
    options = parser.read()
    return _make(options)


def _make(options: argparse.Namespace) -> int:
    from ashore.gate.card import check_card, open_key, sign_card
    from ashore.gate.service import wall_clock

    now = wall_clock().astimezone(SHANGHAI).replace(microsecond=0)
    wishes = _wishes(options, now)
    key, is_new = open_key(Path(options.key))
    raw = sign_card(wishes, now, key, options.lender)
    if options.out is not None:
        import json

        from ashore.files.out import write_file

        text = json.dumps(raw, ensure_ascii=False, indent=2)
        write_file(options.out, f"{text}\n", force=options.force)
        options.out = None
    if options.format == "json":
        put_value(options, raw)
        return 0
    from ashore.cli.card_text import write_card

    put(options, write_card(check_card(raw), paper_of(options), options.key if is_new else ""))
    return 0


def _wishes(options: argparse.Namespace, now: datetime) -> Preferences:
    pauses: tuple[Pause, ...] = ()
    if options.pause:
        since = _midnight(options.since) if options.since else now
        until = _midnight(options.until + timedelta(days=1)) if options.until else None
        if until is not None and until <= since:
            raise _wrong(
                "--until", Text("暂停还没开始就结束了", "the pause ends before it begins"), ""
            )
        pauses = (Pause(reason=options.pause, since=since, until=until),)
    elif options.since or options.until:
        raise _wrong("--pause", Text("写了起止，没有写原因", "no reason for the pause"), "illness")
    wishes = Preferences(
        hours=_windows("--hours", options.hours),
        avoid=_windows("--avoid", options.avoid),
        channels=_channels("--channels", options.channels),
        no_channels=_channels("--no-channels", options.no_channels),
        no_relatives=options.no_relatives,
        pauses=pauses,
    )
    if wishes == Preferences():
        raise _wrong(
            "ashore card new", Text("卡上什么都没写", "nothing is asked for"), "--no-relatives"
        )
    return wishes


def _windows(where: str, texts: Sequence[str]) -> tuple[Window, ...]:
    from ashore.gate.windows import bad_window, read_window

    found = []
    for text in texts:
        window = read_window(text)
        if window is None:
            said = bad_window(text)
            raise BadInput(where=where, what=said.what, expected=said.expected, do=said.do)
        found.append(window)
    return tuple(found)


def _channels(where: str, text: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    for word in words:
        if word not in CHANNEL:
            raise _wrong(
                where, Text(f"没有这种方式：{word[:20]}", f"no such channel: {word[:20]}"),
                ",".join(CHANNEL),
            )  # fmt: skip
    return words


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), SHANGHAI)


def _wrong(where: str, what: Text, example: str) -> BadInput:
    expected = (
        Text(f"如 {example}", f"such as {example}")
        if example
        else Text("起在止前", "a start before the end")
    )
    return BadInput(
        where=where,
        what=what,
        expected=expected,
        do=Text("看看 ashore card new --help", "see ashore card new --help"),
    )


# ---- check


def _check(argv: list[str]) -> int:
    parser = Parser(argv, Text("核对一张卡的签名", "check the signature of a card"))
    parser.add(
        "file", help=Text("卡（JSON）；- 是标准输入", "the card (JSON); - is standard input")
    )
    options = parser.read()
    options.out, options.force = None, False
    from ashore.files.places import TextPlaces, json_lines
    from ashore.files.source import parse_json, read_text
    from ashore.gate.card import check_card
    from ashore.gate.card_shape import CARD

    text = read_text(Path(options.file), CARD.title)
    name = "stdin" if options.file == "-" else Path(options.file).name
    raw = parse_json(text, name, CARD.title)
    card = check_card(raw, TextPlaces(name, text, json_lines))
    if options.format == "json":
        put_value(options, {"ok": True, "fingerprint": card.fingerprint, "card": raw})
        return 0
    from ashore.cli.card_text import write_card

    put(options, write_card(card, paper_of(options)))
    return 0


# ---- refuse


def _refuse(argv: list[str]) -> int:
    about = Text(
        "替亲友写一段“不要再联系我”的回复，引用相应的规定",
        "a reply for a relative, “do not contact me again”, citing the norms",
    )
    parser = Parser(argv, about)
    parser.add("--person", help=Text("谁被联系了，如 妈妈", "who was contacted"), required=True)
    parser.add("--role", help=Text("与借款人的关系", "what the person is to the debtor"),
               choices=[role for role in ROLE if role not in {"debtor", "guarantor"}],
               default="relative")  # fmt: skip
    parser.add(
        "--lender", help=Text("对哪家机构说", "to which lender"), required=True, metavar="NAME"
    )
    about = Text("机构类型；写上可以多引几条", "the kind of lender; more norms can be cited")
    parser.add("--lender-type", help=about, choices=list(LENDER_TYPE))
    parser.add_on()
    parser.add("--out", help=Text("写进这个文件", "write to this file"), metavar="FILE")
    parser.add(
        "--force",
        help=Text("文件已经在也覆盖", "replace the file if it is there"),
        action="store_true",
    )
    options = parser.read()
    from ashore.cli.card_text import refusal_value, write_refusal
    from ashore.files.law import read_law
    from ashore.gate.refusal import refusal_grounds

    day = options.on or today()
    law = read_law(("CN",))
    grounds = refusal_grounds(law, day, role=options.role, lender_type=options.lender_type)
    if options.format == "json":
        put_value(options, refusal_value(options, grounds, day))
    else:
        put(options, write_refusal(options, grounds, day, paper_of(options)))
    return 0
