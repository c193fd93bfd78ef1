package repo

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// MaxFileSize bounds what is read of one file, in bytes; larger ones have an Err.
const MaxFileSize = 16 << 20

// ErrTooLarge is what is wrong with a file of more than MaxFileSize bytes.
var ErrTooLarge = errors.New("larger than 16 MiB")

var (
	errSymlink    = errors.New("is a symbolic link, which is not followed; put the file itself there")
	errNotRegular = errors.New("is not a regular file; name one, or move it away")
	errEscapes    = errors.New("path escapes from the root, by itself or through a symbolic link; name one below it")
)

// FS is the work tree from the root; no path leaves it (os.Root).
func (r *Repo) FS() fs.FS { return r.root.FS() }

// ReadFile reads one file below the root, at most MaxFileSize; path is
// slash-separated and relative to the root. Errors are *fs.PathError.
func (r *Repo) ReadFile(path string) ([]byte, error) {
	info, err := r.root.Stat(path)
	if err != nil {
		return nil, pathError("open", path, err)
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for its writer
		return nil, &fs.PathError{Op: "read", Path: path, Err: errNotRegular}
	}
	f, err := r.root.Open(path)
	if err != nil {
		return nil, pathError("open", path, err)
	}
	defer f.Close()
	data, err := readAll(f, make([]byte, 0, min(info.Size(), MaxFileSize)+1))
	if err != nil {
		return nil, pathError("read", path, err)
	}
	return data, nil
}

// Stat describes the file or folder of a name, where that is a link the one that it
// leads to. Other than through FS, the name need not be UTF-8. Errors are
// *fs.PathError.
func (r *Repo) Stat(path string) (fs.FileInfo, error) {
	info, err := r.root.Stat(path)
	if err != nil {
		return nil, pathError("stat", path, err)
	}
	return info, nil
}

// contents reads into the walk's own buffer.
func (w *walk) contents(dir *os.Root, base, name string) ([]byte, error) {
	f, err := dir.Open(base)
	if err != nil {
		return nil, pathError("open", name, err)
	}
	defer f.Close()
	if w.buf == nil {
		w.buf = make([]byte, 0, 64<<10)
	}
	data, err := readAll(f, w.buf[:0])
	w.buf = data[:0]
	if err != nil {
		return nil, pathError("read", name, err)
	}
	return data[:len(data):len(data)], nil
}

// readAll reads to the end into buf, which grows as needed.
func readAll(r io.Reader, buf []byte) ([]byte, error) {
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case len(buf) > MaxFileSize:
			return buf, ErrTooLarge
		case errors.Is(err, io.EOF):
			return buf, nil
		case err != nil:
			return buf, err
		}
	}
}

// pathError is err for a path of ours: os.Root speaks of openat and of names
// relative to wherever it stands.
func pathError(op, path string, err error) error {
	return &fs.PathError{Op: op, Path: path, Err: cause(err)}
}

// escapes is what os.Root says of a path that leaves it; the error has no name.
const escapes = "path escapes from parent"

// cause is the innermost reason of a file system error.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		if e.Err.Error() == escapes {
			return errEscapes
		}
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}
