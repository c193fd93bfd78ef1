package repo

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// expandGlobs resolves folder patterns against a work tree or a Git tree:
// path.Match within a segment, "**" for any number of folders. What names
// something literally is taken literally. The result is sorted, without
// doubles; a pattern without wildcards stays, whether it exists or not.
func expandGlobs(fsys fs.FS, patterns []string) []string {
	var dirs []string
	for _, p := range patterns {
		p = cleanPath(p)
		if !strings.ContainsAny(p, `*?[`) || exists(fsys, p) {
			dirs = append(dirs, p)
			continue
		}
		segments := slices.CompactFunc(strings.Split(p, "/"), func(a, b string) bool { return a == "**" && b == "**" })
		dirs = expandGlob(fsys, ".", segments, dirs)
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

// expandGlob appends the folders below dir that match the segments.
func expandGlob(fsys fs.FS, dir string, segments []string, found []string) []string {
	if len(segments) == 0 {
		return append(found, dir)
	}
	segment, rest := segments[0], segments[1:]
	if !strings.ContainsAny(segment, `*?[`) {
		if next := joinPath(dir, segment); exists(fsys, next) {
			return expandGlob(fsys, next, rest, found)
		}
		return found
	}
	if segment == "**" {
		found = expandGlob(fsys, dir, rest, found)
		rest = segments
	}
	entries, _ := fs.ReadDir(fsys, dir) // a folder that cannot be read matches nothing
	for _, e := range entries {
		if e.IsDir() && matchesSegment(segment, e.Name()) {
			found = expandGlob(fsys, joinPath(dir, e.Name()), rest, found)
		}
	}
	return found
}

// matchesSegment leaves dot folders to patterns that ask for them.
func matchesSegment(pattern, name string) bool {
	if strings.HasPrefix(name, ".") && !strings.HasPrefix(pattern, ".") {
		return false
	}
	ok, err := path.Match(pattern, name)
	return err == nil && ok || pattern == "**"
}
