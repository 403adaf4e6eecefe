# Needs Python 3.11 or later; everything else comes from the package index into .venv.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv/bin
# uv installs in seconds what takes pip minutes: the one on PATH, else the one that is locked in requirements-dev.lock.
UV := $(or $(shell command -v uv),$(VENV)/uv)
INSTALL = $(UV) pip install --quiet --python $(VENV)/python
# One more than there are processors: many a test waits for a process or a browser.
PYTEST := $(VENV)/python -m pytest -n $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1) --dist worksteal
# For the commands that are not `up`: development settings, whatever the environment says of production.
MANAGE := DEBUG=1 $(VENV)/python manage.py
# Container images set this, and every process then compiles Django and all else again: 2.7 s to start instead of 1.5.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run manage test partitioned contract nightly check lint format types layers migrations guards openapi sdks lock audit sbom clean

help:  ## list what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/runs  ## run everything (PORT=8000, ATLAS_HOME=.atlas); Ctrl-C stops it
	@$(VENV)/python manage.py up --with-parent

manage: .venv/runs  ## a command beside a running `make run`: make manage do="verify_ledger"
	@$(MANAGE) $(do)

test: .venv/tests  ## run every test, or some: make test T=tests/accounting/ledger/test_money.py
	$(if $(T),$(VENV)/python -m pytest $(T),$(PYTEST))

partitioned: .venv/tests  ## the ledger's tests, with its big tables hash-partitioned by company
	ATLAS_PARTITIONED=1 $(PYTEST) tests/accounting/test_guards.py tests/accounting/ledger tests/accounting/documents \
		tests/accounting/settlement tests/accounting/reports

contract: .venv/tests  ## 100 requests to every operation, judged by the OpenAPI document
	SCHEMATHESIS_EXAMPLES=$(or $(EXAMPLES),100) $(PYTEST) tests/api/test_contract.py

nightly: .venv/tests  ## 500 random requests to every operation, and every hostile value on every member of every body
	SCHEMATHESIS_EXAMPLES=500 HOSTILE_INPUT=all $(PYTEST) tests/api/test_contract.py tests/api/test_hostile_input.py

check: lint types layers migrations openapi-check test  ## all that must hold before a commit

lint: .venv/tests  ## formatting and lint
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .

types: .venv/tests  ## mypy
	DEBUG=1 $(VENV)/mypy .

layers: .venv/tests  ## imports point down only
	$(VENV)/lint-imports --no-logo

migrations: .venv/tests  ## models without their migration, and migrations on main that were changed
	$(MANAGE) makemigrations --check --dry-run
	$(VENV)/python -m tests.migrations

guards: .venv/tests  ## after a change of a guard: its migration, and foundation/guards.json
	$(MANAGE) make_guards
	UPDATE_GUARDS=1 $(VENV)/python -m pytest -q tests/foundation/test_guards.py

format: .venv/tests  ## format and fix what can be fixed
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

openapi: .venv/tests  ## write docs/openapi.yaml, errors.md and roles.md from the code, then the SDKs
	$(MANAGE) write_reference

sdks: .venv/tests  ## write the generated parts of the SDKs from docs/openapi.yaml
	$(VENV)/python -m sdks.generator

.PHONY: openapi-check
openapi-check: .venv/tests
	$(MANAGE) write_reference --check

lock: .venv/tests  ## resolve requirements*.txt again into requirements*.lock
	@rm -f requirements.lock requirements-servers.lock requirements-dev.lock
	grep -v '^-r' requirements.txt | $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --output-file requirements.lock -
	grep -v '^-r' requirements-servers.txt | $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --constraints requirements.lock --output-file requirements-servers.lock -
	grep -v '^-r' requirements-dev.txt | $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --constraints requirements.lock --constraints requirements-servers.lock \
		--output-file requirements-dev.lock -

audit: .venv/tests  ## vulnerabilities (where pypi.org answers), licences and unused requirements
	@$(VENV)/python -m tests.supply_chain audit

sbom: .venv/tests  ## write sbom.json: the product's packages as CycloneDX
	@$(VENV)/python -m tests.supply_chain sbom >sbom.json
	@echo "Wrote sbom.json"

clean:  ## remove .venv and caches; the books in .atlas stay
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# pip is what venv makes last, so a .venv that was interrupted is made again.
$(VENV)/pip:
	@test -n "$(PYTHON)" || (echo "Atlas needs Python 3.11 or later: make PYTHON=/path/to/python3" && false)
	@$(PYTHON) -m venv .venv

$(VENV)/uv: | $(VENV)/pip
	@echo "Installing uv into .venv, which installs the rest"
	@awk '/^uv==/ {on = 1} on {print} on && !/\\$$/ {exit}' requirements-dev.lock > .venv/uv.txt
	@$(VENV)/pip install -qq --disable-pip-version-check --require-hashes --requirement .venv/uv.txt

.venv/runs: requirements.txt requirements.lock requirements-servers.txt requirements-servers.lock | $(VENV)/pip $(UV)
	@echo "Installing what Atlas runs on into .venv (requirements-servers.txt)"
	@$(INSTALL) --requirement requirements-servers.txt
	@touch $@

.venv/tests: requirements-dev.txt requirements-dev.lock .venv/runs
	@echo "Installing what the tests and checks need into .venv (requirements-dev.txt)"
	@$(INSTALL) --requirement requirements-dev.txt
	@touch $@
