package site

import (
	"net/url"
	"path"
	"strings"

	"github.com/yuin/goldmark/util"
)

// address is where a link of a text leads from the site. Only what is known to be
// harmless leads anywhere.
type address struct {
	href    string // "" for nowhere
	outside bool   // to another site
	picture bool   // a file that a page can show
}

// local is a file of the root that a destination names, with a fragment perhaps;
// both are "" when it names none.
type local struct{ path, fragment string }

// resolve reads the destination of a link as it is written. What it names of the
// root is noted, because the page depends on it.
func (b *body) resolve(written []byte) address {
	to := cleanDestination(written)
	if to == "" {
		return address{}
	}
	if scheme, ok := schemeOf(to); ok {
		switch scheme {
		case "http", "https", "mailto":
			return address{href: string(util.URLEscape([]byte(to), false)), outside: true}
		}
		return address{}
	}
	if strings.HasPrefix(to, "//") || strings.ContainsRune(to, '\\') {
		return address{} // another host to a browser
	}
	l := b.local(to)
	if l.path == "" {
		return address{href: fragmentOf(l.fragment)}
	}
	b.target(l.path)
	return b.site.address(b.facts.root, b.base, l)
}

// cleanDestination is what a browser would make of a destination before it looks
// at it: entities and escapes resolved, blanks at the ends and line ends gone.
func cleanDestination(written []byte) string {
	to := util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(written)))
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return -1
		}
		return r
	}, strings.Trim(string(to), " \x00\t\r\n\f"))
}

// schemeOf is what stands before the first colon, wherever a browser could take it
// for a scheme.
func schemeOf(to string) (string, bool) {
	colon := strings.IndexByte(to, ':')
	if colon < 0 || strings.ContainsAny(to[:colon], "/?#") {
		return "", false
	}
	return strings.ToLower(strings.TrimSpace(to[:colon])), true
}

// local reads a relative destination as lint does: /x is taken from the root.
func (b *body) local(to string) local {
	name, fragment, _ := strings.Cut(to, "#")
	name, _, _ = strings.Cut(name, "?")
	l := local{fragment: unescaped(fragment)}
	if name = unescaped(name); name == "" {
		return l
	}
	if rooted, ok := strings.CutPrefix(name, "/"); ok {
		l.path = path.Clean(rooted)
	} else {
		l.path = path.Join(path.Dir(b.facts.path), name)
	}
	if l.path == b.facts.path {
		l.path = ""
	}
	return l
}

func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// fragmentOf leads to a heading of a text; those have names that nothing else on a
// page has.
func fragmentOf(fragment string) string {
	if fragment == "" {
		return ""
	}
	return "#" + url.PathEscape(headingPrefix+strings.ToLower(fragment))
}

// address is where a file of a root is in the site: an incident's page, or a copy.
func (s *Site) address(root int, base string, l local) address {
	if f := s.byPath[memoryKey(s.roots[root].Name, l.path)]; f != nil {
		return address{href: base + escapePath(f.page) + fragmentOf(l.fragment)}
	}
	if f, ok := s.linked(root, l.path); ok {
		return address{href: base + escapePath(f.page), picture: isPicture(f.page)}
	}
	return address{}
}
