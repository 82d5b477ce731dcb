"""A fixed cast: one person on one machine."""

from __future__ import annotations

import pytest
from django.test import Client

from ashore.web.answers import forget
from ashore.web.keyring import KEYRING
from tests.web.cast import opened_demo


@pytest.fixture(autouse=True)
def _nothing_remembered():
    forget()
    KEYRING.drop()


@pytest.fixture
def client(db):
    """One person on one machine."""
    return Client(HTTP_HOST="127.0.0.1")


@pytest.fixture
def demo(client):
    """The code of the example, just opened."""
    return opened_demo(client)
