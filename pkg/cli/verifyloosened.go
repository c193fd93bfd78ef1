package cli

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/repo"
)

// loosening is a commit after which less was asked for than before.
type loosening struct {
	commit *history.Commit
	less   []string // sentences
}

// loosen notes a commit whose configuration asks for less than that of each of its
// parents. What asks for less before the first incident asks it of nobody.
func (r *verifyRun) loosen(c *repo.Commit, change repo.FileChange, own *policy) error {
	if r.options.base == "" && r.verifier.Commits == 0 {
		return nil
	}
	var less []string
	for n, blob := range change.Before {
		was, err := r.readable(blob)
		if err != nil {
			return err
		}
		if own.config == nil {
			// The next one is compared with what held before nobody could tell.
			r.unread[change.After] = was
			continue
		}
		found := append(config.Loosened(was, own.config), softer(was, own.config)...)
		if change.After == "" {
			found = append([]string{config.FileName + " is gone, and the defaults hold"}, found...)
		}
		if n > 0 { // a merge: what it takes over from a side was noted there
			found = slices.DeleteFunc(less, func(s string) bool { return !slices.Contains(found, s) })
		}
		less = found
	}
	if len(less) > 0 {
		r.commits[c.ID] = c
		r.loosened = append(r.loosened, loosening{&history.Commit{ID: c.ID, Author: c.Author.When, Policy: &own.Policy}, less})
	}
	return nil
}

// readable is the configuration in a blob, or where that cannot be read the last
// one before it that can.
func (r *verifyRun) readable(blob string) (*config.Config, error) {
	found, err := r.policies.of(blob)
	if err != nil || found.config != nil {
		return found.config, err
	}
	if before := r.unread[blob]; before != nil {
		return before, nil
	}
	defaults, err := r.policies.of("")
	return defaults.config, err
}
