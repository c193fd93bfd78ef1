package repo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

var (
	errNamedLink   = errors.New("is a symbolic link, which is not followed; name the file that it leads to")
	errNamedFolder = errors.New("is a folder; name the files in it")
)

// SizeError is a file that is larger than it may be.
type SizeError struct {
	Path        string // as given
	Size, Limit int64  // in bytes
}

// Error names the file and both sizes.
func (e *SizeError) Error() string {
	return fmt.Sprintf("%s: %d bytes, more than %d", e.Path, e.Size, e.Limit)
}

// ReadNamed reads a regular file that somebody names to be copied, wherever it
// lies. A symbolic link is refused: what is copied is what was named. Errors are
// *fs.PathError with the path as given, or *SizeError for more than limit bytes,
// which may be MaxFileSize at most.
func (r *Repo) ReadNamed(path string, limit int64) ([]byte, error) {
	full := path
	if !filepath.IsAbs(path) {
		full = filepath.Join(r.dir, path)
	}
	named, err := os.Lstat(full)
	if err != nil {
		return nil, pathError("open", path, err)
	}
	if err := copyable(path, named, limit); err != nil {
		return nil, err
	}
	f, err := os.Open(full)
	if err != nil {
		return nil, pathError("open", path, err)
	}
	defer f.Close()
	// What stands there now may be another than was looked at.
	if opened, err := f.Stat(); err != nil || !os.SameFile(named, opened) {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("was replaced meanwhile; run the command again")}
	}
	data, err := readAll(f, make([]byte, 0, named.Size()+1))
	switch {
	case errors.Is(err, ErrTooLarge), err == nil && int64(len(data)) > limit:
		return nil, &SizeError{path, int64(len(data)), limit} // it grew
	case err != nil:
		return nil, pathError("read", path, err)
	}
	return data, nil
}

func copyable(path string, info fs.FileInfo, limit int64) error {
	var fault error
	switch mode := info.Mode(); {
	case mode.Type() == fs.ModeSymlink:
		fault = errNamedLink
	case mode.IsDir():
		fault = errNamedFolder
	case !mode.IsRegular():
		fault = errNotRegular
	case info.Size() > limit:
		return &SizeError{path, info.Size(), limit}
	default:
		return nil
	}
	return &fs.PathError{Op: "read", Path: path, Err: fault}
}
