# Two commands do everything on a fresh Debian machine with a Swift toolchain:
#   make demo   answers the demo cases and draws them into output/
#   make test   builds, lints and runs all tests (make test-long runs the long ones in full)
# and three put the program onto this machine or another:
#   make build && sudo make install [PREFIX=/usr/local]
#   make package   a .deb and a tarball in output/
.PHONY: demo gallery test test-long lint build install uninstall package setup sanitize sanitize-threads bench bench-hubs bench-growth bench-patterns test-page bench-diagrams evaluate evaluate-links evaluate-patterns evaluate-compromise evaluate-calibration evaluate-power evaluate-matching clean fuzz fuzz-grammars extremes determinism case-faults case-sequences bench-case test-peers test-explorer bench-explorer test-spark

SWIFT ?= swift

demo: setup
	@scripts/demo

# Draws the demo cases and copies the pictures to where the README shows them.
gallery: demo
	cp output/founding-case.svg fixtures/cases/founding/flow.svg
	cp output/founding-case-pooled.svg fixtures/cases/founding/flow-pooled.svg
	cp output/founding-small.svg fixtures/cases/founding/flow-small.svg
	for kind in sankey timeline matrix walk; do \
	  cp output/founding-$$kind.svg fixtures/cases/founding/$$kind.svg; done
	cp output/wallet-case.svg fixtures/cases/ofac-lazarus-eth/flow.svg

test: setup lint
	$(SWIFT) build
	SWIFT=$(SWIFT) scripts/typecheck-nested
	$(SWIFT) test

# All values of the tests of which `make test` takes a part, because they take minutes.
test-long: setup
	$(SWIFT) build --build-tests
	TRIBUTARY_LONG=1 $(SWIFT) test --skip-build --filter 'CaseAcceptanceTests|CaseMovedTests|SequenceSinkTests|AnyBytesTests|FinerLedgerTests'

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	Tests/Mutation/run check

# The program, with its manual, completions, licences and SBOM in .build/stage.
build: setup
	@program=$$(SWIFT=$(SWIFT) scripts/release) && SWIFT=$(SWIFT) scripts/stage "$$program" && echo "$$program"

# Copies what `make build` has made; DESTDIR stands before PREFIX, for those who make packages.
PREFIX ?= /usr/local
install:
	@DESTDIR="$(DESTDIR)" scripts/install "$(PREFIX)"

uninstall:
	@DESTDIR="$(DESTDIR)" scripts/install --remove "$(PREFIX)"

package: build
	@scripts/package

# Says what is missing and installs it where it can.
setup:
	@scripts/setup

# The tests of everything that holds unsafe code, under the address sanitizer. Leaks are not counted:
# Graphviz itself leaks a few kilobytes a drawing.
sanitize: setup
	$(SWIFT) build --build-tests --sanitize=address --scratch-path .build/sanitize
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --sanitize=address --scratch-path .build/sanitize \
	  --skip-build --filter 'DrawingTests|GraphvizTests|IngestTests|PaymentGraphTests|ReportsTests|SweepTests|CutShortTests'

# The tests of reading in bulk, which several threads do, under the thread sanitizer. It has a build of its own,
# which takes some minutes the first time.
sanitize-threads: setup
	$(SWIFT) build --build-tests --sanitize=thread --scratch-path .build-tsan
	$(SWIFT) test --sanitize=thread --scratch-path .build-tsan --skip-build \
	  --filter 'BulkReadingTests|AnyBytesTests|UnionTests'

# Loading and questions beside other tools, every answer compared: about ten minutes.
bench: setup
	@Tests/Benchmarks/run

# The hub figure of the README, from a generated ledger of 200,000 transfers.
bench-hubs: build
	@Tests/Benchmarks/hub-figure/run

# How time and memory grow on the shapes that were slow once, of tracing alone and of whole programs: fails above the
# power 1.2.
bench-growth: setup
	@Tests/Benchmarks/tracing-rules/run growth
	@Tests/Benchmarks/growth/run

# Answers held against planted truth, 100 seeds of each kind: links grade by grade, screenings pattern by pattern, verdicts
# on how victims were chosen. `evaluate-calibration` asks of 1,000 towns without a leak, `evaluate-power` makes the table of
# how often a leaked list is named.
evaluate: setup
	@evaluate=$$(SWIFT=$(SWIFT) scripts/release evaluate) && "$$evaluate" links patterns compromise calibration $(SEEDS)

