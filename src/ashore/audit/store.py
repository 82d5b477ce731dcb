"""The work of an unfinished audit on disk: each part is written whole or not at all.

The folder `.unfinished` holds what the audit is of and the parts that are done. A killed audit goes
on with the next part; the folder goes away with the last step.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from ashore.audit import problems
from ashore.audit.bucket import Judged
from ashore.audit.tally import Tally

__all__ = ["MANIFEST", "Kept", "Work", "joined", "packed", "unpacked", "writing"]

MANIFEST = "manifest.json"
"""Written last: a folder that holds it holds a whole audit."""

_WORK = ".unfinished"
_IDENTITY = "identity.json"
_HALF = ".half"
_SUMS = ("hits", "accounts", "people", "first", "last", "by_actor", "verdicts")
_COLUMNS = ("row", "account", "at", "level", "breaches", "warnings")


Kept = tuple[Judged, Counter[str], tuple[str, ...], dict[str, str]]
"""What a part found, its bad rows by reason, the names of its actors, crashed checks."""


def joined(judged: Sequence[Judged]) -> Judged:
    """Return buckets as one."""
    tally = judged[0].tally
    for each in judged[1:]:
        tally.add(each.tally)
    columns = (*_COLUMNS, "special")
    return Judged(
        **{name: np.concatenate([getattr(each, name) for each in judged]) for name in columns},
        tally=tally,
    )


def packed(
    judged: Judged, bad: Mapping[str, int], names: tuple[str, ...], crashed: Mapping[str, str]
) -> bytes:
    """Return what was found as octets; `names` are the names of the actors by number."""
    arrays = {f"sum_{name}": getattr(judged.tally, name) for name in _SUMS}
    arrays["asked"] = np.array([judged.tally.asked])
    arrays |= {name: getattr(judged, name) for name in (*_COLUMNS, "special")}
    notes = {"bad": dict(bad), "names": names, "crashed": dict(crashed)}
    arrays["notes"] = np.frombuffer(json.dumps(notes).encode(), dtype=np.uint8)
    target = io.BytesIO()
    np.savez(target, **arrays)
    return target.getvalue()


def unpacked(data: bytes) -> Kept:
    """Return what `packed` took."""
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    notes = json.loads(arrays["notes"].tobytes())
    sums = {name: arrays[f"sum_{name}"] for name in _SUMS}
    tally = Tally(**sums, asked=int(arrays["asked"][0]))
    judged = Judged(
        **{name: arrays[name] for name in _COLUMNS}, tally=tally, special=arrays["special"]
    )
    return judged, Counter(notes["bad"]), tuple(notes["names"]), notes["crashed"]


@contextmanager
def writing(where: Path) -> Iterator[None]:
    """Turn a disk that takes nothing into one message.

    Raises:
        BadInput: the disk is full, or the folder cannot be written to.
    """
    try:
        yield
    except OSError as wrong:
        raise problems.no_room(str(where)) from wrong


class Work:
    """The folder of one audit.

    Args:
        out: where the results go.
        identity: what the audit is of; another one does not go on with this one's parts.
        force: throw away what lies there.

    Raises:
        BadInput: something else lies in the folder, or it cannot be written to.
    """

    def __init__(self, out: Path, identity: Mapping[str, Any], *, force: bool) -> None:
        self.out = out
        self.folder = out / _WORK
        identity_text = json.dumps(identity, sort_keys=True, ensure_ascii=False)
        with writing(out):
            if force and (out / MANIFEST).exists():
                _clear(out)
            if force and self.folder.exists():
                shutil.rmtree(self.folder)
            self._check(identity_text)
            self.folder.mkdir(parents=True, exist_ok=True)
            self.write(_IDENTITY, identity_text.encode())

    def _check(self, identity: str) -> None:
        if not self.out.exists():
            return
        if not self.out.is_dir():
            raise problems.out_there(str(self.out))
        others = [each for each in self.out.iterdir() if each.name != _WORK]
        if others:
            raise problems.out_there(str(self.out))
        before = self.folder / _IDENTITY
        if before.exists() and before.read_text(encoding="utf-8") != identity and self._begun():
            raise problems.other_inputs(str(self.out))

    def _begun(self) -> bool:
        """Return whether anything is kept: an audit that stopped at a bad row has nothing."""
        names = {each.name for each in self.folder.iterdir() if each.suffix != _HALF}
        return bool(names - {_IDENTITY})

    def write(self, name: str, data: bytes) -> None:
        """Write a file of the work in one step.

        Raises:
            BadInput: the disk is full.
        """
        half = self.folder / f"{name}{_HALF}"
        with writing(self.out):
            with half.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            half.replace(self.folder / name)

    def save(self, number: int, kept: Kept) -> None:
        """Keep a part that is done.

        Raises:
            BadInput: the disk is full.
        """
        self.write(_name(number), packed(*kept))

    def done(self, number: int) -> bool:
        """Return whether a part is done."""
        return (self.folder / _name(number)).exists()

    def load(self, number: int) -> Kept:
        """Return a part that is done: what it found, its bad rows, names and crashed checks."""
        return unpacked((self.folder / _name(number)).read_bytes())

    def finish(self, names: list[str]) -> None:
        """Move the results out of the work folder, the manifest last, and remove the folder."""
        with writing(self.out):
            for name in [*(each for each in names if each != MANIFEST), MANIFEST]:
                (self.folder / name).replace(self.out / name)
            shutil.rmtree(self.folder)


def _name(number: int) -> str:
    return f"part-{number:05d}.npz"


def _clear(out: Path) -> None:
    """Remove the results of an audit that was whole, and nothing else."""
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    for name in [*manifest.get("files", ()), MANIFEST]:
        (out / Path(name).name).unlink(missing_ok=True)
