package repo

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"
)

// CompareOptions say what is compared.
type CompareOptions struct {
	Base string // a revision
	// Rev is a commit or a tree; "" is the work tree, of which HEAD is the commit.
	Rev string
	// Direct compares with Base itself, not with where Rev parted from it.
	Direct bool
	// Dirs are folders from the root, or patterns of them, to which the answer
	// may be limited; none for all. A caller still looks at the paths.
	Dirs []string
}

// Comparison is a base, and what differs from it.
type Comparison struct {
	BaseID string // the commit that is compared with
	Base   *Tree
	Tree   *Tree // of CompareOptions.Rev; nil for the work tree
	// Changed are the files, from the root and in order, that differ, with those
	// that are gone. In the work tree untracked files count, ignored ones do not,
	// and one that turns out to be the same after all may be among them.
	Changed []string
}

// Compare finds what differs between the merge base of two revisions and the
// second, as a pull request shows it. A tree that is no commit has no merge base
// and is compared with Base itself.
//
// It is a *RevisionError when a revision cannot be read or the two have nothing in
// common, an *Incomplete when the clone is too shallow to tell, a *Refused when
// there is no work tree, and without a repository ErrNoGit.
func (r *Repo) Compare(ctx context.Context, o CompareOptions) (*Comparison, error) {
	for _, rev := range []string{o.Base, cmp.Or(o.Rev, "HEAD")} {
		if bad := badRevision(rev); bad != nil {
			return nil, bad
		}
	}
	b, err := r.backend()
	if err != nil {
		return nil, err
	}
	if o.Rev == "" && r.loc.top == "" {
		return nil, &Refused{Cause: CauseBare, Reason: "the repository is bare: there is no work tree to compare", Way: "name a commit with --rev"}
	}
	c := &Comparison{BaseID: o.Base}
	if !o.Direct {
		if c.BaseID, err = b.mergeBase(ctx, o.Base, cmp.Or(o.Rev, "HEAD")); err != nil {
			return nil, err
		}
	}
	if c.Base, err = r.At(ctx, c.BaseID); err != nil {
		return nil, err
	}
	err = r.differences(ctx, b, o, c)
	return c, err
}

func (r *Repo) differences(ctx context.Context, b backend, o CompareOptions, c *Comparison) error {
	var names []string
	var err error
	if o.Rev == "" {
		names, err = b.changed(ctx, c.Base.reader, r.looksInto(o.Dirs))
	} else if c.Tree, err = r.At(ctx, o.Rev); err == nil {
		names, err = compareTrees(c.Base.reader.fs(), c.Tree.reader.fs())
	}
	for _, name := range names {
		if rel, ok := r.belowRoot(name); ok {
			c.Changed = append(c.Changed, rel)
		}
	}
	slices.Sort(c.Changed)
	c.Changed = slices.Compact(c.Changed)
	return err
}

// looksInto are plain folders from the top that hold all that patterns of folders
// can match.
func (r *Repo) looksInto(dirs []string) []string {
	if len(dirs) == 0 {
		dirs = []string{"."}
	}
	plain := make([]string, 0, len(dirs))
	for _, dir := range dirs {
		plain = append(plain, path.Join(r.prefix, PlainPart(dir)))
	}
	slices.Sort(plain)
	return slices.Compact(plain)
}

// belowRoot is a path from the top as one from the root.
func (r *Repo) belowRoot(name string) (string, bool) {
	if r.prefix == "" {
		return name, true
	}
	return strings.CutPrefix(name, r.prefix+"/")
}

// compareTrees lists the paths of files, links and submodules that are not the
// same in two trees. Folders with the same object name are never looked into.
func compareTrees(a, b *treeFS) ([]string, error) {
	var names []string
	var compare func(x, y treeNode, dir string) error
	compare = func(x, y treeNode, dir string) error {
		before, err := a.entries(x)
		if err != nil {
			return err
		}
		after, err := b.entries(y)
		if err != nil {
			return err
		}
		for _, p := range folderPairs(before, after) {
			name := joinPath(dir, cmp.Or(p.before.name, p.after.name))
			for _, n := range []treeNode{p.before, p.after} {
				if n.name != "" && !n.isTree() {
					names = append(names, name)
				}
			}
			if err := compare(p.before, p.after, name); err != nil {
				return err
			}
		}
		return nil
	}
	err := compare(a.root, b.root, ".")
	return names, err
}

// entryPair is a name in two versions of a folder; the zero treeNode is where it is
// not.
type entryPair struct{ before, after treeNode }

// folderPairs are the names whose entries differ.
func folderPairs(before, after []treeNode) []entryPair {
	rest := make(map[string]treeNode, len(after))
	for _, n := range after {
		rest[n.name] = n
	}
	var all []entryPair
	for _, n := range before {
		if m := rest[n.name]; m != n {
			all = append(all, entryPair{n, m})
		}
		delete(rest, n.name)
	}
	for _, n := range after {
		if _, added := rest[n.name]; added {
			all = append(all, entryPair{after: n})
		}
	}
	return all
}
