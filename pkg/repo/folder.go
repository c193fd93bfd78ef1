package repo

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"strings"
)

// Folder is a folder outside of any repository that files are made in. No path
// leaves it, by itself or through a symbolic link.
type Folder struct {
	root *os.Root
	disk disk
}

// OpenFolder opens a folder, and makes it and those above it where they are not
// there. The caller closes it.
func OpenFolder(dir string, step StepFunc) (*Folder, error) {
	if err := step.at("mkdir", dir); err != nil {
		return nil, &fs.PathError{Op: "mkdir", Path: dir, Err: err}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{root, disk{root, step}}, nil
}

// Close gives the folder back.
func (f *Folder) Close() error { return f.root.Close() }

// FS is the folder for reading.
func (f *Folder) FS() fs.FS { return f.root.FS() }

// Empty reports a folder with nothing in it.
func (f *Folder) Empty() (bool, error) {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	return len(entries) == 0, err
}

// ReadFile reads a file whole, whatever its size. Errors are *fs.PathError.
func (f *Folder) ReadFile(name string) ([]byte, error) {
	data, err := f.root.ReadFile(name)
	if err != nil {
		return nil, pathError("read", name, err)
	}
	return data, nil
}

// Stat gives the size of a regular file and when it was changed, in nanoseconds.
func (f *Folder) Stat(name string) (size, changed int64, err error) {
	info, err := f.root.Lstat(name)
	switch {
	case err != nil:
		return 0, 0, pathError("stat", name, err)
	case !info.Mode().IsRegular():
		return 0, 0, &fs.PathError{Op: "stat", Path: name, Err: errNotRegular}
	}
	return info.Size(), info.ModTime().UnixNano(), nil
}

// Create makes a file that is not there yet, and the folders that it lies in. It says
// when the file was changed. A crash may leave the beginning of it.
func (f *Folder) Create(name string, data []byte) (changed int64, err error) {
	file, err := f.create(name)
	if err != nil {
		return 0, pathError("write", name, err)
	}
	info, err := complete(file, data)
	if err != nil {
		_ = f.root.Remove(name)
		return 0, pathError("write", name, err)
	}
	return info.ModTime().UnixNano(), nil
}

func (f *Folder) create(name string) (*diskFile, error) {
	const flag = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	file, err := f.disk.open(name, flag, 0o666)
	if errors.Is(err, fs.ErrNotExist) && strings.Contains(name, "/") {
		if err = f.disk.mkdir(path.Dir(name)); err == nil {
			file, err = f.disk.open(name, flag, 0o666)
		}
	}
	return file, err
}

func complete(file *diskFile, data []byte) (info fs.FileInfo, err error) {
	_, err = file.Write(data)
	if err == nil {
		info, err = file.Stat()
	}
	return info, errors.Join(err, file.Close())
}

// Write is Create for a file that may be there: a crash leaves the old content or the
// new one.
func (f *Folder) Write(name string, data []byte) (changed int64, err error) {
	temp := fmt.Sprintf("%s.%08x.tmp", name, rand.Uint32())
	file, err := f.create(temp)
	if err != nil {
		return 0, pathError("write", name, err)
	}
	info, err := complete(file, data)
	if err == nil {
		err = f.disk.rename(temp, name)
	}
	if err != nil {
		_ = f.root.Remove(temp)
		return 0, pathError("write", name, err)
	}
	return info.ModTime().UnixNano(), nil
}

// Remove takes away a file, and the folders that are empty then.
func (f *Folder) Remove(name string) error {
	if err := f.disk.remove(name); err != nil {
		return pathError("remove", name, err)
	}
	var err error // of a folder that something else lies in
	for dir := path.Dir(name); dir != "." && err == nil; dir = path.Dir(dir) {
		err = f.disk.remove(dir)
	}
	return nil
}
