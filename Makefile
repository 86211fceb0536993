# Every recipe works from a fresh clone; `make` alone lists them.

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test check races storm bench bench-hot lock fix

help: ## list the recipes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.runtime ## open the demo shop on this machine; Ctrl-C closes it, data are kept
	@$(BIN)/balcao demo $(if $(PORT),--port $(PORT))

test: $(VENV)/.dev ## run every test, two files at a time, the browser's too (installs Debian's chromium when root)
	@.ci/find-browser
	@# Tests start dozens of processes: what one compiled is kept for the others, whoever forbids it.
	@PYTHONDONTWRITEBYTECODE= BALCAO_BROWSER_REQUIRED=1 \
		$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

check: $(VENV)/.dev ## the fast loop, under a minute: style, types, borders, rules
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -q tests/rules tests/architecture

races: $(VENV)/.dev ## every race 20 times in a row, then the kill -9 storm (15 minutes)
	@BALCAO_RACE_REPEAT=20 $(BIN)/pytest -q tests/races

storm: $(VENV)/.dev ## 2,000 purchases by card through bad weather and kill -9 (SEED=7 for another one)
	@$(BIN)/python -m tests.races $(if $(SEED),--seed $(SEED))

bench: $(VENV)/.dev ## measure, and write bench/results.md
	@$(BIN)/python -m bench --clone

bench-hot: $(VENV)/.dev ## measure one SKU that everybody wants, and write its part of the results
	@$(BIN)/python -m bench.hot

fix: $(VENV)/.dev ## let ruff put style in order
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

lock: $(BIN)/uv ## write the locks in requirements/ anew from pyproject.toml
	@$(LOCK) --extra build --upgrade -o requirements/runtime.txt
	@$(LOCK) --extra build --extra dev -c requirements/runtime.txt -o requirements/dev.txt

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the lock names (a minute, the first time) ..."
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the lock names, tests included (a minute, the first time) ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(VENV)/.runtime $@

$(BIN)/uv: | $(BIN)/python
	@$(PIP) install uv

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Balcao needs Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { \
		echo "Python cannot make a virtual environment; on Debian: apt install python3-venv" >&2; exit 1; }
