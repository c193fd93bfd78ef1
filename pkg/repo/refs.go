package repo

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// OnBranches asks for files as branches other than the one checked out have
// them.
type OnBranches struct {
	// Patterns name the branches, as git for-each-ref takes them: in full, or
	// short as origin/postmortem/*; "*" stops at a slash, "**" does not, and a
	// pattern also names all that lies below it.
	Patterns []string
	Dirs     []string // folders or patterns of folders from the root, as in Files
	// Keeps makes the filter for paths in the tree of a branch.
	Keeps func(tree fs.FS) func(path string) bool
	// Key is what makes two files versions of one thing, wherever they lie.
	Key func(path string) string
	// Broken is told of refs that point at no commit, and are passed over; nil
	// when nobody asks.
	Broken func(*RevisionError)
}

// BranchFile is a file as a branch has it.
type BranchFile struct {
	Path   string // relative to the root
	Branch string // as git shortens it: origin/postmortem/x
	Switch string // what git switch takes to go there: postmortem/x
	Behind bool   // HEAD changed or removed it too, earlier
	Data   []byte
	Err    error // instead of Data
}

// Newest finds the files of which a branch has a newer version than the work
// tree, in order of path, and the patterns that match no branch.
//
// A branch counts for a file only when a commit that HEAD lacks changed it there.
// Of several such branches, and against what HEAD changed since it parted from
// the branch, the one counts whose last commit on the file is newest by its
// committer's time; with equal times HEAD, then the first branch by name. What
// is changed and not committed in the work tree is newer than all. A branch that
// removes a file does not count.
//
// A ref that points at a file, or at what this clone does not have, stands in
// nobody's way: it is passed over. Without a repository it is ErrNoGit; a branch that cannot be compared with
// HEAD is a *RevisionError. No remote is talked to.
func (r *Repo) Newest(ctx context.Context, o OnBranches) (files []BranchFile, unmatched []string, err error) {
	b, err := r.backend()
	if err != nil {
		return nil, nil, err
	}
	git, ok := b.(*gitBinary)
	if !ok {
		return nil, nil, &RevisionError{Rev: strings.Join(o.Patterns, ", "), Reason: "the built-in git backend reads no other branches", Way: useGit}
	}
	tips, err := git.tips(ctx)
	if err != nil {
		return nil, nil, err
	}
	matched, unmatched := matchRefs(tips, o.Patterns)
	if len(matched) == 0 {
		return nil, unmatched, nil
	}
	n := newest{OnBranches: o, repo: r, git: git, best: make(map[string]candidate)}
	err = n.read(ctx, matched)
	return n.files, unmatched, err
}

// tip is a branch and the commit that it stands at.
type tip struct{ ref, commit string }

// matchRefs are the branches that any pattern names, each commit once.
func matchRefs(tips []tip, patterns []string) (matched []tip, unmatched []string) {
	for _, p := range patterns {
		found := false
		for _, t := range tips {
			if !matchRef(p, t.ref) {
				continue
			}
			found = true
			if !slices.ContainsFunc(matched, func(m tip) bool { return m.commit == t.commit }) {
				matched = append(matched, t)
			}
		}
		if !found {
			unmatched = append(unmatched, p)
		}
	}
	slices.SortFunc(matched, func(a, b tip) int { return strings.Compare(a.ref, b.ref) })
	return matched, unmatched
}

// matchRef is the rule of git for-each-ref, for full names and short ones.
func matchRef(pattern, ref string) bool {
	name := ref
	if !strings.HasPrefix(pattern, "refs/") {
		name = shortRef(ref)
	}
	dir := strings.TrimSuffix(pattern, "/")
	return strings.HasPrefix(name, dir+"/") || wildmatch(pattern, name, false)
}

// candidate is a version of a file that may be the newest.
type candidate struct {
	path string // from the root
	tip  tip
	when time.Time
	ours bool // HEAD touched it too
}

// newer says whether c is to be preferred.
func (c candidate) newer(other candidate) bool { return c.when.After(other.when) }
