package report

import (
	"fmt"
	"io"
)

// Exported is an incident as pm export writes it: all that is known of it, and its
// Markdown.
type Exported struct {
	Incident
	Body string `json:"body"`
}

// Line writes one value as a line of JSON, for files of JSON lines. Like in Envelope,
// characters that a terminal must not see are \u escapes.
func Line(w io.Writer, v any) error {
	data, err := marshal(v)
	if err != nil {
		return fmt.Errorf("writing a line of JSON: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}
