package repo

import (
	"path/filepath"
	"runtime"
	"strings"
)

// attribute is what a line of .gitattributes says of one attribute: text,
// -text, !text (as if nothing had been said) or text=auto.
type attribute struct {
	name  string
	state attributeState
	value string // of a stateValue
}

type attributeState int

const (
	stateUnspecified attributeState = iota
	stateSet
	stateUnset
	stateValue
)

// attributeLine gives attributes to the paths of a pattern or, as a macro, to
// whatever has the attribute of its name set.
type attributeLine struct {
	pattern pathPattern
	macro   string // its name; "" for a line with a pattern
	given   []attribute
}

// maxAttributeLine is where git stops to read a line, in bytes.
const maxAttributeLine = 2048

// attributes is what all attribute files together say of a file.
func (w *workTree) attributes(name string) (map[string]attribute, error) {
	lines, err := w.attributeLines(name)
	if err != nil {
		return nil, err
	}
	macros := map[string][]attribute{}
	for _, line := range lines {
		if line.macro != "" {
			macros[line.macro] = line.given // a stronger line comes later
		}
	}
	// From the strongest line to the weakest, so what is said first stands.
	found := map[string]attribute{}
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i].macro == "" && lines[i].pattern.matches(name, false) {
			settle(found, lines[i].given, macros)
		}
	}
	return found, nil
}

// settle notes what has not been said before: the strongest line comes first.
func settle(found map[string]attribute, given []attribute, macros map[string][]attribute) {
	for i := len(given) - 1; i >= 0; i-- {
		a := given[i]
		if _, said := found[a.name]; said {
			continue
		}
		found[a.name] = a
		if a.state == stateSet {
			settle(found, macros[a.name], macros)
		}
	}
}

// attributeLines are the lines of all files that count for a path, the weakest
// first: built in, system, user, the work tree from the top down, the
// repository's own info/attributes.
func (w *workTree) attributeLines(name string) ([]attributeLine, error) {
	fold, err := w.config.bool("core.ignorecase", false)
	if err != nil {
		return nil, said(err)
	}
	lines := parseAttributes([]byte("[attr]binary -diff -merge -text\n"), "", fold, true)
	for _, file := range w.outerAttributeFiles() {
		data, err := readOptional(file)
		if err != nil {
			return nil, err
		}
		lines = append(lines, parseAttributes(data, "", fold, true)...)
	}
	for at := 0; at >= 0; at = nextFolder(name, at) {
		data, err := w.settings(name[:at] + ".gitattributes")
		if err != nil {
			return nil, err
		}
		lines = append(lines, parseAttributes(data, name[:at], fold, at == 0)...)
	}
	data, err := readOptional(filepath.Join(w.loc.commonDir, "info", "attributes"))
	return append(lines, parseAttributes(data, "", fold, true)...), err
}

// nextFolder is where the name of the next deeper folder ends, slash included;
// -1 when there is none.
func nextFolder(name string, at int) int {
	slash := strings.IndexByte(name[at:], '/')
	if slash < 0 {
		return -1
	}
	return at + slash + 1
}

func (w *workTree) outerAttributeFiles() []string {
	var files []string
	if off, _ := parseConfigBool(w.env.value("GIT_ATTR_NOSYSTEM")); !off && runtime.GOOS != "windows" {
		files = append(files, "/etc/gitattributes")
	}
	user := w.config.path("core.attributesfile")
	if _, set := w.config.last("core.attributesfile"); !set && w.env.xdgDir() != "" {
		user = filepath.Join(w.env.xdgDir(), "attributes")
	}
	return append(files, user)
}
