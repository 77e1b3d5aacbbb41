# A fresh machine needs Python 3.11 or later and make; all else is set up here, in .venv.
# Proxies, mirrors and certificates: whatever pip and uv are told by the environment holds.
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
PYTHON ?= $(shell tools/find_python.sh 2>/dev/null)
# One more than there are cores: a test often waits for a program, a browser, a disk.
# Each has a database of its own, so that there are eight at most.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN || echo 1); echo $$((n < 8 ? n + 1 : 8)))
# Each tells one story in its order, with one application: a process of its own. The longest first.
STORIES := scheduling store classifieds ordering
WALK := tests/acceptance/killing/test_killed_acts.py::test_an_act_that_is_killed_happened_whole_or_not_at_all
QUICK := -n $(WORKERS) --dist loadgroup -q -m "not slow"
URL ?= http://127.0.0.1:8470/services-app/privacy
GUIDE ?= http://127.0.0.1:8471

export UV_PROJECT_ENVIRONMENT := $(VENV)
# Compiled at setup: without compiled files each start takes seconds longer.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo test test-slow promises examples-report lint format lock reference screenshots newcomer model measure-reading clean
setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { tools/find_python.sh >/dev/null; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "make: $(PYTHON) lacks venv and ensurepip. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
	  exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	$(UV) sync --quiet --frozen --inexact --all-extras --compile-bytecode
	touch $@

demo: setup
	$(BIN)/amana demo $(ARGS)

# Of the tests through HTTP those of the server itself (docs/decisions/0497, 0518).
ON_SYSTEM := $(wildcard tests/http/test_*.py)

# With ARGS, some tests: make test ARGS="tests/unit -k period". Without, all tests and all gates
# but what is marked slow. With COVERAGE=held, which lines they run is counted and held too: a
# sixth longer. The walk of killed acts is left to the slow tests then, which kill each act at these
# steps and at more. With DATABASE=system, what needs a database runs against the PostgreSQL of the system.
ifdef ARGS
test: setup
	$(BIN)/pytest $(ARGS)
else ifeq ($(DATABASE),system)
test: setup
	$(BIN)/pytest --database system $(QUICK) --junit-xml=build/tests-system.xml \
	  tests/integration $(ON_SYSTEM) tests/examples/services_app tests/examples/pages
else
test: setup
	$(if $(filter held,$(COVERAGE)),$(BIN)/python tools/coverage_gate.py --pytest,$(BIN)/pytest) \
	  $(if $(filter held,$(COVERAGE)),$(WALK:%=--deselect %)) \
	  $(QUICK) $(STORIES:%=--ignore=tests/examples/%) --junit-xml=build/tests.xml
endif

# What takes longest: programs that are started, killed and started again, wheels, whole restores,
# and the stories of the examples, as many at a time as there are workers, all though one fails.
test-slow: setup
	failed=0; \
	$(BIN)/pytest -m slow -n $(WORKERS) --dist loadgroup -q --junit-xml=build/tests-slow.xml || failed=1; \
	mkdir -p build; \
	printf '%s\n' $(STORIES) | xargs -P $(WORKERS) -I% sh -c '\
	  $(BIN)/pytest tests/examples/% -q -m "not slow" --junit-xml=build/tests-%.xml >build/tests-%.txt 2>&1; \
	  status=$$?; cat build/tests-%.txt; exit $$status' || failed=1; \
	exit $$failed

# Which promises the tests that passed in the last runs of these prove, and which none does.
promises: setup
	$(BIN)/python tools/promises.py $(wildcard build/tests*.xml)

# Writes into examples/README.md how each promise stood after the stories, and what was broken on
# purpose and found, as the tests noted it in those runs.
examples-report: setup
	$(BIN)/python tools/examples_report.py --write $(wildcard build/tests*.xml)

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix --quiet || true
	$(BIN)/ruff format

lock: setup
	$(UV) lock

reference: setup
	$(BIN)/python tools/reference.py

# The model that reads policies: DATA is the folder of labelled sentences (src/amana/reading/model/CARD.md).
model: setup
	$(UV) sync --quiet --frozen --inexact --all-extras --group model
	$(BIN)/python -m tools.model.train $(DATA)

measure-reading: setup
	$(UV) sync --quiet --frozen --inexact --all-extras --group model
	$(BIN)/python -m tools.model.measure $(DATA) $(ARGS)

# Pictures of the running program: start `make demo` first.
screenshots: setup
	$(BIN)/python tools/screenshots.py $(URL) $(GUIDE)

# A newcomer's path, timed in a fresh clone with an empty home; ARGS="--save FILE" keeps the result.
newcomer:
	$(PYTHON) tools/newcomer.py $(ARGS)

# What can be made again. Data (.amana) is never removed.
clean:
	rm -rf build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache \
	  .import_linter_cache .grimp_cache
	find src tests tools examples -name __pycache__ -type d -prune -exec rm -rf {} +
