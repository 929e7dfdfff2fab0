# One command for each thing that is done often. They need Go and nothing else; what they fetch, the module proxy has.

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

# The race detector needs cgo, and cgo a C compiler; Go says 0 where there is none.
RACE = $(if $(filter 1,$(shell go env CGO_ENABLED)),-race)

# How long each fuzz target runs.
FUZZTIME = 5s

.PHONY: all build rules test check fuzz bench

all: build check test

# The program, into bin/.
build:
	go build -trimpath -o bin/ ./cmd/exolint

# After a change of a rule, a lexicon or a basis: rules/built.gob, from which they are read quickly.
rules:
	go test ./lint -run '^TestBuiltIn$$' -update

# Every test: units, examples of the rules, labels, command stories, this README.
test:
	go vet ./...
	go test $(RACE) ./...

# What needs no run: formatting, vet, staticcheck, modules.
check:
	@echo gofmt -l .; unformatted=$$(gofmt -l .) && test -z "$$unformatted" || { echo "$$unformatted"; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...
	go mod tidy -diff

# Every fuzz target of every package, one after the other. Without -fuzzminimizetime most of the time goes into shrinking.
# Before Go 1.27 a target may fail for nothing when its time is up (go.dev/issue/75804); it is then tried again.
fuzz:
	@list=$$(go test -list '^Fuzz' ./...) || { echo "$$list"; exit 1; }; \
	echo "$$list" | awk '/^Fuzz/ { names[n++] = $$1 } /^ok/ { for (i = 0; i < n; i++) print $$2, names[i]; n = 0 }' | \
	while read -r package name; do \
		echo "$$package $$name"; \
		for try in 1 2 3; do \
			out=$$(go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x "$$package" </dev/null 2>&1) && \
				{ echo "$$out" | tail -n 3; continue 2; }; \
			echo "$$out"; \
			case $$out in *"Failing input"*) exit 1;; *"context deadline exceeded"*) ;; *) exit 1;; esac; \
		done; \
		exit 1; \
	done

# How fast: 64 MB of label prose through the whole check on one goroutine, beside the speed at which this machine reads a
# file; 12,000 ingredient lists; then start to exit on a label of 1 KB, the median of 20 runs.
bench:
	go test -run '^$$' -bench '^Benchmark(Prose|Lists)$$' -benchtime 3x ./lint
	go test -run '^$$' -bench '^BenchmarkStart$$' -benchtime 20x ./cmd/exolint
