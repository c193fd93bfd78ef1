// Package report shows results: one file per format. It makes everything read
// from a file safe for the place it is shown in.
package report

// Style is how text output may look.
type Style struct {
	Color    bool
	Width    int  // columns; 0 when nothing is to be cut (a pipe)
	Terminal bool // the output is a terminal: links may be made clickable (OSC 8)
	ASCII    bool // bars and sparklines of plain characters
}

// Tone is what a colour means.
type Tone uint8

// The tones.
const (
	Plain Tone = iota
	Good
	Caution
	Bad
	Faint
	Strong
)
