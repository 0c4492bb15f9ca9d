# `make help` lists what there is.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export TRELLIS_HOME ?= $(CURDIR)/var

.DEFAULT_GOAL := help
.PHONY: help demo test check fix docs bench lock clean env env-dev browser

help: ## list what make can do
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Trellis needs (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --progress-bar on --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the tests need (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --progress-bar on --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.stamp

env: $(VENV)/run.stamp
env-dev: $(VENV)/dev.stamp

browser:
	@if [ ! -x /usr/bin/chromium ]; then \
	  if [ "$$(id -u)" = 0 ]; then echo "Installing Chromium ..."; apt-get update -qq && apt-get install -y -qq chromium fonts-liberation >/dev/null; \
	  else echo "The page tests need Chromium: run 'sudo apt-get install chromium', then 'make test' again."; exit 1; fi; fi

demo: env ## a district to try: environment, database, invented data, server
	@TRELLIS_MODE=demo $(BIN)/trellis demo

test: env-dev browser ## every test, on SQLite and (where there is one) on PostgreSQL
	@TRELLIS_MODE=test TRELLIS_HOME=$(CURDIR)/var/test $(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser"
	@TRELLIS_MODE=test TRELLIS_HOME=$(CURDIR)/var/test $(BIN)/python -m pytest -n 3 --dist worksteal -m browser
	@$(BIN)/python tests/on_postgresql.py

check: env-dev ## linters, types, contracts between rooms, migrations
	@sh tests/check.sh

fix: env-dev ## put format and simple faults right
	@$(BIN)/ruff check --fix src tests bench; $(BIN)/ruff format src tests bench

docs: env-dev ## print the generated pages of docs/reference anew
	@TRELLIS_MODE=test TRELLIS_HOME=$(CURDIR)/var/test $(BIN)/python -m tests.print_docs

bench: env-dev ## the measurements of bench/README.md (long)
	@$(BIN)/python -m bench

lock: ## make the hashed requirement files anew (needs uv)
	@requirements/lock.sh

clean: ## remove the environment and everything the demo keeps
	@rm -rf $(VENV) var
