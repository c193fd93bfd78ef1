package repo

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"github.com/go-git/go-git/v5/plumbing"
)

func (b *builtin) mergeBase(ctx context.Context, base, rev string) (string, error) {
	s, err := b.open()
	if err != nil {
		return "", err
	}
	defer s.close()
	w := historyWalk{revision: revision{session: s, ctx: ctx, text: base, cut: s.shallow()}}
	ours, err := w.commitNamed(base)
	if err != nil {
		return "", err
	}
	theirs, isCommit, err := w.commitOrTree(rev)
	if err != nil || !isCommit {
		return ours.String(), err
	}
	id, err := w.meeting(ours, theirs)
	switch {
	case err != nil:
		return "", w.incomplete(err)
	case id.IsZero():
		return "", unrelated(base, rev, w.cut != nil)
	}
	return id.String(), nil
}

// commitOrTree resolves a revision that may name a tree, which no commit belongs
// to.
func (w *historyWalk) commitOrTree(rev string) (id plumbing.Hash, isCommit bool, err error) {
	r := revision{session: w.session, ctx: w.ctx, text: rev, cut: w.cut}
	id, err = r.commitID()
	if err == nil {
		return id, true, nil
	}
	if tree, terr := r.tree(); terr == nil {
		return tree, false, nil
	}
	return id, false, r.explain(err)
}

// meeting is the latest commit that two have in common and that is not before
// another of these; zero when there is none.
func (w *historyWalk) meeting(a, b plumbing.Hash) (plumbing.Hash, error) {
	before, err := w.ancestors(a, nil)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	ofA := make(map[plumbing.Hash]bool, len(before))
	for _, n := range before {
		ofA[n.id] = true
	}
	after, err := w.ancestors(b, nil)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	// By time, so that with clocks astray a commit may come after one it is made of.
	var common []node
	parent := map[plumbing.Hash]bool{}
	for _, n := range after {
		if !ofA[n.id] {
			continue
		}
		common = append(common, n)
		for _, p := range n.parents {
			parent[p] = true
		}
	}
	for _, n := range common {
		if !parent[n.id] {
			return n.id, nil
		}
	}
	return plumbing.ZeroHash, nil
}

// changed compares contents, file by file: what the index remembers of a file
// spares reading it in git, which has every means to know when that is true.
func (b *builtin) changed(ctx context.Context, base treeReader, dirs []string) ([]string, error) {
	s, err := b.open()
	if err != nil {
		return nil, err
	}
	defer s.close()
	w, err := s.readWorkTree()
	if err != nil {
		return nil, err
	}
	was := make(map[string]string) // by path, the object
	for item := range base.fs().list(dirs, nil, nil) {
		was[item.path] = item.id
	}
	var names []string
	for _, dir := range dirs {
		found, err := w.changedBelow(ctx, dir, was)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	for name, id := range was { // what no folder has any more
		if e, ok := w.index.entry(name); !ok || !e.skipWorktree() || e.id().String() != id {
			names = append(names, name)
		}
	}
	return names, nil
}

// changedBelow walks a folder, and takes out of was what it comes to.
func (w *workTree) changedBelow(ctx context.Context, dir string, was map[string]string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(w.onDisk(dir), func(file string, e fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(w.loc.top, file)
		name := filepath.ToSlash(rel)
		switch err := errors.Join(relErr, err, ctx.Err()); {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return said(err)
		case e.IsDir():
			return w.enters(name)
		}
		differs, err := w.differsFrom(name, was[name])
		delete(was, name)
		if differs && err == nil {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// enters keeps out of Git's own folder and of other repositories.
func (w *workTree) enters(dir string) error {
	if isGitDirName(filepath.Base(dir)) || dir != "." && followGitfile(filepath.Join(w.onDisk(dir), ".git")) != "" {
		return fs.SkipDir
	}
	return nil
}

// differsFrom compares a file with an object, "" for none; a new file that is
// ignored is nothing.
func (w *workTree) differsFrom(name, object string) (bool, error) {
	if object == "" {
		if _, known := w.index.entry(name); known {
			return true, nil
		}
		ignored, err := w.ignored(name)
		return !ignored, err
	}
	_, data, there, err := w.content(name)
	if errors.Is(err, errNoFile) || errors.Is(err, ErrTooLarge) {
		return true, nil
	}
	if err != nil {
		return false, said(err)
	}
	return !there || plumbing.ComputeHash(plumbing.BlobObject, data).String() != object, nil
}
