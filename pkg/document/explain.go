package document

import (
	"bytes"
	"fmt"
	"strings"
)

// explanation says in an author's words what the parser says in its own.
type explanation struct {
	problem       string // part of the parser's message
	message, help string
	point         point
}

// point is which part of a line an explanation is about.
type point uint8

const (
	atLine  point = iota
	atValue       // what follows the key
	atColon       // the second colon
)

// explain turns the parser's words into what an author can act on. at is where
// the text of the line begins.
func explain(err error, text []byte, at int) explanation {
	problem := strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(problem, "line "); ok {
		_, problem, _ = strings.Cut(rest, ": ")
	}
	switch indent := text[lineStart(text, at):at]; {
	case bytes.IndexByte(indent, '\t') >= 0:
		return explanation{message: "a tab indents the line, which YAML does not allow", help: "indent with spaces"}
	case bytes.ContainsAny(text[at:lineEnd(text, at)], "\u0085\u2028\u2029"):
		return explanation{message: "the line holds a Unicode line separator, which YAML reads as the end of the line", help: "replace the separator by a space"}
	}
	if name, found := strings.CutPrefix(problem, "unknown anchor "); found {
		name, _, _ = strings.Cut(name, " referenced")
		return explanation{message: fmt.Sprintf("there is no anchor %s above this alias", name), help: "put text that begins with * between quotes", point: atValue}
	}
	line := bytes.TrimRight(text[at:lineEnd(text, at)], " \t")
	if strings.Contains(problem, "expected node content") && len(bytes.TrimRight(line, "[{,")) < len(line) {
		return explanation{message: "a list or mapping that begins with a bracket is not closed", help: "close it with ] or }", point: atValue}
	}
	for _, e := range explanations {
		if strings.Contains(problem, e.problem) {
			return e
		}
	}
	return explanation{message: "YAML cannot read this line: " + problem, help: "mend the line; text with special characters goes between quotes"}
}

// place is how far into a line, which begins with text, the explanation
// points.
func (e explanation) place(line []byte) int {
	at := 0
	if bytes.HasPrefix(line, []byte("- ")) {
		at = 2 + leadingBlanks(line[2:])
	}
	i := bytes.Index(line[at:], []byte(": "))
	if e.point == atLine || i < 0 {
		return 0
	}
	at += i + 2
	at += leadingBlanks(line[at:])
	if e.point == atColon {
		i = bytes.Index(line[at:], []byte(":"))
		if i < 0 {
			return 0
		}
		at += i
	}
	return min(at, max(len(line)-1, 0))
}

// explanations are the parser's messages that people meet, in other words.
var explanations = []explanation{
	{"mapping values are not allowed", "there is a second \": \" on the line, or the line is indented too deeply", "put a value with \": \" in it between quotes, and line keys up", atColon},
	{"cannot start any token", "a value begins with a character that YAML reserves", "put the value between quotes", atValue},
	{"tab character", "a tab stands where YAML allows only spaces", "indent with spaces", atLine},
	{"could not find expected ':'", "the line is not key: value", "write a colon and a space after the key", atLine},
	{"did not find expected key", "the line does not continue the mapping it stands in", "line keys up with those above, and put text with quotes or brackets in it between quotes as a whole", atLine},
	{"did not find expected '-' indicator", "the line does not continue the list it stands in", "begin an item with - in the column of those above", atLine},
	{"did not find expected ',' or ']'", "a list that begins with [ is not closed", "close it with ], with commas between the items", atValue},
	{"did not find expected ',' or '}'", "a mapping that begins with { is not closed", "close it with }, with commas between the keys", atValue},
	{"unexpected end of stream", "a quoted value is not closed", "end it with the quote it begins with", atValue},
	{"unexpected document indicator", "a quoted value is not closed", "end it with the quote it begins with", atValue},
	{"unknown escape character", "a backslash between double quotes begins no escape that YAML knows", "double the backslash, or use single quotes", atValue},
	{"sequence entries are not allowed", "a list item cannot begin here", "begin the list on a line of its own under its key", atValue},
	{"expected node content", "a value is missing before a comma or bracket", "write the value, or remove the comma", atValue},
	{"expected <document start>", "the line stands outside the mapping above it", "begin every top-level key in the same column", atLine},
	{"control characters are not allowed", "the line holds a control character, which YAML does not allow", "remove the character", atLine},
	{"tag", "a value begins with !, which YAML reads as a tag", "put the value between quotes", atValue},
	{"alphabetic or numeric character", "a value begins with & or *, which YAML reads as an anchor or alias", "put the value between quotes", atValue},
	{"expected comment or line break", "a value begins with | or >, which YAML reads as a block of text", "put the value between quotes", atValue},
}
