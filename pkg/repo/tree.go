package repo

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"path"
	"strings"
)

// Tree is a commit's or tree's content.
type Tree struct {
	reader treeReader
	prefix string // the root within the repository
}

// At is the tree of a revision as a file system whose root is Root. A revision
// that cannot be read is a *RevisionError; without a repository it is ErrNoGit.
// The tree can be read until ctx is done or the Repo is closed.
func (r *Repo) At(ctx context.Context, rev string) (*Tree, error) {
	if bad := badRevision(rev); bad != nil {
		return nil, bad
	}
	b, err := r.backend()
	if err != nil {
		return nil, err
	}
	reader, err := b.tree(ctx, rev)
	if err != nil {
		return nil, err
	}
	if c, ok := reader.(io.Closer); ok {
		r.readers = append(r.readers, c)
	}
	return &Tree{reader: reader, prefix: r.prefix}, nil
}

// FS is the tree for look-ups, from the root. Symlinks in it are not followed.
// It is safe for concurrent use.
func (t *Tree) FS() fs.FS {
	if t.prefix == "" {
		return t.reader.fs()
	}
	sub, err := fs.Sub(t.reader.fs(), t.prefix)
	if err != nil {
		return t.reader.fs()
	}
	return sub
}

// Sub is the tree as seen from a folder of it, which becomes the root.
func (t *Tree) Sub(dir string) *Tree {
	prefix := path.Join(t.prefix, dir)
	if prefix == "." {
		prefix = ""
	}
	return &Tree{reader: t.reader, prefix: prefix}
}

// Same reports that both trees have the same file at a path; neither is read.
func (t *Tree) Same(other *Tree, file string) bool {
	here, err := t.reader.fs().find("stat", t.below(file))
	if err != nil {
		return false
	}
	there, err := other.reader.fs().find("stat", other.below(file))
	return err == nil && here.id == there.id && here.mode == there.mode
}

// Files is the bulk read of a revision, as Repo.Files.
func (t *Tree) Files(ctx context.Context, dirs []string, enter func(dir string) bool, keep func(path string) bool) iter.Seq[File] {
	dirs = t.fromTop(dirs)
	files := t.reader.files(ctx, dirs, t.seen(enter), t.seen(keep))
	return func(yield func(File) bool) {
		for f := range files {
			f.Path = t.fromRoot(f.Path)
			if !yield(f) {
				return
			}
		}
	}
}

// Names is Files without reading: paths only.
func (t *Tree) Names(ctx context.Context, dirs []string, enter func(dir string) bool, keep func(path string) bool) iter.Seq2[string, error] {
	dirs = t.fromTop(dirs)
	return func(yield func(string, error) bool) {
		for item := range t.reader.fs().list(dirs, t.seen(enter), t.seen(keep)) {
			if !yield(t.fromRoot(item.path), errors.Join(item.err, ctx.Err())) {
				return
			}
		}
	}
}

// ReadFile reads one file, at most MaxFileSize. Errors are *fs.PathError. Other than
// through FS, its name need not be UTF-8.
func (t *Tree) ReadFile(file string) ([]byte, error) {
	data, err := t.reader.fs().ReadFile(t.below(file))
	return data, t.named(err)
}

// Stat describes what has a name, itself where that is a link. Errors are
// *fs.PathError.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	info, err := t.reader.fs().Stat(t.below(name))
	return info, t.named(err)
}

// below is a path from the top, and none that leads out of the root.
func (t *Tree) below(name string) string {
	if !validName(name) || t.prefix == "" {
		return name
	}
	return path.Join(t.prefix, name)
}

// named has an error name its path from the root.
func (t *Tree) named(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		at.Path = t.fromRoot(at.Path)
	}
	return err
}

// ReadBlob reads any file by its object name, whether the tree has it or not, at
// most MaxFileSize of it.
func (t *Tree) ReadBlob(id string) ([]byte, error) { return t.reader.fs().blob(id) }

// seen makes a filter on paths from the root one on paths from the top.
func (t *Tree) seen(filter func(string) bool) func(string) bool {
	if filter == nil || t.prefix == "" {
		return filter
	}
	return func(path string) bool { return filter(t.fromRoot(path)) }
}

// fromTop resolves patterns of folders, and gives them from the top.
func (t *Tree) fromTop(dirs []string) []string {
	dirs = expandGlobs(t.FS(), dirs)
	for i, dir := range dirs {
		dirs[i] = path.Join(t.prefix, dir)
	}
	return dirs
}

func (t *Tree) fromRoot(path string) string {
	if t.prefix == "" {
		return path
	}
	return strings.TrimPrefix(path, t.prefix+"/")
}
