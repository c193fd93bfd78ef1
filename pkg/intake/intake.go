// Package intake reads what other systems know of incidents: alerts, chat and
// logs. It turns bytes into plain values; what becomes of them in a file is the
// business of its callers. Whatever is read was written by others: it is
// bounded, and kept to one line without control characters.
package intake

import (
	"fmt"
	"strings"
)

// MaxInput is the most that is read of one input, in bytes.
const MaxInput = 16 << 20

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
		fmt.Fprintf(&b, "line %d ", e.Line)
	}
	b.WriteString(e.Reason)
	if e.Way != "" {
		b.WriteString("; " + e.Way)
	}
	return b.String()
}
