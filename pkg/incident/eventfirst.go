package incident

import (
	"slices"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// first puts the events into a section that has no entries: into its table when
// there is one, else in a list at the end, behind the comment of the template.
func (ins insertion) first(s document.Section) document.Op {
	blocks := ownBlocks(s)
	end := s.Heading.Span.End
	for _, b := range blocks {
		end = b.Span.End
		if b.Kind == document.TableBlock && b.Table != nil {
			var rows []string
			for _, e := range ins.events {
				rows = append(rows, row(b.Table, e))
			}
			return ins.doc.InsertLines(nextLine(ins.doc.Source(), end), rows...)
		}
	}
	offset := nextLine(ins.doc.Source(), end)
	var lines []string
	if ins.blankLine(offset) && offset < len(ins.doc.Source()) {
		offset = nextLine(ins.doc.Source(), offset)
	} else {
		lines = append(lines, "")
	}
	lines = append(lines, ins.list()...)
	if !ins.blankLine(offset) {
		lines = append(lines, "")
	}
	return ins.doc.InsertLines(offset, lines...)
}

// ownBlocks are a section's blocks above its first sub-heading.
func ownBlocks(s document.Section) []document.Block {
	n := slices.IndexFunc(s.Blocks, func(b document.Block) bool { return b.Kind == document.HeadingBlock })
	if n < 0 {
		return s.Blocks
	}
	return s.Blocks[:n]
}

// list are the events as a list of their own.
func (ins insertion) list() []string {
	lines := make([]string, len(ins.events))
	for n, e := range ins.events {
		lines[n] = "- " + e.entry()
	}
	return lines
}

// inNewSection adds the section with the events as its first entries: before the
// next section of the table that is there, else at the end.
func (ins insertion) inNewSection() document.Op {
	spec, _ := SectionByName(timelineSection)
	offset, level := len(ins.doc.Source()), 2
	past := false
	for n := range Sections {
		past = past || Sections[n].Name == timelineSection
		s, ok := FindSection(ins.doc, Sections[n].Name)
		if !ok {
			continue
		}
		level = s.Heading.Level
		if past {
			offset = s.Heading.Span.Start
			break
		}
	}
	lines := append([]string{strings.Repeat("#", level) + " " + spec.Heading, ""}, ins.list()...)
	if !ins.blankAbove(offset) {
		lines = append([]string{""}, lines...)
	}
	if offset < len(ins.doc.Source()) {
		lines = append(lines, "")
	}
	return ins.doc.InsertLines(offset, lines...)
}

// blankAbove reports that the line above that of offset is blank.
func (ins insertion) blankAbove(offset int) bool {
	above := strings.TrimRight(string(ins.doc.Source()[:offset]), " \t\r")
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
