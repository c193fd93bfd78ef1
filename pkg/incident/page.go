package incident

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// page is a document that lines are added to: it knows where blank ones are
// needed for what is added to be read as what it is.
type page struct{ doc *document.Document }

// below inserts lines behind the block that ends at end, apart from what stands
// there.
func (p page) below(end int, text ...string) document.Op {
	offset := nextLine(p.doc.Source(), end)
	var lines []string
	if p.blankLine(offset) && offset < len(p.doc.Source()) {
		offset = nextLine(p.doc.Source(), offset)
	} else {
		lines = append(lines, "")
	}
	lines = append(lines, text...)
	if !p.blankLine(offset) {
		lines = append(lines, "")
	}
	return p.doc.InsertLines(offset, lines...)
}

// newSection adds a section of the table with some lines in it: before the next
// section of the table that is there, else at the end.
func (p page) newSection(name string, text ...string) document.Op {
	spec, _ := SectionByName(name)
	offset, level := len(p.doc.Source()), 2
	past := false
	for n := range Sections {
		past = past || Sections[n].Name == name
		s, ok := FindSection(p.doc, Sections[n].Name)
		if !ok {
			continue
		}
		level = s.Heading.Level
		if past {
			offset = s.Heading.Span.Start
			break
		}
	}
	lines := append([]string{strings.Repeat("#", level) + " " + spec.Heading, ""}, text...)
	if !p.blankAbove(offset) {
		lines = append([]string{""}, lines...)
	}
	if offset < len(p.doc.Source()) {
		lines = append(lines, "")
	}
	return p.doc.InsertLines(offset, lines...)
}

// margin is the blank space before an offset on its line.
func (p page) margin(offset int) string {
	src := p.doc.Source()
	start := bytes.LastIndexByte(src[:offset], '\n') + 1
	if margin := string(src[start:offset]); strings.TrimSpace(margin) == "" {
		return margin
	}
	return ""
}

// loose reports a list whose items stand apart.
func (p page) loose(l *document.List) bool {
	if l == nil || len(l.Items) < 2 {
		return false
	}
	src := p.doc.Source()
	start := bytes.LastIndexByte(src[:l.Items[1].Span.Start], '\n') + 1
	above := bytes.LastIndexByte(src[:max(0, start-1)], '\n') + 1
	return len(bytes.TrimSpace(src[above:start])) == 0
}

// blankLine reports that the line at offset is blank, or the end of the file.
func (p page) blankLine(offset int) bool {
	src := p.doc.Source()
	return len(bytes.TrimSpace(src[offset:nextLine(src, offset)])) == 0
}

// blankAbove reports that the line above that of offset is blank.
func (p page) blankAbove(offset int) bool {
	above := strings.TrimRight(string(p.doc.Source()[:offset]), " \t\r")
	return strings.HasSuffix(strings.TrimRight(strings.TrimSuffix(above, "\n"), " \t\r"), "\n")
}

// nextLine is where the line after the one of offset begins.
func nextLine(src []byte, offset int) int {
	if n := bytes.IndexByte(src[offset:], '\n'); n >= 0 {
		return offset + n + 1
	}
	return len(src)
}

// nextMarker is the marker of an item step places further on: the same bullet,
// or the next number. Renumbering the rest would change lines that are not
// ours, and Markdown counts by itself.
func nextMarker(marker string, step int) string {
	digits := strings.TrimRight(marker, ".)")
	n, err := strconv.Atoi(digits)
	if err != nil || n >= 999_999_999 {
		return marker
	}
	return strconv.Itoa(n+step) + marker[len(digits):]
}
