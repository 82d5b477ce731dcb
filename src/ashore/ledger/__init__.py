"""What is owed: schedule, book, accrue, allocate, cost, cap, reconcile."""

from __future__ import annotations
