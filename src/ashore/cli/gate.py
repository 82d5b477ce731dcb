"""`ashore gate REQUEST`: may this contact be made, now? And the commands around a store."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ashore.cli.answer import paper_of, put, put_value
from ashore.cli.common import Parser
from ashore.cli.gate_lines import WAIT_SECONDS, text_lines
from ashore.files.places import TextPlaces, json_lines
from ashore.files.source import parse_json
from ashore.gate.alone import answer_alone
from ashore.gate.answer import refused_for
from ashore.gate.counter import ask
from ashore.gate.desk import Desk
from ashore.gate.norms import Norms
from ashore.gate.request_shape import REQUEST as ASKED
from ashore.gate.store import Store
from ashore.gate.trouble import StoreTrouble
from ashore.words import BadInput, Text

__all__ = ["run"]

ABOUT = Text(
    "联系之前先问：可以、等到何时、不可以；每条理由都有出处。"
    "另有 gate init、record、log、verify、serve",
    "ask before a contact: allow, wait until, or refuse, each reason with its source. See also: "
    "gate init, record, log, verify, serve",
)
REQUEST = Text(
    "一个请求（.json），或一行一个（.jsonl）；- 表示从标准输入读",
    "one request (.json), or one a line (.jsonl); - reads standard input",
)
Raw = Mapping[str, Any]


def run(argv: list[str]) -> int:
    """Answer requests; return 0 when every one could be read, else 2.

    Raises:
        BadInput: an argument, or the one request, is not usable.
        LawGap, LawConflict: the norms have no answer to the one request.
    """
    if len(argv) > 1 and argv[1] in {"init", "record", "log", "verify"}:
        from ashore.cli import gate_store

        return gate_store.run([f"gate {argv[1]}", *argv[2:]])
    if len(argv) > 1 and argv[1] == "serve":
        from ashore.cli import gate_serve

        return gate_serve.run(["gate serve", *argv[2:]])
    parser = Parser(argv, ABOUT, formats=("json", "text"))
    parser.add("request", help=REQUEST, metavar="REQUEST")
    about = Text(
        "存储所在的文件夹：合计先前的联系，并记下回答",
        "a store: counts earlier contacts, keeps answers",
    )
    parser.add("--store", help=about, metavar="FOLDER")
    options = parser.read()
    options.out, options.force = None, False
    with _Asked(options) as asked:
        return _answer(options, asked)


def _answer(options: argparse.Namespace, asked: _Asked) -> int:
    name, lines = text_lines(options.request, ASKED.title)
    if isinstance(lines, str):
        value = asked.one(parse_json(lines, name, ASKED.title), TextPlaces(name, lines, json_lines))
        _show(options, value, asked.norms)
        return 0
    is_bad = False
    for number, line in lines:
        where = f"{name}:{number}"
        try:
            raw = parse_json(line, where, ASKED.title)
            value = asked.one(raw, TextPlaces(where, line, lambda _: {}))
        except BadInput as wrong:
            value, is_bad = refused_for("bad_request", wrong, options.lang), True
        _show_line(options, value, asked.norms)
    return 2 if is_bad else 0


class _Asked:
    """Answers with or without a store; every store is opened once."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._lang: str = options.lang
        self._store: str = options.store or ""
        self.norms = Norms()
        self._desks: dict[str, Desk] = {}

    def __enter__(self) -> _Asked:
        return self

    def __exit__(self, *_: object) -> None:
        for desk in self._desks.values():
            desk.store.close()

    def one(self, raw: Raw, places: TextPlaces) -> dict[str, Any]:
        """Return the answer to one request.

        Raises:
            BadInput: it cannot be read.
            LawGap, LawConflict: the norms have no answer.
        """
        named = raw.get("store")
        folder = self._store or (named if isinstance(named, str) else "")
        if not folder:
            return answer_alone(raw, places, self.norms, self._lang)
        rest = {key: value for key, value in raw.items() if key != "store"}
        try:
            desk = self._desk(folder)
        except StoreTrouble as trouble:
            return refused_for("store_unavailable", trouble, self._lang)
        answer = ask(desk, rest, places, self._lang)
        if answer.wrong is not None:
            raise answer.wrong
        return answer.value

    def _desk(self, folder: str) -> Desk:
        if folder not in self._desks:
            from ashore.gate.service import wall_clock

            store = Store(Path(folder), write=True, wait=WAIT_SECONDS)
            self._desks[folder] = Desk(store, wall_clock, self.norms)
        return self._desks[folder]


def _show(options: argparse.Namespace, value: dict[str, Any], norms: Norms) -> None:
    if options.format == "json":
        put_value(options, value)
        return
    from ashore.cli.gate_text import write_answer

    put(options, write_answer(value, paper_of(options), norms.title))


def _show_line(options: argparse.Namespace, value: dict[str, Any], norms: Norms) -> None:
    if options.format == "json":
        import json

        print(json.dumps(value, ensure_ascii=False), flush=True)
        return
    from ashore.cli.gate_text import write_answer

    put(options, write_answer(value, paper_of(options), norms.title) + "\n")
