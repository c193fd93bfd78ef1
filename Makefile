# The few commands that are worth a name. Everything works without make as well.
.PHONY: test race lint bench fuzz docs snapshot

test:
	go test ./...

race:
	go test -race ./...

lint:
	gofmt -l . | (! grep .)
	go vet ./...
	golangci-lint run

# Benchmarks with their baselines in the same run; PM_BENCH_N sets the number of incidents.
bench:
	PM_BENCH_N=$${PM_BENCH_N:-10000} go test -run '^$$' -bench . -benchmem ./...
	PM_BENCH_N=$${PM_BENCH_N:-10000} sh .ci/bench

# Every fuzz target for FUZZTIME each.
fuzz:
	sh .ci/fuzz $${FUZZTIME:-30s}

# docs/ from the command tree, the rules and the fields; a test fails when it is stale.
docs:
	go run ./cmd/gen

snapshot:
	goreleaser release --snapshot --clean
