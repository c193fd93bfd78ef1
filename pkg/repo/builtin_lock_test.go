package repo

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func TestLockReplacesAtOnce(t *testing.T) {
	t.Parallel()
	target := filepath.Join(t.TempDir(), "ref")
	fill(t, filepath.Dir(target), "ref", "old")
	lock, err := takeLock(context.Background(), target, sharing{})
	if err != nil {
		t.Fatal(err)
	}
	if err := lock.write([]byte("new")); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(target); string(data) != "old" {
		t.Errorf("before it is committed: %q", data)
	}
	if err := lock.commit(); err != nil {
		t.Fatal(err)
	}
	lock.release() // after a commit it does nothing
	if data, _ := os.ReadFile(target); string(data) != "new" {
		t.Errorf("afterwards: %q", data)
	}
	if _, err := os.Lstat(target + ".lock"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the lock is left: %v", err)
	}
}

func TestLockOfAnotherStays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fill(t, dir, "ref.lock", "somebody's")
	_, err := takeLock(context.Background(), filepath.Join(dir, "ref"), sharing{})
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
}

func TestLockIsWaitedFor(t *testing.T) {
	t.Parallel()
	target := filepath.Join(t.TempDir(), "ref")
	first, err := takeLock(context.Background(), target, sharing{})
	if err != nil {
		t.Fatal(err)
	}
	var waiting sync.WaitGroup
	waiting.Go(func() {
		second, err := takeLock(context.Background(), target, sharing{})
		if err != nil {
			t.Error(err)
		}
		second.release()
	})
	time.Sleep(2 * lockPause) // most likely it waits by now; either way it must get the lock
	first.release()
	waiting.Wait()
}

func TestLockInterrupted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fill(t, dir, "ref.lock", "")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := takeLock(ctx, filepath.Join(dir, "ref"), sharing{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, err := takeLock(context.Background(), filepath.Join(dir, "nowhere", "ref"), sharing{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without its folder: %v", err)
	}
}
