"""The gate as a service: decisions a second and how long they take, over a long history.

    python bench/gate_bench.py [--contacts N] [--seconds S] [--clients C] [--rounds R]

A store with a seeded history is made in a temporary folder. The service runs in one process, the
clients in another: each sends a request, waits for the answer, sends the next. Every answer was on
the disk before it went out. Beside it, in the same run: the same HTTP door answering without
deciding or keeping anything, and what one write to this disk takes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, sleep, time

SEED = 20261123
DEBTORS_PER = 20  # contacts a debtor
LENDER, AGENCIES = "L", ("L", "A1", "A2", "A3")
OUTCOMES = ("talk", "no_answer", "busy", "no_answer", "voicemail", "refused")


def main() -> None:
    options = _options()
    if options.part:
        {"serve": _serve, "echo": _echo, "ask": _ask}[options.part](options)
        return
    with tempfile.TemporaryDirectory(prefix="gate-bench-") as folder:
        store = Path(folder) / "store"
        began = perf_counter()
        debtors = _make_store(store, options.contacts)
        size = sum(each.stat().st_size for each in store.iterdir()) / 1e6
        print(
            f"history: {options.contacts:,} contacts of {debtors:,} debtors, {size:.0f} MB, made "
            f"in {perf_counter() - began:.0f} s; {os.cpu_count()} cores"
        )
        print(f"this disk: one write of 16 kB takes {_disk(Path(folder))}")
        print(f"this machine just now: a million turns of an empty sum take {_pace():.0f} ms")
        print(f"{options.clients} clients, each asking again when it has its answer")
        print(f"{'':<18}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}   decisions")
        for round_number in range(options.rounds):
            for part in ("echo", "serve"):
                _measure(part, store, debtors, round_number, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--store", default="")
    parser.add_argument("--part", default="")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--debtors", type=int, default=1)
    parser.add_argument("--round", type=int, default=0)
    return parser.parse_args()


# ---- the history


def _make_store(folder: Path, contacts: int) -> int:
    from ashore.gate.chain import Chain
    from ashore.gate.store import Store, create_store

    now = datetime.fromtimestamp(time(), UTC)
    create_store(folder, [LENDER], now)
    store = Store(folder, write=True)
    chain = Chain(store.seq, store.hash)
    rng = random.Random(SEED)
    debtors, batch = contacts // DEBTORS_PER, []
    for number in range(debtors):
        debtor = store.door.debtor(f"d{number}")
        body = {"debtor": debtor, "contacts": _history(rng, store.door, number, debtor, now)}
        batch.append(chain.add("contacts", body, now))
        if len(batch) == 500 or number == debtors - 1:
            store.append(batch)
            batch = []
    store.tidy()
    store.close()
    return debtors


def _history(rng: random.Random, door, number: int, debtor: str, now: datetime) -> list[dict]:
    loan = door.loan(f"loan{number}")
    phone = door.address(f"138{number:08d}")
    parent = door.person("妈妈", debtor)
    found = []
    first = now - timedelta(days=60)
    for place in range(DEBTORS_PER):
        at = first + timedelta(days=3 * place, minutes=rng.randrange(600))
        third = place > 4 and rng.random() < 0.1
        found.append(
            {
                "at": at.isoformat(timespec="seconds"),
                "loan": loan,
                "lender": LENDER,
                "organisation": rng.choice(AGENCIES),
                "channel": rng.choice(("call", "call", "sms", "robot_call")),
                "role": "parent" if third else "debtor",
                **({"person": parent} if third else {"address": phone}),
                "outcome": rng.choice(OUTCOMES),
                "identified": True,
                "disclosed": ["none"],
                "purpose": "relay" if third else "collect",
            }
        )
    return found


def _disk(folder: Path) -> str:
    times = []
    handle = os.open(folder / "probe", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    for _ in range(200):
        os.write(handle, b"x" * 16_384)
        began = perf_counter()
        os.fdatasync(handle)
        times.append(perf_counter() - began)
    os.close(handle)
    times.sort()
    return f"{times[100] * 1e3:.1f} ms (p99 {times[197] * 1e3:.1f} ms)"


def _pace() -> float:
    """Milliseconds for a fixed piece of work: how fast one core is, with what else runs now."""
    best = float("inf")
    for _ in range(5):
        began, total = perf_counter(), 0
        for number in range(1_000_000):
            total += number
        best = min(best, perf_counter() - began)
    return best * 1e3


# ---- one measurement


def _measure(part: str, store: Path, debtors: int, number: int, options) -> None:
    me = [sys.executable, __file__]
    server = subprocess.Popen(
        [*me, "--part", part, "--store", str(store)], stdout=subprocess.PIPE, text=True
    )
    try:
        port = server.stdout.readline().strip()
        if part == "serve":
            waited = _wait_until_read(port)
            memory = _memory(server.pid)
        asked = subprocess.run(
            [*me, "--part", "ask", "--port", port, "--debtors", str(debtors), "--round",
             str(number), "--seconds", str(options.seconds), "--clients", str(options.clients)],
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    finally:
        server.terminate()
        server.wait()
    found = json.loads(asked.stdout)
    name = "decided and kept" if part == "serve" else "bare HTTP echo"
    words = ", ".join(f"{word} {count}" for word, count in sorted(found["words"].items()))
    if part == "serve":
        words += f"; read ahead in {waited:.0f} s, {memory:,.0f} MB in memory"
    print(
        f"{name:<18}{found['rate']:>10,.0f}{found['p50']:>9.2f}{found['p99']:>9.2f}{found['max']:>9.1f}"
        f"   {words}",
        flush=True,
    )


def _serve(options) -> None:
    from ashore.gate.run import listen, run_service
    from ashore.gate.service import Service
    from ashore.gate.store import Store

    service = Service(Store(Path(options.store), write=True, wait=5))
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    run_service(service, listening, "en", lambda: print(port, flush=True))


def _memory(pid: int) -> float:
    """Megabytes in memory, where the system tells."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _wait_until_read(port: str) -> float:
    """Return after how many seconds the service has read what it keeps in memory."""
    from urllib.request import urlopen

    began = perf_counter()
    while True:
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=60) as answer:
            if json.load(answer)["has_read_ahead"]:
                return perf_counter() - began
        sleep(0.2)


