package report

import (
	"fmt"
	"io"
	"strings"
)

// maxParagraph is how many characters of a paragraph are shown.
const maxParagraph = 600

// markdown writes the sheet as GitHub's Markdown.
func (s sheet) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", inert(s.title, maxWords))
	for _, line := range s.lead {
		fmt.Fprintf(&b, "- %s\n", inert(line, maxParagraph))
	}
	for _, p := range s.parts {
		p.markdown(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p part) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s\n", inert(p.title, maxWords))
	for _, text := range p.text {
		fmt.Fprintf(b, "\n%s\n", inert(text, maxParagraph))
	}
	if len(p.table.Rows) > 0 {
		b.WriteByte('\n')
		_ = p.table.Markdown(b) // a strings.Builder takes everything
	}
	for _, e := range p.entries {
		fmt.Fprintf(b, "\n**%s**\n", inert(e.title, maxWords))
		if e.text != "" {
			fmt.Fprintf(b, "\n%s\n", inert(e.text, maxParagraph))
		}
		listMarkdown(b, e.lines)
	}
	listMarkdown(b, p.notes)
}

func listMarkdown(b *strings.Builder, lines []string) {
	for n, line := range lines {
		if n == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "- %s\n", inert(line, maxParagraph))
	}
}
