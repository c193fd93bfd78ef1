package document

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"sync"

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
func yamlFaults(src []byte, data Span, err error) []Fault {
	text := bytes.Clone(src[data.Start:data.End])
	var faults []Fault
	for len(faults) < maxErrors && err != nil {
		at := errorLine(text)
		end := trimmedEnd(text, at)
		at = min(at+leadingBlanks(text[at:end]), end)
		f := Fault{Kind: BadYAML, Span: Span{data.Start + at, data.Start + end}}
		f.Message, f.Help = explain(err, text, at)
		if bytes.IndexFunc(text[at:end], forbidden) >= 0 {
			f.Kind = BadEncoding
		}
		faults = append(faults, f)
		if len(text) > maxSearched || !blankEntry(text, at) {
			break
		}
		err = decodeYAML(text, new(yaml.Node))
	}
	return faults
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

func startsEntry(line []byte) bool {
	return len(line) > 0 && !strings.ContainsRune(" \t\r\n#-]}", rune(line[0]))
}

var lineNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^yaml: (line \d+: )?`) })

// explain turns the parser's words into what an author can act on.
func explain(err error, text []byte, at int) (message, help string) {
	problem := lineNumber().ReplaceAllString(err.Error(), "")
	indent := text[lineStart(text, at):at]
	if bytes.IndexByte(indent, '\t') >= 0 {
		return "a tab indents the line, which YAML does not allow", "indent with spaces"
	}
	if name, found := strings.CutPrefix(problem, "unknown anchor "); found {
		name, _, _ = strings.Cut(name, " referenced")
		return fmt.Sprintf("there is no anchor %s above this alias", name), "put text that begins with * between quotes"
	}
	if bytes.ContainsAny(text[at:lineEnd(text, at)], "\u0085\u2028\u2029") {
		return "the line holds a Unicode line separator, which YAML reads as the end of the line", "replace the separator by a space"
	}
	for _, e := range explanations {
		if strings.Contains(problem, e.problem) {
			return e.message, e.help
		}
	}
	return "YAML cannot read this line: " + problem, "mend the line; text with special characters goes between quotes"
}

// explanations are the parser's messages that people meet, in other words.
var explanations = []struct{ problem, message, help string }{
	{"mapping values are not allowed", "there is a second \": \" on the line, or the line is indented too deeply", "put a value with \": \" in it between quotes, and line keys up"},
	{"cannot start any token", "a value begins with a character that YAML reserves", "put the value between quotes"},
	{"tab character", "a tab stands where YAML allows only spaces", "indent with spaces"},
	{"could not find expected ':'", "the line is not key: value", "write a colon and a space after the key"},
	{"did not find expected key", "the line does not continue the mapping it stands in", "line keys up with those above, and put text with quotes in it between quotes as a whole"},
	{"did not find expected '-' indicator", "the line does not continue the list it stands in", "begin an item with - in the column of those above"},
	{"did not find expected ',' or ']'", "a list that begins with [ is not closed", "close it with ], with commas between the items"},
	{"did not find expected ',' or '}'", "a mapping that begins with { is not closed", "close it with }, with commas between the keys"},
	{"unexpected end of stream", "a quoted value is not closed", "end it with the quote it begins with"},
	{"unexpected document indicator", "a quoted value is not closed", "end it with the quote it begins with"},
	{"unknown escape character", "a backslash between double quotes begins no escape that YAML knows", "double the backslash, or use single quotes"},
	{"sequence entries are not allowed", "a list item cannot begin here", "begin the list on a line of its own under its key"},
	{"expected node content", "a value is missing before a comma or bracket", "write the value, or remove the comma"},
	{"expected <document start>", "the line stands outside the mapping above it", "begin every top-level key in the same column"},
	{"control characters are not allowed", "the line holds a control character, which YAML does not allow", "remove the character"},
	{"undefined tag handle", "a value begins with !, which YAML reads as a tag", "put the value between quotes"},
	{"anchor", "& or * at the start of a value is read as a YAML anchor or alias", "put the value between quotes"},
}
