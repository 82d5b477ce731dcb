"""The store survives being killed in the midst of writing: what was confirmed is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.cast import EXAMPLE

CRASH = Path(__file__).with_name("crash.py")


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_fifty_kills_lose_nothing_that_was_confirmed(tmp_path):
    env = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    env.pop("ASHORE_DATABASE", None)
    done = subprocess.run(
        [sys.executable, str(CRASH), str(tmp_path / "data"), str(EXAMPLE)],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.strip().split("\n")[-1])
    assert told["killed"] == 50
    assert told["confirmed"] >= 40
    assert told["lost"] == []
