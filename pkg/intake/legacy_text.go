package intake

import (
	"iter"
	"strings"
	"unicode"

	"github.com/postmortem-md/pm/pkg/document"
)

// sourceLine is a line of the source and where it begins.
type sourceLine struct {
	text   string
	offset int
}

// linesOf are the lines of a span, without their endings.
func linesOf(src []byte, span document.Span) iter.Seq[sourceLine] {
	return func(yield func(sourceLine) bool) {
		at := span.Start
		for line := range strings.Lines(string(src[span.Start:span.End])) {
			if !yield(sourceLine{strings.TrimRight(line, "\r\n"), at}) {
				return
			}
			at += len(line)
		}
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return strings.TrimRight(line, "\r")
}

// flatten joins the words of a text and drops what may not stand in one.
func flatten(s string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == 0x2028 || r == 0x2029 || r == 0xfeff {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(clean), " ")
}

// plain is a line of Markdown without the marks of emphasis, code and links.
func plain(line string) string {
	var b strings.Builder
	for at := 0; at < len(line); {
		switch c := line[at]; {
		case c == '\\' && at+1 < len(line) && unicode.IsPunct(rune(line[at+1])):
			b.WriteByte(line[at+1])
			at += 2
		case strings.HasPrefix(line[at:], "**"), strings.HasPrefix(line[at:], "__"), strings.HasPrefix(line[at:], "~~"):
			at += 2
		case c == '`':
			at++
		case c == '!' && strings.HasPrefix(line[at:], "!["):
			at++
		case c == '[':
			text, size := linkText(line[at:])
			b.WriteString(text)
			at += size
		case (c == '*' || c == '_') && emphasis(line, at):
			at++
		default:
			b.WriteByte(c)
			at++
		}
	}
	return flatten(b.String())
}

// linkText is the text of a link and how long the whole is; the bracket alone where
// it begins none.
func linkText(s string) (string, int) {
	end := strings.IndexByte(s, ']')
	if end < 0 || end+1 >= len(s) || s[end+1] != '(' {
		return "[", 1
	}
	last := strings.IndexByte(s[end:], ')')
	if last < 0 {
		return "[", 1
	}
	return s[1:end], end + last + 1
}

// emphasis reports a single mark at the edge of a word.
func emphasis(line string, at int) bool {
	before := at == 0 || line[at-1] == ' ' || line[at-1] == '(' || line[at-1] == '*'
	after := at+1 == len(line) || strings.IndexByte(" .,;:!?)*", line[at+1]) >= 0
	return before != after
}

// shorten cuts a text that is too long for one line of a list: behind its first
// sentence, else between words.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if n := strings.Index(s, ". "); n >= most/6 && n < most {
		return s[:n]
	}
	cut := strings.ToValidUTF8(s[:most], "")
	if n := strings.LastIndexByte(cut, ' '); n > most/2 {
		cut = cut[:n]
	}
	return strings.TrimRight(cut, " ,;:-–—(") + "…"
}
