package repo

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// treeNode is one line of a Git tree.
type treeNode struct {
	name string
	mode uint32 // as Git writes it: 0o100644, 0o040000, ...
	id   string // of the object, in hexadecimal
}

// The types of a tree entry.
const (
	entryTypeMask = 0o170000
	entryTree     = 0o040000
	entryLink     = 0o120000
	entryGitlink  = 0o160000 // a submodule: a commit of another repository
)

func (e treeNode) isTree() bool { return e.mode&entryTypeMask == entryTree }

func (e treeNode) fileMode() fs.FileMode {
	switch e.mode & entryTypeMask {
	case entryTree, entryGitlink: // an empty folder is what a submodule checks out to
		return fs.ModeDir | 0o777
	case entryLink:
		return fs.ModeSymlink | 0o777
	}
	return fs.FileMode(e.mode & 0o777)
}

// objectReader gives single objects; a blob over MaxFileSize is ErrTooLarge.
type objectReader interface {
	tree(id string) ([]treeNode, error)
	blob(id string) ([]byte, error)
}

// treeFS is a Git tree as a file system. Folders are read when they are first
// looked into, and kept.
type treeFS struct {
	objects objectReader
	root    treeNode
	made    time.Time // of the revision; zero for a tree

	mu      sync.Mutex
	folders map[string][]treeNode          // by object name
	named   map[string]map[string]treeNode // large folders by object name, and their entries by name
}

func newTreeFS(objects objectReader, root string) *treeFS {
	return &treeFS{objects: objects, root: treeNode{name: ".", mode: entryTree, id: root}, folders: make(map[string][]treeNode), named: make(map[string]map[string]treeNode)}
}

func (t *treeFS) entries(folder treeNode) ([]treeNode, error) {
	if !folder.isTree() {
		return nil, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if entries, ok := t.folders[folder.id]; ok {
		return entries, nil
	}
	entries, err := t.objects.tree(folder.id)
	if err == nil {
		t.folders[folder.id] = entries
	}
	return entries, err
}

// validName is fs.ValidPath of names that need not be UTF-8: to Git they are bytes.
func validName(name string) bool { return fs.ValidPath(strings.ToValidUTF8(name, "?")) }

// find walks down to a path; symlinks are entries, not ways.
func (t *treeFS) find(op, name string) (treeNode, error) {
	if !validName(name) {
		return treeNode{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	at := t.root
	for part := range pathParts(name) {
		next, ok, err := t.entry(at, part)
		if err != nil {
			return treeNode{}, &fs.PathError{Op: op, Path: name, Err: err}
		}
		if !ok {
			return treeNode{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
		}
		at = next
	}
	return at, nil
}

// fewEntries is how many entries of a folder are looked through one by one.
const fewEntries = 64

// entry finds a name in a folder. Thousands may be asked for in one of thousands.
func (t *treeFS) entry(folder treeNode, name string) (treeNode, bool, error) {
	entries, err := t.entries(folder)
	if err != nil || len(entries) <= fewEntries {
		e, ok := entryNamed(entries, name)
		return e, ok, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	names := t.named[folder.id]
	if names == nil {
		names = make(map[string]treeNode, len(entries))
		for _, e := range slices.Backward(entries) { // of two of a name the first counts
			names[e.name] = e
		}
		t.named[folder.id] = names
	}
	e, ok := names[name]
	return e, ok, nil
}

func entryNamed(entries []treeNode, name string) (treeNode, bool) {
	for _, e := range entries {
		if e.name == name {
			return e, true
		}
	}
	return treeNode{}, false
}

// ReadFile implements fs.ReadFileFS.
func (t *treeFS) ReadFile(name string) ([]byte, error) {
	e, err := t.find("read", name)
	if err != nil {
		return nil, err
	}
	data, err := t.contents(e)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return data, nil
}

func (t *treeFS) contents(e treeNode) ([]byte, error) {
	switch mode := e.fileMode(); {
	case mode&fs.ModeSymlink != 0:
		return nil, errSymlink
	case mode.IsDir():
		return nil, errNotRegular
	}
	return t.blob(e.id)
}

func (t *treeFS) blob(id string) ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.objects.blob(id)
}

// Stat implements fs.StatFS.
func (t *treeFS) Stat(name string) (fs.FileInfo, error) {
	e, err := t.find("stat", name)
	if err != nil {
		return nil, err
	}
	return treeInfo{t, e}, nil
}

// ReadDir implements fs.ReadDirFS.
func (t *treeFS) ReadDir(name string) ([]fs.DirEntry, error) {
	e, err := t.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if !e.fileMode().IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errNotFolder}
	}
	entries, err := t.entries(e)
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	list := make([]fs.DirEntry, len(entries))
	for i, e := range entries {
		list[i] = treeInfo{t, e}
	}
	sortByName(list)
	return list, nil
}

// Open implements fs.FS.
func (t *treeFS) Open(name string) (fs.File, error) {
	e, err := t.find("open", name)
	if err != nil {
		return nil, err
	}
	info := treeInfo{t, e}
	if e.fileMode().IsDir() {
		list, err := t.ReadDir(name)
		return &treeDir{info: info, list: list}, err
	}
	data, err := t.contents(e)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &treeFile{Reader: bytes.NewReader(data), info: info}, nil
}

// treeInfo describes an entry, as an fs.FileInfo and as an fs.DirEntry.
type treeInfo struct {
	fs    *treeFS
	entry treeNode
}

func (i treeInfo) Name() string               { return path.Base(i.entry.name) }
func (i treeInfo) Mode() fs.FileMode          { return i.entry.fileMode() }
func (i treeInfo) Type() fs.FileMode          { return i.Mode().Type() }
func (i treeInfo) IsDir() bool                { return i.Mode().IsDir() }
func (i treeInfo) ModTime() time.Time         { return time.Time{} }
func (i treeInfo) Sys() any                   { return nil }
func (i treeInfo) Info() (fs.FileInfo, error) { return i, nil }

// Size is the length of a file, which takes reading it: trees do not say.
func (i treeInfo) Size() int64 {
	data, err := i.fs.contents(i.entry)
	if err != nil {
		return 0
	}
	return int64(len(data))
}

type treeFile struct {
	*bytes.Reader
	info treeInfo
}

func (f *treeFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *treeFile) Close() error               { return nil }

type treeDir struct {
	info treeInfo
	list []fs.DirEntry
}

func (d *treeDir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *treeDir) Close() error               { return nil }

func (d *treeDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.Name(), Err: errNotRegular}
}

// ReadDir implements fs.ReadDirFile.
func (d *treeDir) ReadDir(n int) ([]fs.DirEntry, error) {
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
