package repo

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// lockName is the file in the common Git directory that pm processes on one
// clone, its linked worktrees included, take turns on.
const lockName = "pm.lock"

// errLocked is the answer of flock while another process holds the lock.
var errLocked = errors.New("locked by another process")

// lock waits until no other pm process writes to this clone, or until ctx is
// done. The operating system drops the lock with the process, so a crash never
// leaves it behind; the empty file stays, since removing it would let two
// processes lock two files of one name. Without Git the root folder itself is
// locked where the system can, and on Windows nothing is. Where no lock can be
// had (a read-only Git directory, a file system without locks) the write goes on
// without: it is compared with what was read right before it happens.
func (r *Repo) lock(ctx context.Context) (unlock func(), err error) {
	f, err := r.openLock()
	if err != nil {
		return func() {}, nil
	}
	for wait := time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		switch err := flock(f); {
		case err == nil:
			return func() { _ = f.Close() }, nil
		case !errors.Is(err, errLocked):
			_ = f.Close()
			return func() {}, nil
		}
		select {
		case <-ctx.Done():
			_ = f.Close()
			return nil, ctx.Err()
		case <-time.After(wait/2 + rand.N(wait)):
		}
	}
}

func (r *Repo) openLock() (*os.File, error) {
	if !r.hasGit {
		return os.Open(r.path)
	}
	name := filepath.Join(r.loc.commonDir, lockName)
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if errors.Is(err, fs.ErrPermission) {
		return os.Open(name) // made by another user of a shared clone; enough to lock it
	}
	return f, err
}
