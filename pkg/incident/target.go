package incident

import (
	"net/url"
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// Target is what a relative link leads to.
type Target struct {
	File     string // slash-separated from the root; "" for the file itself
	Fragment string
	Outside  bool // it leaves the root
}

// TargetOf reads the destination of a link in the file at from, a path from the
// root; false when the link is not relative, or is a template's expression that
// only a site generator understands. /x is taken from the root.
func TargetOf(from string, l document.Link) (Target, bool) {
	d := strings.TrimSpace(l.Destination)
	if l.Auto || d == "" || strings.HasPrefix(d, "//") || hasScheme(d) || strings.Contains(d, "{{") || strings.Contains(d, "{%") {
		return Target{}, false
	}
	name, fragment, _ := strings.Cut(d, "#")
	name, _, _ = strings.Cut(name, "?")
	t := Target{Fragment: unescape(fragment)}
	if name == "" {
		return t, fragment != ""
	}
	name = unescape(name)
	if rooted, ok := strings.CutPrefix(name, "/"); ok {
		t.File = path.Clean(rooted)
	} else {
		t.File = path.Join(path.Dir(from), name)
	}
	t.Outside = t.File == ".." || strings.HasPrefix(t.File, "../")
	return t, true
}

// hasScheme reports mailto:, https: and the like.
func hasScheme(s string) bool {
	name, _, ok := strings.Cut(s, ":")
	if !ok || name == "" {
		return false
	}
	for n := range len(name) {
		c := name[n]
		if letter := c|0x20 >= 'a' && c|0x20 <= 'z'; !letter && (n == 0 || strings.IndexByte("0123456789+-.", c) < 0) {
			return false
		}
	}
	return true
}

// unescape resolves %20; what is no escape stays.
func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}
