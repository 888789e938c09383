# The only list of commands; CI calls the same. `make` alone says what there is.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PY := $(BIN)/python
export UV_PYTHON_DOWNLOADS := never
# Empty, wherever it was set: without compiled files each process compiles Django anew, which takes seconds.
export PYTHONDONTWRITEBYTECODE :=
FILROUGE_PORT ?= 8000
WORKERS ?= 2
SIZE ?= service,territory
ENGINES ?= sqlite,pg

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

env: $(BIN)/.core ## the environment alone
run: env ## the application with its demonstration, on http://localhost:8000
	@FILROUGE_PORT=$(FILROUGE_PORT) $(PY) scripts/serve.py
test: system $(BIN)/.dev check ## everything: checks, both databases, a real browser
	$(PY) -m pytest -n $(WORKERS) --dist worksteal -q -m "not browser and not long"
	FILROUGE_DB=pg $(PY) -m pytest -n $(WORKERS) --dist worksteal -q -m "not browser and not long"
	$(PY) -m pytest -n $(WORKERS) --dist worksteal -q -m "browser and not long"
test-long: system $(BIN)/.dev ## more rounds of the same code
	FILROUGE_ROUNDS=long $(PY) -m pytest -n $(WORKERS) -q
	FILROUGE_ROUNDS=long FILROUGE_DB=pg $(PY) -m pytest -n $(WORKERS) --dist worksteal -q -m "not browser"
check: $(BIN)/.dev ## layers, budgets, types, formats, translations, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy filrouge
	$(BIN)/djlint --lint --quiet filrouge
	$(PY) scripts/vendor.py --check
	$(PY) scripts/translations.py --check
	FILROUGE_ENV=test $(PY) manage.py check --fail-level WARNING
	FILROUGE_ENV=test $(PY) manage.py makemigrations --check --dry-run
	git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --baseline .secrets.baseline
	$(PY) scripts/generated_docs.py --check
fix: $(BIN)/.dev ## what a machine can mend by itself
	-$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
docs: $(BIN)/.dev ## the generated pages: access.md, lifecycles.md
	$(PY) scripts/generated_docs.py
messages: $(BIN)/.dev ## French sentences gathered for translation, and the catalogues compiled
	$(PY) scripts/translations.py
shots: system $(BIN)/.dev ## screenshots of every main screen, in shots/
	$(PY) scripts/shots.py
bench: system $(BIN)/.dev ## every main screen beside its reference: SIZE=service ENGINES=sqlite,pg; SIZE=region: the radar
	$(PY) -m benchmarks.run --sizes $(SIZE) --engines $(ENGINES)
bench-compare: $(BIN)/.dev ## two runs of the bench: A=var/bench/….jsonl B=…
	$(PY) -m benchmarks.compare $(A) $(B)
lock: $(BIN)/uv ## new locked requirements, without addresses
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements/core.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group test --group lint -o requirements/dev.lock

system:
	@$(PYTHON) scripts/system.py

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit("Filrouge needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check uv
$(BIN)/.core: requirements/core.lock | $(BIN)/uv
	$(BIN)/uv pip install -q --require-hashes -r requirements/core.lock
	@touch $@
$(BIN)/.dev: requirements/dev.lock | $(BIN)/uv
	$(BIN)/uv pip install -q --require-hashes -r requirements/dev.lock
	@touch $@ $(BIN)/.core

.PHONY: help env run test test-long check fix docs messages shots bench bench-compare lock system
