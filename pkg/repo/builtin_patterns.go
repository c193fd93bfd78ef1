package repo

import (
	"path"
	"strings"
)

// pathPattern is one line of .gitignore or .gitattributes, as far as both say
// which paths are meant.
type pathPattern struct {
	text     string // without the marks that the other fields stand for
	base     string // folder of its file, "" or ending in a slash
	negated  bool
	dirOnly  bool
	basename bool // it has no slash, so it is about the last component
	fold     bool // core.ignoreCase
}

func parsePattern(text, base string, fold bool) pathPattern {
	p := pathPattern{base: base, fold: fold}
	text, p.negated = strings.CutPrefix(text, "!")
	text, p.dirOnly = strings.CutSuffix(text, "/")
	p.basename = !strings.Contains(text, "/")
	p.text = strings.TrimPrefix(text, "/")
	return p
}

// matches takes a path from the top of the work tree.
func (p pathPattern) matches(name string, isDir bool) bool {
	if p.dirOnly && !isDir {
		return false
	}
	below, ok := strings.CutPrefix(name, p.base)
	if !ok {
		return false
	}
	if p.basename {
		below = path.Base(below)
	}
	return wildmatch(p.text, below, p.fold)
}
