package repo

import (
	"bytes"
	"strings"
)

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
