# Everything a newcomer does: make demo, make test.  Paths are relative, so the checkout may lie anywhere.
SHELL := /bin/sh
PY := .venv/bin/python
# Processes that share the tests: one for each core, up to four.
JOBS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); [ "$$n" -gt 4 ] && n=4; echo "$$n")

.PHONY: help setup demo demo-reset test check format catalogue clean

help:
	@echo "make demo        run the product with its sample (make demo-reset starts over)"
	@echo "make test        every check and every test"
	@echo "make check       formatting, lint, types, import arrows, migrations, catalogues"
	@echo "make format      format the code"
	@echo "make catalogue   collect the texts into the catalogues, then compile them"

setup:
	@sh .ci/setup

demo: setup
	@exec $(PY) -m procurement.local.supervisor

demo-reset: setup
	@exec $(PY) -m procurement.local.supervisor --reset

test: setup check
	@sh .ci/chromium
	$(PY) -m pytest -n $(JOBS) --dist worksteal

check: setup
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command as main; main()'
	$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(PY) manage.py catalogue --check

format: setup
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

catalogue: setup
	$(PY) manage.py catalogue --extract --compile
