# The whole project in eight words; "make help" says them.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
OUT ?= out/evals

.PHONY: help setup run test check torture evals format clean
help:  ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(INSTALLED)  ## make .venv with everything installed and the model prepared
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Quotewise needs Python 3.11 or later, found " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 run")'
	@echo "Setting up: packages are downloaded once, which takes some minutes."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --upgrade "pip>=25"
	$(BIN)/python -m pip install -qq --constraint constraints.txt --editable ".[dev]"
	$(BIN)/python -m index.prepare
	@touch $(INSTALLED)

run: setup  ## set up, read the sample documents in, open the chat
	$(BIN)/quotewise chat --examples

AXE := tests/ui/node_modules/.package-lock.json
$(AXE): tests/ui/package-lock.json
	@if command -v npm >/dev/null; then npm ci --prefix tests/ui --loglevel=error --no-audit --no-fund; else echo "Without npm, axe-core does not look over the page."; fi

check: setup $(AXE)  ## style, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

test: check  ## set up and run everything that the continuous integration runs

torture: setup  ## every file that is made to do harm, the slow ones too, and 200 deaths of a library
	$(BIN)/pytest -m "" tests/index/test_hostile_files.py tests/index/test_parsing_process.py
	$(BIN)/pytest -m torture tests/index/test_crash_torture.py

evals: setup  ## measure how often it is right: DATA=folder of the public sets, QUICK=1 for 300 questions a set
	$(BIN)/python -m evals.standard $(if $(DATA),"$(DATA)") --out "$(OUT)" $(if $(QUICK),--quick)

format: setup  ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove the environment and what tools left behind
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist *.egg-info
