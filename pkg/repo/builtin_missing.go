package repo

import (
	"errors"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// explain makes a *RevisionError of what stopped the reading.
func (s *revision) explain(err error) error {
	var fault *revisionFault
	var missing *missingObjectError
	var broken *brokenRefError
	switch {
	case errors.As(err, &fault):
		e := &RevisionError{Rev: s.text, Reason: fault.reason, Way: fault.way, Mistyped: fault.mistyped}
		if way := wayToFetchBranch(s.text, s.config.entries); fault == errNoSuchRevision && way != "" {
			e.Way = way
		}
		return e
	case errors.As(err, &missing):
		return &RevisionError{Rev: s.text, Reason: missing.Error(), Way: s.wayToFetch()}
	case errors.As(err, &broken):
		return &RevisionError{Rev: s.text, Reason: printable(broken.name) + " is broken: it names no commit", Way: wayToMendRef(broken.name)}
	case err == nil, s.ctx.Err() != nil, errors.Is(err, ErrTooLarge):
		return err
	}
	return &RevisionError{Rev: s.text, Reason: err.Error(), Way: wayToFsck}
}

// wayToFetch is what brings the missing objects; it depends on how the clone
// was made.
func (s *revision) wayToFetch() string {
	switch {
	case s.promisor():
		return "the clone is partial, and the built-in git backend fetches nothing: " + useGit
	case s.cut != nil:
		return wayToDeepen
	}
	return wayToFsck
}

// promisor says that objects may be missing on purpose.
func (s *session) promisor() bool {
	for _, e := range s.config.entries {
		section, _, key := e.split()
		if on, ok := e.bool(); section == "remote" && key == "promisor" && ok && on || e.name == "extensions.partialclone" {
			return true
		}
	}
	return false
}

// shallow are the commits whose parents were not fetched; nil in a full clone.
func (s *session) shallow() map[plumbing.Hash]bool {
	data, err := readBounded(filepath.Join(s.loc.commonDir, "shallow"), maxConfigSize)
	if err != nil || len(data) == 0 {
		return nil
	}
	cut := map[plumbing.Hash]bool{}
	for line := range strings.Lines(string(data)) {
		if id, _, ok := cutHash([]byte(line)); ok {
			cut[id] = true
		}
	}
	return cut
}
