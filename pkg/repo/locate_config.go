package repo

import (
	"os"
	"path/filepath"
)

// configuredTop is the work tree of a repository found at dir: core.worktree
// moves it and core.bare takes it away, except for a linked worktree, whose
// place is where its gitfile lies. Only the repository's own files are read:
// that is where git itself looks for these two, and moves them from the one to
// the other when a sparse checkout asks for a configuration a worktree.
func configuredTop(loc location, dir string) string {
	if loc.gitDir != loc.commonDir {
		return dir
	}
	top, ofWorktree := dir, false
	read := func(e configEntry) error {
		switch e.name {
		case "extensions.worktreeconfig":
			ofWorktree, _ = e.bool()
		case "core.worktree":
			top = absolute(loc.gitDir, e.value)
		case "core.bare":
			if bare, ok := e.bool(); bare && ok {
				top = ""
			}
		}
		return nil
	}
	parseOwnConfig(filepath.Join(loc.gitDir, "config"), read)
	if ofWorktree {
		parseOwnConfig(filepath.Join(loc.gitDir, "config.worktree"), read)
	}
	return top
}

// parseOwnConfig reads what it can: a bad line is for the backend to report.
func parseOwnConfig(path string, read func(configEntry) error) {
	if data, err := os.ReadFile(path); err == nil {
		_ = parseConfig(data, "", read)
	}
}
