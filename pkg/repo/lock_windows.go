package repo

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// flock tries once; held says that another process has the lock, and neither
// that there are none here.
func flock(f *os.File) (locked, held bool) {
	const how = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, new(windows.Overlapped))
	return err == nil, errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}
