package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

// attachmentFolder is what lies in an incident's folder: the names that are taken,
// and the content that is there.
type attachmentFolder struct {
	path   string
	repo   *repo.Repo
	taken  map[string]bool    // in lower case
	bySize map[int64][]string // paths of regular files, so that few are read
	hashes map[string][sha256.Size]byte
}

// maxListed bounds how many files of one incident's folder are looked at.
const maxListed = 10_000

// attachmentsOf lists an incident's folder, which need not be there.
func (w *workspace) attachmentsOf(p *postmortem) (*attachmentFolder, error) {
	f := &attachmentFolder{
		path: attachments(p.Path), repo: w.repo,
		taken: map[string]bool{}, bySize: map[int64][]string{}, hashes: map[string][sha256.Size]byte{},
	}
	info, err := fs.Lstat(w.repo.FS(), f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, nil
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, &declined{w.shown(f.path) + " is not a folder, and attachments go into a folder of that name", "move it away"}
	}
	return f, fs.WalkDir(w.repo.FS(), f.path, f.list)
}

func (f *attachmentFolder) list(file string, d fs.DirEntry, err error) error {
	if err != nil || file == f.path {
		return err
	}
	if path.Dir(file) == f.path {
		f.taken[strings.ToLower(d.Name())] = true
	}
	if len(f.taken) > maxListed {
		return fmt.Errorf("%s holds more than %d files", f.path, maxListed)
	}
	if !d.Type().IsRegular() {
		return nil
	}
	info, err := d.Info()
	if err != nil {
		return err
	}
	f.bySize[info.Size()] = append(f.bySize[info.Size()], file)
	return nil
}

// add finds the place of a file: that of the same content, else a new one.
func (f *attachmentFolder) add(a *attachment) error {
	size, sum := int64(len(a.data)), sha256.Sum256(a.data)
	for _, there := range f.bySize[size] {
		got, err := f.hash(there)
		if err != nil {
			return err
		}
		if got == sum {
			a.path, a.there = there, true
			return nil
		}
	}
	name := incident.FileName(a.name(), func(lower string) bool { return f.taken[lower] })
	a.path = path.Join(f.path, name)
	f.taken[strings.ToLower(name)] = true
	f.bySize[size] = append(f.bySize[size], a.path)
	f.hashes[a.path] = sum
	return nil
}

// hash is that of a file's content, worked out when it is first asked for.
func (f *attachmentFolder) hash(file string) ([sha256.Size]byte, error) {
	if sum, ok := f.hashes[file]; ok {
		return sum, nil
	}
	data, err := f.repo.ReadFile(file)
	if err != nil {
		return [sha256.Size]byte{}, err
	}
	f.hashes[file] = sha256.Sum256(data)
	return f.hashes[file], nil
}

// committedAs reports that the last commit has a file with these bytes, or that
// there is nothing to commit to.
func (w *workspace) committedAs(ctx context.Context, file string, data []byte) bool {
	head, err := w.repo.At(ctx, "HEAD")
	if err != nil {
		return errors.Is(err, repo.ErrNoGit)
	}
	stored, err := fs.ReadFile(head.FS(), file)
	return err == nil && bytes.Equal(stored, data)
}

// folderOf is the folder of a path with a slash, "" for the root.
func folderOf(file string) string {
	if dir := path.Dir(file); dir != "." {
		return dir + "/"
	}
	return ""
}

// warnConverted tells of copies that Git did not store as they are. Line endings of
// text may differ from clone to clone; an image is damaged by that for good.
func (w *workspace) warnConverted(ctx context.Context, files []attachment) {
	crlf, lf := []byte("\r\n"), []byte("\n")
	for _, a := range files {
		if a.there || !bytes.Contains(a.data, crlf) || !bytes.Contains(a.data, []byte{0}) {
			continue
		}
		head, err := w.repo.At(ctx, "HEAD")
		if err != nil {
			return
		}
		stored, err := fs.ReadFile(head.FS(), a.path)
		if err == nil && bytes.Equal(stored, bytes.ReplaceAll(a.data, crlf, lf)) {
			shown := incident.ShellWord(w.shown(a.path))
			w.warn(and(w.shown(a.path)+" is binary, but Git changed its line endings, because .gitattributes calls it text: every other clone has a damaged copy",
				"add the line *"+path.Ext(a.path)+" -text there, then git add --renormalize "+shown+" and commit both"))
		}
	}
}
