PYTHON ?= python3
BIN := .venv/bin
STORE ?= store

.PHONY: setup run test lint bench clean

# the stamp is newer than what it was made from: set-up runs once
setup: .venv/.stamp

.venv/.stamp: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

run: setup
	$(BIN)/shubao build fixtures/editions/report-2023.pdf fixtures/editions/report-2024.pdf --store $(STORE) --report szsc --prefect
	@echo; echo "releases, changes and series lie in $(STORE)/: $(BIN)/shubao show --store $(STORE); $(BIN)/shubao diff szsc:2023 szsc:2024 --store $(STORE)"

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m benchmarks.run

clean:
	rm -rf .venv build *.egg-info
