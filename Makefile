# `make` or `make help` lists the targets. Everything is installed into .venv from the lock files; nothing else is touched.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
#: Wheels only: nothing is compiled on a user's machine, and nothing runs that the lock file does not name.
LOCKED := install --require-hashes --only-binary :all:
METADATA := pyproject.toml schemas/pyproject.toml
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
  --no-emit-find-links --no-emit-package dateline --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

#: Twice as many as there are cores, since many tests wait for processes of their own.
PROCESSES = $(shell $(BIN)/python -c "import os; print(2 * (os.cpu_count() or 1))")

.PHONY: help install install-dev demo run test test-real test-compose chaos lint format schemas lock bench eval train new-processor compile clean-compiled clean

help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## Install dateline into .venv (needs Python 3.11 or later)

install-dev: $(VENV)/.installed-dev

demo: install ## Example articles through every service in one process, the events printed
	@$(BIN)/dateline demo

run: install ## The same as a server that stays: HTTP ingest, services, store (Ctrl-C ends it)
	@$(BIN)/dateline run

test: install-dev ## Every test that needs neither Java nor a database server nor Docker
	@$(BIN)/pytest -m "not real and not compose" --numprocesses $(PROCESSES) --dist worksteal

test-real: install-dev ## Integration tests on a real Kafka and a real PostgreSQL, which they start (needs Java 17 and Maven)
	@$(BIN)/pytest -m real

test-compose: install-dev ## The compose file brought up, an article through it, a processor scaled (needs Docker)
	@$(BIN)/pytest -m compose

chaos: install-dev ## Kill, stop and flood the system, and compare the ledger (needs Java and Maven); SIZE=10 is the long form
	@$(BIN)/python -m tests.chaos --size $(or $(SIZE),1) $(ROWS)

lint: install-dev ## ruff and mypy over code and tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: install-dev ## Sort imports and format
	@$(BIN)/ruff check --select I --fix .
	@$(BIN)/ruff format .

schemas: install-dev ## Write schemas/generated from the models
	@$(BIN)/python -m dateline.export schemas/examples schemas/generated

lock: install-dev ## Write the lock files from pyproject.toml; UPGRADE=1 takes newer versions
	@$(PIP) install uv
	@$(LOCK) pyproject.toml --group pyproject.toml:dev -o requirements-dev.lock
	@$(LOCK) pyproject.toml --group pyproject.toml:build -c requirements-dev.lock -o requirements.lock
	@$(LOCK) --group pyproject.toml:compile -c requirements-dev.lock -o requirements-compile.lock

bench: install-dev ## Measure: an article in each stage, and the whole chain, embedded and on a real Kafka (needs Java and Maven)
	@$(BIN)/python -m benchmarks.stages
	@$(BIN)/python -m benchmarks.chain embedded
	@$(BIN)/python -m benchmarks.chain kafka

eval: install-dev ## Measure the annotations against annotated texts that lie beside the checkout
	@$(BIN)/python -m benchmarks.evaluate

train: install-dev ## Train the models anew: ARTICLES, CORENLP, SPACY, ANNOTATED and TREEBANKS are the inputs that their cards name
	@for one in ARTICLES CORENLP SPACY ANNOTATED TREEBANKS; do \
	  [ -n "$${!one:-}" ] || { echo "make train needs $$one=PATH; see MODEL_CARD.md in services/entities and services/language" >&2; exit 2; }; \
	done; export OMP_NUM_THREADS=1; \
	$(BIN)/python -m services.language.tag_training "$$TREEBANKS"; \
	$(BIN)/python -m services.entities.training "$$ARTICLES" --tagger "$$CORENLP" --tagger "$$SPACY" --annotated "$$ANNOTATED"

new-processor: install-dev ## Write a new processor: make new-processor NAME=quotes
	@$(BIN)/python -m services.scaffold "$(NAME)"

compile: install-dev ## The hot modules as C, into the checkout (needs a C compiler and Python's headers); the source runs without
	@rm -f services/compiled.json
	@DATELINE_COMPILE=1 $(BIN)/python setup.py --quiet build_ext --inplace > build.log 2>&1 || { tail -n 1 build.log >&2; exit 1; }
	@rm -f build.log

clean-compiled: ## Take the compiled modules away: the source runs again
	@rm -rf build services/compiled.json
	@find services -name '*.so' -delete

clean: clean-compiled ## Remove .venv, caches and build output; the data in var/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info schemas/*.egg-info schemas/build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.created:
	@for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || continue; \
	  "$$python" -m venv --clear $(VENV) 1>&2 && touch $@ && exit 0; \
	  echo "make: $$python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; \
	done; \
	echo "make: no Python 3.11 or later found on the PATH; install one and try again" >&2; exit 1

$(VENV)/.installed: $(VENV)/.created requirements.lock $(METADATA)
	@echo "installing into $(VENV) ..." >&2
	@$(PIP) $(LOCKED) -r requirements.lock 1>&2
	@$(PIP) install --no-deps --no-build-isolation -e schemas -e . 1>&2
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(PIP) $(LOCKED) -r requirements-dev.lock 1>&2
	@touch $@
