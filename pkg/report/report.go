// Package report shows results: one file per format. It makes everything read
// from a file safe for the place it is shown in.
package report

import (
	"io"
	"iter"

	"github.com/postmortem-md/pm/pkg/lint"
)

// Style is how text output may look.
type Style struct {
	Color bool
	Width int // columns; 0 when nothing is to be cut (a pipe)
}

// Findings writes findings in one format.
type Findings func(w io.Writer, s Style, fs iter.Seq[lint.Finding], sum Summary) error

// Summary is what a run looked at.
type Summary struct {
	Files  int // linted
	Passed int // passed over: not incidents
}

// FindingFormats are the formats of pm lint by name.
var FindingFormats = map[string]Findings{}

// Clean makes a string safe for a terminal: control characters, bidirectional
// overrides and invalid UTF-8 become visible escapes; tabs and newlines become
// spaces unless keepLines.
func Clean(s string, keepLines bool) string { panic("unwritten") }

// Envelope writes {"schema":"pm/v1","kind":kind,kind:v} and further pairs.
func Envelope(w io.Writer, kind string, v any, more ...any) error { panic("unwritten") }

// Table is a result in rows. Cells are plain text; Tone colours a cell.
type Table struct {
	Columns []Column
	Rows    [][]Cell
}

// Column is one column of a table.
type Column struct {
	Name  string
	Right bool // aligned to the right
	Keep  bool // never cut
}

// Cell is one cell.
type Cell struct {
	Text string
	Tone Tone
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

// Text writes a table for a terminal or a pipe: fitted to the width with …,
// aligned with spaces, nothing lost when piped.
func (t Table) Text(w io.Writer, s Style) error { panic("unwritten") }

// CSV writes a table, cells guarded against formulas.
func (t Table) CSV(w io.Writer) error { panic("unwritten") }

// Markdown renders Markdown source for the terminal.
func Markdown(w io.Writer, s Style, src []byte) error { panic("unwritten") }
