"""`ashore gate init | record | log | verify`: a store, what goes in, whether it is whole."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ashore.cli.common import Parser, emit
from ashore.cli.gate_lines import WAIT_SECONDS, text_lines
from ashore.files.places import TextPlaces, json_lines
from ashore.files.source import parse_json
from ashore.gate.answer import error_value
from ashore.gate.counter import tell
from ashore.gate.desk import Desk
from ashore.gate.recall import Recall
from ashore.gate.request_shape import RECORD
from ashore.gate.service import wall_clock
from ashore.gate.slim import slim_contact
from ashore.gate.store import SALT_HEAD, Store, create_store
from ashore.gate.verify import verified_value, verify
from ashore.words import BadInput, Text

__all__ = ["run"]

STORE = Text("存储所在的文件夹", "the folder of the store")


def run(argv: list[str]) -> int:
    """Run one of the commands; argv[0] is "gate init" and so on.

    Raises:
        BadInput: an argument or a record is not usable, or the store is not.
    """
    runs = {"gate init": _init, "gate record": _record, "gate log": _log, "gate verify": _verify}
    return runs[argv[0]](argv)


# ---- init


def _init(argv: list[str]) -> int:
    parser = Parser(argv, Text("新建一个存储", "make a new store"), formats=())
    parser.add("store", help=STORE, metavar="STORE")
    about = Text("合计哪家出借机构的联系，可写多次", "whose contacts are counted; repeatable")
    parser.add("--lender", help=about, action="append", required=True, metavar="NAME")
    about = Text(
        "用另一个存储的 salt 文件，使同一号码的哈希相同",
        "use another store's salt file, so that the same number hashes alike",
    )
    parser.add("--salt", help=about, metavar="FILE")
    options = parser.read()
    salt = None
    if options.salt:
        from ashore.gate.private import read_private

        salt = read_private(Path(options.salt), SALT_HEAD)
    create_store(Path(options.store), options.lender, wall_clock(), salt)
    said = Text(
        f"建好了：{options.store}。salt 文件不要外传；丢了它，存储就不能再用，请另存一份备份。",
        f"made: {options.store}. Give the salt file to nobody; without it the store cannot be "
        "used, so keep a backup of it elsewhere.",
    )
    print(said.say(options.lang))
    return 0


# ---- record


def _record(argv: list[str]) -> int:
    about = Text(
        "登记发生了什么：联系的结果、没问过的联系、停止要求、偏好卡",
        "record what happened: outcomes, contacts made without asking, stops, cards",
    )
    parser = Parser(argv, about, formats=())
    parser.add("store", help=STORE, metavar="STORE")
    about = Text(
        "一条（.json）或一行一条（.jsonl）；- 是标准输入",
        "one (.json) or one a line (.jsonl); - is standard input",
    )
    parser.add("file", help=about, metavar="FILE")
    options = parser.read()
    name, lines = text_lines(options.file, RECORD.title)
    store = Store(Path(options.store), write=True, wait=WAIT_SECONDS)
    try:
        desk = Desk(store, wall_clock)
        if isinstance(lines, str):
            places = TextPlaces(name, lines, json_lines)
            emit(tell(desk, parse_json(lines, name, RECORD.title), places).value)
            return 0
        return _record_lines(desk, name, lines, options.lang)
    finally:
        store.close()


def _record_lines(desk: Desk, name: str, lines: Iterator[tuple[int, str]], lang: str) -> int:
    is_bad = False
    for number, line in lines:
        where = f"{name}:{number}"
        try:
            raw = parse_json(line, where, RECORD.title)
            value = tell(desk, raw, TextPlaces(where, line, lambda _: {})).value
        except BadInput as wrong:
            value, is_bad = error_value(wrong, lang), True
        print(json.dumps(value, ensure_ascii=False), flush=True)
    return 2 if is_bad else 0


# ---- log


def _log(argv: list[str]) -> int:
    parser = Parser(argv, Text("列出记录", "list the records"))
    parser.add("store", help=STORE, metavar="STORE")
    parser.add("--after", help=Text("从第几条之后", "after this record"), type=_whole, default=0)
    parser.add("--most", help=Text("最多几条", "at most so many"), type=_whole, default=10**9)
    about = Text("只列这位借款人（编号或哈希）", "only this debtor (key or hash)")
    parser.add("--debtor", help=about, metavar="KEY")
    about = Text(
        "把这位借款人的联系写成案卷（JSON），可以交给 ashore judge",
        "that debtor's contacts as a case (JSON), for ashore judge",
    )
    parser.add("--contacts", help=about, action="store_true")
    options = parser.read()
    if options.contacts and not options.debtor:
        raise BadInput(
            where=parser.prog,
            what=Text("--contacts 要和 --debtor 一起用", "--contacts goes with --debtor"),
            expected=Text("一位借款人", "one debtor"),
            do=Text("加上 --debtor", "add --debtor"),
        )
    store = Store(Path(options.store), wait=WAIT_SECONDS)
    try:
        if options.contacts:
            emit(_contacts(store, store.door.debtor(options.debtor)))
        else:
            _list(store, options)
    finally:
        store.close()
    return 0


def _contacts(store: Store, debtor: str) -> dict[str, Any]:
    shelf = Recall(store).shelf(debtor)
    contacts = sorted(shelf.contacts.values(), key=lambda each: each.id)
    return {"ashore": 1, "contacts": [{"id": each.id, **slim_contact(each)} for each in contacts]}


def _list(store: Store, options: argparse.Namespace) -> None:
    debtor = store.door.debtor(options.debtor) if options.debtor else ""
    for seq, kind, about, _, line, _, digest in store.rows(options.after, options.most):
        if debtor and about != debtor:
            continue
        if options.format == "json":
            print(json.dumps({**json.loads(line), "hash": digest}, ensure_ascii=False))
        else:
            print(_line(seq, kind, json.loads(line)))


def _line(seq: int, kind: str, said: dict[str, Any]) -> str:
    body = said["body"]
    match kind:
        case "decision":
            rest = f"{body['decision']} {body.get('by') or ''}"
        case "outcome":
            rest = f"of {body['of']} {body.get('outcome', '')}"
        case "contacts":
            rest = str(len(body["contacts"]))
        case _:
            rest = ""
    head = f"{seq:>8}  {said['at'][:19]}  {kind:<9} {body.get('debtor', '')[:14]:<14}"
    return f"{head}  {rest}".rstrip()


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 12:
        raise BadInput(
            where=text[:20],
            what=Text("不是整数", "not a whole number"),
            expected=Text("如 100", "such as 100"),
            do=Text("写数字", "write digits"),
        )
    return int(text)


# ---- verify


def _verify(argv: list[str]) -> int:
    about = Text("核对记录链：是否完整、有没有被改动", "check the chain: whole, and unchanged?")
    parser = Parser(argv, about)
    parser.add("store", help=STORE, metavar="STORE")
    about = Text("一条回执，写成 `编号:哈希`", "a receipt that was answered once: number:hash")
    parser.add("--receipt", help=about, metavar="N:HASH", type=_receipt)
    options = parser.read()
    found = verify(Path(options.store), options.receipt)
    if options.format == "json":
        emit(verified_value(found, options.lang))
    else:
        fault = found.fault
        said = Text(f"完好：{found.records} 条", f"whole: {found.records} records")
        if fault is not None:
            said = Text(
                f"有问题：{fault.text.zh}（前面 {found.records} 条完好）",
                f"not whole: {fault.text.en} ({found.records} good records before it)",
            )
        elif not found.end_checked:
            said = Text(
                f"{said.zh}；没有 salt，末尾是否被截断没有核对",
                f"{said.en}; without the salt, whether the end was cut off was not checked",
            )
        print(said.say(options.lang))
    return 0 if found.fault is None else 1


def _receipt(text: str) -> tuple[int, str]:
    number, _, digest = text.partition(":")
    return _whole(number), digest
