package repo

import (
	"context"
	"iter"
	"path"
	"slices"
	"strings"
	"time"
)

// HistoryOptions say which commits a history has, and what it looks at.
type HistoryOptions struct {
	Rev  string // the commit at which it ends; "" is HEAD
	Base string // leaves out this revision and all it is made of; "" for nothing
	// New leaves out what any local branch holds, and all that is made of.
	New bool
	// Paths are files, and folders with all below them, relative to the root.
	// They are names, not patterns.
	Paths []string
	// Beside is a file whose blob is told with each commit, changed or not.
	Beside string
	// Alone takes Rev by itself, compared with its parents.
	Alone bool
	// Whole refuses a history that a shallow clone has cut anywhere, not only
	// in a commit that is part of the answer.
	Whole bool
	// Messages gives every commit, whatever it changes, with its message in place of
	// its changes. Paths and Beside are not looked at.
	Messages bool
}

// Commit is one commit of a history.
type Commit struct {
	ID                string
	Parents           []string
	Author, Committer Signature
	Subject           string
	Message           string       // whole, without blank lines around it; with HistoryOptions.Messages only
	Changes           []FileChange // in order of path, never empty; none with HistoryOptions.Messages
	Beside            string       // blob of HistoryOptions.Beside; "" when it is not there
}

// Signature is who made or wrote a commit, and when.
type Signature struct {
	Name, Email string
	When        time.Time // UTC, to the second; zero when it cannot be read
}

// FileChange is a regular file that differs from what it is in every parent:
// what a merge takes over from one side was changed by a commit of that side,
// what it changes itself is seen. Blobs are full object names, "" where there is
// no regular file.
type FileChange struct {
	Path   string   // relative to the root
	Before []string // one for each parent; none in a commit without parents
	After  string
}

// History gives the commits that change something below the paths, parents
// before their children whatever their dates: the reverse of what
// git log --date-order --full-history -c shows.
// It never follows renames, which are a deletion and an addition. An unborn
// branch has none. An error ends it: *RevisionError, *Incomplete, *Refused, or
// ErrNoGit.
func (r *Repo) History(ctx context.Context, o HistoryOptions) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		b, q, err := r.query(o)
		if err != nil {
			yield(nil, err)
			return
		}
		for c, err := range b.history(ctx, q) {
			if err == nil && q.cut[c.ID] {
				err = errShallow
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if (o.Messages || r.settle(c)) && !yield(c, nil) {
				return
			}
		}
	}
}

// historyQuery is HistoryOptions with paths from the repository's top.
type historyQuery struct {
	rev, base string
	unborn    bool // an unborn branch will do: nobody named the revision
	paths     []string
	beside    string
	fresh     bool // without what local branches hold
	alone     bool
	whole     bool
	messages  bool
	cut       map[string]bool // commits whose parents were not fetched
}

func (r *Repo) query(o HistoryOptions) (backend, historyQuery, error) {
	q := historyQuery{rev: o.Rev, base: o.Base, unborn: o.Rev == "", fresh: o.New, alone: o.Alone, whole: o.Whole, messages: o.Messages}
	if q.unborn {
		q.rev = "HEAD"
	}
	for _, rev := range []string{o.Rev, o.Base} {
		if bad := badRevision(rev); bad != nil && rev != "" {
			return nil, q, bad
		}
	}
	if o.Messages {
		o.Paths, o.Beside = nil, ""
	}
	for _, p := range o.Paths {
		q.paths = append(q.paths, path.Join(r.prefix, p))
	}
	q.paths = outermost(q.paths)
	if o.Beside != "" {
		q.beside = path.Join(r.prefix, o.Beside)
	}
	b, err := r.backend()
	if err == nil {
		q.cut, err = shallowCommits(r.loc)
	}
	return b, q, err
}

// outermost leaves out what lies below another path; none stands for all.
func outermost(paths []string) []string {
	slices.Sort(paths)
	var kept []string
	for _, p := range paths {
		switch {
		case p == "." || p == "":
			return nil
		case !slices.ContainsFunc(kept, func(k string) bool { return p == k || strings.HasPrefix(p, k+"/") }):
			kept = append(kept, p)
		}
	}
	return kept
}

// settle makes a backend's commit one for the caller: paths from the root, in
// order, without what only looked like a change of a regular file. False when
// nothing is left of it.
func (r *Repo) settle(c *Commit) bool {
	c.Changes = slices.DeleteFunc(c.Changes, func(f FileChange) bool {
		return slices.Contains(f.Before, f.After) || f.After == "" && len(f.Before) == 0
	})
	for n := range c.Changes {
		if r.prefix != "" {
			c.Changes[n].Path = strings.TrimPrefix(c.Changes[n].Path, r.prefix+"/")
		}
	}
	slices.SortFunc(c.Changes, func(a, b FileChange) int { return strings.Compare(a.Path, b.Path) })
	return len(c.Changes) > 0
}

// isFileMode holds for the modes of regular files, not for links, folders and
// submodules.
func isFileMode(mode uint32) bool { return mode&0o170000 == 0o100000 }
