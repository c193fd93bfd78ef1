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

# Benchmarks, then whole processes beside their baselines in the same run.
INCIDENTS ?= 10000
bench:
	go test -run '^$$' -bench . -benchmem ./...
	PM_FIGURES=$(INCIDENTS) go test -count 1 -timeout 60m -run TestFigures -v ./pkg/cli

# Every fuzz target for FUZZTIME each.
fuzz:
	sh .ci/fuzz $${FUZZTIME:-30s}

# docs/ from the command tree, the rules and the fields; a test fails when it is stale.
docs:
	go run ./cmd/gen

snapshot:
	goreleaser release --snapshot --clean
