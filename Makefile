# make run     simulate the pilot plant for 30 days and write its report
# make test    everything but the benchmarks and what takes minutes, on all cores
# make weekly  the tests that take minutes: intervals, selections and studies repeated hundreds of times
# make lint    style, types, import direction
# make goldens write the golden runs anew (say in the commit which number moved, and why)
# make studies the full figures of the notebooks, and every study of notebooks/studies: hours on two cores
# make tables  solve the tables of the interface models anew
# make bench   how long things take; never fails on a time
# make clean   away with everything that can be made again, .venv included

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
# python3.11 where there is one, else any python3 that is new enough; make PYTHON=... decides otherwise
PYTHON ?= $(shell for p in python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
INSTALLED := $(VENV)/.installed

.PHONY: help run test weekly lint goldens studies tables bench clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# make/make/p' Makefile

$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "dbetwin needs Python 3.11 or newer; name it: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: $(INSTALLED)
	$(BIN)/dbetwin run pilot --days 30 --out out/pilot --replace

test: $(INSTALLED)
	$(BIN)/python -m pytest -p no:benchmark -n auto --dist loadfile --no-loadscope-reorder

weekly: $(INSTALLED)
	$(BIN)/python -m pytest -m weekly

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

goldens: $(INSTALLED)
	$(BIN)/python -m pytest tests/golden --regen-all

studies: $(INSTALLED)
	for notebook in notebooks/02_what_if.py notebooks/03_industrial_route.py; do \
		DBETWIN_FULL=1 $(BIN)/python $$notebook || exit; done
	for study in notebooks/studies/*.yaml; do $(BIN)/dbetwin study $$study || exit; done

tables: $(INSTALLED)
	$(BIN)/python -m dbetwin.interface.tables

bench: $(INSTALLED)
	$(BIN)/python -m pytest --benchmark-only tests/benchmarks/bench_*.py

clean:
	rm -rf $(VENV) build dist out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
