"""Parts of a loan audit on disk, so that a killed one goes on where it stopped."""

from __future__ import annotations

import io
import json
from collections import Counter

import numpy as np

from ashore.audit.loan_run import Hits, Part
from ashore.audit.store import Work

__all__ = ["load_loans", "packed_part", "save_loans", "unpacked_part"]

_COUNTS = ("compared", "exact", "rounding", "cards", "held", "capped")


def save_loans(work: Work, number: int, part: Part) -> None:
    """Keep a part that is done, whole or not at all.

    Raises:
        BadInput: the disk is full.
    """
    work.write(_name(number), packed_part(part))


def load_loans(work: Work, number: int) -> Part | None:
    """Return a part that is done, or None."""
    path = work.folder / _name(number)
    if not path.exists():
        return None
    return unpacked_part(path.read_bytes())


def packed_part(part: Part) -> bytes:
    """Return a part as octets."""
    notes = {name: getattr(part, name) for name in _COUNTS}
    notes |= {"bad": part.bad, "by_reference": part.by_reference}
    notes |= {"ids": part.ids, "lenders": part.lenders}
    packed = io.BytesIO()
    text = np.frombuffer(json.dumps(notes).encode(), dtype=np.uint8)
    np.savez(packed, notes=text, **part.hits._asdict())
    return packed.getvalue()


def unpacked_part(data: bytes) -> Part:
    """Return the part that octets hold."""
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        hits = Hits(*(kept[name] for name in Hits._fields))
        notes = json.loads(kept["notes"].tobytes())
    part = Part(hits, notes["ids"], notes["lenders"], bad=Counter(notes["bad"]))
    part.by_reference = Counter(notes["by_reference"])
    for name in _COUNTS:
        setattr(part, name, notes[name])
    return part


def _name(number: int) -> str:
    return f"loans-{number:05d}.npz"
