"""How long pages of the web app take: 1,000 cases in the store, 20 people at the same time.

    python bench/web_bench.py [--cases N] [--people P] [--seconds S] [--think S]

The store is filled with copies of the example, each with sums of its own. The app runs as users run
it (`ashore serve`, SQLite, one process); the people are in another process. Each opens a case,
looks at its pages one after the other, thinks for a while between two, then takes another case.
What is measured is what a person waits for a page, without its style sheet and script, which a
browser keeps. Beside it: what the same pages take when nobody else is there.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep, time
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
SEED = 20261123
WANTED_MS = 150
PAGES = (
    "",
    "loans/wld/",
    "ahead/",
    "loans/xiaojin/",
    "budget/",
    "goals/",
    "print/",
    "file/",
    "plan/",
    "",
)


def main() -> int:
    options = _options()
    if options.fill:
        _fill(Path(options.fill), options.cases)
        return 0
    with tempfile.TemporaryDirectory(prefix="web-bench-") as folder:
        me = [sys.executable, __file__, "--fill", folder, "--cases", str(options.cases)]
        began = perf_counter()
        done = subprocess.run(me, check=True, capture_output=True, text=True)
        codes = done.stdout.split()
        size = sum(each.stat().st_size for each in Path(folder).iterdir()) / 1e6
        print(f"{len(codes):,} cases, {size:.0f} MB, filled in {perf_counter() - began:.0f} s")
        load = os.getloadavg()[0]
        print(f"{os.cpu_count()} cores, load before {load:.1f}, a million turns {_pace():.0f} ms")
        env = {**os.environ, "ASHORE_DATA": folder, "PYTHONUNBUFFERED": "1"}
        words = [sys.executable, "-m", "ashore", "serve", "--port", "0", "--no-browser"]
        server = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            address = next(word for word in line.split() if word.startswith("http"))
            _visit(address, codes, people=1, seconds=5, think=0.0)  # everything is read once
            for name, people, think in (
                ("alone", 1, 0.0),
                (f"{options.people} people", options.people, options.think),
            ):
                used = _processor(server.pid)
                seen = _visit(address, codes, people, options.seconds, think)
                used = _processor(server.pid) - used
                _told(name, seen)
                print(f"the server itself: {used * 1000 / len(seen):.1f} ms of processor a page")
        finally:
            server.terminate()
            server.wait()
    p95 = _p95([taken for _, taken in seen])
    print(f"wanted: p95 below {WANTED_MS} ms: {'yes' if p95 < WANTED_MS else 'no'} ({p95:.0f} ms)")
    return 0 if p95 < WANTED_MS else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--think", type=float, default=1.0)
    parser.add_argument("--fill", default="")
    return parser.parse_args()


def _fill(folder: Path, cases: int) -> None:
    """Fill a store with copies of the example, sums of one loan changed; print their codes."""
    from dataclasses import replace

    from ashore.web.serve import configured, site_here

    configured(site_here(team=False, folder=folder))
    from ashore.files.case import read_case
    from ashore.web import store
    from ashore.web.models import CaseFile

    case, chance = read_case(ROOT / "examples" / "six-loans.toml"), random.Random(SEED)
    me = store.Writer(session="bench")
    for _ in range(cases):
        first = case.loans[0]
        loan = replace(first.loan, principal=first.loan.principal + chance.randrange(100) * 1000)
        own = replace(case, loans=(replace(first, loan=loan), *case.loans[1:]))
        code = store.begin(None)
        store.write(store.opened(CaseFile.objects.get(id=code), "bench"), own, me, "bench")
        print(code)


def _visit(
    address: str, codes: list[str], people: int, seconds: float, think: float
) -> list[tuple[str, float]]:
    """Return (page, milliseconds) of every page seen."""
    seen: list[tuple[str, float]] = []
    until = time() + seconds
    threads = [
        threading.Thread(target=_person, args=(address, codes, SEED + number, until, think, seen))
        for number in range(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _person(
    address: str, codes: list[str], seed: int, until: float, think: float, seen: list
) -> None:
    chance, cookie = random.Random(seed), ""
    place = urlsplit(address)
    sleep(chance.random() * think)
    door = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    while time() < until:
        code = chance.choice(codes)
        for page in PAGES:
            if time() >= until:
                return
            began = perf_counter()
            door.request("GET", f"/c/{code}/{page}", headers={"Cookie": cookie})
            answer = door.getresponse()
            body = answer.read()
            taken = (perf_counter() - began) * 1000
            assert answer.status == 200 and b"</html>" in body, (answer.status, page)
            cookie = (answer.headers.get("Set-Cookie") or cookie).split(";")[0].strip()
            seen.append((page or "today", taken))
            sleep(think * chance.uniform(0.5, 1.5))


def _told(name: str, seen: list[tuple[str, float]]) -> None:
    times = [taken for _, taken in seen]
    print(f"\n{name}: {len(seen)} pages")
    print(f"{'page':<16}{'number':>8}{'median ms':>11}{'p95 ms':>9}{'max ms':>9}")
    for page in dict.fromkeys([page for page, _ in seen]):
        _line(page, [taken for each, taken in seen if each == page])
    _line("all", times)


def _line(name: str, times: list[float]) -> None:
    print(f"{name:<16}{len(times):>8}{median(times):>11.1f}{_p95(times):>9.1f}{max(times):>9.1f}")


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _processor(pid: int) -> float:
    """Return the seconds of processor a process has used so far, those of its children left out."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _pace() -> float:
    began = perf_counter()
    for _ in range(1_000_000):
        pass
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
