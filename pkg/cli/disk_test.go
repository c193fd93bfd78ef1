//go:build linux

package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// mounted is a folder with a file system of its own; the test is skipped where
// this process may not mount one.
func mounted(t *testing.T, source, kind string, flags uintptr, data string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount(source, dir, kind, flags, data); err != nil {
		t.Skipf("mounting: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestRoomLeft runs the commands on a disk that has less and less room left.
func TestRoomLeft(t *testing.T) {
	disk := mounted(t, "tmpfs", "tmpfs", 0, "size=4m")
	for _, backend := range []string{"git", "builtin"} {
		base := newRig(t, backend)
		for _, c := range crashed {
			t.Run(c.name+"/"+backend, func(t *testing.T) {
				tr := newTrial(base.on(t), c.args, c.files)
				done, failed := 0, 0
				step := 96 // KiB
				if stride(t) == 1 {
					step = 4
				}
				for room := 0; room <= 96; room += step {
					r := tr.copyTo(filepath.Join(disk, "work"))
					fillUp(t, filepath.Join(disk, "filling"), room<<10)
					got := r.pm("", tr.args...)
					if got.code == 0 {
						done++
					} else {
						failed++
					}
					if err := os.Remove(filepath.Join(disk, "filling")); err != nil {
						t.Fatal(err)
					}
					tr.answered(r, got)
					tr.carriedOut(r, got)
					tr.recovers(r, len(tr.new))
					if t.Failed() {
						t.Fatalf("with %d KiB left: %+v", room, got)
					}
					if err := os.RemoveAll(r.dir); err != nil {
						t.Fatal(err)
					}
				}
				t.Logf("%d times there was room, %d times not, all survived", done, failed)
			})
		}
	}
}

// fillUp takes all room but so many bytes.
func fillUp(t *testing.T, path string, room int) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size, block := 0, make([]byte, 4096)
	for {
		n, err := f.Write(block)
		size += n
		if errors.Is(err, syscall.ENOSPC) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Truncate(int64(max(size-room, 0))); err != nil {
		t.Fatal(err)
	}
}

// TestReadOnly runs the commands on a disk that cannot be written to.
func TestReadOnly(t *testing.T) {
	for _, backend := range []string{"git", "builtin"} {
		base := newRig(t, backend)
		for _, c := range crashed {
			t.Run(c.name+"/"+backend, func(t *testing.T) {
				tr := newTrial(base.on(t), c.args, c.files)
				dir := mounted(t, tr.dir, "", syscall.MS_BIND, "")
				if err := syscall.Mount("", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
					t.Skipf("mounting: %v", err)
				}
				r := &rig{TB: t, dir: dir, env: tr.env}
				got := r.pm("", tr.args...)
				t.Log(got.err)
				if got.code != 3 || !strings.Contains(got.err, "read-only file system") {
					t.Errorf("%+v", got)
				}
				if old, now := tr.eitherWay(r); now > 0 || old == 0 || r.commits() > 0 {
					t.Errorf("something was changed: %d old, %d new", old, now)
				}
			})
		}
	}
}
