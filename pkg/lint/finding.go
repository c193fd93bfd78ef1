package lint

import (
	"cmp"
	"iter"
	"slices"

	"github.com/postmortem-md/pm/pkg/document"
)

// Finding is a rule's complaint. It holds no reference to the file's bytes.
type Finding struct {
	Rule     string
	Severity Severity
	File     string
	Start    document.Position
	End      document.Position // just after the last character
	Subject  string            // the field, item, heading or words it is about
	Message  string
	Help     string
	Fix      []document.Edit // nil when there is no safe fix
	Old      bool            // the base has it already; see Ratchet
	Words    uint64          // stands for the words of the lines it is on, within one run; 0 for none
	Bytes    Columns
	Suggest  *Suggestion // nil unless the fix is one piece of text in place of another
}

// Sort orders findings by file, line, column, rule. Subject and message break
// ties, so that the order is the same whichever worker was faster.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, compareFindings)
}

// compareFindings leaves no two findings equal that differ to a reader.
func compareFindings(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Start.Line, b.Start.Line),
		cmp.Compare(a.Start.Column, b.Start.Column),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Subject, b.Subject),
		cmp.Compare(a.Message, b.Message),
	)
}

// All is a sequence of findings of a slice.
func All(fs []Finding) iter.Seq[Finding] { return slices.Values(fs) }
