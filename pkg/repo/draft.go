package repo

import (
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Draft is a copy of a file's content that an editor may write to for an hour,
// while others go on writing to the file itself. It stays, whatever happens to
// this process, until it is discarded.
type Draft struct {
	Path string // absolute; its last part is that of the file
	dir  string
}

// Drafts are the places of the copies of a file that there are: an editor has
// them open, or was killed with its text in them.
func (r *Repo) Drafts(name string) []string {
	if !r.hasGit {
		return nil
	}
	var found []string
	entries, _ := os.ReadDir(r.journal.dir) // none where there is no such folder
	for _, e := range entries {
		file := filepath.Join(r.journal.dir, e.Name(), path.Base(name))
		if info, err := os.Lstat(file); err == nil && info.Mode().IsRegular() && strings.HasPrefix(e.Name(), draftPrefix) {
			found = append(found, file)
		}
	}
	return found
}

const draftPrefix = "edit-"

// Draft makes one in the Git directory, where nothing takes it for an incident,
// else among the system's temporary files.
func (r *Repo) Draft(name string, data []byte) (*Draft, error) {
	dir := ""
	var err error
	if r.hasGit && os.MkdirAll(r.journal.dir, 0o777) == nil {
		dir, err = os.MkdirTemp(r.journal.dir, draftPrefix+"*")
	}
	if dir == "" {
		dir, err = os.MkdirTemp("", "pm-edit-*")
	}
	if err != nil {
		return nil, err
	}
	d := &Draft{Path: filepath.Join(dir, path.Base(name)), dir: dir}
	if err := os.WriteFile(d.Path, data, 0o600); err != nil {
		d.Discard()
		return nil, err
	}
	return d, nil
}

// Read is what the editor left, at most MaxFileSize.
func (d *Draft) Read() ([]byte, error) { return readBounded(d.Path, MaxFileSize) }

// Discard removes the copy and what an editor left beside it.
func (d *Draft) Discard() { _ = os.RemoveAll(d.dir) }
