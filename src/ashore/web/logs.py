"""What the server writes on its screen: which fault, and where in the program; nothing of a case.

A path names a case and a loan, and a message may quote what somebody typed: neither is written.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

__all__ = ["Bare"]


class Bare(logging.Formatter):
    """Writes a fault's kind and the lines of the program it passed through."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a line for the record and one for each step of its fault."""
        lines = [f"{record.levelname} {record.name}"]
        kind, _, trace = record.exc_info or (None, None, None)
        if kind is not None:
            lines[0] += f": {kind.__name__}"
            lines += [_step(each) for each in traceback.extract_tb(trace)]
        return "\n".join(lines)


def _step(frame: traceback.FrameSummary) -> str:
    place = "/".join(Path(frame.filename).parts[-3:])
    return f"  {place}:{frame.lineno} {frame.name}"
