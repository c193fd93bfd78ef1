package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/postmortem-md/pm/pkg/lint"
)

// takenByGitHub is how many results of a run GitHub code scanning takes; with one
// more it refuses the file.
const takenByGitHub = 25_000

// sarifSchema is the final schema of 2.1.0; GitHub's own checks ask for it.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// findingsSARIF writes SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)
// a result a line. Of more than GitHub takes the errors come first, and a
// notification says how many are missing.
func findingsSARIF(w io.Writer, _ Style, fs iter.Seq[lint.Finding], sum Summary) error {
	out := bufio.NewWriter(w)
	left, missing := quota(countFindings(fs), takenByGitHub)
	head, err := marshal(sarifHead(sum, missing))
	if err != nil {
		return fmt.Errorf("writing the rules as SARIF: %w", err)
	}
	fmt.Fprintf(out, `{"$schema":%q,"version":"2.1.0","runs":[`+"\n", sarifSchema)
	out.WriteString(strings.TrimSuffix(string(head), "}") + `,"results":[`)
	index, separator, end := ruleIndex(), "\n", ""
	var ids identities
	for f := range fs {
		fingerprint := ids.fingerprint(f) // also of what is cut: the others must stay the same
		if left[weight(f)] == 0 {
			continue
		}
		left[weight(f)]--
		data, err := marshal(sarifResultOf(f, index, fingerprint))
		if err != nil {
			return fmt.Errorf("writing a finding as SARIF: %w", err)
		}
		out.WriteString(separator)
		out.Write(data)
		separator, end = ",\n", "\n"
	}
	out.WriteString(end + "]}]}\n")
	return out.Flush()
}

// quota is how many findings of each severity there is room for, the worst first,
// and how many there is no room for.
func quota(counts severities, room int) (taken severities, missing int) {
	for s := lint.Error; ; s-- {
		taken[s] = min(counts[s], room)
		room -= taken[s]
		missing += counts[s] - taken[s]
		if s == lint.Off {
			return taken, missing
		}
	}
}

func ruleIndex() map[string]int {
	index := make(map[string]int, len(lint.Rules))
	for n, r := range lint.Rules {
		index[r.ID] = n
	}
	return index
}
