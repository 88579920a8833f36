# The two commands of the README in an environment of their own (.venv), and what developers run.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint score bench bench-resolve bench-serve campaign docs clean

demo: .venv/installed
	$(BIN)/gazetteer demo

test: .venv/tested
	$(BIN)/pytest

lint: .venv/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

score: .venv/tested
	$(BIN)/python -m tests.score

bench: .venv/tested bench-resolve
	$(BIN)/python -m tests.benchmarks.reading_bench
	$(BIN)/python -m tests.benchmarks.register_bench --roads 100000
	$(BIN)/python -m tests.benchmarks.register_bench --roads 100000 --postgres
	$(BIN)/python -m tests.benchmarks.contradictions_bench
	$(BIN)/python -m tests.benchmarks.spread_bench
	$(BIN)/python -m tests.benchmarks.pages_bench

bench-resolve: .venv/tested
	$(BIN)/python -m tests.benchmarks.resolve_bench
	$(BIN)/python -m tests.benchmarks.resolve_bench --town jinan --limit 1000 --errors 0

# With SECONDS=600 the load lasts ten minutes; REGISTER=FILE uses a register made before.
bench-serve: .venv/tested
	$(BIN)/python -m tests.benchmarks.serve_bench $(if $(REGISTER),--database $(REGISTER)) --seconds $(or $(SECONDS),60)

docs: .venv/tested
	$(BIN)/python -m tests.reference

campaign: .venv/tested
	GAZETTEER_CAMPAIGN=1 $(BIN)/pytest tests/gazetteer/test_registry.py tests/gazetteer/test_two_times.py tests/gazetteer/test_all_or_nothing.py tests/gazetteer/test_histories.py
	GAZETTEER_CAMPAIGN=1 $(BIN)/pytest tests/web/test_browser_many.py
	$(BIN)/python -m tests.benchmarks.cut_campaign
	rm -f million.db && $(BIN)/python -m tests.benchmarks.bulk_register --roads 1000000 --database million.db
	$(BIN)/python -m tests.benchmarks.api_bench --database million.db --million
	$(BIN)/python -m tests.benchmarks.register_bench --roads 1000000 --database million.db
	$(BIN)/python -m tests.benchmarks.register_bench --roads 1000000 --postgres

clean:
	rm -rf .venv build dist web/static/vendor

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml $(shell find gazetteer geodata web -name '*.py')
	$(BIN)/python -m pip install --quiet .
	touch $@

.venv/tested: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet -e '.[test]'
	touch $@
