"""Running the service: the socket, the signals that end it, what is checked beside it."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from ashore.gate.http import Door, Talk
from ashore.gate.loopback import LOOPBACK
from ashore.gate.service import Service
from ashore.gate.verify import verified_value, verify
from ashore.words import BadInput, Text

__all__ = ["listen", "run_service"]

SWEEP = 5.0


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        BadInput: the address is not ours or is taken.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        found = socket.create_server((host, port), family=family, backlog=512)
    except OSError as wrong:
        raise BadInput(
            where=f"{host}:{port}",
            what=Text("不能在这个地址上提供服务", "this address cannot be served"),
            expected=Text("本机的一个空闲端口", "a free port of this machine"),
            do=Text("换一个 --port；0 表示任选", "use another --port; 0 takes any"),
        ) from wrong
    return found


def run_service(
    service: Service, listening: socket.socket, lang: str, ready: Callable[[], None]
) -> None:
    """Serve until told to end (SIGINT, SIGTERM); what was asked before is still answered.

    Args:
        service: not started yet.
        listening: from `listen`.
        lang: the language of reasons unless a client asks for another.
        ready: called when the first question can be asked.
    """
    host, port = listening.getsockname()[:2]
    names = {*LOOPBACK, "[::1]"} if host in LOOPBACK else set()
    hosts = frozenset(names) | {f"{name}:{port}" for name in names}
    folder = service.store.folder
    door = Door(service, hosts, lang, lambda: verified_value(verify(folder), lang))
    service.desk.norms.warm()
    # What is kept in memory stays; looking it through again and again would make callers wait.
    gc.collect()
    gc.freeze()
    gc.disable()
    # The thread that waits for the disk goes on as soon as it may: while it asks for its turn, both
    # the disk and those who wait for an answer stand still.
    sys.setswitchinterval(0.00002)
    _run(_serve(door, listening, ready))


async def _serve(door: Door, listening: socket.socket, ready: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # no signals in this loop: the caller has to end it
            loop.add_signal_handler(name, ended.set)
    door.service.start(loop)
    server = await loop.create_server(partial(Talk, door), sock=listening)
    ready()
    while not ended.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), SWEEP)
        door.sweep()
        gc.collect(1)
        gc.freeze()
    server.close()
    door.service.stop()
    await asyncio.sleep(0)  # answers that were kept just now still go out


def _run(work: object) -> None:
    assert asyncio.iscoroutine(work)
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)
    else:
        uvloop.run(work)
