//go:build unix

package repo

import (
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// listDir is the entries of an opened folder, whose Info nobody may ask for. Of
// a file opened in an os.Root, ReadDir asks the system for each entry's Info at
// once, which takes longer than all else for thousands of them. The copy of the
// descriptor reads the same folder and is not known to be in one.
func listDir(f *os.File) ([]fs.DirEntry, error) {
	conn, err := f.SyscallConn()
	if err != nil {
		return nil, err
	}
	var fd int
	var failed error
	if err := conn.Control(func(own uintptr) { fd, failed = unix.FcntlInt(own, unix.F_DUPFD_CLOEXEC, 0) }); err != nil {
		return nil, err
	}
	if failed != nil {
		return nil, os.NewSyscallError("fcntl", failed)
	}
	list := os.NewFile(uintptr(fd), f.Name())
	defer list.Close()
	return list.ReadDir(-1)
}
