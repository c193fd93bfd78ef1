package cli

import (
	"path"
	"strings"
)

// holds reports that a path, relative to the root, is that of an incident: what
// a walk of dir with enter and keep would come to.
func (l *layout) holds(file string) bool {
	if !l.isIncident(path.Base(file)) {
		return false
	}
	for _, dir := range l.dirs {
		if below, ok := belowDir(dir, path.Dir(file)); ok && l.entered(path.Dir(file), below) {
			return true
		}
	}
	return false
}

// belowDir says how many folders deep one lies under dir, whose parts may be
// patterns.
func belowDir(dir, folder string) (depth int, ok bool) {
	dir, folder = path.Clean(dir), path.Clean(folder)
	parts := strings.Split(folder, "/")
	if folder == "." {
		parts = nil
	}
	if dir == "." {
		return len(parts), true
	}
	patterns := strings.Split(dir, "/")
	if len(parts) < len(patterns) {
		return 0, false
	}
	for i, p := range patterns {
		if match, _ := path.Match(p, parts[i]); !match {
			return 0, false
		}
	}
	return len(parts) - len(patterns), true
}

// entered reports that a walk would go into a folder and the depth-1 above it.
func (l *layout) entered(folder string, depth int) bool {
	for range depth {
		if !l.enter(folder) {
			return false
		}
		folder = path.Dir(folder)
	}
	return true
}
