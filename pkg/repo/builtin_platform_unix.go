//go:build unix

package repo

import (
	"errors"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

func isNotDirectory(err error) bool { return errors.Is(err, unix.ENOTDIR) }

// statIndex is what the index remembers of a file, so that git need not read
// it again to know that it did not change.
func statIndex(path string) (indexStat, error) {
	var st unix.Stat_t
	if err := unix.Lstat(path, &st); err != nil {
		return indexStat{}, &os.PathError{Op: "lstat", Path: path, Err: err}
	}
	return indexStat{
		ctimeSec: uint32(st.Ctim.Sec), ctimeNano: uint32(st.Ctim.Nsec),
		mtimeSec: uint32(st.Mtim.Sec), mtimeNano: uint32(st.Mtim.Nsec),
		dev: uint32(st.Dev), ino: uint32(st.Ino),
		uid: st.Uid, gid: st.Gid,
		size: uint32(st.Size),
	}, nil
}

// ownedByUser says whether the user of this process owns a file. Under sudo
// the files of the one who called it count too, as for git.
func ownedByUser(path string, env environment) (bool, error) {
	var st unix.Stat_t
	if err := unix.Lstat(path, &st); err != nil {
		return false, &os.PathError{Op: "lstat", Path: path, Err: err}
	}
	euid := os.Geteuid()
	if int(st.Uid) == euid {
		return true, nil
	}
	return euid == 0 && env.value("SUDO_UID") == strconv.Itoa(int(st.Uid)), nil
}

// syncDir makes a rename in a folder last.
func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer dir.Close()
	err = dir.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return nil // some network and FUSE file systems cannot
	}
	return err
}

// syncWritten leaves it to syncFile, which is called for many files at a time.
func syncWritten(*diskFile) error { return nil }

// syncFile brings the content of a file to the disk.
func syncFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return file.Sync()
}

// chmod is os.Chmod without Go's own mode bits in between: setgid on a folder
// is what lets a group share it.
func chmod(path string, mode uint32) error {
	return unix.Chmod(path, mode)
}

func rawMode(path string) (uint32, error) {
	var st unix.Stat_t
	err := unix.Stat(path, &st)
	return uint32(st.Mode) & 0o7777, err //nolint:unconvert // 16 bits on darwin
}
