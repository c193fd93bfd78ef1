package document

import (
	"bytes"
	"fmt"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	// maxErrors bounds how many YAML errors of one file are looked for: each
	// costs a dozen parses of the front matter.
	maxErrors = 8
	// maxSearched is up to how many bytes front matter is parsed that often.
	maxSearched = 32 << 10
)

// yamlFaults explains why the parser refused the front matter. It goes on
// behind the first error: the top-level entry with the error is blanked, which
// moves no other byte, and the rest is parsed again.
func (d *Document) yamlFaults(err error) []Fault {
	data := d.block.data
	text := bytes.Clone(d.src[data.Start:data.End])
	faults := conflictFaults(text, data.Start)
	if len(faults) > 0 {
		err = decodeYAML(text, new(yaml.Node))
	}
	var node yaml.Node
	for len(faults) < maxErrors && err != nil {
		if slips := slipFaults(text, data.Start); len(slips) > 0 {
			faults = append(faults, slips...)
			node = yaml.Node{}
			err = decodeYAML(text, &node)
			continue
		}
		f := yamlFault(text, err)
		at := f.Span.Start
		f.Span = Span{data.Start + at, data.Start + f.Span.End}
		faults = append(faults, f)
		if len(text) > maxSearched || !blankEntry(text, at) {
			return faults
		}
		node = yaml.Node{}
		err = decodeYAML(text, &node)
	}
	if err == nil && node.Kind == yaml.DocumentNode && node.Content[0].Kind != yaml.MappingNode {
		faults = append(faults, d.notMappingNode(node.Content[0]))
	}
	return faults
}

// yamlFault is the first error in text, whose offsets its span has.
func yamlFault(text []byte, err error) Fault {
	at := errorLine(text)
	end := trimmedEnd(text, at)
	at = min(at+leadingBlanks(text[at:end]), end)
	f := Fault{Kind: BadYAML}
	if bytes.IndexFunc(text[at:end], forbidden) >= 0 {
		f.Kind = BadEncoding
	}
	e := explain(err, text, at)
	f.Span, f.Message, f.Help = Span{at + e.place(text[at:end]), end}, e.message, e.help
	return f
}

// conflictFaults finds the markers of a merge that was left unresolved, and
// blanks them so that both sides are read.
func conflictFaults(text []byte, start int) []Fault {
	var faults []Fault
	open := false
	for at := 0; at < len(text); at = nextLine(text, at) {
		line := text[at:lineEnd(text, at)]
		begins := bytes.HasPrefix(line, []byte("<<<<<<< "))
		if begins && len(faults) < maxErrors {
			faults = append(faults, Fault{
				Kind: Conflict, Span: Span{start + at, start + at + len(line)},
				Message: "a merge conflict is not resolved",
				Help:    "keep what is right of both sides and remove the <<<<<<<, ======= and >>>>>>> lines",
			})
		}
		if open = open || begins; open && isConflictMarker(line) {
			copy(line, bytes.Repeat([]byte{' '}, len(line)))
		}
	}
	return faults
}

// isConflictMarker wants the whole of a marker: ======= underlines a heading, too,
// but only inside an open conflict is it asked.
func isConflictMarker(line []byte) bool {
	for _, marker := range []string{"<<<<<<< ", "||||||| ", ">>>>>>> "} {
		if bytes.HasPrefix(line, []byte(marker)) {
			return true
		}
	}
	return string(line) == "======="
}

func leadingBlanks(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}

// errorLine is the start of the line at which the parser first knows that text
// is wrong: the shortest run of lines that fails just as the whole does. The
// parser's own line numbers are off by one or name the start of a collection.
func errorLine(text []byte) int {
	want := parseError(text)
	starts := lineStarts(text)
	if line := parserLine(want); strings.Contains(want, "did not find expected ',' or ") || len(text) > maxSearched {
		return starts[min(line, len(starts)-1)]
	}
	i := sort.Search(len(starts)-1, func(i int) bool {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		return parseError(text[:end]) == want
	})
	return starts[i]
}

// lineStarts are the offsets at which lines begin.
func lineStarts(src []byte) []int {
	starts := make([]int, 1, bytes.Count(src, []byte{'\n'})+1)
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// parserLine is the line, from 0, that the parser names. It is the one to mend
// only for a bracket that is not closed, and else only near it.
func parserLine(problem string) int {
	var line int
	if _, err := fmt.Sscanf(problem, "yaml: line %d:", &line); err != nil {
		return 0
	}
	return max(line-1, 0)
}

// parseError is the parser's message with a comment put above the text,
// because the parser takes a context on the first line for none.
func parseError(text []byte) string {
	err := decodeYAML(append([]byte("#\n"), text...), new(yaml.Node))
	if err == nil {
		return ""
	}
	return err.Error()
}

// blankEntry overwrites the top-level entry around offset at with spaces. It
// reports whether there was anything to blank.
func blankEntry(text []byte, at int) bool {
	start := lineStart(text, at)
	for start > 0 && !startsEntry(text[start:]) {
		start = lineStart(text, start-1)
	}
	end := nextLine(text, at)
	for end < len(text) && !startsEntry(text[end:]) {
		end = nextLine(text, end)
	}
	some := false
	for i := start; i < end; i++ {
		if c := text[i]; c != '\n' && c != '\r' {
			some = some || c != ' '
			text[i] = ' '
		}
	}
	return some
}

// startsEntry reports a line that begins a top-level key. What cannot begin
// one, such as a closing bracket, belongs to the entry above.
func startsEntry(line []byte) bool {
	return len(line) > 0 && !strings.ContainsRune(" \t\r\n#-]}", rune(line[0]))
}
