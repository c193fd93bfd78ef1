# The few commands that are worth a name. Everything works without make as well.
.PHONY: test race lint bench crash fuzz docs snapshot

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
FILES ?= 100000
bench:
	go test -run '^$$' -bench . -benchmem ./...
	PM_FIGURES=$(INCIDENTS) PM_FIGURES_FILES=$(FILES) go test -count 1 -timeout 60m -run TestFigures -v ./pkg/cli

# Every point at which pm can be killed or the disk be full, and the whole race.
crash:
	PM_KILLPOINTS=all PM_RACE=200 PM_KILLS=200 go test -count 1 -timeout 60m -v -run 'TestKilled|TestFullDiskAnywhere|TestRoomLeft|TestReadOnly|TestRace' ./pkg/cli ./pkg/repo

# Every fuzz target for FUZZTIME each.
fuzz:
	sh .ci/fuzz $${FUZZTIME:-30s}

# docs/ from the command tree, the rules and the fields, and docs/git.md from the tests; a test fails when it is stale.
docs:
	go run ./cmd/gen
	go test ./pkg/repo -run '^TestConduct$$' -count 1 -update

snapshot:
	goreleaser release --snapshot --clean
