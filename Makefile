# make app      install what the app needs into .venv and open it; ADDRESS=0.0.0.0 opens it to the class
# make test     install what the tests need, a browser included, and run them all
# make check    the quick part of it, without a browser: before every commit
# make types    mypy
# make javascript  what checks the browser half: ESLint, Prettier, TypeScript, its unit tests
# make coverage which lines the tests without a browser never run
# make bench    measure what README.md says about speed

# One of 3.11 to 3.13; found by itself, or named: make app PYTHON=python3.12
PYTHON =
ADDRESS = 127.0.0.1
IN_VENV = .venv/bin/python
# Of several makes one installs, and the others wait and find it done.
INSTALLED = scripts/alone $(MAKE) --no-print-directory
# Node comes with pip, and npm with it: a machine needs neither.
NPM = PATH="$(CURDIR)/.venv/bin:$$PATH" npm --silent

# The rooms whose tests run no page and few networks, the docstrings' examples, and the rules of the house.
QUICK = cnnviz tests/labs tests/pictures tests/datasets tests/figures tests/ui tests/test_boundaries.py \
	tests/test_rooms.py tests/test_project.py --ignore tests/ui/test_warm_up.py --ignore tests/ui/test_wire.py

.PHONY: app test check types javascript coverage bench

app:
	@$(INSTALLED) .venv/app
	$(IN_VENV) -m cnnviz app --address $(ADDRESS)

test: javascript
	@$(INSTALLED) .venv/test .venv/browser
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m mypy
	# Two at a time, a file's tests by the same one of the two: each starts a server and a browser of its own.
	$(IN_VENV) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: javascript
	@$(INSTALLED) .venv/test
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m mypy
	$(IN_VENV) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(QUICK)

types:
	@$(INSTALLED) .venv/test
	$(IN_VENV) -m mypy

javascript:
	@$(INSTALLED) .venv/node
	$(NPM) run lint
	$(NPM) run format:check
	$(NPM) run types
	$(NPM) test

coverage:
	@$(INSTALLED) .venv/test
	$(IN_VENV) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/browser --cov --cov-report term

bench:
	@$(INSTALLED) .venv/test .venv/browser
	$(IN_VENV) -m benchmarks

# Empty files that say "this is installed", so that the next run starts at once.
.venv/app: requirements.txt
	scripts/make_venv $(PYTHON)
	$(IN_VENV) -m pip install --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test: requirements-dev.txt requirements-cluster.txt .venv/app
	$(IN_VENV) -m pip install --disable-pip-version-check -r requirements-dev.txt
	touch $@

.venv/browser: .venv/test
	scripts/install_browser
	touch $@

.venv/node: package.json package-lock.json .venv/test
	$(NPM) ci
	touch $@
