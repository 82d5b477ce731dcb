"""What the tests of the web app share."""

from __future__ import annotations

from pathlib import Path

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
