package report

import (
	"io"
	"iter"

	"github.com/postmortem-md/pm/pkg/lint"
)

// Findings writes findings in one format.
type Findings func(w io.Writer, s Style, fs iter.Seq[lint.Finding], sum Summary) error

// Summary is what a run looked at.
type Summary struct {
	Files  int // linted
	Passed int // passed over: not incidents
}
