package repo

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
)

// Incomplete is a question about history that this clone cannot answer: part
// of it was never fetched.
type Incomplete struct {
	Reason string
	Way    string // what fetches the rest
}

// Error is the reason, and what fetches the rest.
func (e *Incomplete) Error() string { return e.Reason + "; " + e.Way }

var errShallow = &Incomplete{
	Reason: "the clone is shallow, and the history that this needs was not fetched",
	Way:    "git fetch --unshallow fetches it (in CI: fetch-depth: 0)",
}

// errPartial is for clones made with --filter. Fetching one blob after the other
// as git would do it takes minutes, and nothing but pm sync talks to a remote.
var errPartial = &Incomplete{
	Reason: "the clone is partial, and files that this needs were not fetched",
	Way:    "git fetch --refetch --no-filter fetches them",
}

// shallowCommits are those whose parents were not fetched; nil in a full clone.
func shallowCommits(loc location) (map[string]bool, error) {
	data, err := readBounded(filepath.Join(loc.commonDir, "shallow"), maxConfigSize)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(data) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	cut := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if id := strings.TrimSpace(line); isObjectName(id) {
			cut[id] = true
		}
	}
	return cut, nil
}

// unrelated is what is wrong with a base that shares nothing with the revision.
// In a shallow clone that may only look so.
func unrelated(base, rev string, shallow bool) error {
	if shallow {
		return errShallow
	}
	return &RevisionError{Rev: base, Reason: "has no commit in common with " + rev, Way: "name the branch that it was made from", Mistyped: true}
}
