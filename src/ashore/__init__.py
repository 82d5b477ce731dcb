"""ashore (上岸): exact books of overdue loans, the law of contact, and what to do next.

Everything is `book(loan, events, law)` with events that are known, imagined or proposed.
"""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
