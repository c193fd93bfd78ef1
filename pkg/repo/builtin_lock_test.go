package repo

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// eachLock runs a test with a lock that is made in place, and with one that is
// linked from a spare.
func eachLock(t *testing.T, test func(t *testing.T, dir string, lock *lockFile)) {
	t.Helper()
	for _, spare := range []string{"", "spare"} {
		t.Run("spare="+spare, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			lock := &lockFile{target: filepath.Join(dir, "ref")}
			if spare != "" {
				lock.spare = filepath.Join(dir, spare)
			}
			test(t, dir, lock)
		})
	}
}

func TestLockReplacesAtOnce(t *testing.T) {
	t.Parallel()
	eachLock(t, func(t *testing.T, dir string, lock *lockFile) {
		fill(t, dir, "ref", "old")
		holds := func(when, want string) {
			if data, _ := os.ReadFile(lock.target); string(data) != want {
				t.Errorf("%s: %q", when, data)
			}
		}
		for _, err := range []error{lock.write([]byte("new")), lock.take(context.Background()), lock.write([]byte("newer"))} {
			if err != nil {
				t.Fatal(err)
			}
		}
		holds("before it is committed", "old")
		if err := lock.commit(); err != nil {
			t.Fatal(err)
		}
		lock.release()
		holds("afterwards", "newer")
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("left behind: %v", entries)
		}
	})
}

func TestLockOfAnotherStays(t *testing.T) {
	t.Parallel()
	eachLock(t, func(t *testing.T, dir string, lock *lockFile) {
		fill(t, dir, "ref.lock", "somebody's")
		var trace bytes.Buffer
		lock.trace = &trace
		err := errors.Join(lock.write([]byte("new")), lock.take(context.Background()))
		lock.release()
		var locked *lockedError
		if !errors.As(err, &locked) || locked.path != filepath.Join(dir, "ref.lock") {
			t.Errorf("error %v", err)
		}
		if data, _ := os.ReadFile(filepath.Join(dir, "ref.lock")); string(data) != "somebody's" {
			t.Errorf("their lock holds %q", data)
		}
		var refused *Refused
		if !errors.As(refusal(err), &refused) || refused.Cause != CauseLocked {
			t.Errorf("refused as %v", refused)
		}
		if n := bytes.Count(trace.Bytes(), []byte("waiting for ref.lock")); n != lockAttempts {
			t.Errorf("told of %d attempts", n)
		}
	})
}

func TestLockIsWaitedFor(t *testing.T) {
	t.Parallel()
	eachLock(t, func(t *testing.T, _ string, first *lockFile) {
		if err := errors.Join(first.write([]byte("new")), first.take(context.Background())); err != nil {
			t.Fatal(err)
		}
		var waiting sync.WaitGroup
		waiting.Go(func() {
			second := &lockFile{target: first.target}
			if err := second.take(context.Background()); err != nil {
				t.Error(err)
			}
			second.release()
		})
		time.Sleep(2 * lockPause) // most likely it waits by now; either way it must get the lock
		first.release()
		waiting.Wait()
	})
}

func TestLockInterrupted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fill(t, dir, "ref.lock", "")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (&lockFile{target: filepath.Join(dir, "ref")}).take(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if err := (&lockFile{target: filepath.Join(dir, "nowhere", "ref")}).take(context.Background()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without its folder: %v", err)
	}
}
