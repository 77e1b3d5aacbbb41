# A fresh machine needs Python 3.11 and make; all else is set up here.
PYTHON ?= python3
VENV := .venv
UV := $(VENV)/bin/uv
UV_VERSION := 0.13.9

export UV_PROJECT_ENVIRONMENT := $(VENV)

.PHONY: setup demo test
setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml uv.lock
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet "uv==$(UV_VERSION)"
	$(UV) sync --quiet --frozen --inexact --all-extras --compile-bytecode
	touch $@

demo: setup
	$(VENV)/bin/amana demo $(ARGS)

test: setup
	$(VENV)/bin/pytest $(ARGS)