evaluate-links evaluate-patterns evaluate-compromise evaluate-calibration evaluate-power: setup
	@evaluate=$$(SWIFT=$(SWIFT) scripts/release evaluate) && "$$evaluate" $(@:evaluate-%=%) $(SEEDS)

# 100,000 pairs of rows that look like one payment and are none, over ten banks: none may be united.
evaluate-matching: setup
	EVALUATE_MATCHING=$(or $(NEAR_MISSES),100000) $(SWIFT) test --filter 'StatementPairTests|ReturnPairTests'

# Any bytes load, are rejected or refused: libFuzzer on the reader, for FUZZ_SECONDS.
FUZZ_SECONDS ?= 600
fuzz:
	@Tests/Fuzzing/run $(FUZZ_SECONDS)

# Every command on extreme amounts and times, RUNS times: no trap, no false bound, no row lost.
extremes: build
	@python3 Tests/Fuzzing/extremes.py "$$(SWIFT=$(SWIFT) scripts/release)" $(or $(RUNS),1000)

# Hostile tables, profiles, names, ledgers and pictures, made by grammars: each kind for FUZZ_SECONDS.
fuzz-grammars: setup
	$(SWIFT) build -c release --product fuzz
	for kind in reader packed profiles writers traces pictures; do \
	  .build/release/fuzz $$kind $(FUZZ_SECONDS) || exit 1; done

# Every command in 40 surroundings: seeds, languages, zones, folders, cores. The tests take four of them.
determinism: setup
	$(SWIFT) build --build-tests
	TRIBUTARY_DETERMINISM=$(or $(RUNS),40) $(SWIFT) test --skip-build --filter DeterminismTests

# A case is written while its writer is killed (KILLS times), the disk is full (DISKS times), another program writes, or
# each of its bytes is flipped: nothing acknowledged is lost, and nothing broken is taken for good. Then changed events
# and files for FUZZ_SECONDS each, and what opening, folding and appending cost.
case-faults: setup
	$(SWIFT) build -c release --product casefaults
	for fault in "kills $(or $(KILLS),1000)" "full $(or $(DISKS),200)" "writers 500" flips \
	    "events $(FUZZ_SECONDS)" "files $(FUZZ_SECONDS)" cost; do \
	  .build/release/casefaults $$fault || exit 1; done

# The shared accounts after SEQUENCES of random decisions and undos, by a plain definition; the tests take 40.
case-sequences: setup
	$(SWIFT) build --build-tests
	CASE_SEQUENCES=$(or $(SEQUENCES),200) $(SWIFT) test --skip-build --filter SequenceSinkTests

# The time of questions on a case beside that of the same files on the command line.
bench-case: build
	@Tests/Benchmarks/case-overhead "$$(SWIFT=$(SWIFT) scripts/release)"

# The CPU seconds of each pattern on a busy ledger of a million payments (or SEEDS times 10,000) in memory.
bench-patterns: setup
	@evaluate=$$(SWIFT=$(SWIFT) scripts/release evaluate) && "$$evaluate" speed $(SEEDS)

# The page of a drawing in headless Chromium: a click, a search, a picture of it in output/page.png.
test-page: build
	@Tests/Browser/run

# Exports read by networkx, FollowTheMoney, pandas, DuckDB and openpyxl, which come from PyPI into a folder of their own:
# what went in must come out, value by value. Skipped with one line where PyPI cannot be reached.
test-peers: build
	@Tests/Peers/run "$$(SWIFT=$(SWIFT) scripts/release)"

# The pages of explore in headless Chromium: the main job by mouse and by keys, two windows, every figure down to bytes,
# hostile names; pictures of the pages in output/explorer.
test-explorer: build
	@Tests/Explorer/run

# The acceptance figures of those pages, on ledgers of 200,000 and 1,000,000 transfers too.
bench-explorer: build
	@Tests/Explorer/run measure

# Extracts from lakes on Spark, compared with the whole ledgers; Spark comes from PyPI, Java must be there. CI runs a short form.
test-spark: setup
	$(SWIFT) build --product tributary
	@Tests/Spark/run full

# How long drawing takes, beside Graphviz's own program, and how memory grows.
bench-diagrams: setup
	@Tests/Drawings/run

clean:
	rm -rf .build output/*.svg output/*.html output/*.png output/*.pdf output/*.dot output/*.txt output/*.json output/*.deb output/*.tar.gz
