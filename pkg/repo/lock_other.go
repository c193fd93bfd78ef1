//go:build !windows && (!unix || solaris || aix)

package repo

import (
	"errors"
	"os"
)

func flock(*os.File) error { return errors.ErrUnsupported }