def _echo(_options) -> None:
    """The same door before a service that answers at once."""
    import uvloop

    from ashore.gate.http import Door, Talk

    class Echo:
        def decide(self, text, _lang, reply) -> None:
            reply({"decision": "echo", "length": len(text)}, 200)

    async def work() -> None:
        door = Door(Echo(), frozenset(), "en", dict)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Talk(door), "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    uvloop.run(work())


# ---- the clients


class _Client(asyncio.Protocol):
    def __init__(self, shared) -> None:
        self.shared = shared
        self.buffer = b""

    def connection_made(self, transport) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        self.began = perf_counter()
        self.transport.write(self.shared.next_request())

    def data_received(self, data) -> None:
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self.buffer.find(b"Content-Length: ") + 16
        length = int(self.buffer[at : self.buffer.find(b"\r\n", at)])
        if len(self.buffer) < head + 4 + length:
            return
        ended = perf_counter()
        self.shared.took(ended - self.began, self.buffer[head + 4 : head + 40])
        self.buffer = b""
        if ended < self.shared.until:
            self.ask()
        else:
            self.transport.close()
            self.shared.left -= 1


class _Shared:
    def __init__(self, requests: list[bytes], seconds: float, clients: int) -> None:
        self.requests = iter(requests * 50)
        self.warm = perf_counter() + 1.0
        self.until = self.warm + seconds
        self.times: list[float] = []
        self.words: dict[str, int] = {}
        self.left = clients

    def next_request(self) -> bytes:
        return next(self.requests)

    def took(self, seconds: float, start: bytes) -> None:
        if perf_counter() > self.warm:
            self.times.append(seconds)
            word = start.split(b'"')[3].decode() if b'"' in start else "?"
            self.words[word] = self.words.get(word, 0) + 1


def _requests(debtors: int, number: int, count: int = 100_000) -> list[bytes]:
    """Questions for tomorrow morning, each a little later than the one before."""
    rng = random.Random(SEED + number)
    tomorrow = datetime.fromtimestamp(time(), UTC) + timedelta(days=1)
    day = tomorrow.replace(hour=1, minute=0, second=0)
    first = day.replace(microsecond=0) + timedelta(days=number % 5, hours=number // 5)
    found = []
    for place in range(count):
        who = rng.randrange(debtors)
        third = rng.random() < 0.1
        value = {
            "at": (first + timedelta(milliseconds=50 * place)).isoformat(),
            "loan": f"loan{who}",
            "organisation": rng.choice(AGENCIES),
            "channel": rng.choice(("call", "call", "sms", "robot_call")),
            "role": "parent" if third else "debtor",
            **({"person": "妈妈"} if third else {"address": f"138{who:08d}"}),
            "identified": True,
            "disclosed": ["none"],
            "purpose": "relay" if third else "collect",
            "recorded": True,
            "situation": {
                "debtor": f"d{who}",
                "lender_type": "consumer_finance",
                "complete": True,
            },
        }
        body = json.dumps(value, ensure_ascii=False).encode()
        found.append(
            b"POST /decide HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        )
    return found


def _ask(options) -> None:
    import uvloop

    shared_requests = _requests(options.debtors, options.round)

    async def work() -> _Shared:
        shared = _Shared(shared_requests, options.seconds, options.clients)
        loop = asyncio.get_running_loop()
        for _ in range(options.clients):
            await loop.create_connection(lambda: _Client(shared), "127.0.0.1", options.port)
        while shared.left:
            await asyncio.sleep(0.05)
        return shared

    shared = uvloop.run(work())
    times = sorted(shared.times)
    print(
        json.dumps(
            {
                "rate": len(times) / options.seconds,
                "p50": times[len(times) // 2] * 1e3,
                "p99": times[len(times) * 99 // 100] * 1e3,
                "max": times[-1] * 1e3,
                "words": shared.words,
            }
        )
    )


if __name__ == "__main__":
    main()
