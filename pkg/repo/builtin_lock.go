package repo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// lockFile is git's own kind of lock: NAME.lock beside NAME, which only one
// process can create. It holds the new content and is renamed over NAME; who
// reads NAME sees the old content or the new, never a part.
//
// Where it can, pm fills a spare first, a file of its own, and then takes the
// lock by linking the spare to NAME.lock. The lock is held for less time, since
// writing and waiting for the disk come before it; and a lock that is the very
// file of a spare was made by pm, so the next pm can release what a killed one
// left (recover.go). No other lock is ever removed.
type lockFile struct {
	disk   disk
	share  sharing
	trace  io.Writer
	target string
	spare  string // "" where there can be none
	data   []byte
	held   bool
	done   bool // the target has the new content
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

func (l *lockFile) name() string { return l.target + ".lock" }

// write sets the new content. It is on the disk before the target gets it: a
// spare is brought there by settle, together with everything else.
func (l *lockFile) write(data []byte) error {
	l.data = data
	switch {
	case l.held:
		return l.fill(l.name(), os.O_TRUNC, (*diskFile).Sync)
	case l.spare != "":
		_ = l.disk.remove(l.spare)
		return l.fill(l.spare, os.O_CREATE|os.O_EXCL, (*diskFile).syncWritten)
	}
	return nil
}

func (l *lockFile) fill(name string, flag int, sync1 func(*diskFile) error) error {
	f, err := l.disk.open(name, os.O_WRONLY|flag, 0o666)
	if err != nil {
		return err
	}
	if len(l.data) > 0 {
		_, err = f.Write(l.data)
		if err == nil {
			err = sync1(f)
		}
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return l.share.apply(l.disk, name, false)
}

// take waits for the lock for a while. It never removes a lock that is there:
// whether its owner still lives cannot be known.
func (l *lockFile) take(ctx context.Context) error {
	for attempt := range lockAttempts {
		err := l.try()
		if err == nil || !errors.Is(err, os.ErrExist) {
			return err
		}
		if err := pause(ctx, l.trace, filepath.Base(l.name()), attempt); err != nil {
			return err
		}
	}
	return &lockedError{path: l.name()}
}

func (l *lockFile) try() error {
	if l.spare != "" {
		err := l.disk.link(l.spare, l.name())
		if err == nil || errors.Is(err, os.ErrExist) {
			l.held = err == nil
			return err
		}
		// No hard links here: the lock is made in place, and is anybody's
		// after a crash.
	}
	f, err := l.disk.open(l.name(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	l.held = true
	if err := f.Close(); err != nil {
		return err
	}
	return l.fill(l.name(), os.O_TRUNC, (*diskFile).Sync)
}

// commit puts what was written in the place of the target.
func (l *lockFile) commit() error {
	if err := l.disk.rename(l.name(), l.target); err != nil {
		return err
	}
	l.held, l.done = false, true
	// What others can see now cannot be called failed any more.
	_ = l.disk.sync(filepath.Dir(l.target), syncDir)
	return nil
}

// release removes the lock, unless it was committed, and then the spare: while
// there is a lock of pm's, it can be told to be one. It may be called twice, and
// on nil.
func (l *lockFile) release() {
	if l == nil {
		return
	}
	if l.held {
		if l.disk.remove(l.name()) != nil {
			return
		}
		l.held = false
	}
	if l.spare != "" {
		_ = l.disk.remove(l.spare)
		l.spare = ""
	}
}

// pause waits twice as long each time, with some chance in it so that two
// processes do not stay in step.
func pause(ctx context.Context, trace io.Writer, what string, attempt int) error {
	if trace != nil {
		fmt.Fprintf(trace, "waiting for %s (attempt %d)\n", what, attempt+1)
	}
	wait := lockPause << attempt
	wait = wait/2 + rand.N(wait)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}
