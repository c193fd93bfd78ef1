package repo

import (
	"bytes"
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
	staged  *lockFile    // the new index
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
	if err := s.checkCommit(); err != nil {
		return Outcome{}, err
	}
	w, err := s.readWorkTree()
	if err != nil {
		return Outcome{}, err
	}
	if err := w.checkIndex(); err != nil {
		return Outcome{}, err
	}
	r := &recording{workTree: w, message: message, staged: s.lock(s.indexPath())}
	defer r.staged.release()
	for _, path := range paths {
		if err := r.stage(path); err != nil {
			return Outcome{}, err
		}
	}
	if err := r.patchIndex(); err != nil {
		return Outcome{}, err
	}
	return r.commit(ctx, ref)
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
		return r.skipped(name, there)
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

// patchIndex writes the new index.
func (r *recording) patchIndex() error {
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
	return r.staged.write(r.index.encode())
}

// lockIndex takes index.lock, and starts from the index as it is by then: what
// git stages from now on waits, what it staged before is seen.
func (r *recording) lockIndex(ctx context.Context) error {
	if r.staged.held {
		return nil
	}
	if err := r.staged.take(ctx); err != nil {
		return err
	}
	if err := r.checkOperation(); err != nil {
		return err // now that no merge can begin any more
	}
	w, err := r.readWorkTree()
	if err != nil || bytes.Equal(w.data, r.data) {
		return err
	}
	if err := w.checkIndex(); err != nil {
		return err
	}
	r.workTree = w
	return r.patchIndex()
}

// refAttempts is how often a commit is built anew because the branch moved.
const refAttempts = 5

// commit builds the commit upon whatever HEAD is now, puts the index in place
// and moves the ref.
func (r *recording) commit(ctx context.Context, ref string) (Outcome, error) {
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
		err = r.move(ctx, &refMove{session: r.session, name: name, old: parent, new: id, by: by})
		if !errors.Is(err, errRefMoved) {
			return Outcome{Commit: id.String(), Ref: name}, err
		}
	}
	return Outcome{}, errRefMoved
}

// move brings everything to the disk, and only then takes the locks.
func (r *recording) move(ctx context.Context, m *refMove) error {
	defer m.release()
	if err := m.prepare(); err != nil {
		return err
	}
	if err := r.objects.flush(r.journal.files(r.staged, m.head, m.ref)); err != nil {
		return err
	}
	if err := r.lockIndex(ctx); err != nil {
		return err
	}
	err := m.run(ctx, commitReason(m.old, r.message), r.staged.commit)
	if err != nil && r.staged.done {
		m.release() // git takes the lock of the index first, and then waits for these
		r.unstage(ctx)
	}
	return err
}

// unstage puts the index back that was there before, when the branch could not
// be moved after it: the file may be taken back as well, and would then differ
// from what is staged.
func (r *recording) unstage(ctx context.Context) {
	before := r.data
	if before == nil {
		before = (&index{version: 2}).encode() // there was none
	}
	lock := r.lock(r.indexPath())
	defer lock.release()
	if lock.write(before) != nil || lock.take(ctx) != nil {
		return
	}
	if now, err := r.readWorkTree(); err == nil && bytes.Equal(now.data, r.staged.data) {
		_ = lock.commit()
	}
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
