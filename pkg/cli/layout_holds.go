package cli

import (
	"path"
)

// holds reports that a path, relative to the root, is that of an incident: what
// a walk of dir with enter and keep would come to.
func (l *layout) holds(file string) bool { return l.reaches(file, l.enter) }

// heldOnce reports that a path of some commit is that of an incident. Which folders
// hold attachments is told from the layout's tree, which is a later one; so that
// nobody hides a year of incidents by adding 2026.md, only those count that are
// called like an incident, and in these only files that are not.
func (l *layout) heldOnce(file string) bool {
	return l.reaches(file, func(folder string) bool {
		name := path.Base(folder)
		return !private(name) && (!looksWhole(name) || looksWhole(path.Base(file)) || l.tree == nil || l.enter(folder))
	})
}

// reaches reports that a walk which goes into folders as enter says comes to a
// file and keeps it.
func (l *layout) reaches(file string, enter func(string) bool) bool {
	if !l.isIncident(path.Base(file)) {
		return false
	}
	folder := path.Dir(file)
	for _, g := range l.globs {
		for depth := range g.Depths(folder) {
			if entered(folder, depth, enter) {
				return true
			}
		}
	}
	return false
}

// entered reports that a walk would go into a folder and the depth-1 above it.
func entered(folder string, depth int, enter func(string) bool) bool {
	for range depth {
		if !enter(folder) {
			return false
		}
		folder = path.Dir(folder)
	}
	return true
}

// within reports that a folder is one of dir, or lies in one at any depth.
func (l *layout) within(folder string) bool {
	for _, g := range l.globs {
		for range g.Depths(folder) {
			return true
		}
	}
	return false
}
