package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"

	"github.com/postmortem-md/pm/pkg/lint"
)

// findingsJSON writes the findings envelope one finding at a time, so that any
// number of them takes no memory.
func findingsJSON(w io.Writer, _ Style, fs iter.Seq[lint.Finding], _ Summary) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `{"schema":%q,"kind":"findings","findings":[`, schemaVersion)
	separator, end := "\n", ""
	for f := range fs {
		data, err := marshal(FindingOf(f))
		if err != nil {
			return fmt.Errorf("writing a finding as JSON: %w", err)
		}
		out.WriteString(separator)
		out.Write(data)
		separator, end = ",\n", "\n"
	}
	out.WriteString(end + "]}\n")
	return out.Flush()
}
