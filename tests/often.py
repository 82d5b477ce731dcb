"""How often a property is tried: its share of what the profile in force gives.

`make test` tries a property a few dozen times, `make fuzz` a thousand times. A test that names its
own count would be as slow in the one and as shallow in the other, so it names a share.
"""

from __future__ import annotations

from hypothesis import settings


def often(percent: int) -> int:
    """Return how many examples a property gets, in percent of the profile's."""
    return max(5, settings.default.max_examples * percent // 100)
