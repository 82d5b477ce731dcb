"""Runs mutmut over tests that are collected once: tools/mutate.py [names, as for mutmut run].

mutmut gives every mutant a process of its own and lets pytest collect the tests in it anew: seconds
of collecting for a test of milliseconds. Here mutmut's fork server collects them, without running
any, and the process of a mutant runs those that reach it until one fails: first those that found
other mutants of the same function or module, then the quickest. Making the mutants, knowing the
tests that reach them and keeping the results stay mutmut's, so that `mutmut results` and
`mutmut show` read what this leaves.

Only processor time ends a mutant that hangs: by the clock, a busy machine would look like one.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TextIO

import mutmut.__main__ as program
import pytest
from mutmut.configuration import config
from mutmut.mutation import trampoline
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.mutation.trampoline_templates import mangle_function_name
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.utils.file_utils import change_cwd
from mutmut.workers import isolation

if TYPE_CHECKING:
    from collections.abc import Iterable

CHILDREN = 2
NONE = "none"
FOUND = Path("mutants/found.txt").resolve()  # which test found which mutant, as they come
OURS = ("ashore", "tests")
Place = tuple[object, str, object]
QUIET = ("-q", "--tb=no", "--capture=sys", "-p", "no:cacheprovider", "-p", "no:terminalreporter")


def likely_first(tests: Iterable[str], mutant: str) -> list[str]:
    """Return tests in the order in which they are likely to find a mutant soon."""
    function = mutant.rpartition("__mutmut_")[0]
    module = function.rpartition(".")[0]
    hits: Counter[str] = Counter()
    for line in FOUND.read_text(encoding="utf-8").splitlines() if FOUND.exists() else ():
        other, _, test = line.partition(" ")
        if other.startswith(f"{module}."):
            hits[test] += 100 if other.startswith(f"{function}__mutmut_") else 1
    last = state().duration_by_test
    return sorted(tests, key=lambda test: (-hits[test], last[test], test))


def spared() -> dict[str, list[Place]]:
    """Let all functions be called directly; return where each stood behind mutmut's switch.

    The switch asks on every call which mutant is meant, and the books make many small calls. Only
    the function that has the mutant needs it.
    """
    places: dict[str, list[Place]] = defaultdict(list)
    known = [module for name, module in sys.modules.items() if name.split(".")[0] in OURS]
    classes = {each for module in known for each in vars(module).values() if isinstance(each, type)}
    for owner in (*known, *(each for each in classes if each.__module__.split(".")[0] in OURS)):
        for name, found in list(vars(owner).items()):
            code = getattr(found, "__code__", None)
            switched = code is not None and code.co_filename == trampoline.__file__
            if not switched or not hasattr(found, "__wrapped__"):
                continue
            holder, _, own = found.__qualname__.rpartition(".")
            mangled = mangle_function_name(name=own, class_name=holder or None)
            places[f"{found.__module__}.{mangled}"].append((owner, name, found))
            setattr(owner, name, found.__wrapped__)
    return places


class Collected(PytestRunner):
    """Runs tests which the fork server has collected; before it has, as mutmut does."""

    session: pytest.Session | None = None
    places: dict[str, list[Place]]
    held: ClassVar[list[TextIO]] = []  # mutmut opens them and closes none; letting go would warn

    def warm_up(self) -> None:
        """Leave what is in memory to the children as it is: collecting is over."""
        self.held.append(sys.stdout)
        self.places = spared()
        gc.freeze()

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        """Return 0 where all these tests pass, 1 where one fails; the rest is not run then."""
        if self.session is None:
            return int(super().run_tests(mutant_name=mutant_name, tests=tests))
        self.held.append(sys.stdout)
        for place in self.places[(mutant_name or NONE).rpartition("__mutmut_")[0]]:
            setattr(*place)
        by_id = {item.nodeid: item for item in self.session.items}
        items = [by_id[test] for test in likely_first(tests, mutant_name or NONE)]
        for item, after in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.session.testsfailed:
                if mutant_name == NONE:
                    os.write(2, f"without any mutant: {item.nodeid} fails\n".encode())
                else:
                    with FOUND.open("a", encoding="utf-8") as found:
                        found.write(f"{mutant_name} {item.nodeid}\n")
                return 1
        return 0


class Server(isolation.ForkServerRunner):
    """mutmut's fork server, inside a pytest that has collected and not begun."""

    def startup(self) -> None:
        """Start the server and let it run every test once as it runs them for a mutant."""
        super().startup()
        self.submit(NONE, list(state().duration_by_test), 3600, 0)
        if self.wait_for_result().exit_code:
            sys.exit("so nothing can be learned from the mutants")

    def run_clean_tests(self, tests: Iterable[str]) -> int:  # noqa: ARG002
        """Return 0: the server looks at them when it starts."""
        return 0

    def _forkserver_main(self, work_fd: int, result_fd: int) -> None:
        serve = super()._forkserver_main

        class Instead:
            def pytest_runtestloop(self, session: pytest.Session) -> bool:
                Collected.session = session
                serve(work_fd, result_fd)
                return True

        set_mutant_under_test("")
        asked = [*config().pytest_add_cli_args, *config().pytest_add_cli_args_test_selection]
        with change_cwd("mutants"):
            pytest.main([*QUIET, "--rootdir=.", *asked], [Instead()])


def main() -> None:
    """Break the core on purpose, mutant by mutant."""
    isolation.register_timeout = lambda *_, **__: None
    program.get_mutant_runner = lambda most: Server(most, Collected, {}, max_restarts=0)
    program.cli(["run", "--max-children", str(CHILDREN), *sys.argv[1:]])


if __name__ == "__main__":
    main()
