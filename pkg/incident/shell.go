package incident

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ShellWord is s as one word of a POSIX shell, quoted where it needs it. Names of
// files and words in them go into commands that messages offer to be copied, and
// must not run anything there.
func ShellWord(s string) string {
	if s != "" && s[0] != '#' && !strings.ContainsFunc(s, shellSpecial) {
		return s
	}
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		return escapedWord(s)
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// escapedWord is for what no message can show as it is: bash, zsh, ksh and POSIX
// of 2024 read it.
func escapedWord(s string) string {
	var b strings.Builder
	b.WriteString("$'")
	for i, r := range s {
		size := max(utf8.RuneLen(r), 1)
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			size = 1 // a byte that is no UTF-8
		}
		switch text := s[i : i+size]; {
		case r == '\'' || r == '\\':
			b.WriteString(`\` + text)
		case unicode.IsControl(r) || !utf8.ValidString(text):
			for _, c := range []byte(text) {
				fmt.Fprintf(&b, `\%03o`, c)
			}
		default:
			b.WriteString(text)
		}
	}
	return b.String() + "'"
}

func shellSpecial(r rune) bool {
	plain := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+:@%,=#", r)
	return !plain
}

// Ref is the incident's ID as a command line takes it.
func (i *Incident) Ref() string { return ShellWord(i.ID) }
