package lint

import (
	"io/fs"
	"path"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/postmortem-md/pm/pkg/document"
)

// maxKnown bounds what a tree remembers, in paths; beyond it, it starts afresh.
const maxKnown = 1 << 16

// maxTarget is the largest Markdown file whose headings are looked at, in bytes.
const maxTarget = 4 << 20

// tree answers what is there, from memory where it can: a thousand incidents
// link to the same runbook. It is safe for concurrent use.
type tree struct {
	fsys    fs.FS
	mu      sync.Mutex
	known   map[string]bool
	folders map[string]map[string]bool // by folder: the folders in it
	anchors map[string]map[string]bool // by file: its headings' fragments
	asked   atomic.Int32               // how often a folder was looked up
}

// has reports that a path, slash-separated and clean, exists. Without a file
// system everything does.
func (t *tree) has(name string) bool {
	if t.fsys == nil {
		return true
	}
	if !fs.ValidPath(name) {
		return false
	}
	return remember(t, &t.known, name, func() bool {
		_, err := fs.Stat(t.fsys, name)
		return err == nil
	})
}

// fewFolders is how many folders are looked up one by one before their parent is
// listed, which costs as much as a look-up of every file in it.
const fewFolders = 16

// hasFolder reports that a folder exists. One listing of its parent answers
// for all incidents of a year, most of which have none.
func (t *tree) hasFolder(name string) bool {
	if t.fsys == nil || !fs.ValidPath(name) {
		return false
	}
	if t.asked.Add(1) <= fewFolders {
		info, err := fs.Stat(t.fsys, name)
		return err == nil && info.IsDir()
	}
	siblings := remember(t, &t.folders, path.Dir(name), func() map[string]bool {
		return foldersIn(t.fsys, path.Dir(name))
	})
	return siblings[path.Base(name)]
}

// foldersIn takes a folder that cannot be listed for an empty one; whoever needs a
// file in it finds out when asking for that.
func foldersIn(fsys fs.FS, dir string) map[string]bool {
	entries, _ := fs.ReadDir(fsys, dir)
	folders := make(map[string]bool)
	for _, e := range entries {
		if e.IsDir() {
			folders[e.Name()] = true
		}
	}
	return folders
}

// headings are the fragments that a Markdown file has; nil when it cannot be
// read, which counts as having them all.
func (t *tree) headings(name string) map[string]bool {
	return remember(t, &t.anchors, name, func() map[string]bool {
		info, err := fs.Stat(t.fsys, name)
		if err != nil || info.Size() > maxTarget {
			return nil
		}
		src, err := fs.ReadFile(t.fsys, name)
		if err != nil {
			return nil
		}
		return document.Parse(src).Body().Anchors
	})
}

// remember looks an answer up, or works it out without holding the lock: two
// workers may ask the same at the same time, and get the same.
func remember[T any](t *tree, known *map[string]T, name string, find func() T) T {
	t.mu.Lock()
	answer, ok := (*known)[name]
	t.mu.Unlock()
	if ok {
		return answer
	}
	answer = find()
	t.mu.Lock()
	defer t.mu.Unlock()
	if *known == nil || len(*known) >= maxKnown {
		*known = make(map[string]T)
	}
	(*known)[strings.Clone(name)] = answer // a link's target may be the file's memory
	return answer
}
