package incident

import (
	"slices"

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
	return ins.below(end, ins.list()...)
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
