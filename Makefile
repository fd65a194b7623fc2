# Atlas Medan. `make run` serves it, `make test` checks it; both set everything up themselves.
PORT ?= 8501
PYTHON ?= python3
PY := .venv/bin/python
export PYTHONDONTWRITEBYTECODE ?=

.PHONY: run test prove build bench format lock chromium clean

run: .venv/ready
	@$(PY) -m atlas build --publish --if-changed
	@echo "Atlas Medan: http://localhost:$(PORT)"
	@exec $(PY) -m streamlit run app.py --server.port $(PORT)

build: .venv/ready
	$(PY) -m atlas build

test: .venv/ready-dev chromium
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest -n 2 -m "not slow" --ignore tests/browser
	$(PY) -m pytest -n 2 --dist loadfile -m "not slow" tests/browser

# Every "must show": a fresh clone, broken cells, killed builds; computed values and sentences worked
# out anew; one test a rule; every page in the browser; planted
# defects and hostile files; the measures.
prove: .venv/ready-dev chromium
	@for tool in git make; do command -v $$tool >/dev/null || { echo "lacking: $$tool"; exit 1; }; done
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || { echo "lacking: nginx (apt-get install nginx-light)"; exit 1; }
	$(PY) -m pytest -v -s tests/test_prove.py tests/test_derived.py tests/test_sentences.py tests/test_honest_maps.py
	$(PY) -m pytest -v -s tests/test_embed.py tests/test_images.py tests/test_schemathesis.py tests/test_changes.py tests/test_deploy.py
	$(PY) -m pytest -v -s tests/test_recall.py tests/test_table_hostile.py tests/test_round_trip.py
	$(PY) -m pytest -v tests/test_table_layout.py tests/test_table_numeral.py tests/test_table_readers.py tests/test_table_files.py tests/test_evaluation.py tests/test_paper.py tests/test_internal_pages.py
	$(PY) -m pytest -v -s tests/test_spatial.py tests/test_measure_trend.py tests/test_study*.py tests/test_target.py tests/test_long_series.py
	$(PY) -m pytest -v -s tests/test_brief.py tests/test_slides.py tests/test_slideshow.py tests/test_verify.py tests/test_deck.py tests/test_frozen_pages.py
	$(PY) -m pytest -v tests/test_build.py tests/test_package.py tests/test_web.py tests/test_view.py tests/test_fuzz.py tests/test_picture.py tests/test_city.py tests/browser
	$(PY) tests/bench

bench: .venv/ready-dev chromium
	$(PY) tests/bench

format: .venv/ready-dev
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

# Pinned versions from pyproject.toml; no index URL is written.
lock: .venv/ready-dev
	$(PY) -m uv pip compile -q --universal -p 3.11 --no-header --no-annotate pyproject.toml -o requirements.txt
	$(PY) -m uv pip compile -q --universal -p 3.11 --no-header --no-annotate -c requirements.txt pyproject.toml --group dev -o requirements-dev.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Perlu Python 3.11 atau lebih baru. / Python 3.11 or newer is needed."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/ready: requirements.txt | .venv/bin/python
	@echo "Memasang paket (sekali saja) / installing packages (once) ..."
	@$(call install,requirements.txt)
	@touch $@

.venv/ready-dev: requirements-dev.txt .venv/ready
	@$(call install,requirements-dev.txt)
	@touch $@

# uv takes a third of the time of pip; where it cannot be had or not reach its index, pip does it.
PIP = $(PY) -m pip install --quiet --disable-pip-version-check
install = { $(PIP) "$$(grep '^uv==' requirements-dev.txt)" && $(PY) -m uv pip install -q --compile-bytecode -r $(1); } || $(PIP) -r $(1)

# The browser of the tests: CHROMIUM, the one on PATH, Debian's, Playwright's, or a clear error.
chromium: .venv/ready-dev
	@sh tests/browser/chromium.sh $(PY)

clean:
	rm -rf .venv data/release .pytest_cache .ruff_cache .mypy_cache
