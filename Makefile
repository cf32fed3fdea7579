# Maabar. The two commands that matter: `make run` (see it work) and `make test` (check everything).
# VENV=… puts the environment elsewhere; OUT=… says where `make run` writes; PYTHON=… picks the interpreter;
# SHARED=… is a folder with outside test sets, without which benchmarks skip them.

PYTHON ?= python3
VENV ?= .venv
OUT ?= out
SHARED ?= ../shared
BIN := $(VENV)/bin
LOCKS := requirements/run.lock requirements/dev.lock requirements/bench.lock
CHECKED := src tests bench tools
PIP := $(BIN)/python -m pip install --disable-pip-version-check -qq
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run env env-dev env-bench lint types test floors docs bench bench-dates bench-intake confidence bench-weighing bench-ledger chaos lock picture clean

help:  ## what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: env  ## read the example reports into a fresh ledger in $(OUT)/ and print what stands
	@$(BIN)/maabar demo --out "$(OUT)"

test: env-dev lint types  ## lint, types, tests with the coverage floor, quality gate
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered

lint: env-dev
	$(BIN)/ruff check $(wildcard $(CHECKED))
	$(BIN)/ruff format --check $(wildcard $(CHECKED))

types: env-dev
	$(BIN)/mypy

floors: env-dev  ## raise the floors of the quality gate to what is measured now (never lowers one)
	$(BIN)/python -m pytest tests/quality --raise-floors

docs: env-dev  ## write docs/cli.md anew from the commands
	$(BIN)/python tools/cli_reference.py

bench: env-bench  ## reading: reports/s, the same in bare automaton passes, the gate, linearity, cold start
	$(BIN)/python bench/reading.py

picture: env-bench  ## reading: as bench, and draw seconds by length to docs/img/linear.svg
	$(BIN)/python bench/reading.py --plot docs/img/linear.svg

bench-dates: env-bench  ## dates: shares resolved right, beside dateparser; outside suites from $(SHARED)/bench
	$(BIN)/python bench/dates.py --suites $(SHARED)/bench

bench-intake: env-bench  ## pages: article and date found, on outside pages from $(SHARED)/bench
	$(BIN)/python bench/intake.py --pages $(SHARED)/bench

confidence: env-dev  ## the reader's confidence: reliability by cross-validation
	$(BIN)/python bench/confidence.py

bench-weighing: env-bench  ## weighing on simulated worlds, beside its rivals
	$(BIN)/python bench/weighing.py

bench-ledger: env-dev  ## ledger: a million claims, on SQLite and PostgreSQL
	$(BIN)/python bench/ledger.py

chaos: env-dev  ## ledger: killed and starved while it writes
	$(BIN)/python bench/chaos.py

lock: env-dev  ## resolve the dependencies anew and write requirements/*.lock
	$(PIP) pip-tools
	$(call compile,run,--build-deps-for=editable)
	$(call compile,dev,--build-deps-for=editable --extra dev -c requirements/run.lock)
	$(call compile,bench,--build-deps-for=editable --extra bench -c requirements/dev.lock)

clean:  ## remove what the targets made, but for the environment
	rm -rf "$(OUT)" .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage build dist

# A lock names no host and no file of this machine: whoever installs says where packages come from.
define compile
$(BIN)/pip-compile --quiet --upgrade --strip-extras --generate-hashes --allow-unsafe --no-header --no-annotate \
  --no-emit-options $(2) -o requirements/$(1).lock pyproject.toml
endef

# Environments grow: run, then what developing adds, then what only the benchmarks compare with. A stamp per lock says
# which of them are in; a changed lock or pyproject.toml installs again.
env: $(VENV)/.maabar-run
env-dev: $(VENV)/.maabar-dev
env-bench: $(VENV)/.maabar-bench

$(VENV)/.maabar-%: requirements/%.lock pyproject.toml | $(BIN)/python
	@echo "installing requirements/$*.lock into $(VENV) (about a minute)"
	@$(PIP) --require-hashes -r requirements/$*.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Maabar needs Python 3.11 or newer, this is " + sys.version) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
