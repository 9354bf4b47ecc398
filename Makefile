# Tongban 通办. Typing `make` lists what it can do. Needs make and Python 3.11 or newer, nothing else.

# The first Python that is new enough; what is wrong with an older one is said below.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done || echo python3)
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard tongban/*/locale/*/LC_MESSAGES/django.po))

export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo setup test check docs bench requirements gauge settings pins clean
.DELETE_ON_ERROR:

help:
	@echo 'See it'
	@echo '  make demo          a city at work: fresh database, server, logins printed'
	@echo '                     SIZE=10000 (or SIZE=city, 1,000,000) gives it a past of so many cases'
	@echo
	@echo 'Work on it'
	@echo '  make setup         the virtual environment with everything a developer needs'
	@echo '  make test          everything: check, both databases side by side, browser journeys'
	@echo '  make check         format, lint, types, layers, migrations in step, docs, known weaknesses (no database server needed)'
	@echo '  make docs          the documentation: commands exist, examples run'
	@echo '  make bench         repeatable measurements (BENCH="--cases 100000 --on postgresql")'
	@echo
	@echo 'Look at it'
	@echo '  make requirements  which requirement is covered by which test'
	@echo '  make gauge         lengths of files and functions: a mirror, not a gate'
	@echo
	@echo 'Keep it'
	@echo '  make settings      write the page of settings from their one list'
	@echo '  make pins          pin the newest allowed versions in requirements/*.txt'
	@echo '  make clean         remove the environment and everything generated (var/ stays)'

# --- the environment: each stamp is remade when what it was made from has changed ---

.venv/made:
	@command -v $(PYTHON) >/dev/null || { echo '$(PYTHON) was not found. Install Python 3.11 or newer, or say: make PYTHON=/path/to/python $(MAKECMDGOALS)'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) -V). Say: make PYTHON=/path/to/newer/python $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv'; exit 1; }
	@echo 'Making .venv'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/runtime: requirements/runtime.txt requirements/build.txt | .venv/made
	@echo 'Installing what a running Tongban needs (pinned, with hashes)'
	@$(BIN)/pip install -q --no-compile --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements/dev.txt requirements/build.txt | .venv/made
	@echo 'Installing what building and testing needs (pinned, with hashes)'
	@$(BIN)/pip install -q --require-hashes -r requirements/dev.txt -r requirements/build.txt
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@ .venv/runtime

%/django.mo: %/django.po | .venv/runtime
	@$(BIN)/pybabel -q compile -i $< -o $@

setup: .venv/dev $(CATALOGUES)

# --- see it ---

demo: .venv/runtime $(CATALOGUES)
	@$(BIN)/tongban demo $(if $(SIZE),--size $(SIZE))

# --- work on it ---

test: check
	@$(BIN)/python -m tools.run_tests

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy tongban tools benchmarks conftest.py
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m django makemigrations --check --dry-run
	$(BIN)/pytest -q --no-header tests/test_architecture.py tests/test_messages.py tests/test_docs.py
	$(BIN)/python -m tools.audit

docs: setup
	$(BIN)/pytest -q --no-header tests/test_docs.py

bench: setup
	$(BIN)/python -m benchmarks $(BENCH)

# --- look at it ---

requirements: setup
	@$(BIN)/python -m tools.requirements

gauge: setup
	@$(BIN)/python -m tools.gauge

# --- keep it ---

settings: setup
	@$(BIN)/python -m tools.settings_page

pins: setup
	cd requirements && for each in build runtime dev; do \
		../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
			--upgrade $$each.in -o $$each.txt || exit 1; done

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis $(CATALOGUES)
