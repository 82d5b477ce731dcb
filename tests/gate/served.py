"""The service in this process, on a free port, with a clock of ours; and a client that waits."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from ashore.gate.http import Door, Talk
from ashore.gate.service import Service
from ashore.gate.store import Store
from ashore.gate.verify import verified_value, verify
from tests.gate.kit import NORMS, Clock

JSON = "application/json"
LINES = "application/x-ndjson"


class Served:
    """A context in which the service answers."""

    def __init__(
        self, folder: Path, clock: Callable[[], Any] | None = None, **options: Any
    ) -> None:
        self.folder = folder
        self.clock = clock or Clock()
        self.options = {"budget": 60.0, **options}  # a busy machine is no fault of an answer
        self.port = 0
        self._ready = threading.Event()
        self._ended = asyncio.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    async def _run(self) -> None:
        self.loop = asyncio.get_running_loop()
        store = Store(self.folder, write=True, wait=self.options.pop("wait", 0.1))
        self.service = Service(store, self.clock, NORMS, **self.options)
        hosts = frozenset({"127.0.0.1", "localhost"})
        door = self.door = Door(
            self.service, hosts, "en", lambda: verified_value(verify(self.folder), "en")
        )
        self.service.start(self.loop)
        server = await self.loop.create_server(partial(Talk, door), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._ended.wait()
        server.close()
        self.service.stop()
        await asyncio.sleep(0)
        for talk in list(door.talks):
            talk.close()
        await server.wait_closed()

    def __enter__(self) -> Served:
        self._thread.start()
        assert self._ready.wait(20)
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(20)
        assert not self._thread.is_alive()

    def client(self) -> Client:
        return Client(self.port)


class Client:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = HTTPConnection("127.0.0.1", port, timeout=20)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def send(
        self, method: str, path: str, body: bytes | str = b"", kind: str = JSON, **headers: str
    ) -> tuple[int, str]:
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, data, {"Content-Type": kind, **named})
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()

    def post(self, path: str, raw: Any) -> tuple[int, dict[str, Any]]:
        status, text = self.send("POST", path, json.dumps(raw, ensure_ascii=False))
        return status, json.loads(text)

    def ask(self, raw: Any) -> dict[str, Any]:
        return self.post("/decide", raw)[1]

    def tell(self, **raw: Any) -> dict[str, Any]:
        status, value = self.post("/record", raw)
        assert status == 200, value
        return value
