# Everything runs in .venv, which is made on first use from the hashed locks and left alone until they change.

PYTHON = python3
ARGS =
UPGRADE =

VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/made
MADE := $(SETUP)/venv
RUNTIME := $(SETUP)/runtime
PROJECT := $(SETUP)/project
DEV := $(SETUP)/dev

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# A virtual environment holds the path it was made at and leans on the Python it was made with: a moved checkout, a Python
# that is gone or another PYTHON=... on the command line needs a new one.
made_at := $(shell test -x $(BIN)/python && cat $(SETUP)/at 2>/dev/null)
ifneq ($(made_at),$(CURDIR))
  STALE := FORCE
endif
ifneq ($(origin PYTHON),file)
  made_with := $(shell cat $(SETUP)/with 2>/dev/null)
  ifneq ($(made_with),$(PYTHON))
    STALE := FORCE
  endif
endif

.PHONY: help report test lint format types architecture docs kinds lock clean FORCE

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

report: $(PROJECT) ## check every claim and write build/report.html and build/results.json
	@mkdir -p build
	@$(BIN)/factspec check --html build/report.html --json build/results.json

test: $(DEV) ## run every test; ARGS="-k dates" narrows it
	@$(BIN)/python -m pytest -n auto $(ARGS)

lint: $(DEV) ## rules and formatting of the code
	@failed=0; $(BIN)/ruff check || failed=1; $(BIN)/ruff format --check || failed=1; exit $$failed

format: $(DEV) ## mend what ruff can mend by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(DEV) ## mypy, strict
	$(BIN)/mypy

architecture: $(DEV) ## who may import whom
	$(BIN)/lint-imports --no-logo

docs: $(DEV) ## commands, options and links named in the docs exist
	@$(BIN)/python -m pytest tests/docs

kinds: $(PROJECT) ## write docs/kinds.md anew from the kinds themselves
	@$(BIN)/python -m factspec.catalogue >docs/kinds.md

lock: ## resolve the locks anew, with uv; UPGRADE=--upgrade moves pins that still fit
	@command -v uv >/dev/null || { echo "make lock: needs uv on the PATH (pip install uv)" >&2; exit 1; }
	uv pip compile $(LOCKING) --group build --output-file requirements.lock pyproject.toml
	uv pip compile $(LOCKING) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

# One lock for every Python and platform the project runs on; no address of a package index ends up in it.
LOCKING = --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" $(UPGRADE)

clean: ## remove what was built, .venv included
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests validators benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

FORCE:

$(MADE): $(STALE)
	@command -v $(PYTHON) >/dev/null || \
		{ echo "make: there is no $(PYTHON) here, name a Python of 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "make: $(PYTHON) is $$($(PYTHON) --version 2>&1 | head -n 1), and 3.11 is the oldest that works: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "make: $(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@rm -rf $(VENV)
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(SETUP)
	@echo "$(PYTHON)" >$(SETUP)/with
	@echo "$(CURDIR)" >$(SETUP)/at
	@touch $@

$(RUNTIME): requirements.lock $(MADE)
	@echo "installing requirements.lock"
	@$(BIN)/python -m pip install -qq --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

# Without an index and without build isolation: what builds the project is in the lock.
$(PROJECT): pyproject.toml $(RUNTIME)
	@$(BIN)/python -m pip install -qq --no-index --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check >/dev/null || \
		{ $(BIN)/python -m pip check >&2; echo "make: the locks do not fit pyproject.toml: make lock" >&2; exit 1; }
	@touch $@

# Spark comes as source alone, which is built here.
$(DEV): requirements-dev.lock $(PROJECT)
	@echo "installing requirements-dev.lock"
	@$(BIN)/python -m pip install -qq --require-hashes --only-binary :all: --no-binary pyspark -r requirements-dev.lock
	@touch $@
