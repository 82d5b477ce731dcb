"""How well the wording check does on the labelled messages; writes the tables of docs/wording.md.

python tests/conduct/wording/measure.py            print the tables
python tests/conduct/wording/measure.py --write    put them into docs/wording.md
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ashore.conduct.wording import STEP_CLAIM, WordingContext, check_wording
from ashore.conduct.wording_stage import CaseStage
from ashore.files.wording import read_wording

HERE = Path(__file__).parent
DOC = HERE.parents[2] / "docs" / "wording.md"
SETS = ("tune", "held", "later", "fresh", "other")
MARK = ("<!-- figures: begin -->\n", "<!-- figures: end -->\n")


class Score(NamedTuple):
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


class Figures(NamedTuple):
    """The scores of one set: by category, of all labels together, and of whole messages."""

    messages: int
    clean: int
    categories: dict[str, Score]
    labels: Score
    flagged: Score  # is there anything but a claimed step?

    def macro(self, what: str) -> float:
        return sum(getattr(score, what) for score in self.categories.values()) / len(
            self.categories
        )


def messages() -> list[dict]:
    found = []
    for path in sorted((HERE / "labelled").glob("*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8"))["message"]
    return found


def set_of(name: str) -> str:
    """The first batch is split by a hash of the id; later batches belong to one set each."""
    batch = name.partition("-")[0]
    if batch in {"fresh", "other"}:
        return batch
    if batch in {"second", "third", "fourth", "fifth", "blind"}:
        return "later"
    return "tune" if sha256(name.encode()).digest()[0] % 2 == 0 else "held"


def context_of(message: dict) -> WordingContext:
    return WordingContext(
        role=message["role"],
        channel=message["channel"],
        direction=message.get("direction", "out"),
        case=CaseStage(stage=message.get("stage", "none"), card=message.get("card")),
        first_contact=message.get("first"),
        jurisdiction=message.get("jurisdiction", "CN"),
    )


def measure(wording, name: str) -> Figures:
    right, wrong, missed = Counter(), Counter(), Counter()
    flagged = Counter()
    chosen = [message for message in messages() if set_of(message["id"]) == name]
    for message in chosen:
        hits = check_wording(message["text"], wording, context_of(message))
        found, wanted = {hit.category for hit in hits}, set(message["labels"])
        right.update(found & wanted)
        wrong.update(found - wanted)
        missed.update(wanted - found)
        flagged[bool(found - {STEP_CLAIM}), bool(wanted - {STEP_CLAIM})] += 1
    names = sorted(set(right) | set(missed))
    return Figures(
        messages=len(chosen),
        clean=flagged[False, False] + flagged[True, False],
        categories={each: Score(right[each], wrong[each], missed[each]) for each in names},
        labels=Score(right.total(), wrong.total(), missed.total()),
        flagged=Score(flagged[True, True], flagged[True, False], flagged[False, True]),
    )


def tables(all_figures: dict[str, Figures]) -> str:
    rows = [
        ("messages", lambda one: str(one.messages)),
        ("of these without a violation", lambda one: str(one.clean)),
        ("labels: precision", lambda one: f"{one.labels.precision:.3f}"),
        ("labels: recall", lambda one: f"{one.labels.recall:.3f}"),
        ("macro precision", lambda one: f"{one.macro('precision'):.3f}"),
        ("macro recall", lambda one: f"{one.macro('recall'):.3f}"),
        ("messages flagged: precision", lambda one: f"{one.flagged.precision:.3f}"),
        ("messages flagged: recall", lambda one: f"{one.flagged.recall:.3f}"),
    ]
    text = "| | " + " | ".join(SETS) + " |\n" + "|---" * (len(SETS) + 1) + "|\n"
    for label, show in rows:
        text += f"| {label} | " + " | ".join(show(all_figures[name]) for name in SETS) + " |\n"
    text += "\nBy category, right / wrong / missed:\n\n"
    text += "| category | " + " | ".join(SETS) + " |\n" + "|---" * (len(SETS) + 1) + "|\n"
    names = sorted({each for one in all_figures.values() for each in one.categories})
    for each in names:
        cells = []
        for name in SETS:
            score = all_figures[name].categories.get(each)
            cells.append(f"{score.right} / {score.wrong} / {score.missed}" if score else "–")
        text += f"| {each} | " + " | ".join(cells) + " |\n"
    return text


def main(arguments: list[str]) -> None:
    wording = read_wording()
    text = tables({name: measure(wording, name) for name in SETS})
    if "--write" in arguments:
        before, _, rest = DOC.read_text(encoding="utf-8").partition(MARK[0])
        after = rest.partition(MARK[1])[2]
        DOC.write_text(before + MARK[0] + text + MARK[1] + after, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
