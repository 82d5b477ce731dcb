"""Shared set-up of all tests."""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings

# Helpers that assert: a failing comparison is shown with both sides, as in a test.
pytest.register_assert_rewrite("tests.ledger.table", "tests.published")

# The first run on a cold machine is slow; that is no fault of the code under test.
# Random tests bring luck as well as proof: few examples at every change, many by `make fuzz`.
# Another profile: pytest --hypothesis-profile=<name>. How a test takes its share: tests/often.py
settings.register_profile("ashore", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)
# A mutant is to fail, not to be explained: the same examples each time, none made smaller.
settings.register_profile(
    "mutation",
    deadline=None,
    max_examples=15,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("ashore")
