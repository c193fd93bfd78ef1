package repo

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// treeFS shows a tree as a file system. Symlinks are there but not followed;
// a submodule is an empty folder, as in a work tree that never fetched it.
type treeFS struct{ tree *builtinTree }

var (
	errNotDirectory = errors.New("not a directory")
	errNotAFile     = errors.New("not a regular file")
)

func (f treeFS) find(op, name string) (treeInfo, error) {
	if !fs.ValidPath(name) {
		return treeInfo{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	e, err := f.tree.find(name)
	if err != nil {
		return treeInfo{}, &fs.PathError{Op: op, Path: name, Err: err}
	}
	e.name = path.Base(name)
	return treeInfo{tree: f.tree, entry: e}, nil
}

// Stat reads no file, so a link can be checked where its target's content was
// not fetched.
func (f treeFS) Stat(name string) (fs.FileInfo, error) {
	info, err := f.find("stat", name)
	if err != nil {
		return nil, err
	}
	return info, nil
}

func (f treeFS) ReadFile(name string) ([]byte, error) {
	info, err := f.find("read", name)
	if err != nil {
		return nil, err
	}
	if !info.entry.isFile() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errNotAFile}
	}
	_, data, err := f.tree.objects.read(info.entry.id, nil)
	if err != nil {
		return nil, f.tree.unreadable(name, err)
	}
	return data, nil
}

func (f treeFS) ReadDir(name string) ([]fs.DirEntry, error) {
	info, err := f.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errNotDirectory}
	}
	if info.entry.mode == modeSubmodule {
		return nil, nil
	}
	entries, err := f.tree.readTree(info.entry.id)
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	list := make([]fs.DirEntry, 0, len(entries))
	for _, e := range entries {
		list = append(list, fs.FileInfoToDirEntry(treeInfo{tree: f.tree, entry: e}))
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}

func (f treeFS) Open(name string) (fs.File, error) {
	info, err := f.find("open", name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		list, err := f.ReadDir(name)
		if err != nil {
			return nil, err
		}
		return &openTree{treeInfo: info, list: list}, nil
	}
	data, err := f.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &openBlob{Reader: bytes.NewReader(data), treeInfo: info}, nil
}

// treeInfo is a tree entry as file info. Trees know no times.
type treeInfo struct {
	tree  *builtinTree
	entry treeEntry
}

func (i treeInfo) Name() string       { return i.entry.name }
func (i treeInfo) ModTime() time.Time { return time.Time{} }
func (i treeInfo) IsDir() bool        { return i.Mode().IsDir() }
func (i treeInfo) Sys() any           { return nil }

// Size is 0 when the object is not here.
func (i treeInfo) Size() int64 {
	if !i.entry.isFile() {
		return 0
	}
	obj, err := i.tree.objects.object(i.entry.id)
	if err != nil {
		return 0
	}
	return obj.Size()
}

func (i treeInfo) Mode() fs.FileMode {
	switch i.entry.mode {
	case modeTree, modeSubmodule:
		return fs.ModeDir | 0o755
	case modeSymlink:
		return fs.ModeSymlink | 0o777
	case modeExecutable:
		return 0o755
	}
	return 0o644
}

// openBlob is an opened file.
type openBlob struct {
	*bytes.Reader
	treeInfo
}

func (f *openBlob) Stat() (fs.FileInfo, error) { return f.treeInfo, nil }
func (f *openBlob) Close() error               { return nil }

// Size settles which of the two embedded ones is meant.
func (f *openBlob) Size() int64 { return f.Reader.Size() }

// openTree is an opened folder.
type openTree struct {
	treeInfo
	list []fs.DirEntry
}

func (d *openTree) Stat() (fs.FileInfo, error) { return d.treeInfo, nil }
func (d *openTree) Close() error               { return nil }

func (d *openTree) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.entry.name, Err: errNotAFile}
}

func (d *openTree) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(d.list)
	} else if len(d.list) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(d.list))
	list := d.list[:n]
	d.list = d.list[n:]
	return list, nil
}
