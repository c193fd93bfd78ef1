package repo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// lockFile is git's own kind of lock: NAME.lock beside NAME, which only one
// process can create. The new content is written into it and renamed over
// NAME; who reads NAME sees the old content or the new, never a part.
type lockFile struct {
	target string
	file   *os.File // nil once committed or released
}

// lockedError is a lock that somebody else would not let go of.
type lockedError struct{ path string }

func (e *lockedError) Error() string { return fmt.Sprintf("%s exists", e.path) }

// lockAttempts and lockPause give a git command some two seconds to finish:
// its locks last milliseconds unless it was killed.
const (
	lockAttempts = 8
	lockPause    = 10 * time.Millisecond
)

// takeLock waits for the lock of target for a while. It never removes a lock
// it did not create: whether its owner still lives cannot be known.
func takeLock(ctx context.Context, target string, share sharing) (*lockFile, error) {
	for attempt := range lockAttempts {
		lock, err := tryLock(target, share)
		if !errors.Is(err, os.ErrExist) {
			return lock, err
		}
		if err := pause(ctx, attempt); err != nil {
			return nil, err
		}
	}
	return nil, &lockedError{path: target + ".lock"}
}

// pause waits twice as long each time, with some chance in it so that two
// processes do not stay in step.
func pause(ctx context.Context, attempt int) error {
	wait := lockPause << attempt
	wait = wait/2 + rand.N(wait)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}

func tryLock(target string, share sharing) (*lockFile, error) {
	file, err := os.OpenFile(target+".lock", os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	lock := &lockFile{target: target, file: file}
	if err := share.apply(file.Name(), false); err != nil {
		lock.release()
		return nil, err
	}
	return lock, nil
}

// write fills the lock with the new content and brings it to the disk.
func (l *lockFile) write(data []byte) error {
	if _, err := l.file.Write(data); err != nil {
		return err
	}
	return l.file.Sync()
}

// commit puts what was written in the place of the target.
func (l *lockFile) commit() error {
	name := l.file.Name()
	if err := l.file.Close(); err != nil {
		return err
	}
	if err := os.Rename(name, l.target); err != nil {
		return err
	}
	l.file = nil
	// What others can see now cannot be called failed any more.
	_ = syncDir(filepath.Dir(l.target))
	return nil
}

// release removes the lock, unless it was committed. It may be called twice,
// and on nil.
func (l *lockFile) release() {
	if l == nil || l.file == nil {
		return
	}
	// Close may fail when commit closed it already; removing must go on.
	_ = l.file.Close()
	_ = os.Remove(l.file.Name())
	l.file = nil
}
