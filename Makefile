# Needs make, git and Python 3.11 or newer. Everything else goes into .venv; `make clean` takes it away again.
.POSIX:

PYTHON = python3
COURSE = courses/fractions
RUN = PYTHON="$(PYTHON)" sh scripts/install requirements.lock
DEV = PYTHON="$(PYTHON)" sh scripts/install requirements-dev.lock

help:
	@echo "make demo     install, make a demo class and serve it on 127.0.0.1 (ARGS=\"--port 9000\")"
	@echo "make lab      open JupyterLab on courses/fractions (COURSE=courses/python-steps)"
	@echo "make test     every check, the fast ones first"
	@echo "make nightly  the long checks: ten times as many corrupted specs, on new seeds"
	@echo "make format   lay out the code and sort its imports"
	@echo "make lock     write requirements*.lock anew from pyproject.toml"
	@echo "make bundle   build the pages' JavaScript anew"
	@echo "make docs     build the documentation's site into build/docs"
	@echo "make picture  take the README's picture anew"
	@echo "make clean    take away .venv and everything that was built"

demo:
	@$(RUN)
	@exec .venv/bin/python -m gapless demo $(ARGS)

lab:
	@$(RUN)
	@exec .venv/bin/python -m gapless lab $(COURSE)

test:
	@$(DEV)
	@exec .venv/bin/python scripts/gate.py

nightly:
	@$(DEV)
	@exec .venv/bin/python scripts/nightly.py $(ARGS)

format:
	@$(DEV)
	.venv/bin/python -m ruff format .
	.venv/bin/python -m ruff check --fix .

lock:
	@$(DEV)
	.venv/bin/python -m pip install -q --disable-pip-version-check uv
	.venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	.venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

bundle:
	@$(DEV)
	cd voila_apps/bundle && PATH="$$PWD/../../.venv/bin:$$PATH" npm ci --no-audit --no-fund && \
	    PATH="$$PWD/../../.venv/bin:$$PATH" npm run build

docs:
	@$(DEV)
	.venv/bin/python -m sphinx -q -W --keep-going -b html -d build/docs-trees docs build/docs
	@echo "The site stands in build/docs/index.html"

picture:
	@$(DEV)
	PYTHONPATH=tests/support:scripts .venv/bin/python scripts/screenshot.py

clean:
	rm -rf .venv build dist gapless.egg-info .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name node_modules -type d -prune -exec rm -rf {} +

.PHONY: help demo lab test nightly format lock bundle docs picture clean
