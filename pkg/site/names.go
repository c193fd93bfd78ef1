package site

import (
	"encoding/hex"
	"net/url"
	"strings"
)

// maxName is how long the name of a file of the site may be before it is cut, in
// bytes; file systems end at 255, and something is added.
const maxName = 120

// fileName is a name under which a file can lie on every system and be asked for
// in every address: that of an incident, a person or a service as it is where it
// is made of small letters, digits, dots and dashes, else what is left of it and
// a number that tells it from others.
func fileName(name string) string {
	if plainName(name) {
		return name
	}
	var b strings.Builder
	for _, c := range []byte(strings.ToLower(name)) {
		switch {
		case nameByte(c):
			b.WriteByte(c)
		case b.Len() > 0 && b.String()[b.Len()-1] != '-':
			b.WriteByte('-')
		}
		if b.Len() == maxName {
			break
		}
	}
	sum := digestOf([]byte(name))
	return strings.Trim(b.String()+"-"+hex.EncodeToString(sum[:4]), "-.")
}

func plainName(name string) bool {
	if name == "" || len(name) > maxName || !letterOrDigit(name[0]) || name[len(name)-1] == '.' || reserved(name) {
		return false
	}
	for i := range len(name) {
		if !nameByte(name[i]) {
			return false
		}
	}
	return true
}

func nameByte(c byte) bool { return letterOrDigit(c) || c == '-' || c == '_' || c == '.' }

func letterOrDigit(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// reserved are the names of devices, which on Windows no file can have; and those
// of pages with a meaning.
func reserved(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	switch stem {
	case "con", "prn", "aux", "nul", "index":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && stem[3] >= '0' && stem[3] <= '9'
}

// takenNames gives each of several things a name of its own; names that differ only in
// case are one to some file systems.
type takenNames map[string]bool

// name is a free name for what is called base and ends in ending. unlike tells it
// from others of that name, and is itself unlike theirs.
func (t takenNames) name(base, ending, unlike string) string {
	name := base + ending
	if t[strings.ToLower(name)] {
		sum := digestOf([]byte(unlike))
		name = base + "-" + hex.EncodeToString(sum[:4]) + ending
	}
	t[strings.ToLower(name)] = true
	return name
}

// escapePath is a path of the site as an address. Its fragment, if it has one, is
// made of letters that need no escape, or is escaped.
func escapePath(path string) string {
	path, fragment, ok := strings.Cut(path, "#")
	escaped := (&url.URL{Path: path}).EscapedPath()
	if ok {
		escaped += "#" + (&url.URL{Fragment: fragment}).EscapedFragment()
	}
	return escaped
}
