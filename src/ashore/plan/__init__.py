"""What to do with the money at hand: the budget day by day, plans, offers, borrowing compared."""

from __future__ import annotations
