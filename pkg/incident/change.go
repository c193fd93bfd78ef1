package incident

import (
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// AddEvent inserts a timeline entry in time order (after those of equal time),
// as a list item or a table row, whichever is there; a missing timeline section
// is added where the section table says.
func AddEvent(i *Incident, at time.Time, text string) ([]document.Op, error) { panic("unwritten") }

// Draft is what a new incident starts with.
type Draft struct {
	Title, Severity, Owner                 string
	StartedAt                              time.Time
	Participants, Services, Tags, Triggers []string
	Stamp                                  Stamp
}

// NewDocument scaffolds a file from a template: template front matter and body
// with the draft's values set by the same edits that pm set makes.
func NewDocument(template []byte, d Draft) ([]byte, error) { panic("unwritten") }
