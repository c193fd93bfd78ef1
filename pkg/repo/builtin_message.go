package repo

import (
	"errors"
	"strings"
	"unicode/utf8"
)

var (
	errEmptyMessage   = errors.New("the commit message is empty")
	errMessageNUL     = errors.New("a NUL byte in the commit message is not allowed")
	errMessageNotUTF8 = errors.New("the commit message is not UTF-8")
)

// cleanMessage is what git commit --cleanup=whitespace makes of a message: no
// blanks at the ends of lines, no empty lines around it, one where there were
// several, a newline at the end. Lines that begin with # stay.
func cleanMessage(message string) (string, error) {
	switch {
	case strings.ContainsRune(message, 0):
		return "", errMessageNUL
	case !utf8.ValidString(message):
		return "", errMessageNotUTF8
	}
	var b strings.Builder
	empty := false
	for line := range strings.SplitSeq(message, "\n") {
		line = strings.TrimRight(line, " \t\r")
		if line == "" {
			empty = true
			continue
		}
		if empty && b.Len() > 0 {
			b.WriteByte('\n')
		}
		empty = false
		b.WriteString(line)
		b.WriteByte('\n')
	}
	if b.Len() == 0 {
		return "", errEmptyMessage
	}
	return b.String(), nil
}

// subject is the first paragraph in one line, as reflogs show it.
func subject(message string) string {
	paragraph, _, _ := strings.Cut(message, "\n\n")
	return strings.Join(strings.Fields(paragraph), " ")
}
