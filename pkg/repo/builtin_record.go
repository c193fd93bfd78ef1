package repo

import (
	"context"
	"errors"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// recording is a commit in the making.
type recording struct {
	*workTree
	message string
	changes []pathChange
	entries []indexEntry // what the index gets, removals aside
}

// record makes a commit in the order that is safe to be killed in: objects,
// then the index, then the ref. In between, the change is merely staged.
func (b *builtin) record(ctx context.Context, ref, message string, paths []string) (Outcome, error) {
	s, err := b.open()
	if err != nil {
		return Outcome{}, err
	}
	defer s.close()
	if message, err = cleanMessage(message); err != nil {
		return Outcome{}, said(err)
	}
	outcome, err := s.record(ctx, ref, message, paths)
	if err != nil {
		return Outcome{}, refusal(err)
	}
	return outcome, nil
}

func (s *session) record(ctx context.Context, ref, message string, paths []string) (Outcome, error) {
	// The index is read only once it is locked: what git stages from now on
	// waits, what it staged before is seen.
	lock, err := takeLock(ctx, s.indexPath(), s.share)
	if err != nil {
		return Outcome{}, err
	}
	defer lock.release()
	if err := s.checkCommit(); err != nil {
		return Outcome{}, err // now that no merge can begin any more
	}
	w, err := s.readWorkTree()
	if err != nil {
		return Outcome{}, err
	}
	if err := w.checkIndex(); err != nil {
		return Outcome{}, err
	}
	r := &recording{workTree: w, message: message}
	for _, path := range paths {
		if err := r.stage(path); err != nil {
			return Outcome{}, err
		}
	}
	if err := r.patchIndex(lock); err != nil {
		return Outcome{}, err
	}
	return r.commit(ctx, ref, lock)
}

// stage stores the content of a path and notes what becomes of it.
func (r *recording) stage(name string) error {
	if err := r.checkPath(name); err != nil {
		return err
	}
	known, _ := r.index.entry(name)
	// The stat is taken before the content: what is written in between then
	// shows as modified, instead of passing for committed.
	st, statErr := statIndex(r.onDisk(name))
	info, data, there, err := r.content(name)
	switch {
	case err != nil:
		return err
	case known.skipWorktree():
		return skipped(name)
	case !there:
		r.changes = append(r.changes, pathChange{path: name})
		return nil
	case statErr != nil:
		return statErr
	}
	if info.Mode().IsRegular() {
		if err := r.checkConversion(name, data); err != nil {
			return err
		}
	}
	id, err := r.objects.write(plumbing.BlobObject, data)
	if err != nil {
		return err
	}
	mode := r.modeOf(info, known.mode())
	r.changes = append(r.changes, pathChange{path: name, mode: mode, id: id})
	r.entries = append(r.entries, newIndexEntry(name, mode, id, st))
	return nil
}

// patchIndex writes the new index into the lock.
func (r *recording) patchIndex(lock *lockFile) error {
	r.smudgeRacy()
	for _, c := range r.changes {
		if c.mode == 0 {
			r.index.remove(c.path) // first: a file may make way for a folder
		}
	}
	for _, e := range r.entries {
		if clash := r.index.clash(e.name); clash != "" {
			return &kindClashError{path: clash}
		}
		r.index.set(e)
	}
	return lock.write(r.index.encode())
}

// refAttempts is how often a commit is built anew because the branch moved.
const refAttempts = 5

// commit builds the commit upon whatever HEAD is now, puts the index in place
// and moves the ref.
func (r *recording) commit(ctx context.Context, ref string, lock *lockFile) (Outcome, error) {
	for range refAttempts {
		// The branch is not locked yet, so what is built here may be too late;
		// refMove finds out. Locking it first would block others for as long as
		// writing objects takes.
		name, parent, err := r.head()
		if err != nil {
			return Outcome{}, err
		}
		if ref != "" && ref != "HEAD" && ref != name {
			return Outcome{}, unsupported("a commit on %s while %s is checked out", printable(ref), name)
		}
		id, by, err := r.build(parent)
		if errors.Is(err, errNothing) {
			return Outcome{}, nil // as git commit leaves it: index and all
		}
		if err != nil {
			return Outcome{}, err
		}
		if err := r.objects.flush(); err != nil {
			return Outcome{}, err
		}
		move := refMove{refs: r.refs, share: r.share, config: r.config, name: name, old: parent, new: id, by: by}
		err = move.run(ctx, commitReason(parent, r.message), lock.commit)
		if !errors.Is(err, errRefMoved) {
			return Outcome{Commit: id.String(), Ref: name}, err
		}
	}
	return Outcome{}, errRefMoved
}

func commitReason(parent plumbing.Hash, message string) string {
	if parent.IsZero() {
		return "commit (initial): " + subject(message)
	}
	return "commit: " + subject(message)
}

// build writes the trees and the commit. The trees start from the parent's, not
// from the index: what else is staged stays out.
func (r *recording) build(parent plumbing.Hash) (plumbing.Hash, signature, error) {
	base, err := r.objects.treeOf(parent)
	if err != nil {
		return plumbing.ZeroHash, signature{}, err
	}
	tree, err := r.objects.splice(base, r.changes)
	if err != nil {
		return plumbing.ZeroHash, signature{}, err
	}
	if tree == base {
		return plumbing.ZeroHash, signature{}, errNothing
	}
	if tree == emptyTree {
		if _, err := r.objects.write(plumbing.TreeObject, nil); err != nil {
			return plumbing.ZeroHash, signature{}, err
		}
	}
	now := time.Now()
	who, err := r.signature(author, now)
	if err != nil {
		return plumbing.ZeroHash, signature{}, err
	}
	by, err := r.signature(asCommitter, now)
	if err != nil {
		return plumbing.ZeroHash, signature{}, err
	}
	id, err := r.objects.write(plumbing.CommitObject, encodeCommit(tree, parent, who, by, r.message))
	return id, by, err
}
