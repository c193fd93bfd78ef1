package report

import (
	"io"
	"strings"
)

// Markdown writes a table as GitHub's Markdown. Nothing in its cells is more than
// text. A table without rows writes nothing.
func (t Table) Markdown(w io.Writer) error {
	if len(t.Rows) == 0 {
		return nil
	}
	var b strings.Builder
	for _, c := range t.Columns {
		b.WriteString("| " + inert(columnLabel(c.Name), maxWords) + " ")
	}
	b.WriteString("|\n")
	for _, c := range t.Columns {
		if c.Right {
			b.WriteString("|--:")
		} else {
			b.WriteString("|---")
		}
	}
	b.WriteString("|\n")
	for _, row := range t.Rows {
		for c := range t.Columns {
			text := ""
			if c < len(row) {
				text = inert(row[c].Text, maxWords)
			}
			b.WriteString("| " + text + " ")
		}
		b.WriteString("|\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// columnLabel is a column's name for people.
func columnLabel(name string) string { return strings.ReplaceAll(name, "_", " ") }
