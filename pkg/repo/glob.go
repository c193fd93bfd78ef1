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
// several; the deepest comes first.
func (g Glob) Depths(folder string) iter.Seq[int] {
	names := slices.Collect(pathParts(path.Clean(folder)))
	return func(yield func(int) bool) {
		at := g.start()
		for n := range len(names) + 1 {
			if at[len(g.segments)] && !yield(len(names)-n) || n == len(names) {
				return
			}
			at = g.step(at, names[n])
		}
	}
}

// places says of each number of segments whether so many of them may have
// matched the names so far. All places are kept at once, instead of one way
// after the other being tried: of those there may be millions.
type places []bool

func (g Glob) start() places {
	at := make(places, len(g.segments)+1)
	at[0] = true
	return g.skip(at)
}

// step goes into a folder.
func (g Glob) step(at places, name string) places {
	next := make(places, len(at))
	for n, segment := range g.segments {
		switch {
		case !at[n]:
		case g.deep(segment):
			next[n] = next[n] || !hidden(name)
		case g.matches(segment, name):
			next[n+1] = true
		}
	}
	return g.skip(next)
}

// skip adds the places after a "**" that matches nothing.
func (g Glob) skip(at places) places {
	for n, segment := range g.segments {
		if at[n] && g.deep(segment) {
			at[n+1] = true
		}
	}
	return at
}

func (g Glob) deep(segment string) bool { return !g.literal && segment == "**" }

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
			dirs = g.expand(fsys, ".", g.start(), dirs)
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

// expand appends the folders that the glob matches, from one on that was reached
// with some places.
func (g Glob) expand(fsys fs.FS, dir string, at places, found []string) []string {
	if at[len(g.segments)] {
		found = append(found, dir)
	}
	for name := range g.candidates(fsys, dir, at) {
		if next := g.step(at, name); slices.Contains(next, true) {
			found = g.expand(fsys, joinPath(dir, name), next, found)
		}
	}
	return found
}

// candidates are the names in a folder that may lead on: what is named without
// wildcards need not be a folder, and the others are looked for only if asked.
func (g Glob) candidates(fsys fs.FS, dir string, at places) map[string]bool {
	names, list := map[string]bool{}, false
	for n, segment := range g.segments {
		switch {
		case !at[n]:
		case wild(segment):
			list = true
		case exists(fsys, joinPath(dir, segment)):
			names[segment] = true
		}
	}
	if list {
		entries, _ := fs.ReadDir(fsys, dir) // a folder that cannot be read matches nothing
		for _, e := range entries {
			if e.IsDir() {
				names[e.Name()] = true
			}
		}
	}
	return names
}

// PlainPart is the folder that all matches of a pattern lie in: what stands before
// its first wildcard, "." for the root.
func PlainPart(pattern string) string {
	plain := "."
	for part := range strings.SplitSeq(cleanPath(pattern), "/") {
		if strings.ContainsAny(part, `*?[\`) {
			break
		}
		plain = path.Join(plain, part)
	}
	return plain
}
