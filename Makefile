# One command each. Needs only Python 3.11 or newer with venv; the rest is installed into .venv.
# A stamp in .venv says which lock is installed, so a second call costs nothing.

PYTHON ?= python3
export PYTHON
UV := tools/uv
BIN := .venv/bin
INSTALL := VIRTUAL_ENV=.venv $(UV) pip install --quiet
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate
# Every branch of these is reached by a test, and nine in ten of the others.
WHOLE := money.py days.py loan.py 'law/*' 'ledger/*'
MOSTLY := $(filter-out law ledger,$(patsubst src/ashore/%/__init__.py,%,$(wildcard src/ashore/*/__init__.py)))
BENCHES := $(sort $(wildcard bench/*_bench.py))

.DEFAULT_GOAL := help
.PHONY: help demo serve screens test check cover fuzz dead bench bench-large conformance mutation lock upgrade clean

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*##/\1\t/p' $(firstword $(MAKEFILE_LIST))

demo: .venv/.core  ## six loans of one borrower, computed and explained
	@$(BIN)/ashore report examples/six-loans.toml

serve: .venv/.web  ## the web app, on this machine only
	@$(BIN)/ashore serve

test: .venv/.test  ## all tests
	tools/browser
	$(BIN)/pytest -n 2

check: .venv/.check  ## style, types, import rule, dependencies, rules about the source
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/pytest -q tests/tidy_test.py

screens: .venv/.test  ## pictures of the main pages of the web app, into docs/screens
	tools/browser
	ASHORE_SCREENS=docs/screens $(BIN)/pytest -q tests/web/browser/screens_test.py

cover: .venv/.test  ## all tests, and the lines they never reach; fails when too many
	$(BIN)/pytest -n 2 --cov
	@$(BIN)/coverage report --fail-under=100 --include="$$(printf 'src/ashore/%s,' $(WHOLE))"
	@set -e; for area in $(MOSTLY); do printf '%-9s' $$area; \
		$(BIN)/coverage report --fail-under=90 --format=total --include="src/ashore/$$area/*"; done

fuzz: .venv/.test  ## the random tests alone, twenty-five times as long
	$(BIN)/pytest -n 2 -m hypothesis --hypothesis-profile=thorough

dead: .venv/.check  ## code nothing uses (read with care: some of it is found by name)
	$(BIN)/vulture

bench: .venv/.bench .venv/peer  ## the benchmarks, one after the other
	@test -n "$(BENCHES)" || echo "no benchmark yet: put one at bench/<name>_bench.py"
	@set -e; for file in $(BENCHES); do echo "== $$file"; $(BIN)/python $$file; done

bench-large: .venv/.bench  ## a hundred million contacts, audited in 4 GB (minutes, 2 GB of disk)
	$(BIN)/python bench/audit_bench.py --rows 100000000 --rounds 3 \
		--only "scan, pyarrow;five, columns;five, DuckDB SQL;all norms, columns"

conformance: .venv/.test  ## two million random contacts, 50,000 random loans: columns against the reference
	$(BIN)/python tests/audit/millions.py 2000000
	$(BIN)/python tests/audit/portfolios.py 50000

mutation: .venv/.mutation  ## break the core on purpose and see whether a test notices
	$(BIN)/python tools/mutate.py
	$(BIN)/mutmut results

# ---- the environment

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "ashore needs Python 3.11 or newer; say which: make PYTHON=python3.12 ..."; exit 1; }
	$(UV) venv --quiet --python "$$(command -v $(PYTHON))" .venv

.venv/.%: requirements/%.lock pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes -r $<
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/peer: requirements/peer.lock | .venv/.bench
	$(INSTALL) --no-deps --require-hashes --target $@ -r $<
	@touch $@

# ---- the locks: pinned and hashed, without the address of any package index

lock:  ## write requirements/*.lock anew, keeping every version that still fits
	$(COMPILE) --group build -o requirements/core.lock
	$(COMPILE) --group build --extra web -c requirements/core.lock -o requirements/web.lock
	$(COMPILE) --group build --group test -c requirements/web.lock -o requirements/test.lock
	$(COMPILE) --group build --group test --group check -c requirements/test.lock \
		-o requirements/check.lock
	$(COMPILE) --group build --group test --group bench -c requirements/test.lock \
		-o requirements/bench.lock
	$(COMPILE) --group build --group test --group mutation -c requirements/test.lock \
		-o requirements/mutation.lock

upgrade:  ## the same, taking the newest version of everything
	rm -f requirements/*.lock
	@$(MAKE) --no-print-directory lock

clean:  ## remove everything that can be made again
	rm -rf .venv .tools mutants dist .coverage .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find src tests bench -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
