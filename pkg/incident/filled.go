package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/document"
)

// Filled reports that a section holds something other than blank space,
// comments and placeholders. A section that has only sub-sections is filled
// when one of them is.
func Filled(d *document.Document, s document.Section) bool {
	for n := range s.Blocks {
		if filledBlock(d, &s.Blocks[n]) {
			return true
		}
	}
	return false
}

// filledBlock knows what of a block a reader would see: headings and rules only
// divide, and what a comment says does not show when rendered.
func filledBlock(d *document.Document, b *document.Block) bool {
	switch b.Kind {
	case document.HeadingBlock, document.ThematicBreak:
		return false
	case document.TableBlock:
		return filledTable(d, b.Table)
	}
	raw := withoutComments(d, b.Span)
	if b.Kind == document.CodeBlock {
		return filledCode(raw)
	}
	for line := range strings.Lines(raw) {
		if filledLine(line) {
			return true
		}
	}
	return false
}

// filledTable looks at the rows: a heading row alone is a template's.
func filledTable(d *document.Document, t *document.Table) bool {
	if t == nil {
		return false
	}
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			if filledLine(withoutComments(d, cell.Span)) {
				return true
			}
		}
	}
	return false
}

// filledCode takes anything between the fences.
func filledCode(raw string) bool {
	for line := range strings.Lines(raw) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "```") && !strings.HasPrefix(line, "~~~") {
			return true
		}
	}
	return false
}

// withoutComments is the source in a span less the HTML comments.
func withoutComments(d *document.Document, span document.Span) string {
	src := d.Source()
	var b strings.Builder
	at := span.Start
	for _, c := range d.Body().Comments {
		if c.End <= at || c.Start >= span.End {
			continue
		}
		b.Write(src[at:max(at, c.Start)])
		at = min(c.End, span.End)
	}
	b.Write(src[at:span.End])
	return b.String()
}

// filledLine reports that a line of Markdown says something: a letter, a digit
// or a symbol is left when its marker and its placeholders are gone. A label
// whose value is a placeholder ("Cause: TBD") says nothing.
func filledLine(line string) bool {
	text := withoutMarker(line)
	prompts := Placeholders(text)
	if len(prompts) == 0 || strings.Contains(text, "`") {
		return strings.ContainsFunc(text, says)
	}
	var b strings.Builder
	at := 0
	for _, p := range prompts {
		b.WriteString(text[at:p[0]])
		at = p[1]
	}
	b.WriteString(text[at:])
	rest := strings.TrimRight(b.String(), " \t\r\n*_.")
	return !strings.HasSuffix(rest, ":") && strings.ContainsFunc(rest, says)
}

// withoutMarker cuts quote marks, a bullet or a number, and a task's box.
func withoutMarker(line string) string {
	line = strings.TrimLeft(line, " \t>")
	if rest := strings.TrimLeft(line, "0123456789"); rest != line && len(rest) > 1 && (rest[0] == '.' || rest[0] == ')') {
		line = rest[1:]
	}
	line = strings.TrimLeft(line, " \t-*+")
	for _, box := range []string{"[ ]", "[x]", "[X]"} {
		line = strings.TrimPrefix(line, box)
	}
	return line
}

// says holds for letters, digits and symbols such as emoji, not for
// punctuation, blanks and invisible marks.
func says(r rune) bool {
	if r == utf8.RuneError {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r >= 0x80 && unicode.IsSymbol(r)
}
