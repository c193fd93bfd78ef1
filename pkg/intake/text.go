package intake

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneLine makes text fit one line: every run of blank space and control
// characters becomes one space.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "�"), func(r rune) bool {
		return unicode.IsSpace(r) || isControl(r)
	}), " ")
}

// isControl holds for C0, C1, the line and paragraph separators and the byte
// order mark.
func isControl(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff
}

// checked is a text of a machine as one line. Line ends, tabs and byte order marks
// are met in annotations; any other control character has no business there and whoever
// sends it means no good, as is a text of a size that nobody wrote.
func checked(name, s string) (string, error) {
	if len(s) > maxValue {
		return "", &Error{
			Reason: fmt.Sprintf("%s is %d bytes long, and no text may have more than %d", name, len(s), maxValue),
			Way:    "shorten it at its source",
		}
	}
	for _, r := range s {
		if isControl(r) && !strings.ContainsRune("\n\r\t\u2028\u2029\ufeff", r) {
			return "", &Error{
				Reason: fmt.Sprintf("%s holds the control character U+%04X", name, r),
				Way:    "take it away at its source",
			}
		}
	}
	return oneLine(s), nil
}

// checkedName is a text that a file's front matter has as it is, so that it is not
// cut.
func checkedName(name, s string) (string, error) {
	s, err := checked(name, s)
	if err == nil && len(s) > maxMark {
		return "", tooLong(name, len(s), maxMark)
	}
	return s, err
}

func tooLong(name string, size, most int) *Error {
	return &Error{
		Reason: fmt.Sprintf("%s is %d bytes long, and may have no more than %d", name, size, most),
		Way:    "shorten it at its source",
	}
}

// cut shortens a text to a number of characters, between words where it can.
func cut(s string, most int) string {
	if len(s) <= most || utf8.RuneCountInString(s) <= most {
		return s
	}
	short := string([]rune(s)[:most-1])
	if space := strings.LastIndexByte(short, ' '); space > len(short)/2 {
		short = short[:space]
	}
	return strings.TrimSpace(short) + "…"
}

// inert is text as Markdown that shows it and does nothing: no mark-up, no HTML,
// no link. Only what Markdown would take for such is escaped, so that the file
// can still be read as it is.
func inert(s string) string {
	var b strings.Builder
	prev := ' '
	for i, r := range s {
		next := s[i+utf8.RuneLen(r):]
		if special(prev, r, next) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

// special reports that Markdown would see more in r than the character.
func special(prev, r rune, next string) bool {
	switch r {
	case '\\', '`', '*', '[', '~':
		return true
	case '_':
		return !isWord(prev) || !startsWord(next)
	case '<':
		return next == "" || startsWord(next) || strings.ContainsRune("/!?", rune(next[0]))
	case '&':
		return isEntity(next)
	}
	return false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && isWord(r)
}

// isEntity reports that what follows an ampersand makes it a character
// reference; in the query of an address it does not.
func isEntity(s string) bool {
	s = strings.TrimPrefix(s, "#")
	n := strings.IndexFunc(s, func(r rune) bool { return !isWord(r) })
	return n > 0 && s[n] == ';'
}

// maxLink is the longest address that is kept, in bytes: browsers and people
// take no longer ones.
const maxLink = 2048

// webLink is an address that a link may lead to, "" for any other: nothing from
// outside may put javascript: or file: into a page.
func webLink(s string) string {
	if len(s) > maxLink || strings.ContainsFunc(s, isControl) {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return s
}

// link is a Markdown link with an inert text; the text alone without an address.
// Brackets and blank space of the address are percent-encoded, since they would
// end it; a bar would end the cell of a table.
func link(text, address string) string {
	if address == "" {
		return inert(text)
	}
	var b strings.Builder
	for _, c := range []byte(address) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("()<>[]\\`|\"", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	// Only what would be read as a reference is broken; &amp; is read as &.
	safe := b.String()
	if text == address {
		return "<" + safe + ">"
	}
	for i := len(safe) - 1; i >= 0; i-- {
		if safe[i] == '&' && isEntity(safe[i+1:]) {
			safe = safe[:i] + "&amp;" + safe[i+1:]
		}
	}
	return "[" + strings.ReplaceAll(inert(text), "]", `\]`) + "](" + safe + ")"
}
