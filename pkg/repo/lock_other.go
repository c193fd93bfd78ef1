//go:build !windows && (!unix || solaris || aix)

package repo

import "os"

// flock has no lock to offer here.
func flock(*os.File) (locked, held bool) { return false, false }
