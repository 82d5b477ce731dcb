"""`ashore gate serve`: the gate as a service on this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ashore.cli.common import Parser
from ashore.cli.gate_lines import WAIT_SECONDS
from ashore.words import BadInput, Text

__all__ = ["run"]

PORT = 7413


def run(argv: list[str]) -> int:
    """Serve until told to end.

    Raises:
        BadInput: an argument, the address or the store is not usable, or a package is missing.
    """
    about = Text(
        "在本机提供 gate：POST /decide、POST /record、GET /health、GET /verify",
        "the gate as a service: POST /decide, POST /record, GET /health, GET /verify",
    )
    parser = Parser(argv, about, formats=())
    parser.add("--store", help=Text("存储所在的文件夹", "the folder of the store"), required=True)
    about = Text("端口；0 表示任选一个空闲的", "the port; 0 takes a free one")
    parser.add("--port", help=about, type=_port, default=PORT)
    parser.add("--host", help=Text("地址", "the address"), default="127.0.0.1")
    about = Text(
        "允许别的机器连接：没有加密，也不问是谁", "let other machines in: no encryption, no log-in"
    )
    parser.add("--expose", help=about, action="store_true")
    about = Text(
        "多少毫秒内必须作答，否则回答“不要联系”", "answer within so many milliseconds or refuse"
    )
    parser.add("--budget", help=about, type=_milliseconds, default=1000, metavar="MS")
    options = parser.read()
    _check_host(options, parser.prog)
    _check_packages()
    _serve(options)
    return 0


def _serve(options: argparse.Namespace) -> None:
    from ashore.gate.run import listen, run_service
    from ashore.gate.service import Service
    from ashore.gate.store import Store

    store = Store(Path(options.store), write=True, wait=WAIT_SECONDS)
    try:
        service = Service(store, budget=options.budget / 1000)
        listening = listen(options.host, options.port)
    except BadInput:
        store.close()
        raise
    host, port = listening.getsockname()[:2]
    said = Text(f"gate：http://{host}:{port}", f"gate: http://{host}:{port}")
    run_service(service, listening, options.lang, lambda: print(said.say(options.lang), flush=True))


def _check_host(options: argparse.Namespace, prog: str) -> None:
    from ashore.gate.loopback import LOOPBACK

    if options.host in LOOPBACK:
        return
    if not options.expose:
        raise BadInput(
            where=f"{prog} --host {options.host}",
            what=Text("别的机器也能连到这个地址", "other machines can reach this address"),
            expected=Text("本机地址，如 127.0.0.1", "an address of this machine only: 127.0.0.1"),
            do=Text(
                "确实需要就加 --expose，并在前面放上有加密和登录的代理",
                "if you must, add --expose and put a proxy with encryption and log-in before it",
            ),
        )
    warning = Text(
        "注意：别的机器可以连接；没有加密，也不问是谁。请放在有加密和登录的代理后面。",
        "note: other machines can connect; there is no encryption and no log-in. Put it behind a "
        "proxy that has both.",
    )
    print(warning.say(options.lang), file=sys.stderr)


def _check_packages() -> None:
    from importlib.util import find_spec

    if find_spec("httptools") is None:
        raise BadInput(
            where="ashore gate serve",
            what=Text("没有安装服务用的软件包", "the packages of the service are not installed"),
            expected=Text("httptools", "httptools"),
            do=Text("安装：pip install 'ashore[gate]'", "install them: pip install 'ashore[gate]'"),
        )


def _port(text: str) -> int:
    return _number(text, 65_535, "--port")


def _milliseconds(text: str) -> int:
    return _number(text, 60_000, "--budget")


def _number(text: str, most: int, where: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 6 and int(text) <= most:
        return int(text)
    raise BadInput(
        where=where,
        what=Text(f"不能是 {text[:20]}", f"cannot be {text[:20]}"),
        expected=Text(f"0 到 {most} 的整数", f"a whole number from 0 to {most}"),
        do=Text("改成这样的数", "write such a number"),
    )
