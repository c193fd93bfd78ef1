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
	w := newHistoryWalk(ctx, s, historyQuery{rev: rev, base: base})
	ours, err := w.commitNamed(base)
	if err != nil {
		return "", err
	}
	theirs, isCommit, err := w.commitOrTree(rev)
	if err != nil || !isCommit {
		return ours.String(), err
	}
	bases, err := w.mergeBases(theirs)
	if err != nil {
		return "", w.incomplete(err)
	}
	return bases[0].String(), nil // with none in common there was an error
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
