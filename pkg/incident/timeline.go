package incident

import (
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// Entry is one timeline entry: a top-level list item or table row of the
// timeline section.
type Entry struct {
	At      Value[time.Time] // not Known when no timestamp could be read
	Written string           // the timestamp as written
	NotUTC  bool             // At was read from a form other than RFC 3339 in UTC
	Text    string
	Span    document.Span // the item or row
	Row     bool          // a table row, not a list item
}

// Timeline are the entries of the timeline section in order of the file.
func (i *Incident) Timeline() []Entry { panic("unwritten") }
