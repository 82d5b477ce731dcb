"""kill -9 at any moment: what was acknowledged is in the log, and the log is whole."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from time import sleep, time

import pytest

from ashore.gate.store import Store
from ashore.gate.verify import verify
from tests.gate.kit import make_store, request
from tests.gate.served import Client

ROOT = Path(__file__).parents[2]
TRIES = 12
CALLERS = 4

# A process that has everything imported and makes one service after the other out of itself, so
# that each try begins at once. It has one thread, so a fork of it is a whole process.
MOTHER = """
import os, sys
from pathlib import Path
from ashore.gate.run import listen, run_service
from ashore.gate.service import Service
from ashore.gate.store import Store
from ashore.gate.norms import Norms
norms = Norms()
norms.warm()
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        service = Service(Store(Path(line.strip()), write=True, wait=5), norms=norms)
        listening = listen("127.0.0.1", 0)
        said = f"{os.getpid()} {listening.getsockname()[1]}"
        run_service(service, listening, "en", lambda: print(said, flush=True))
        os._exit(0)
    os.waitpid(pid, 0)
    print("ended", flush=True)
"""


@pytest.fixture(scope="module")
def mother():
    process = subprocess.Popen(
        [sys.executable, "-c", MOTHER],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield process
    process.stdin.close()
    process.wait(20)
    process.stdout.close()


def serve(mother, folder):
    mother.stdin.write(f"{folder}\n")
    mother.stdin.flush()
    pid, port = mother.stdout.readline().split()
    return int(pid), int(port)


def tomorrow():
    """A time of day at which calls are allowed, in the zone that counts."""
    day = datetime.fromtimestamp(time(), UTC) + timedelta(days=1)
    return day.replace(hour=2, minute=0, second=0, microsecond=0)


class Caller(threading.Thread):
    """Asks and tells without a pause until the service is gone; keeps every receipt."""

    def __init__(self, port, number, round_number):
        super().__init__()
        self.client = Client(port)
        self.receipts = []
        self.number, self.round = number, round_number

    def run(self):
        with suppress(OSError, HTTPException, ValueError), self.client:
            for place in range(100_000):
                debtor = {"debtor": f"d{self.round}-{self.number}-{place // 3}"}
                at = tomorrow() + timedelta(seconds=place)
                answer = self.client.ask(request(at, situation=debtor))
                if "receipt" not in answer:
                    return
                self.receipts.append((int(answer["decision_id"]), answer["receipt"]))
                if place % 5 == 4 and answer["decision"] == "allow":
                    told = self.client.tell(decision_id=answer["decision_id"], made=False)
                    self.receipts.append((int(told["recorded"]), told["receipt"]))


def test_no_acknowledged_decision_is_lost(mother, tmp_path):
    folder = make_store(tmp_path / "store")
    rng = random.Random(1)
    acknowledged = {}
    for number in range(TRIES):
        pid, port = serve(mother, folder)
        callers = [Caller(port, each, number) for each in range(CALLERS)]
        for caller in callers:
            caller.start()
        sleep(rng.uniform(0.02, 0.4))
        os.kill(pid, signal.SIGKILL)
        for caller in callers:
            caller.join(20)
            acknowledged |= dict(caller.receipts)
        assert mother.stdout.readline() == "ended\n"
        found = verify(folder)
        assert found.fault is None
        kept = {row[0]: row[6] for row in Store(folder).rows()}
        assert acknowledged.items() <= kept.items()
    assert len(acknowledged) > TRIES * CALLERS


def test_the_command_ends_well_and_badly(tmp_path):
    """The command itself: SIGTERM ends it with 0; after kill -9 it starts again."""
    folder = make_store(tmp_path / "store")
    receipts = {}
    for number, sign in enumerate((signal.SIGTERM, signal.SIGKILL, signal.SIGTERM)):
        command = [sys.executable, "-m", "ashore", "gate", "serve", "--store", str(folder)]
        process = subprocess.Popen(
            [*command, "--port", "0", "--lang", "en"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        port = int(process.stdout.readline().rpartition(":")[2])
        with Client(port) as client:
            for place in range(5):
                debtor = {"debtor": f"d{number}-{place}"}
                answer = client.ask(request(tomorrow(), situation=debtor))
                receipts[int(answer["decision_id"])] = answer["receipt"]
        process.send_signal(sign)
        assert process.wait(20) == (0 if sign == signal.SIGTERM else -sign)
        process.stdout.close()
    assert verify(folder).fault is None
    kept = {row[0]: row[6] for row in Store(folder).rows()}
    assert receipts.items() <= kept.items()
    assert len(receipts) == 15


def test_a_second_service_is_refused_with_a_message(mother, tmp_path):
    folder = make_store(tmp_path / "store")
    pid, _ = serve(mother, folder)
    command = [sys.executable, "-m", "ashore", "gate", "serve", "--store", str(folder)]
    second = subprocess.run(
        [*command, "--port", "0", "--lang", "en"], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    os.kill(pid, signal.SIGTERM)
    assert mother.stdout.readline() == "ended\n"
    assert second.returncode == 2
    assert "one at a time" in second.stderr


def test_the_gate_command_refuses_while_the_service_holds_the_store(mother, tmp_path):
    folder = make_store(tmp_path / "store")
    pid, _ = serve(mother, folder)
    path = tmp_path / "request.json"
    path.write_text(json.dumps(request(tomorrow())), encoding="utf-8")
    asked = subprocess.run(
        [sys.executable, "-m", "ashore", "gate", str(path), "--store", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    os.kill(pid, signal.SIGTERM)
    assert mother.stdout.readline() == "ended\n"
    assert asked.returncode == 0
    answer = json.loads(asked.stdout)
    assert (answer["decision"], answer["by"]) == ("refuse", "gate.store_unavailable")
