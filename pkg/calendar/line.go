package calendar

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// maxLine is the longest line in octets, without its end (RFC 5545, 3.1).
const maxLine = 75

// lines are content lines, folded and ended by CRLF.
type lines struct{ b bytes.Buffer }

// add writes NAME:value; name holds the parameters too, and both are encoded as
// their kinds want it.
func (l *lines) add(name, value string) { l.fold(name + ":" + value) }

// text writes a property of type TEXT, unless there is nothing to say.
func (l *lines) text(name, value string) {
	if value != "" {
		l.add(name, escape(value))
	}
}

// fold cuts a line where it is too long, between characters: programs that join
// what they read as text, before they unfold it, would else find broken ones.
func (l *lines) fold(line string) {
	room := maxLine
	for len(line) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(line[cut]) {
			cut--
		}
		l.b.WriteString(line[:cut] + "\r\n ")
		line, room = line[cut:], maxLine-1
	}
	l.b.WriteString(line + "\r\n")
}

// escape is a value of type TEXT (RFC 5545, 3.3.11).
func escape(s string) string {
	return textEscapes.Replace(printable(s))
}

var textEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// printable is text with every kind of line end as one, and without the control
// characters and broken bytes that no value may hold.
func printable(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return utf8.RuneError
		}
		return r
	}, s)
}

// parameter is a parameter's value in quotes, in which a quote, a caret and a line
// end are written as RFC 6868 has it.
func parameter(s string) string {
	return `"` + parameterEscapes.Replace(printable(s)) + `"`
}

var parameterEscapes = strings.NewReplacer("^", "^^", `"`, "^'", "\n", "^n")

// mailto is an address as a URI: what is more than a letter, a digit or one of a
// few signs is written as %XX.
func mailto(address string) string {
	var b strings.Builder
	b.WriteString("mailto:")
	for _, c := range []byte(address) {
		if c > ' ' && c < 0x7f && !strings.ContainsRune("\"%#&,/:;<=>?[\\]^`{|}", rune(c)) {
			b.WriteByte(c)
		} else {
			const hex = "0123456789ABCDEF"
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
		}
	}
	return b.String()
}
