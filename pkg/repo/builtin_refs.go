package repo

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// refs reads the files backend of git: one file a ref, and packed-refs for
// those that a gc put together. A loose ref wins over a packed one.
type refs struct{ gitDir, commonDir string }

// ref is what one ref holds: an object, or the name of another ref.
type ref struct {
	id       plumbing.Hash
	symbolic string
}

// brokenRefError is a ref that holds neither an object's name nor a ref's.
type brokenRefError struct{ name string }

func (e *brokenRefError) Error() string { return fmt.Sprintf("%s is broken", e.name) }

// errNoRef is a ref that does not exist.
var errNoRef = errors.New("no such ref")

// maxSymbolic is how many refs may name one another in a row, as in git.
const maxSymbolic = 5

// maxPackedRefs bounds the packed-refs file, in bytes.
const maxPackedRefs = 512 << 20

// path is where a ref is stored. HEAD, its like and a few folders belong to
// each work tree, everything else to the repository.
func (r refs) path(name string) string {
	dir := r.commonDir
	if !strings.HasPrefix(name, "refs/") || strings.HasPrefix(name, "refs/bisect/") ||
		strings.HasPrefix(name, "refs/worktree/") || strings.HasPrefix(name, "refs/rewritten/") {
		dir = r.gitDir
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}

// read is one ref as it stands, errNoRef when there is none.
func (r refs) read(name string) (ref, error) {
	found, err := readLooseRef(r.path(name))
	var broken *brokenRefError
	if errors.As(err, &broken) {
		broken.name = name
	}
	if err == nil || !isAbsent(err) {
		return found, err
	}
	id, err := r.packed(name)
	return ref{id: id}, err
}

// isAbsent says that there is no such file. A folder in its place, or a file
// where its folder should be, means the same for a ref.
func isAbsent(err error) bool {
	return errors.Is(err, os.ErrNotExist) || isNotDirectory(err) || errors.Is(err, errIsDirectory)
}

var errIsDirectory = errors.New("is a directory")

// resolve follows symbolic refs to the last one. The name it ends at is given
// also with errNoRef: that is the branch an unborn HEAD stands on.
func (r refs) resolve(name string) (last string, id plumbing.Hash, err error) {
	for range maxSymbolic {
		found, err := r.read(name)
		if err != nil {
			return name, plumbing.ZeroHash, err
		}
		if found.symbolic == "" {
			return name, found.id, nil
		}
		name = found.symbolic
	}
	return name, plumbing.ZeroHash, &brokenRefError{name: name}
}

// maxLooseRef bounds what is read of a loose ref, in bytes.
const maxLooseRef = 8 << 10

func readLooseRef(path string) (ref, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return ref{}, err
	}
	if info.IsDir() {
		return ref{}, errIsDirectory
	}
	if info.Mode()&os.ModeSymlink != 0 {
		// Before there were symbolic refs, HEAD was a symlink; some still are.
		if target, err := os.Readlink(path); err == nil && strings.HasPrefix(target, "refs/") && validRefName(target) {
			return ref{symbolic: target}, nil
		}
	}
	data, err := readBounded(path, maxLooseRef)
	if err != nil {
		return ref{}, err
	}
	return parseRef(data, path)
}

func parseRef(data []byte, path string) (ref, error) {
	if rest, ok := bytes.CutPrefix(data, []byte("ref:")); ok {
		name := strings.TrimSpace(string(rest))
		if !validRefName(name) {
			return ref{}, &brokenRefError{name: path}
		}
		return ref{symbolic: name}, nil
	}
	id, rest, ok := cutHash(data)
	if !ok || len(rest) > 0 && !isConfigSpace(rest[0]) {
		return ref{}, &brokenRefError{name: path}
	}
	return ref{id: id}, nil
}

// cutHash takes a full object name in hexadecimal off the front.
func cutHash(data []byte) (id plumbing.Hash, rest []byte, ok bool) {
	const digits = 2 * len(id)
	if len(data) < digits || !isHex(string(data[:digits])) {
		return plumbing.ZeroHash, data, false
	}
	return plumbing.NewHash(string(data[:digits])), data[digits:], true
}

func isHex(s string) bool {
	for _, c := range []byte(s) {
		if !('0' <= c && c <= '9' || 'a' <= lower(c) && lower(c) <= 'f') {
			return false
		}
	}
	return s != ""
}

// packed looks a ref up in packed-refs.
func (r refs) packed(name string) (plumbing.Hash, error) {
	found := plumbing.ZeroHash
	err := r.eachPacked(func(n string, id plumbing.Hash) bool {
		if n == name {
			found = id
		}
		return n != name
	})
	if err == nil && found.IsZero() {
		err = errNoRef
	}
	return found, err
}

// eachPacked calls each for every packed ref until it returns false.
func (r refs) eachPacked(each func(name string, id plumbing.Hash) bool) error {
	data, err := readBounded(filepath.Join(r.commonDir, "packed-refs"), maxPackedRefs)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for line := range bytes.Lines(data) {
		id, rest, ok := cutHash(line)
		if !ok || len(rest) == 0 || rest[0] != ' ' {
			continue // the header, or "^" and the object a tag points at
		}
		if !each(string(bytes.TrimSpace(rest)), id) {
			return nil
		}
	}
	return nil
}

// validRefName is git check-ref-format: what may be a ref, and so be joined to
// a folder without leaving it.
func validRefName(name string) bool {
	if name == "" || name == "@" || strings.HasSuffix(name, ".") || strings.Contains(name, "..") ||
		strings.Contains(name, "@{") {
		return false
	}
	for _, c := range []byte(name) {
		if c <= ' ' || c == 0x7f || strings.IndexByte("~^:?*[\\", c) >= 0 {
			return false
		}
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part[0] == '.' || strings.HasSuffix(part, ".lock") {
			return false
		}
	}
	return true
}
