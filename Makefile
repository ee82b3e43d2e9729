# Two commands matter: `make run` and `make test`. `make help` lists the others.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PG := $(BIN)/python tests/starters/postgres.py --
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Byte code is kept whatever the shell says: a run of the tests starts the product dozens of times.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test check faults bench mission screens lock translations format clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: setup ## install, prepare the demo of all five profiles, start web and worker (Ctrl-C stops both)
	@$(BIN)/bancheng prepare && exec $(BIN)/bancheng serve $(ARGS)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e . || $(BIN)/pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.npm: requirements-node.lock | $(VENV)/bin/python
	@command -v npm >/dev/null || $(BIN)/pip install --quiet --require-hashes -r requirements-node.lock
	@touch $@

node_modules/.installed: package-lock.json package.json | $(VENV)/.npm
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --ignore-scripts
	@touch $@

setup: $(VENV)/.installed node_modules/.installed ## what running needs

setup-dev: setup $(VENV)/.installed-dev ## what checks and tests need besides

test: setup-dev ## the whole suite on SQLite, then all that asks a database on a real PostgreSQL; no network
	$(BIN)/pytest -n 3 -q $(ARGS)
	$(PG) $(BIN)/pytest -n 3 -q $(ARGS)

check: setup-dev ## lint, format, types, import floors, migrations, templates, locks
	@$(BIN)/python tests/check.py

faults: setup-dev ## long fault runs: killed workers and databases, lost money and couriers, concurrent writers
	$(BIN)/pytest -q -m faults src tests/faults
	$(PG) $(BIN)/pytest -q -m faults src tests/faults

bench: setup-dev ## benchmarks; every figure is a ratio to a floor measured in the same run
	$(PG) $(BIN)/python -m bench $(ARGS)

mission: setup-dev ## which demands have an honest passing test; writes docs/mission.md
	$(BIN)/pytest -q -n 2 -m "demand and not faults"
	$(BIN)/python tests/mission.py

screens: setup-dev ## pictures of the main pages, three modes, two widths, into screens/
	$(BIN)/python tests/screens.py $(ARGS)

translations: setup-dev ## gather the sentences of the pages into zh-Hant (OpenCC), and write the generated docs
	$(BIN)/bancheng make-translations && $(BIN)/bancheng make-docs

format: setup-dev ## put code in its form
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

lock: setup-dev ## write the lock files anew from requirements*.in
	for part in "" -dev -node; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate requirements$$part.in -o requirements$$part.lock; done

clean: ## remove what the checks and tests left (never your data in var/)
	rm -rf .mypy_cache .ruff_cache .import_linter_cache .hypothesis screens build
