# The two commands of the README. Both create the virtual environment on first use; pip's own settings are honoured.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test page check install browser clean

demo: $(VENV)/.installed  ## four briefs from the sample articles
	$(BIN)/summarize run seeds/ -o out/

page: $(VENV)/.installed  ## the page, on this machine
	$(BIN)/summarize serve

test: $(VENV)/.installed-dev browser  ## lint, types and tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -e .
	touch $@

$(VENV)/.installed-dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -e ".[dev]"
	touch $@ $(VENV)/.installed

# For the browser tests: as root on a Debian-like system a missing Chromium is installed, elsewhere they say they skip.
browser:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || test -n "$$SUMMARIZE_CHROMIUM" \
	|| { test "$$(id -u)" = 0 && command -v apt-get && apt-get update -qq && \
	     DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	|| echo "no Chromium: the browser tests will be skipped; install one, or name it with SUMMARIZE_CHROMIUM"

install: $(VENV)/.installed

clean:
	rm -rf $(VENV) out build *.egg-info
