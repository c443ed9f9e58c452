# Two commands for a new machine with Python >= 3.10 (venv, pip) and make:
#   make demo    set everything up and run the main job on corpus/
#   make test    set everything up and run the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed
READY := $(VENV)/.developer

FUZZ := build/fuzz
SECONDS ?= 600

TORTURE := ../shared/torture
COUNT := 1000000
CHANGES ?= 200
GIGABYTES ?= 10

# Checks and tests start hundreds of processes: none is to compile the program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test test-slow check bench bench-memory fuzz fuzz-inputs durability coverage mutation torture docs site dist format constraints spark clean

help:            ## list these targets
	@grep -E '^[a-z-]+: *[^#]*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/'

demo: $(RUN)     ## set up, then run the main job on the sample corpus
	$(BIN)/cntext demo

# A process for each core; tests are handed on in runs, so that what a file sets up is set up once.
test: $(READY)   ## set up, then run every test
	$(BIN)/python -m pytest -n auto --dist worksteal

test-slow: $(READY) ## run the slow tests alone: packages, durability, the report in a browser
	$(BIN)/python -m pytest -m slow

check: $(READY)  ## lint, format, types, import contracts, library, documents, the manual
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/api.py
	$(BIN)/python tools/docs.py
	$(MAKE) site

bench: $(READY)  ## measure speed and memory beside peers; writes docs/benchmarks.md (20 minutes)
	$(BIN)/python -m benchmarks --large --page
	$(BIN)/python -m benchmarks.entities --megabytes 10
	$(BIN)/python -m benchmarks.reliability
	-$(BIN)/python -m benchmarks.spark  # where Spark and Java are
	-$(BIN)/python -m benchmarks.spark --skew

bench-memory: $(READY)  ## measure a corpus that memory does not hold; GIGABYTES of text (10: some 3 hours, 55 GB of disk)
	$(BIN)/python -m benchmarks.outofcore --gigabytes $(GIGABYTES) --packed freq "lexicon count" trend phrases

# Seeds are made from SEEDS as well: folders of awkward files.
fuzz: $(READY)   ## fuzz the native core for SECONDS (needs clang), then compare it with jieba
	mkdir -p $(FUZZ)/found
	$(BIN)/python core/fuzz/seeds.py $(FUZZ) $(SEEDS)
	clang -std=c11 -g -O1 -DSEGMENT=256 -ffp-contract=off -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
	  -o $(FUZZ)/fuzz core/*.c core/fuzz/fuzz.c
	cd $(FUZZ) && CNTEXT_DATA=data CNTEXT_SMALL=small ./fuzz -max_len=4096 -max_total_time=$(SECONDS) \
	  -timeout=20 -print_final_stats=1 found seeds
	clang -std=c11 -g -O1 -ffp-contract=off -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
	  -o $(FUZZ)/columns core/*.c core/fuzz/columns.c
	cd $(FUZZ) && mkdir -p pieces && ./columns -max_len=1024 -max_total_time=$(SECONDS) -timeout=20 pieces
	$(BIN)/python core/fuzz/differential.py $(SECONDS)

fuzz-inputs: $(READY) ## give readers, loaders and small languages COUNT spoilt inputs (hours)
	$(BIN)/python tools/fuzz --count $(COUNT)

durability: $(READY) ## kill, fail, cut off and damage every write of an index (half an hour)
	$(BIN)/python tools/durability --kills 2000 --flips 1000 --cuts 1000

coverage: $(READY) ## branch coverage by room, every test (half an hour)
	$(BIN)/python tools/cover.py

mutation: $(READY) ## change readers, store, sanitiser, ways out a little: a test must fail (an hour)
	$(BIN)/python tools/mutation --count $(CHANGES)

torture: $(READY) ## run the torture kit in TORTURE, where it is, over every command
	$(BIN)/python tools/torture.py $(TORTURE) --kills 200

format: $(READY) ## let the formatter have its way
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)   ## run what the documents show, write it into them, build the manual
	$(BIN)/python tools/docs.py --write
	$(MAKE) site

site: $(READY)   ## build the manual into build/site, for reading without a network
	$(BIN)/mkdocs build --quiet --strict --clean

dist: $(READY)   ## make wheel and sdist, check them, try them in every Python here
	$(BIN)/python tools/dist.py

constraints:     ## choose the pinned versions anew (needs uv)
	@{ sed -n '1,2p' constraints.txt; uv pip compile --universal --python-version 3.10 --no-header \
	  --no-annotate --quiet --group dev --group docs --all-extras pyproject.toml; } > constraints.new && mv constraints.new constraints.txt

# pip learnt --group in 25.1, so pip itself is brought up first.
$(RUN): pyproject.toml constraints.txt hatch_build.py $(wildcard core/*.[ch])
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(READY): $(RUN)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[all]' --group dev --group docs
	touch $@

spark: $(READY)  ## add PySpark to .venv (450 MB; Java is wanted too), for the tests of --cluster
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[spark]'

clean:           ## remove the environment and everything made by tools
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
