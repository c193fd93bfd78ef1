package repo

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// workTree is a session that has read the index: it can compare the files of
// the work tree with what git knows of them.
type workTree struct {
	*session
	index *index
	data  []byte // of the index as it was read; nil without one
	// stamp is when the index was last written, in seconds; 0 without one.
	stamp int64
}

// indexPath is where the index is, GIT_INDEX_FILE as seen from the top.
func (s *session) indexPath() string {
	path := s.env.value("GIT_INDEX_FILE")
	switch {
	case path == "":
		return filepath.Join(s.loc.gitDir, "index")
	case !filepath.IsAbs(path):
		return filepath.Join(s.loc.top, path)
	}
	return path
}

// readWorkTree reads the index; without one, nothing is staged yet.
func (s *session) readWorkTree() (*workTree, error) {
	w := &workTree{session: s, index: &index{version: 2}}
	path := s.indexPath()
	info, err := os.Stat(path)
	if isAbsent(err) {
		return w, nil
	}
	if err != nil {
		return nil, said(err)
	}
	data, err := readBounded(path, maxIndexSize)
	if err != nil {
		return nil, said(err)
	}
	w.data = data
	if w.index, err = parseIndex(data); err != nil {
		return nil, said(err)
	}
	w.stamp = info.ModTime().Unix()
	return w, nil
}

// checkIndex refuses an index that cannot be changed, or not without harm.
func (w *workTree) checkIndex() error {
	if what := w.index.unsupported(); what != "" {
		return unsupported("%s", what)
	}
	if name := w.index.conflicted(); name != "" {
		return conflicted(name)
	}
	return nil
}

// onDisk is a path of the work tree as a path of the system.
func (s *session) onDisk(name string) string {
	return filepath.Join(s.loc.top, filepath.FromSlash(name))
}

var (
	errNoFile     = errors.New("neither a file nor a symlink")
	errBeyondLink = errors.New("it lies beyond a symbolic link")
)

// content is what git would store of a file: its bytes, or a symlink's target.
// ok is false when it is gone, or a folder in its place.
func (s *session) content(name string) (info os.FileInfo, data []byte, ok bool, err error) {
	path := s.onDisk(name)
	info, err = os.Lstat(path)
	switch {
	case isAbsent(err), err == nil && info.IsDir():
		return nil, nil, false, nil
	case err != nil:
		return nil, nil, false, err
	case info.Mode()&os.ModeSymlink != 0:
		target, err := os.Readlink(path)
		return info, []byte(filepath.ToSlash(target)), true, err
	case !info.Mode().IsRegular():
		return nil, nil, false, &os.PathError{Op: "read", Path: path, Err: errNoFile}
	}
	data, err = readBounded(path, MaxFileSize)
	return info, data, true, err
}

// settings is the content of a .gitignore or .gitattributes: that of the work
// tree or, where it is not checked out, that of the index. A symlink in its
// place is not followed, as for git.
func (w *workTree) settings(name string) ([]byte, error) {
	path := w.onDisk(name)
	if info, err := os.Lstat(path); err == nil {
		if !info.Mode().IsRegular() {
			return nil, nil
		}
		return readOptional(path)
	}
	e, ok := w.index.entry(name)
	if !ok || e.mode()&^0o777 != 0o100000 {
		return nil, nil
	}
	data, err := w.objects.readAs(plumbing.BlobObject, e.id())
	if err != nil {
		return nil, said(err)
	}
	return data, nil
}

// readOptional reads a settings file of git's; none is as good as an empty one.
func readOptional(path string) ([]byte, error) {
	data, err := readBounded(path, maxConfigSize)
	if path == "" || isAbsent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, said(err)
	}
	return data, nil
}

// checkPath refuses what git would not take as a path of its own.
func (s *session) checkPath(name string) error {
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part == "." || part == ".." || isGitDirName(part) {
			return badName(name)
		}
	}
	for at := nextFolder(name, 0); at >= 0; at = nextFolder(name, at) {
		info, err := os.Lstat(s.onDisk(name[:at-1]))
		if err == nil && info.Mode()&os.ModeSymlink != 0 {
			return said(&os.PathError{Op: "commit", Path: printable(name), Err: errBeyondLink})
		}
	}
	return nil
}

// isGitDirName knows the names under which some file system or other would
// find .git: in any case, with what Windows drops from the end, by its short
// name.
func isGitDirName(part string) bool {
	part, _, _ = strings.Cut(part, ":")
	part = strings.ToLower(strings.TrimRight(part, ". "))
	return part == ".git" || part == "git~1"
}

// skipped is the refusal of a file that git is told not to look at; one that is
// not on disk either is out of a sparse checkout where there is one.
func (s *session) skipped(name string, there bool) error {
	sparse, err := s.config.bool("core.sparsecheckout", false)
	if err != nil {
		return said(err)
	}
	return skipped(name, sparse && !there)
}
