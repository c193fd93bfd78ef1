package repo

import (
	"context"
	"os"
	"runtime"

	"github.com/go-git/go-git/v5/plumbing"
)

func (b *builtin) ready(_ context.Context, paths []string) error {
	s, err := b.open()
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.checkCommit(); err != nil {
		return err
	}
	w, err := s.readWorkTree()
	if err != nil {
		return err
	}
	if err := w.checkIndex(); err != nil {
		return err
	}
	for _, path := range paths {
		if err := w.checkReady(path); err != nil {
			return refusal(err)
		}
	}
	return nil
}

func (b *builtin) tracked(_ context.Context, paths []string) (all, unmerged []string, err error) {
	s, err := b.open()
	if err != nil {
		return nil, nil, err
	}
	defer s.close()
	w, err := s.readWorkTree()
	if err != nil {
		return nil, nil, err
	}
	for _, p := range paths {
		i, ok := w.index.find(p)
		switch {
		case ok:
			all = append(all, p)
		case i < len(w.index.entries) && w.index.entries[i].name == p: // its other stages come next
			all, unmerged = append(all, p), append(unmerged, p)
		}
	}
	return all, unmerged, nil
}

// checkCommit goes through what may forbid any commit, whatever its files.
func (s *session) checkCommit() error {
	if s.loc.top == "" {
		return &Refused{Cause: CauseBare, Reason: "the repository is bare: there is no work tree to commit from", Way: "work in a clone of it"}
	}
	for _, check := range []func() error{
		s.checkOperation,
		func() error { return s.checkHooks(commitHooks) }, s.checkSigning, s.checkEncoding, s.checkIdentities,
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkOperation keeps a nil *Refused from becoming an error.
func (s *session) checkOperation() error {
	if refused := inProgress(s.loc, s.env); refused != nil {
		return refused
	}
	return nil
}

func (s *session) checkIdentities() error {
	if _, err := s.identity(author); err != nil {
		return err
	}
	_, err := s.identity(asCommitter)
	return err
}

// checkReady looks at one path before pm writes it. Afterwards nobody could tell
// what a person left half staged from what pm has just written.
func (w *workTree) checkReady(name string) error {
	if err := w.checkPath(name); err != nil {
		return err
	}
	if inner := w.index.submodule(name); inner != "" {
		return elsewhere(name, inner)
	}
	info, data, there, err := w.content(name)
	if err != nil {
		return err
	}
	if err := w.checkConversion(name, data); err != nil {
		return err
	}
	head, inHead, err := w.inHead(name)
	if err != nil {
		return err
	}
	staged, inIndex := w.index.entry(name)
	if inIndex && staged.skipWorktree() {
		return w.skipped(name, there)
	}
	announced := inIndex && staged.intentToAdd()
	inIndex = inIndex && !announced
	// Index against HEAD says what is staged, the file against the index what
	// came after.
	switch {
	case !inIndex && !inHead:
		if err := w.checkSpelling(name); err != nil {
			return err
		}
		return w.checkIgnored(name)
	case !inIndex:
		switch {
		case announced && there:
			return w.unlessOvertaken(name, head, plumbing.ZeroHash, there, data)
		case there:
			return partly(name)
		}
	case !inHead || head.id != staged.id() || head.mode != staged.mode():
		if !there || w.differs(staged, info, data) {
			return w.unlessOvertaken(name, head, staged.id(), there, data)
		}
	}
	return nil
}

// differs compares a staged entry with a file's content and mode.
func (w *workTree) differs(staged indexEntry, info os.FileInfo, data []byte) bool {
	return w.modeOf(info, staged.mode()) != staged.mode() ||
		plumbing.ComputeHash(plumbing.BlobObject, data) != staged.id()
}

func (w *workTree) checkIgnored(name string) error {
	if _, known := w.index.entry(name); known {
		return nil // intent to add: somebody already decided
	}
	ignored, err := w.ignored(name)
	if err != nil || !ignored {
		return err
	}
	return ignoredRefusal(name)
}

// inHead is the entry of a path in HEAD's tree.
func (s *session) inHead(name string) (e treeEntry, ok bool, err error) {
	_, id, err := s.head()
	if err != nil || id.IsZero() {
		return treeEntry{}, false, err
	}
	tree, err := s.objects.treeOf(id)
	if err != nil {
		return treeEntry{}, false, err
	}
	return s.objects.lookup(tree, name)
}

// modeOf is git's ce_mode_from_stat: the mode a file gets in the index, where known is the one it has
// there, 0 for a new one. Where the file system cannot tell (core.fileMode,
// core.symlinks), the index knows better.
func (w *workTree) modeOf(info os.FileInfo, known uint32) uint32 {
	if info.Mode()&os.ModeSymlink != 0 {
		return modeSymlink
	}
	if links, err := w.config.bool("core.symlinks", true); err == nil && !links && known == modeSymlink {
		return known
	}
	bits, err := w.config.bool("core.filemode", runtime.GOOS != "windows")
	switch {
	case (err != nil || !bits) && known&^0o777 == 0o100000:
		return known
	case err == nil && bits && info.Mode()&0o100 != 0:
		return modeExecutable
	}
	return modeFile
}
