package repo

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestGlobDepths(t *testing.T) {
	t.Parallel()
	tree := fstest.MapFS{"a*/x": {}}
	for _, c := range []struct {
		glob, folder string
		want         []int
	}{
		{".", ".", []int{0}},
		{".", "a/b", []int{2}},
		{"a", "a/b", []int{1}},
		{"a", "ab", nil},
		{"a/b", "a", nil},
		{"*", "a/b", []int{1}},
		{"*", ".a/b", nil},
		{"*", "_a", nil},
		{".*", ".a/b", []int{1}},
		{"**", "a/b", []int{2}},
		{"a/**", "a/b/c", []int{2}},
		{"**/a", "a", []int{0}},
		{"**/a", "x/a/y/a/z", []int{3, 1}},
		{"**/a", "_x/a", nil},
		{"**/**/a", "x/a", []int{0}},
		{"a*", "ab", nil}, // there is a folder of that name
		{"a*", "a*/b", []int{1}},
		{"[", "[", nil},
		{"*/a", "a/a/a", []int{1}},
		{"a/**/a", "a", nil},
	} {
		got := slices.Collect(NewGlob(tree, c.glob).Depths(c.folder))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %s: %v, want %v", c.folder, c.glob, got, c.want)
		}
		for depth := range NewGlob(tree, c.glob).Depths(c.folder) { // and stops when told to
			if depth != c.want[0] {
				t.Errorf("%s in %s: first is %d", c.folder, c.glob, depth)
			}
			break
		}
	}
}

// TestGlobHostile: neither a pattern nor a path of somebody else's makes it try
// all the ways in which they could fit.
func TestGlobHostile(t *testing.T) {
	t.Parallel()
	pattern, folder := strings.Repeat("**/a/", 30)+"b", strings.Repeat("a/", 100)+"c"
	tree := fstest.MapFS{folder + "/x": {}}
	for depth := range NewGlob(tree, pattern).Depths(folder) {
		t.Errorf("matches at %d", depth)
	}
	if found := expandGlobs(tree, []string{pattern}); len(found) > 0 {
		t.Errorf("found %q", found)
	}
}
