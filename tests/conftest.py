"""Shared set-up of all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

# Helpers that assert: a failing comparison is shown with both sides, as in a test.
pytest.register_assert_rewrite("tests.ledger.table", "tests.published")

# The first run on a cold machine is slow; that is no fault of the code under test.
settings.register_profile("ashore", deadline=None)
settings.load_profile("ashore")
