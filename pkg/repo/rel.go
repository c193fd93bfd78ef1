package repo

import (
	"fmt"
	"path/filepath"
	"unicode/utf8"
)

// Rel is a path as given on the command line (relative to Dir or absolute) as
// a slash-separated path relative to the root; *OutsideError when it leaves it.
// Symlinks are resolved as far as the path exists, so one file has one name;
// the root itself is ".".
func (r *Repo) Rel(path string) (string, error) {
	full := path
	if !filepath.IsAbs(full) {
		full = filepath.Join(r.dir, full)
	}
	rel, err := filepath.Rel(r.path, resolve(filepath.Clean(full)))
	if err != nil || !filepath.IsLocal(rel) {
		return "", &OutsideError{Path: path, Root: r.path}
	}
	if !utf8.ValidString(rel) {
		return "", &NameError{Path: path}
	}
	return filepath.ToSlash(rel), nil
}

// NameError is a path whose bytes are not UTF-8, as front matter, JSON and the
// paths of io/fs must be.
type NameError struct{ Path string }

// Error names the path and what is wrong with its name.
func (e *NameError) Error() string {
	return e.Path + ": the name is not UTF-8; rename it"
}

// OutsideError is a path that leaves the root, by itself or through a symlink.
type OutsideError struct{ Path, Root string }

// Error names the path and the root that it leaves.
func (e *OutsideError) Error() string {
	return fmt.Sprintf("%s lies outside %s", e.Path, e.Root)
}
