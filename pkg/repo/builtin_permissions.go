package repo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// sharing is core.sharedRepository: which permission bits files and folders in
// the git directory get beyond, or instead of, what the umask leaves.
type sharing struct {
	bits  uint32
	exact bool // bits replace those of the umask
}

func parseSharing(c *gitConfig) (sharing, error) {
	const name = "core.sharedrepository"
	e, ok := c.last(name)
	if !ok {
		return sharing{}, nil
	}
	switch strings.ToLower(e.value) {
	case "umask", "0":
		return sharing{}, nil
	case "group", "1":
		return sharing{bits: 0o660}, nil
	case "all", "world", "everybody", "2":
		return sharing{bits: 0o664}, nil
	}
	// "true" is a boolean, while "0640" would pass for one as a number.
	if on, isBool := e.bool(); isBool && !startsWithDigit(e.value) {
		if on {
			return sharing{bits: 0o660}, nil
		}
		return sharing{}, nil
	}
	mode, err := strconv.ParseUint(e.value, 8, 32)
	if err != nil || mode&0o600 != 0o600 {
		return sharing{}, fmt.Errorf("bad value '%s' for '%s': the owner must be able to read and write", e.value, name)
	}
	return sharing{bits: uint32(mode) & 0o666, exact: true}, nil
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// apply gives a file or folder its shared permissions. What is read-only stays
// so, and a folder passes its group on to what is made in it.
func (s sharing) apply(d disk, path string, dir bool) error {
	if s == (sharing{}) {
		return nil
	}
	mode, err := rawMode(path)
	if err != nil {
		return err
	}
	wanted := s.mode(mode, dir)
	if wanted == mode {
		return nil
	}
	if err := d.at("chmod", path); err != nil {
		return err
	}
	return chmod(path, wanted)
}

func (s sharing) mode(mode uint32, dir bool) uint32 {
	// git's calc_shared_perm: who may not write gains no right to, and who may
	// run a file may do so as far as others may read it.
	bits := s.bits
	if mode&0o200 == 0 {
		bits &^= 0o222
	}
	if mode&0o100 != 0 {
		bits |= bits & 0o444 >> 2
	}
	if s.exact {
		mode &^= 0o777
	}
	mode |= bits
	if dir {
		const setgid = 0o2000
		mode |= mode&0o444>>2 | setgid
	}
	return mode
}

// mkdirs makes a folder and those above it.
func (s sharing) mkdirs(d disk, path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	if parent := filepath.Dir(path); parent != path {
		if err := s.mkdirs(d, parent); err != nil {
			return err
		}
	}
	err := d.mkdir(path)
	if errors.Is(err, os.ErrExist) && isDir(path) {
		return nil // made by another process meanwhile
	}
	if err != nil {
		return err
	}
	return s.apply(d, path, true)
}
