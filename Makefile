# The two commands are `make run` and `make test`; each does its own set-up.

PYTHON ?= $(shell for python in python3 python3.12 python3.11 python3.10 python; do \
	$$python -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))' \
	2>/dev/null && echo $$python && break; done)
INPUT ?= seeds/
OUTPUT ?= outputs/
SOURCES ?= build/sources
VENV := .venv
BIN := $(VENV)/bin
# pip reads it for the build tools too, which a -c option does not reach.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test lint format wheel model lexicon community bench bench-kills bench-stages clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## Extract triples from the seed documents (INPUT=... OUTPUT=...)
	$(BIN)/nlp-pipeline run $(INPUT) --output $(OUTPUT)

test: lint ## Run all checks and tests
	$(BIN)/pytest

lint: $(VENV)/dev.stamp ## Check style, formatting and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/dev.stamp ## Mend formatting and what else can be mended by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

wheel: $(VENV)/dev.stamp ## Build the wheel, models and rules inside, into dist/
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

model: $(VENV)/dev.stamp ## Train the language model (CRAFT=... NER=... MINUTES=...)
	$(BIN)/nlp-pipeline model train --craft $(CRAFT) --ner $(NER) --minutes $(or $(MINUTES),90)

lexicon: $(VENV)/run.stamp ## Build the lexicon from its sources (SOURCES=...)
	$(BIN)/nlp-pipeline lexicon build --sources $(SOURCES)

community: $(VENV)/dev.stamp build/community/kgx build/community/indra ## Open the exports in kgx and INDRA (large downloads)
	$(BIN)/pytest tests/test_community.py

# Each has dependencies that the package's own do not go with.
build/community/%: | $(VENV)/bin/python
	$(BIN)/python -m venv $@
	PIP_CONSTRAINT= $@/bin/pip install --quiet --no-compile $* jsonschema || { rm -rf $@; exit 1; }

bench-stages: $(VENV)/run.stamp ## Measure CPU time by stage and the lexicon's memory (TEXTS=...)
	$(BIN)/python benchmarks/stages.py $(TEXTS)

bench: $(VENV)/dev.stamp ## Measure whole runs, scaling and a peer into docs/ (CORPUS=...)
	$(BIN)/python benchmarks/bench.py $(CORPUS) --results docs/results.md --chart docs/speed.svg

bench-kills: $(VENV)/run.stamp ## Kill 100 runs at random moments and compare the tables (CORPUS=...)
	$(BIN)/python benchmarks/kills.py $(CORPUS)

clean: ## Remove the environment, caches and build products; outputs/ stays
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find nlp_pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "error: no Python 3.10, 3.11 or 3.12 found;" \
		"install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# Set-up is done again when the dependencies change, and only then.
$(VENV)/run.stamp: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --no-compile --editable .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --no-compile --editable '.[dev]'
	@touch $@ $(VENV)/run.stamp
