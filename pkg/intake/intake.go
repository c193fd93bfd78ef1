// Package intake reads what is there before an incident is recorded: alerts, chat
// and logs, which become plain values, and old postmortems, which become incidents.
// It reads bytes and never the disk, and makes nothing up that they do not say. Whatever is read was written by others: it is
// bounded, kept to one line without control characters, and made inert where it
// becomes Markdown.
package intake

import (
	"bytes"
	"fmt"
	"strings"
)

// The bounds of one input.
const (
	MaxInput  = 16 << 20 // bytes
	MaxAlerts = 10_000   // alerts in one input
	MaxEvents = 50_000   // timeline entries that one input may become
	maxValue  = 64 << 10 // bytes of one text; a longer one is no title and no message
	maxText   = 400      // characters of a text in a timeline entry; what is longer is cut
	maxMark   = 1024     // bytes of a fingerprint, or of a service: front matter reads no long ones
)

// Error is an input that cannot be taken in. Nothing of it has been used.
type Error struct {
	Line   int    // from 1; 0 when it is not about a line
	Reason string // what is wrong, to follow the input's name
	Way    string // what to do
}

// Error says what is wrong and what to do; the caller names the input.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", e.Line)
	}
	b.WriteString(e.Reason)
	if e.Way != "" {
		b.WriteString("; " + e.Way)
	}
	return b.String()
}

// lineAt is the line of an offset.
func lineAt(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(offset, 0), int64(len(data)))], []byte("\n"))
}

// bounded refuses an input that is too large for whoever reads it.
func bounded(data []byte) error {
	if len(data) > MaxInput {
		return &Error{Reason: fmt.Sprintf("is larger than %d MiB", MaxInput>>20), Way: "split it"}
	}
	return nil
}
