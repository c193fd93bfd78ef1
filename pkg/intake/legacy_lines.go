package intake

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// paragraph reads lines that begin with a time, where the first one does: a line
// further down may begin with a date by chance.
func (c *collector) paragraph(span document.Span) {
	before := len(c.units)
	for line := range linesOf(c.r.src, span) {
		text := plain(line.text)
		if c.line(text, line.offset) {
			continue
		}
		if len(c.units) == before {
			return
		}
		if last := &c.units[len(c.units)-1]; last.text == "" {
			last.text = text // below a line that is only a time
		}
	}
}

func (c *collector) line(text string, offset int) bool {
	if c.dotted && len(text) > 1 && isDigit(text[0]) && text[1] == '.' && c.add("0"+text, "", offset) {
		last := &c.units[len(c.units)-1]
		last.stamp = strings.TrimPrefix(last.stamp, "0")
		return true
	}
	return c.add(text, "", offset)
}

// code reads the lines of code blocks, which keep line breaks, if several begin with
// a time of day and so are no log that was pasted.
func (c *collector) code(blocks []document.Block) {
	for _, b := range blocks {
		if b.Kind != document.CodeBlock {
			continue
		}
		more := collector{r: c.r, order: c.order, strict: true}
		lines := 0
		for line := range linesOf(c.r.src, b.Span) {
			if text := strings.TrimSpace(line.text); text != "" && text[0] != '`' && text[0] != '~' {
				lines++
				more.add(text, "", line.offset)
			}
		}
		if len(more.units) >= fewUnits && 2*len(more.units) > lines {
			c.units = append(c.units, more.units...)
		}
	}
}
