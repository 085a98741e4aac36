# make brief   sets everything up and builds the page of 聊城 into output/
# make test    sets everything up and runs all checks
# Both work from a bare Debian or Ubuntu with Python 3.11 or later; see scripts/setup.sh.

.POSIX:
CITY = 聊城
BIN = .venv/bin
# Tests run on all processors; those of a file stay together, for what they build once.
SPREAD = -n auto --dist loadfile

.PHONY: brief test quick bench setup setup-test lock places fonts clean

brief: setup
	$(BIN)/briefgen build --city $(CITY)

test: setup-test
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/pytest $(SPREAD) --cov --cov-report=term:skip-covered

# The checks without the slow ones (LibreOffice, fresh environments).
quick: setup-test
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/pytest $(SPREAD) -m "not slow"

# Prints what building and reading cost; asserts nothing (see benchmarks/README.md).
bench: setup-test
	$(BIN)/python benchmarks/bench_build.py
	$(BIN)/python benchmarks/bench_extract.py

setup:
	@PYTHON="$(PYTHON)" scripts/setup.sh brief

setup-test:
	@PYTHON="$(PYTHON)" scripts/setup.sh test

# Renew the locks after a change of the dependencies in pyproject.toml.
lock: setup-test
	scripts/lock.sh

# Make the gazetteer and the fonts again from their sources; both are kept in the repository.
places: setup-test
	$(BIN)/python scripts/make_places.py

fonts: setup-test
	$(BIN)/python scripts/make_fonts.py

clean:
	rm -rf .venv dist build .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
