"""A fixed cast: one person on one machine."""

from __future__ import annotations

import pytest

from ashore.web.answers import forget
from ashore.web.keyring import KEYRING
from tests.web.cast import opened_demo, visitor


@pytest.fixture(autouse=True)
def _nothing_remembered():
    forget()
    KEYRING.drop()


@pytest.fixture
def client(db):
    """One person on one machine."""
    return visitor()


@pytest.fixture
def demo(client):
    """The code of the example, just opened."""
    return opened_demo(client)
