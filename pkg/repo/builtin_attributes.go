package repo

import (
	"bytes"
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

// parseAttributes passes over what git only warns of. Macros may be defined
// at the top and outside the work tree.
func parseAttributes(data []byte, base string, fold, macros bool) []attributeLine {
	var lines []attributeLine
	for raw := range bytes.Lines(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))) {
		if len(raw) > maxAttributeLine {
			continue
		}
		name, rest, quoted := cutPattern(strings.Trim(string(raw), " \t\r\n"))
		if name == "" || name[0] == '#' && !quoted || name[0] == '!' {
			continue
		}
		line := attributeLine{}
		if macro, ok := strings.CutPrefix(name, "[attr]"); ok && !quoted {
			if macro == "" { // "[attr] name" is read as "[attr]name"
				macro, rest, _ = cutPattern(rest)
			}
			if !macros || !validAttribute(macro) {
				continue
			}
			line.macro = macro
		} else {
			line.pattern = parsePattern(name, base, fold)
		}
		var ok bool
		if line.given, ok = parseGiven(rest); ok {
			lines = append(lines, line)
		}
	}
	return lines
}

// cutPattern takes the pattern off a line; in double quotes it may hold blanks
// and the escapes of C.
func cutPattern(line string) (pattern, rest string, quoted bool) {
	if strings.HasPrefix(line, `"`) {
		if pattern, rest, ok := unquoteC(line); ok {
			return pattern, rest, true
		}
	}
	end := strings.IndexAny(line, " \t\r\n")
	if end < 0 {
		return line, "", false
	}
	return line[:end], strings.TrimLeft(line[end:], " \t\r\n"), false
}

// unquoteC reads a string in double quotes as git writes paths.
func unquoteC(s string) (text, rest string, ok bool) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; c {
		case '"':
			return b.String(), s[i+1:], true
		case '\\':
			c, n, ok := unescapeC(s[i+1:])
			if !ok {
				return "", "", false
			}
			b.WriteByte(c)
			i += n
		default:
			b.WriteByte(c)
		}
	}
	return "", "", false
}

// unescapeC reads what follows a backslash and says how long it is.
func unescapeC(s string) (c byte, length int, ok bool) {
	if s == "" {
		return 0, 0, false
	}
	const letters, meant = `abfnrtv"\`, "\a\b\f\n\r\t\v\"\\"
	if i := strings.IndexByte(letters, s[0]); i >= 0 {
		return meant[i], 1, true
	}
	if len(s) < 3 || s[0] > '3' {
		return 0, 0, false
	}
	mode, ok := parseMode([]byte(s[:3]))
	return byte(mode), 3, ok
}

// parseGiven reads the attributes of a line; a bad name spoils all of it.
func parseGiven(text string) ([]attribute, bool) {
	var given []attribute
	for _, word := range strings.Fields(text) {
		a := attribute{state: stateSet}
		switch word[0] {
		case '-':
			a.state, a.name = stateUnset, word[1:]
		case '!':
			a.state, a.name = stateUnspecified, word[1:]
		default:
			var hasValue bool
			if a.name, a.value, hasValue = strings.Cut(word, "="); hasValue {
				a.state = stateValue
			}
		}
		if !validAttribute(a.name) {
			return nil, false
		}
		given = append(given, a)
	}
	return given, true
}

func validAttribute(name string) bool {
	for _, c := range []byte(name) {
		if !isConfigKey(c) && c != '.' && c != '_' {
			return false
		}
	}
	return name != "" && name[0] != '-' && !strings.HasPrefix(name, "builtin_")
}
