package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// hasControl reports a string that no single line of front matter should
// hold: control characters other than a tab, line breaks, bytes that are not
// UTF-8.
func hasControl(s string) bool {
	if !utf8.ValidString(s) {
		return true
	}
	return strings.ContainsFunc(s, func(r rune) bool { return r != '\t' && unicode.IsControl(r) })
}

// scalarText writes a scalar in the style of the one it replaces, as far as
// the new text allows that. flow is whether it stands between brackets.
func scalarText(v Value, style yaml.Style, flow bool) string {
	switch {
	case style&yaml.DoubleQuotedStyle != 0:
		return doubleQuoted(v.text)
	case style&yaml.SingleQuotedStyle != 0 && printable(v.text):
		return singleQuoted(v.text)
	case v.plain || isPlain(v.text, flow):
		return v.text
	case printable(v.text) && strings.ContainsAny(v.text, `"\`) && !strings.Contains(v.text, "'"):
		return singleQuoted(v.text)
	}
	return doubleQuoted(v.text)
}

func keyText(key string, flow bool) string {
	return scalarText(StringValue(key), 0, flow)
}

func singleQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// doubleQuoted escapes what would not survive between double quotes.
func doubleQuoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"', r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\t':
			b.WriteString(`\t`)
		case printableRune(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// printable reports a string that needs no escape between quotes.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !printableRune(r) })
}

// printableRune leaves out what YAML forbids or reads as a line break, and
// the byte order mark, which tools strip.
func printableRune(r rune) bool {
	switch r {
	case 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff:
		return false
	}
	return !unicode.IsControl(r)
}

// isPlain reports a string that every reader of YAML 1.1 and 1.2 takes for
// that same string when it stands without quotes.
func isPlain(s string, flow bool) bool {
	if s == "" || s[0] == ' ' || s[len(s)-1] == ' ' || !printable(s) || startsSpecial(s) {
		return false
	}
	if strings.Contains(s, ": ") || strings.HasSuffix(s, ":") || strings.Contains(s, " #") {
		return false
	}
	if flow && strings.ContainsAny(s, ",?[]{}") {
		return false
	}
	return !isWord(s) && !looksNumeric(s)
}

// startsSpecial reports a first character that means something to YAML.
func startsSpecial(s string) bool {
	if strings.IndexByte(",[]{}#&*!|>'\"%@`:?=<", s[0]) >= 0 {
		return true
	}
	return s[0] == '-' && (len(s) == 1 || s[1] == ' ' || s[1] == '-') || strings.HasPrefix(s, "...")
}

// isWord reports the words that one version of YAML or another reads as a
// truth value, null, or a number that is none.
func isWord(s string) bool {
	switch strings.ToLower(s) {
	case "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n",
		".nan", ".inf", "-.inf", "+.inf":
		return true
	}
	return false
}

// looksNumeric reports a string made of nothing but what numbers, times of
// day, dates and timestamps are made of. It quotes some that need none, such
// as an abbreviated commit, which in another digit would.
func looksNumeric(s string) bool {
	if c := s[0]; (c < '0' || c > '9') && c != '+' && c != '-' && c != '.' {
		return false
	}
	return strings.Trim(s, "0123456789abcdefABCDEF_.:+-xXoOTtZz ") == ""
}
