package repo

import (
	"os"
	"path/filepath"
)

// configuredTop is the work tree of a repository found at dir: core.worktree
// moves it and core.bare takes it away, except for a linked worktree, whose
// place is where its gitfile lies. Only the repository's own file is read:
// that is where git itself looks for these two.
func configuredTop(loc location, dir string) string {
	if loc.gitDir != loc.commonDir {
		return dir
	}
	data, err := os.ReadFile(filepath.Join(loc.gitDir, "config"))
	if err != nil {
		return dir
	}
	top := dir
	_ = parseConfig(data, "", func(e configEntry) error { // a bad line is for the backend to report
		switch e.name {
		case "core.worktree":
			top = absolute(loc.gitDir, e.value)
		case "core.bare":
			if bare, ok := e.bool(); bare && ok {
				top = ""
			}
		}
		return nil
	})
	return top
}
