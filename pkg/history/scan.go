package history

import (
	"bytes"
	"slices"
	"strings"
)

func clone(s string) string { return strings.Clone(s) }

// scan finds the lines of some keys in a file's front matter, in their order.
// It must never see something else there than a YAML parser would: whoever
// writes a file could hide a move otherwise. So ok is false for whatever is not
// plain enough, line by line, to rule that out: a quote or a bracket that may
// stay open, an anchor, a key that is written unusually or twice.
func scan(src []byte, keys ...string) (raw string, ok bool) {
	rest, ok := cutLine(src, "---")
	if !ok || unusual(src) {
		return "", false
	}
	found := make([][]byte, len(keys))
	last, begun := -1, false // which key's value goes on, when it is one of these
	for len(rest) > 0 {
		if _, closed := cutLine(rest, "---"); closed {
			raw := bytes.Join(found, nil)
			return string(raw), !bytes.ContainsAny(raw, "&*!")
		}
		end := bytes.IndexByte(rest, '\n') + 1
		if end == 0 {
			return "", false
		}
		line := rest[:end]
		rest = rest[end:]
		text := bytes.TrimRight(line, "\r\n")
		kind, key := look(text)
		switch {
		case kind == odd, kind == goesOn && !begun:
			return "", false
		case kind == begins:
			last, begun = slices.Index(keys, key), true
			if last >= 0 && found[last] != nil {
				return "", false
			}
		}
		if last >= 0 {
			found[last] = append(append(found[last], text...), '\n')
		}
	}
	return "", false
}

// cutLine takes a line off that is exactly text.
func cutLine(src []byte, text string) (rest []byte, ok bool) {
	rest, ok = bytes.CutPrefix(src, []byte(text))
	if !ok {
		return src, false
	}
	rest = bytes.TrimPrefix(rest, []byte("\r"))
	if len(rest) == 0 {
		return rest, true
	}
	return bytes.CutPrefix(rest, []byte("\n"))
}

// unusual reports bytes that break lines, or are none of text, for YAML.
func unusual(src []byte) bool {
	front := src
	if end := bytes.Index(src, []byte("\n---")); end >= 0 {
		front = src[:end]
	}
	for n, c := range front {
		if c < ' ' && c != '\n' && (c != '\r' || n+1 == len(front) || front[n+1] != '\n') || c == 0x7f {
			return true
		}
	}
	for _, mark := range []string{"\u2028", "\u2029", "\u0085", "\ufeff"} {
		if bytes.Contains(front, []byte(mark)) {
			return true
		}
	}
	return false
}

// kind is what a line of front matter is to the scanner.
type kind uint8

const (
	odd    kind = iota // not plain enough
	empty              // blank, or a comment
	goesOn             // part of the key above
	begins             // of a key
)

// look tells what a line is, and the key that begins on it.
func look(text []byte) (kind, string) {
	switch {
	case len(bytes.TrimLeft(text, " ")) == 0 || bytes.TrimLeft(text, " ")[0] == '#':
		return empty, ""
	case !closes(text), bytes.HasPrefix(text, []byte("---")): // unusual has looked no further than these
		return odd, ""
	case text[0] == ' ' || bytes.HasPrefix(text, []byte("- ")):
		return goesOn, ""
	}
	n := 0
	for n < len(text) && isKeyByte(text[n]) {
		n++
	}
	if n == 0 || n == len(text) || text[n] != ':' || n+1 < len(text) && text[n+1] != ' ' {
		return odd, ""
	}
	return begins, string(text[:n])
}

func isKeyByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// closes reports that whatever a line opens ends on it: quotes of one sort, in
// pairs and without escapes, and brackets in pairs.
func closes(text []byte) bool {
	double, single := bytes.Count(text, []byte{'"'}), bytes.Count(text, []byte{'\''})
	if double%2+single%2 > 0 || double > 0 && single > 0 || double > 0 && bytes.IndexByte(text, '\\') >= 0 {
		return false
	}
	return bytes.Count(text, []byte{'['}) == bytes.Count(text, []byte{']'}) &&
		bytes.Count(text, []byte{'{'}) == bytes.Count(text, []byte{'}'})
}
