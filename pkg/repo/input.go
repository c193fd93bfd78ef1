package repo

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ReadInput reads a file that somebody names to be taken in, wherever it lies: at
// most MaxFileSize bytes, from a pipe too, since shells hand over the output of
// a command as one. Errors are *fs.PathError with the path as given.
func (r *Repo) ReadInput(path string) ([]byte, error) {
	f, err := os.Open(r.inputPath(path))
	if err != nil {
		return nil, pathError("open", path, err)
	}
	defer f.Close()
	data, err := readAll(f, nil)
	if err != nil {
		return nil, pathError("read", path, err)
	}
	return data, nil
}

// ReadStream reads standard input or the like, within the same bound.
func ReadStream(in io.Reader) ([]byte, error) { return readAll(in, nil) }

// InputFolder opens a folder that somebody names to be taken in. No name in it
// leads out of it. The caller closes it; errors are *fs.PathError.
func (r *Repo) InputFolder(path string) (*InputFolder, error) {
	root, err := os.OpenRoot(r.inputPath(path))
	if err != nil {
		return nil, pathError("open", path, err)
	}
	return &InputFolder{root, path}, nil
}

// IsFolder reports that a path as given names a folder.
func (r *Repo) IsFolder(path string) bool { return isDir(r.inputPath(path)) }

func (r *Repo) inputPath(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(r.dir, path)
}

// InputFolder is a folder outside of any root.
type InputFolder struct {
	root *os.Root
	path string // as given
}

// Close gives the folder back.
func (f *InputFolder) Close() error { return f.root.Close() }

// Names are the files in the folder itself with an ending, sorted.
func (f *InputFolder) Names(ending string) ([]string, error) {
	entries, err := readDir(f.root)
	if err != nil {
		return nil, pathError("read", f.path, err)
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && strings.HasSuffix(e.Name(), ending) {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

// Read reads one file of the folder, at most MaxFileSize bytes.
func (f *InputFolder) Read(name string) ([]byte, error) {
	file, err := f.root.Open(name)
	if err != nil {
		return nil, pathError("open", filepath.Join(f.path, name), err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: filepath.Join(f.path, name), Err: errNotRegular}
	}
	data, err := readAll(file, nil)
	if err != nil {
		return nil, pathError("read", filepath.Join(f.path, name), err)
	}
	return data, nil
}
