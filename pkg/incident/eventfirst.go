package incident

import (
	"slices"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// first puts the event into a section that has no entries: into its table when
// there is one, else in a list at the end, behind the comment of the template.
func (e event) first(s document.Section) document.Op {
	blocks := ownBlocks(s)
	end := s.Heading.Span.End
	for _, b := range blocks {
		end = b.Span.End
		if b.Kind == document.TableBlock && b.Table != nil {
			return e.doc.InsertLines(nextLine(e.doc.Source(), end), e.row(b.Table))
		}
	}
	offset := nextLine(e.doc.Source(), end)
	var lines []string
	if e.blankLine(offset) && offset < len(e.doc.Source()) {
		offset = nextLine(e.doc.Source(), offset)
	} else {
		lines = append(lines, "")
	}
	lines = append(lines, "- "+e.line())
	if !e.blankLine(offset) {
		lines = append(lines, "")
	}
	return e.doc.InsertLines(offset, lines...)
}

// ownBlocks are a section's blocks above its first sub-heading.
func ownBlocks(s document.Section) []document.Block {
	n := slices.IndexFunc(s.Blocks, func(b document.Block) bool { return b.Kind == document.HeadingBlock })
	if n < 0 {
		return s.Blocks
	}
	return s.Blocks[:n]
}

// inNewSection adds the section with the event as its first entry: before the
// next section of the table that is there, else at the end.
func (e event) inNewSection() document.Op {
	spec, _ := SectionByName(timelineSection)
	offset, level := len(e.doc.Source()), 2
	past := false
	for n := range Sections {
		past = past || Sections[n].Name == timelineSection
		s, ok := FindSection(e.doc, Sections[n].Name)
		if !ok {
			continue
		}
		level = s.Heading.Level
		if past {
			offset = s.Heading.Span.Start
			break
		}
	}
	lines := []string{strings.Repeat("#", level) + " " + spec.Heading, "", "- " + e.line()}
	if !e.blankAbove(offset) {
		lines = append([]string{""}, lines...)
	}
	if offset < len(e.doc.Source()) {
		lines = append(lines, "")
	}
	return e.doc.InsertLines(offset, lines...)
}

// blankAbove reports that the line above that of offset is blank.
func (e event) blankAbove(offset int) bool {
	above := strings.TrimRight(string(e.doc.Source()[:offset]), " \t\r")
	return strings.HasSuffix(strings.TrimRight(strings.TrimSuffix(above, "\n"), " \t\r"), "\n")
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
