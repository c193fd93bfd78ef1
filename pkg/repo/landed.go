package repo

import (
	"context"
	"path/filepath"
	"strings"
	"time"
)

// Tag is a name that somebody gave to a commit.
type Tag struct {
	Name    string // without refs/tags/
	Commit  string // full object name
	By      Signature
	Subject string // of the tag's own message; "" for a lightweight tag, whose By is that of the commit
}

// Landed are the commits that HEAD's branch got from since on, the newest first: those
// of its first parents, which is how a merge lands in one piece. Their time is the
// committer's; clocks that differ a little are allowed for. An unborn branch has
// none. The errors are those of History; it is *Incomplete when the clone is cut
// off later than since.
func (r *Repo) Landed(ctx context.Context, since time.Time) ([]*Commit, error) {
	b, err := r.backend()
	if err != nil {
		return nil, err
	}
	cut, err := shallowCommits(r.loc)
	if err != nil {
		return nil, err
	}
	var all []*Commit
	older := 0
	for c, err := range b.firstParents(ctx) {
		if err != nil {
			return nil, err
		}
		if c.Committer.When.Before(since) {
			if older++; older > maxOlder {
				break
			}
		} else {
			older = 0
			all = append(all, c)
		}
		if cut[c.ID] && older == 0 {
			return nil, errShallow
		}
	}
	return all, nil
}

// maxOlder is after how many commits in a row that are too old no newer one is
// looked for any more.
const maxOlder = 20

// Tags are the tags of commits, in order of their names.
func (r *Repo) Tags(ctx context.Context) ([]Tag, error) {
	b, err := r.backend()
	if err != nil {
		return nil, err
	}
	return b.tags(ctx)
}

// Name is what people call the repository: the name of the folder that it lies in.
func (r *Repo) Name() string {
	if r.loc.top != "" {
		return filepath.Base(r.loc.top)
	}
	return strings.TrimSuffix(filepath.Base(r.loc.gitDir), ".git")
}
