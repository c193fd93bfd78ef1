//go:build unix && !solaris && !aix

package repo

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// flock tries once; held says that another process has the lock, and neither
// that there are none here.
func flock(f *os.File) (locked, held bool) {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EINTR) {
			return err == nil, errors.Is(err, unix.EWOULDBLOCK)
		}
	}
}
