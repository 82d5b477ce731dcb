"""What the tests of the web app share."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.test import Client

from ashore.web.door import COOKIE, cookie_of

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "six-loans.toml"


def opened_demo(client):
    """Open the example; return its code."""
    answer = client.post("/demo/")
    assert answer.status_code == 302, answer.content[:500]
    return answer.headers["Location"].strip("/").split("/")[1]


def text_of(answer):
    """Return the words of a page."""
    return answer.content.decode()


def visitor(**more):
    """Somebody who came in by the first address of this start."""
    client = Client(HTTP_HOST="127.0.0.1", **more)
    client.cookies[f"{COOKIE}-80"] = cookie_of(settings.ASHORE_KEY)
    return client
