package repo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// lockName is the file in the common Git directory that pm processes on one
// clone, its linked worktrees included, take turns on.
const lockName = "pm.lock"

// lock waits until no other pm process writes to this clone, or until ctx is
// done. The operating system drops the lock with the process, so a crash never
// leaves it behind; the empty file stays, since removing it would let two
// processes lock two files of one name. Without Git the root folder itself is
// locked where the system can, and on Windows nothing is. Where no lock can be
// had (a read-only Git directory, a file system without locks) the write goes on
// without: it is compared with what was read right before it happens. So it does
// in a hook of git commit, which may be that of the very pm that has the lock and
// waits for the hook to end. alone says whether there was a lock to be had.
func (r *Repo) lock(ctx context.Context) (unlock func(), alone bool, err error) {
	unlocked := func() {}
	if insideHook(r.loc, environment(r.options.Environ)) {
		return unlocked, false, nil
	}
	f := r.openLock()
	if f == nil {
		return unlocked, false, nil
	}
	for wait := time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		locked, held := flock(f)
		if locked {
			return func() { _ = f.Close() }, true, nil
		}
		if !held {
			_ = f.Close()
			return unlocked, false, nil
		}
		if r.options.Trace != nil && wait == time.Millisecond {
			fmt.Fprintln(r.options.Trace, "waiting for another pm")
		}
		select {
		case <-ctx.Done():
			_ = f.Close()
			return nil, false, ctx.Err()
		case <-time.After(wait/2 + rand.N(wait)):
		}
	}
}

// openLock is nil where there is nothing to lock.
func (r *Repo) openLock() *os.File {
	name := filepath.Join(r.loc.commonDir, lockName)
	if r.options.Step.at("lock", name) != nil {
		return nil
	}
	if !r.hasGit {
		name = r.path
	} else if f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666); err == nil {
		return f
	}
	f, err := os.Open(name) // a folder, or made by another user of a shared clone
	if err != nil {
		return nil
	}
	return f
}
