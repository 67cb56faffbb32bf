PYTHON ?= python3
BIN := .venv/bin
STORE ?= store

.PHONY: setup run test lint bench vendor clean docs

# the parts of the review page that others made, and what lints ours: packages of npm
VENDOR := output/review/vendor
TABULATOR := tabulator-tables@6.5.3
ECHARTS := echarts@6.1.0
OXLINT := oxlint@1.94.0
PRETTIER := prettier@3.10.1

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
	@echo "the page to look at, compare and correct (open it in a browser):"; $(BIN)/shubao review szsc --store $(STORE)

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if command -v npx >/dev/null; then npx --yes $(OXLINT) -c output/review/js/.oxlintrc.json output/review/js && npx --yes $(PRETTIER) --check --print-width 140 output/review/js; \
	else echo "no npx here: the page's JavaScript is not linted"; fi

docs: setup
	PYTHONPATH=. NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir build/site

bench: setup
	$(BIN)/python -m benchmarks.run

# fetches them anew; versions are raised above, licences lie beside
vendor:
	rm -rf build/npm && mkdir -p build/npm/tabulator build/npm/echarts $(VENDOR)
	cd build/npm && for name in $(TABULATOR) $(ECHARTS); do tar -xzf $$(npm pack --silent $$name) -C $${name%%[-@]*} --strip-components=1; done
	cp build/npm/tabulator/dist/js/tabulator.min.js build/npm/tabulator/dist/css/tabulator.min.css $(VENDOR)
	cp build/npm/echarts/dist/echarts.common.min.js $(VENDOR)
	cp build/npm/tabulator/LICENSE $(VENDOR)/tabulator.LICENSE.txt
	cat build/npm/echarts/LICENSE build/npm/echarts/NOTICE > $(VENDOR)/echarts.LICENSE.txt
	printf '%s\n' $(TABULATOR) $(ECHARTS) > $(VENDOR)/VERSIONS.txt

clean:
	rm -rf .venv build *.egg-info
