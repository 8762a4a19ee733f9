# Konkret: `make run` and `make test` are all there is to know. Works with GNU make 3.81 (macOS) and later.

PORT ?= 8000
KONKRET_DATA ?= .konkret
SOAK_STEPS ?= 50000

BIN := .venv/bin
SETUP := "$(CURDIR)/$(BIN)/python" "$(CURDIR)/deploy/bootstrap.py"
NODE := $(SETUP) node
MODULES := frontend/node_modules
PEERS := tests/bench/peers
# Interpreters to try, the usual one first.
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11
FIND_PYTHON := for it in $(PYTHONS); do \
	"$$it" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$it" && break; done
FRONT_END := frontend/build frontend/compile frontend/pages frontend/security.json frontend/static frontend/styles \
	frontend/templates frontend/text service_worker sync/client backend/views/environment.py backend/views/filters.py \
	backend/domain/search_marks.json
# Folders too: one that has lost a file is newer.
FRONT_END_SOURCES := $(shell find $(FRONT_END) -name __pycache__ -prune -o -name '.*' -prune -o -print 2>/dev/null)
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate
# WebKitGTK has no mode without a window.
ON_A_SCREEN := xvfb-run --auto-servernum dbus-run-session --

.PHONY: help run test script-tests python-tests test-browsers soak build lint types bench bench-growth bench-peers bench-push lock clean
.NOTPARALLEL:
.SILENT:
.DELETE_ON_ERROR:

help:
	echo 'make run     start Konkret with a demo town (PORT=$(PORT), KONKRET_DATA=$(KONKRET_DATA))'
	echo 'make test    every test there is, but for the next two'
	echo 'make test-browsers    stories in Firefox and WebKitGTK'
	echo 'make soak    tests of sync at full size, for hours (SOAK_STEPS=$(SOAK_STEPS) on each store; SEED repeats a run)'
	echo 'make lint    style, formatting and import rules'
	echo 'make types   type checks, Python and TypeScript'
	echo 'make build   the front end'
	echo 'make bench   measure the budgets'
	echo 'make bench-growth  measure exchanges among 1,000 to 100,000 citizens'
	echo 'make bench-peers   only the sync client, beside Replicache, RxDB and PouchDB'
	echo 'make bench-push    only reminders, beside plain pywebpush and npm web-push'
	echo 'make lock    choose the newest allowed versions and write the lock files'
	echo 'make clean   remove what these commands made, except the data'

run: .venv/.run frontend/dist/manifest.json
	exec $(BIN)/konkret demo --port "$(PORT)" --data "$(KONKRET_DATA)"

# The quick checks come first, and pytest has the last word. More than half of what its tests do is wait for a browser or a
# server: three at a time for two processors, file by file, since those of one file share what they wait for.
# Compiled files are kept whatever the shell says: each worker and each server of a run would compile all again.
test: lint types script-tests python-tests

script-tests: $(MODULES)/.test
	echo 'TypeScript tests'
	cd frontend && $(NODE) node_modules/.bin/vitest run --reporter=dot

python-tests: .venv/.test $(MODULES)/.test build
	$(BIN)/python -m tests.support.find_browser chromium
	echo 'Python and browser tests'
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 3 --dist loadfile

test-browsers: .venv/.test $(MODULES)/.test build
	$(BIN)/python -m tests.support.find_browser firefox webkit
	echo 'Stories in Firefox and WebKitGTK'
	$(ON_A_SCREEN) $(BIN)/pytest tests/browsers

soak: .venv/.test $(MODULES)/.test build
	$(BIN)/python -m tests.support.find_browser chromium firefox webkit
	echo 'Tests at full size'
	$(ON_A_SCREEN) $(BIN)/pytest -m soak -o faulthandler_timeout=1800 tests tests/browsers
	seed=$${SEED:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}; \
	echo "Seed $$seed: «make soak SEED=$$seed» takes the same steps again"; \
	$(BIN)/pytest tests/property/test_sync_machine.py --sync-steps=$(SOAK_STEPS) --hypothesis-seed=$$seed \
		-o faulthandler_timeout=7200 || { echo "Failed with seed $$seed" >&2; exit 1; }

lint: .venv/.test
	echo 'Style, formatting, import rules'
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --quiet --check
	told=$$($(BIN)/lint-imports) || { echo "$$told"; exit 1; }

types: .venv/.test $(MODULES)/.test build
	echo 'Types'
	$(BIN)/basedpyright
	cd frontend && $(NODE) node_modules/.bin/tsc -b

build: frontend/dist/manifest.json

bench: .venv/.test $(MODULES)/.test $(PEERS)/node_modules/.made frontend/dist/manifest.json
	$(BIN)/python -m tests.support.find_browser chromium
	$(NODE) $(BIN)/python -m tests.bench

bench-peers: .venv/.test $(MODULES)/.test $(PEERS)/node_modules/.made
	$(BIN)/python -m tests.support.find_browser chromium
	$(NODE) $(BIN)/python -m tests.bench peers

bench-push: .venv/.test $(PEERS)/node_modules/.made frontend/dist/manifest.json
	$(NODE) $(BIN)/python -m tests.bench push

bench-growth: .venv/.test frontend/dist/manifest.json
	$(BIN)/python -m tests.bench growth

lock: .venv/.made
	$(BIN)/python -m pip install --quiet uv
	$(UV_COMPILE) --upgrade pyproject.toml --group build -o requirements.lock
	$(UV_COMPILE) --upgrade pyproject.toml --extra test --group build -c requirements.lock -o requirements-test.lock
	$(UV_COMPILE) --upgrade --group node -c requirements-test.lock -o requirements-node.lock
	cd frontend && $(NODE) npm update --package-lock-only
	cd $(PEERS) && $(NODE) npm update --package-lock-only
	$(MAKE) --no-print-directory .venv/.test $(MODULES)/.test
	$(BIN)/python deploy/licences.py

clean:
	rm -rf .venv $(MODULES) $(PEERS)/node_modules frontend/dist tests/artifacts konkret.egg-info

.venv/.made:
	python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then echo 'Konkret needs Python 3.11 or newer.' >&2; exit 1; fi; \
	"$$python" deploy/bootstrap.py venv
	touch $@

.venv/.run: requirements.lock pyproject.toml | .venv/.made
	$(SETUP) packages requirements.lock
	touch $@

# Holds all that running needs, so that it counts for both.
.venv/.test: requirements.lock requirements-test.lock pyproject.toml | .venv/.made
	$(SETUP) packages requirements-test.lock
	touch .venv/.run $@

$(MODULES)/.run: frontend/package.json frontend/package-lock.json frontend/.npmrc | .venv/.made
	$(SETUP) modules
	touch $@

$(MODULES)/.test: frontend/package.json frontend/package-lock.json frontend/.npmrc | .venv/.made
	$(SETUP) modules --development
	touch $(MODULES)/.run $@

# Only for the bench: what the sync client is measured against.
$(PEERS)/node_modules/.made: $(PEERS)/package.json $(PEERS)/package-lock.json $(PEERS)/.npmrc | .venv/.made
	echo 'Peers for the bench: some 450 MB of Node modules, a minute or two'
	cd $(PEERS) && $(NODE) npm ci --silent
	touch $@

frontend/dist/manifest.json: $(FRONT_END_SOURCES) $(MODULES)/.run | .venv/.run
	$(NODE) node frontend/build/build.mjs
