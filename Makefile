# The project's own commands; `make help` lists them.
PORT ?= 8000
VENV := .venv
PYTHON := $(VENV)/bin/python
STAMP := $(VENV)/.installed
STAMP_DEV := $(VENV)/.installed-dev
BENCH := DATABASE_URL=sqlite:///$(CURDIR)/var/bench.sqlite3
SIZES ?= 1000 10000
CHROMIUM := /usr/bin/chromium

.PHONY: demo test lint check bench pictures lock help browser postgres

demo: export BASE_URL = http://127.0.0.1:$(PORT)
demo: export IMPORT_WORKER = 1
demo: $(STAMP) ## Load the real library into SQLite and serve it (PORT=8000)
	@mkdir -p var
	$(PYTHON) manage.py migrate --verbosity 0
	$(PYTHON) manage.py load_demo
	$(PYTHON) manage.py search_check --napraw
	@echo
	@echo "  Biblioteka: http://127.0.0.1:$(PORT)/   panel: http://127.0.0.1:$(PORT)/cms/   (Ctrl+C kończy)"
	@echo
	$(PYTHON) manage.py db_worker --backend imports --no-reload --verbosity 0 & \
	trap "kill $$! 2>/dev/null" EXIT INT TERM; \
	$(PYTHON) manage.py runserver --noreload --insecure 127.0.0.1:$(PORT)

test: $(STAMP_DEV) browser postgres ## Install what the tests need and run them all, on both databases
	$(PYTHON) -m pytest
	$(PYTHON) -m tests.postgres $(PYTHON) -m pytest -m database

lint: $(STAMP_DEV) ## Check style of code and templates
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint --lint --quiet templates

check: lint test ## All that must pass before a commit
	$(PYTHON) manage.py makemigrations --check --dry-run

bench: export DJANGO_SETTINGS_MODULE = pimsite.settings.test
bench: $(STAMP_DEV) postgres ## Print what pages and searches cost (SIZES="1000 10000 100000")
	$(BENCH) sh -c '$(PYTHON) manage.py migrate --verbosity 0 && $(PYTHON) manage.py load_demo'
	$(BENCH) $(PYTHON) -m tests.benchmarks.pages
	for size in $(SIZES); do \
	  DATABASE_URL=sqlite:///$(CURDIR)/var/bench-$$size.sqlite3 \
	    $(PYTHON) -m tests.benchmarks.search $$size || exit 1; \
	  $(PYTHON) -m tests.postgres $(PYTHON) -m tests.benchmarks.search $$size || exit 1; \
	done
	$(BENCH) $(PYTHON) -m tests.benchmarks.admin_search
	$(PYTHON) -m tests.postgres $(PYTHON) -m tests.benchmarks.admin_search
	$(BENCH) $(PYTHON) -m tests.benchmarks.curation
	$(PYTHON) -m tests.postgres $(PYTHON) -m tests.benchmarks.curation
	$(BENCH) $(PYTHON) -m tests.benchmarks.networks
	$(PYTHON) -m tests.postgres $(PYTHON) -m tests.benchmarks.networks

pictures: $(STAMP_DEV) browser ## Take the pictures of the handbook anew, in a demo of its own
	$(PYTHON) -m tests.pictures

lock: $(STAMP_DEV) ## Pin all dependencies with hashes and without addresses
	$(VENV)/bin/uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header \
	  --quiet --python-version 3.11 -o requirements.txt
	$(VENV)/bin/uv pip compile pyproject.toml --group dev -c requirements.txt --generate-hashes \
	  --no-emit-index-url --no-header --quiet --python-version 3.11 -o requirements-dev.txt

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 12

$(PYTHON):
	python3 -m venv $(VENV)

$(STAMP): requirements.txt | $(PYTHON)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@mkdir -p var && touch $@

$(STAMP_DEV): requirements-dev.txt | $(PYTHON)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@mkdir -p var && touch $@

browser:
	@test -x $(CHROMIUM) || if [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	else \
	  echo "Browser tests need Debian's Chromium. As root: apt-get install chromium"; exit 1; \
	fi

postgres:
	@test -n "$$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null || command -v initdb)" || \
	if [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends postgresql >/dev/null; \
	else \
	  echo "Tests need the programs of PostgreSQL. As root: apt-get install postgresql"; exit 1; \
	fi
