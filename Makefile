# The two commands of the README. Both create the virtual environment on first use; pip's own settings are honoured.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check install clean

demo: $(VENV)/.installed  ## four briefs from the sample articles
	$(BIN)/summarize run seeds/ -o out/

test: $(VENV)/.installed-dev  ## lint, types and tests
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

install: $(VENV)/.installed

clean:
	rm -rf $(VENV) out build *.egg-info
