package lint

import "github.com/postmortem-md/pm/pkg/document"

// Columns are those of a finding's start and end counted in bytes of UTF-8 from
// 1, as tools count that patch lines; 0 where they are not known.
type Columns struct{ Start, End int32 }

// Suggestion is a fix by line and column, for tools that do not see the file's
// bytes. The columns count bytes of UTF-8.
type Suggestion struct {
	Start, End document.Position
	Text       string
}

// suggestion is a fix of a single edit. One of several is no suggestion:
// reviewers accept suggestions one at a time, and half a sorted timeline has lost
// an entry.
func suggestion(d *document.Document, fix []document.Edit) *Suggestion {
	if len(fix) != 1 {
		return nil
	}
	span := fix[0].Span
	return &Suggestion{Start: bytePosition(d, span.Start), End: bytePosition(d, span.End), Text: fix[0].Text}
}

func bytePosition(d *document.Document, offset int) document.Position {
	return document.Position{Line: d.Position(offset).Line, Column: d.ByteColumn(offset)}
}

func columns(d *document.Document, span document.Span) Columns {
	return Columns{Start: int32(d.ByteColumn(span.Start)), End: int32(d.ByteColumn(span.End))}
}
