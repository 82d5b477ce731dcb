"""The gate's stateful edge: requests at the door, the store of decisions, the local service.

What may be done is decided by `ashore.conduct.gate`, which knows no disk and no clock. This package
remembers what was decided and what came of it, so that a lender and its agencies are counted
together, and answers "refuse" whenever it cannot remember.
"""

from __future__ import annotations
