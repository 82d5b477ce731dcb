"""The HTTP door of the service: JSON in, JSON out, on this machine only unless told otherwise.

Small on purpose: two ways to ask, two to look. The parser is httptools; everything a client could
do to keep us busy has a limit. A page in a browser cannot ask: it cannot send our content type to
another origin, and a foreign host name is refused.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, cast

import httptools

from ashore.gate.service import Service
from ashore.words import Lang

__all__ = ["Door", "Talk"]

BODY_MOST = 4_000_000
HEAD_MOST = 16_384
LINES_MOST = 10_000
LINES_AT_A_TIME = 4
QUEUE_MOST = 64
IDLE_SECONDS = 75.0
TALKS_MOST = 1_024

_REASONS = {
    200: b"OK", 400: b"Bad Request", 403: b"Forbidden", 404: b"Not Found",
    405: b"Method Not Allowed", 413: b"Content Too Large", 415: b"Unsupported Media Type",
    503: b"Service Unavailable",
}  # fmt: skip
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
JSON, LINES = "application/json", "application/x-ndjson"


class Door:
    """What all connections share.

    Args:
        service: answers.
        hosts: host names by which we may be called; empty: any.
        lang: the language of reasons unless the client asks for another.
        verify: answers GET /verify.
    """

    def __init__(
        self,
        service: Service,
        hosts: frozenset[str],
        lang: str,
        verify: Callable[[], dict[str, Any]],
    ) -> None:
        self.service = service
        self.hosts = hosts
        self.lang = lang
        self.verify = verify
        self.talks: set[Talk] = set()
        self._looking: asyncio.Future[dict[str, Any]] | None = None

    def look_through(self, reply: Callable[[dict[str, Any], int], None]) -> None:
        """Answer whether the log is whole; those who ask meanwhile share one look at it."""
        if self._looking is None:
            loop = asyncio.get_running_loop()
            self._looking = loop.run_in_executor(None, self.verify)
            self._looking.add_done_callback(self._looked)
        self._looking.add_done_callback(lambda done: reply(*_found(done)))

    def _looked(self, done: asyncio.Future[dict[str, Any]]) -> None:
        del done
        self._looking = None

    def sweep(self) -> None:
        """Close connections on which nothing has happened for a while."""
        late = monotonic() - IDLE_SECONDS
        for talk in [each for each in self.talks if each.heard < late]:
            talk.close()


class Talk(asyncio.Protocol):
    """One connection: requests are answered one after the other, in their order."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport | None = None
        self._queue: deque[Callable[[], None]] = deque()
        self._busy = False
        self.heard = monotonic()
        self._clear()

    def _clear(self) -> None:
        self._url = b""
        self._headers: dict[str, str] = {}
        self._body = bytearray()
        self._head_size = 0

    # ---- the transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, unless too many talk already."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own is none by type
        if len(self._door.talks) >= TALKS_MOST:
            self._transport.close()
            return
        self._door.talks.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  the transport's name
        """End."""
        self._door.talks.discard(self)
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Take in some bytes."""
        self.heard = monotonic()
        self._head_size += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._answer({"error": "not HTTP as spoken here"}, 400, last=True)
            return
        if self._head_size > HEAD_MOST and not self._body and not self._busy:
            self._answer({"error": "headers too long"}, 400, last=True)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    # ---- the parser

    def on_url(self, url: bytes) -> None:
        """Take in a part of the address."""
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take in a header."""
        self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_body(self, body: bytes) -> None:
        """Take in a part of the body."""
        self._body += body
        if len(self._body) > BODY_MOST:
            self._answer({"error": "too long"}, 413, last=True)

    def on_message_complete(self) -> None:
        """Answer the request, or keep it until the one before is answered."""
        if self._transport is None or self._transport.is_closing():
            return
        if self._parser.should_upgrade():
            self._answer({"error": "no other protocol is spoken here"}, 400, last=True)
            return
        method = self._parser.get_method().decode("latin-1")
        last = not self._parser.should_keep_alive()
        turn = partial(self._turn, method, self._url, self._headers, bytes(self._body), last=last)
        self._clear()
        if not self._busy:
            turn()
        elif len(self._queue) < QUEUE_MOST:
            self._queue.append(turn)
        else:
            self.close()

    # ---- one request

    def _turn(
        self, method: str, url: bytes, headers: dict[str, str], body: bytes, *, last: bool
    ) -> None:
        self._busy = True
        path, _, query = url.decode("latin-1").partition("?")
        reply = partial(self._answer, last=last)
        wrong = self._refusal(method, path, headers)
        if wrong is not None:
            reply({"error": wrong[1]}, wrong[0])
            return
        lang = _lang(query, headers, self._door.lang)
        if method == "GET":
            self._look(path, reply)
            return
        service = self._door.service
        ask = service.decide if path == "/decide" else service.record
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = ""  # not JSON either: refused with that reason
        if not headers.get("content-type", "").startswith(LINES):
            ask(text, lang, reply)
            return
        # Only a line feed ends a line: other line breaks may stand inside a JSON text.
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > LINES_MOST:
            reply({"error": f"at most {LINES_MOST} lines"}, 413)
        else:
            _Lines(lines, partial(self._send, 200, last=last), self._is_open).run(ask, lang)

    def _is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def _refusal(self, method: str, path: str, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        if self._door.hosts and host not in self._door.hosts:
            return 403, "not our host name"
        if path not in {"/decide", "/record", "/health", "/verify"}:
            return 404, "POST /decide, POST /record, GET /health, GET /verify"
        if method != ("POST" if path in {"/decide", "/record"} else "GET"):
            return 405, "POST /decide, POST /record, GET /health, GET /verify"
        kind = headers.get("content-type", "").partition(";")[0].strip()
        if method == "POST" and kind not in {JSON, LINES}:
            return 415, f"{JSON} or {LINES}"
        return None

    def _look(self, path: str, reply: Callable[[dict[str, Any], int], None]) -> None:
        if path == "/health":
            service = self._door.service
            value = {
                "ok": service.trouble is None,
                "records": service.store.seq,
                "head": service.store.hash,
                "is_whole": service.is_whole,
                "answered": service.answered,
                "contacts_in_memory": service.desk.recall.kept,
                "has_read_ahead": service.has_read_ahead,
            }
            reply(value, 200 if service.trouble is None else 503)
            return
        self._door.look_through(reply)

    def _answer(self, value: dict[str, Any], status: int, *, last: bool = False) -> None:
        text = _COMPACT.encode(value)
        self._send(status, text.encode(), last=last)

    def _send(self, status: int, body: bytes, kind: str = JSON, *, last: bool = False) -> None:
        self._busy = False
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(
            b"HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n%s"
            % (
                status,
                _REASONS[status],
                kind.encode(),
                len(body),
                b"Connection: close\r\n" if last else b"",
                body,
            )
        )
        if last:
            self._transport.close()
        elif self._queue:
            self._queue.popleft()()


class _Lines:
    """Several requests in one: one a line, answered in their order when all are."""

    def __init__(
        self, lines: list[str], send: Callable[..., None], is_open: Callable[[], bool]
    ) -> None:
        self._lines = lines
        self._is_open = is_open
        self._answers: list[bytes] = [b""] * len(self._lines)
        self._left = len(self._lines)
        self._send = send

    def run(self, ask: Callable[[str, str, Callable[..., None]], None], lang: str) -> None:
        """Ask everything, a few at a time, so that other callers are heard in between."""
        if not self._lines:
            self._send(b"", LINES)
            return
        self._some(0, ask, lang)

    def _some(self, start: int, ask: Callable[..., None], lang: str) -> None:
        if not self._is_open():
            return  # nobody would hear of it
        end = start + LINES_AT_A_TIME
        for place, line in enumerate(self._lines[start:end], start):
            ask(line, lang, partial(self._take, place))
        if end < len(self._lines):
            asyncio.get_running_loop().call_soon(self._some, end, ask, lang)

    def _take(self, place: int, value: dict[str, Any], status: int) -> None:
        del status  # each line says for itself what became of it
        text = _COMPACT.encode(value)
        self._answers[place] = text.encode() + b"\n"
        self._left -= 1
        if not self._left:
            self._send(b"".join(self._answers), LINES)


def _found(done: asyncio.Future[dict[str, Any]]) -> tuple[dict[str, Any], int]:
    """Return what looking through the log gave, and its HTTP status."""
    if done.cancelled() or done.exception() is not None:
        return {"ok": False, "error": "the store cannot be looked through"}, 503
    return done.result(), 200


def _lang(query: str, headers: dict[str, str], usual: str) -> str:
    for part in query.split("&"):
        key, _, value = part.partition("=")
        if key == "lang" and value in list(Lang):
            return value
    first = headers.get("accept-language", "")[:2].lower()
    return first if first in list(Lang) else usual
