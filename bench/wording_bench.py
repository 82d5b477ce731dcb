"""How many messages a second the wording check reads, on the labelled messages and on long ones."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

from ashore.conduct.wording import WordingContext, check_wording
from ashore.files.wording import read_wording

LABELLED = Path(__file__).parents[1] / "tests" / "conduct" / "wording" / "labelled"
SECONDS = 3


def texts():
    found = []
    for path in sorted(LABELLED.glob("*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8"))["message"]
    return found


def rate(chosen, wording):
    contexts = [(one["text"], WordingContext(role=one["role"])) for one in chosen]
    done, start = 0, time.process_time()
    while time.process_time() - start < SECONDS:
        for text, context in contexts:
            check_wording(text, wording, context)
        done += len(contexts)
    return done / (time.process_time() - start)


def main():
    start = time.process_time()
    wording = read_wording()
    print(f"reading the patterns   {time.process_time() - start:8.2f} s")
    every = texts()
    print(f"all messages           {rate(every, wording):8,.0f} a second")
    clean = [one for one in every if not one["labels"]]
    print(f"without any label      {rate(clean, wording):8,.0f} a second")
    long = [{"text": "。".join(one["text"] for one in every[:50]), "role": "debtor"}]
    print(f"one of {len(long[0]['text']):,} characters {rate(long, wording):8,.0f} a second")


if __name__ == "__main__":
    main()
