package repo

import (
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"
)

// Glob is a pattern of folders relative to a root: path.Match within a segment,
// "**" for any number of folders. A wildcard leaves alone the folders whose name
// begins with a dot or an underscore, unless the segment begins so too. All that
// walks folders and all that asks of a single path goes by it.
type Glob struct {
	segments []string
	literal  bool
}

// NewGlob reads a pattern. What names something in a tree is taken literally;
// without a tree, so is only what has no wildcards. A "**" at the end says
// nothing, since folders are looked through at any depth.
func NewGlob(fsys fs.FS, pattern string) Glob {
	pattern = cleanPath(pattern)
	g := Glob{literal: !wild(pattern) || fsys != nil && exists(fsys, pattern)}
	if pattern != "." {
		g.segments = strings.Split(pattern, "/")
	}
	if !g.literal {
		g.segments = slices.CompactFunc(g.segments, func(a, b string) bool { return a == "**" && b == "**" })
		if last := len(g.segments) - 1; g.segments[last] == "**" {
			g.segments = g.segments[:last]
		}
	}
	return g
}

// Literal reports that the segments are names, whatever is in them.
func (g Glob) Literal() bool { return g.literal }

// Segments are the parts between slashes; none for the root.
func (g Glob) Segments() []string { return g.segments }

// Depths gives for every folder that the glob matches and a folder lies in how
// many folders deep it does: 0 for the folder itself. With "**" there may be
// several.
func (g Glob) Depths(folder string) iter.Seq[int] {
	names := slices.Collect(pathParts(path.Clean(folder)))
	return func(yield func(int) bool) { g.depths(g.segments, names, yield) }
}

// depths returns false once the consumer has had enough.
func (g Glob) depths(segments, names []string, yield func(int) bool) bool {
	if len(segments) == 0 {
		return yield(len(names))
	}
	if !g.literal && segments[0] == "**" {
		if !g.depths(segments[1:], names, yield) {
			return false
		}
		return len(names) == 0 || hidden(names[0]) || g.depths(segments, names[1:], yield)
	}
	if len(names) == 0 || !g.matches(segments[0], names[0]) {
		return true
	}
	return g.depths(segments[1:], names[1:], yield)
}

// matches compares one segment, other than "**", with a name.
func (g Glob) matches(segment, name string) bool {
	if g.literal || !wild(segment) {
		return segment == name
	}
	if hidden(name) && !hidden(segment) {
		return false
	}
	ok, err := path.Match(segment, name)
	return err == nil && ok
}

func wild(s string) bool { return strings.ContainsAny(s, `*?[`) }

func hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") }

// expandGlobs resolves folder patterns against a work tree or a Git tree. The
// result is sorted, without doubles; a literal one stays, whether it exists or
// not.
func expandGlobs(fsys fs.FS, patterns []string) []string {
	var dirs []string
	for _, p := range patterns {
		if g := NewGlob(fsys, p); g.literal {
			dirs = append(dirs, cleanPath(p))
		} else {
			dirs = g.expand(fsys, ".", g.segments, dirs)
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

// expand appends the folders below dir that match the segments.
func (g Glob) expand(fsys fs.FS, dir string, segments, found []string) []string {
	if len(segments) == 0 {
		return append(found, dir)
	}
	segment, rest := segments[0], segments[1:]
	if !wild(segment) {
		if next := joinPath(dir, segment); exists(fsys, next) {
			return g.expand(fsys, next, rest, found)
		}
		return found
	}
	deep := segment == "**"
	if deep {
		found = g.expand(fsys, dir, rest, found)
		rest = segments
	}
	entries, _ := fs.ReadDir(fsys, dir) // a folder that cannot be read matches nothing
	for _, e := range entries {
		if e.IsDir() && (deep && !hidden(e.Name()) || !deep && g.matches(segment, e.Name())) {
			found = g.expand(fsys, joinPath(dir, e.Name()), rest, found)
		}
	}
	return found
}
