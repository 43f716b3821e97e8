# Each target sets up what it needs first; nothing has to be installed by hand but Python 3.11, node and git.
PORT ?= 8000
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup serve build test check fmt bench soak lock clean

help:            ## list the targets
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

setup: .venv/.ready node_modules/.ready   ## the Python environment and the npm packages

.venv/.ready: requirements/dev.txt pyproject.toml tools/setup_python.sh
	@sh tools/setup_python.sh

node_modules/.ready: package-lock.json package.json
	@npm ci --no-progress --loglevel=error && touch $@

build: setup     ## the whole site, into build/site
	@$(PY) -m tools.build

serve: build     ## the whole thing on http://127.0.0.1:$(PORT)/
	@$(PY) -m functions.local serve --port $(PORT)

check: build     ## the fast gates: format, lint, types, import contracts, docs, generated files
	@$(PY) -m tools.check

test: build      ## every test, a real browser included
	@sh tools/setup_browser.sh && $(PY) -m tools.check && $(PY) -m tools.test

bench: build     ## the measurements of benchmarks/, as ratios
	@sh tools/setup_browser.sh && $(PY) -m benchmarks

soak: setup      ## kill the registration's server 20 times under load: nothing acknowledged is lost
	@AHCE_KILLS=20 $(PY) -m pytest --quiet tests/functions/local/test_killed.py

fmt: setup       ## format the sources
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix -q .

lock: .venv/.ready ## pin requirements/dev.txt anew from pyproject.toml
	@sh tools/lock.sh

clean:           ## what the build made
	@rm -rf build
