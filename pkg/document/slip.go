package document

import (
	"bytes"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// slipFaults finds lines that are meant as key: value and lack the space, or
// the colon with it. The parser takes such a line for text that goes on in the
// next and complains about all that follow, so it is found and blanked, in text,
// before the parser's own words are listened to.
func slipFaults(text []byte, start int) []Fault {
	var faults []Fault
	tried := 0
	for at := 0; at < len(text) && tried < maxErrors && len(text) <= maxSearched; at = nextLine(text, at) {
		s, ok := slipIn(text, at)
		if !ok {
			continue
		}
		tried++ // each costs two parses
		if !s.mends(text) {
			continue
		}
		faults = append(faults, s.fault(text, start))
		if s.nested {
			copy(text[s.line.Start:s.line.End], bytes.Repeat([]byte{' '}, s.line.Len()))
		} else {
			blankEntry(text, at)
		}
	}
	return faults
}

// maxQuoted is up to how many bytes a value is repeated in a message.
const maxQuoted = 60

// slip is a line that may be one.
type slip struct {
	line   Span // without blanks around it, or the dash of a list item
	key    int  // bytes of the key; the space belongs behind its colon
	colon  bool
	nested bool
}

// slipIn looks at the line that begins at an offset. Without a colon only a
// top-level line can be told from text that goes on.
func slipIn(text []byte, at int) (slip, bool) {
	end := trimmedEnd(text, at)
	begin := min(at+leadingBlanks(text[at:end]), end)
	s := slip{nested: begin > at}
	if bytes.HasPrefix(text[begin:end], []byte("- ")) {
		s.nested = true
		begin += 2 + leadingBlanks(text[begin+2:end])
	}
	s.line = Span{begin, end}
	line := text[begin:end]
	colon := bytes.IndexByte(line, ':')
	if colon < 0 {
		return s, !s.nested && startsWord(line)
	}
	s.key, s.colon = colon, true
	return s, colon > 0 && looksLikeTightKey(string(line)) && !bytes.Contains(line, []byte(": ")) && line[len(line)-1] != ':'
}

// startsWord keeps comments, quotes, brackets and list items out.
func startsWord(line []byte) bool {
	return len(line) > 0 && looksLikeKey([]byte{line[0], ':'}) && line[0] != '-' && line[0] != '"' && line[0] != '\''
}

// mends reports that with the slip mended the lines up to it can be read, and
// that they then say more than before: inside quotes, brackets or a block of
// text they do not.
func (s slip) mends(text []byte) bool {
	if !s.colon {
		return countNodes(text[:s.line.Start]) >= 0
	}
	behind := s.line.Start + s.key + 1
	mended := slices.Concat(text[:behind], []byte{' '}, text[behind:s.line.End])
	return countNodes(mended) > countNodes(text[:s.line.End])
}

// countNodes is how many nodes YAML makes of text, -1 when it cannot read it.
func countNodes(text []byte) int {
	var root yaml.Node
	if decodeYAML(text, &root) != nil {
		return -1
	}
	return nodesBelow(&root)
}

func nodesBelow(n *yaml.Node) int {
	sum := 1
	for _, child := range n.Content {
		sum += nodesBelow(child)
	}
	return sum
}

// fault points behind the key, where the space belongs, and repeats the line as it
// should be.
func (s slip) fault(text []byte, start int) Fault {
	f := Fault{Kind: BadYAML, Span: Span{start + s.line.Start, start + s.line.End}}
	if !s.colon {
		f.Message, f.Help = "the line is not key: value", "write a colon and a space after the key"
		return f
	}
	key, value := text[s.line.Start:s.line.Start+s.key], text[s.line.Start+s.key+1:s.line.End]
	f.Message = fmt.Sprintf("there is no space after the colon of %s", key)
	f.Help = "write a colon and a space between key and value"
	if len(value) <= maxQuoted {
		f.Help = fmt.Sprintf("write %s: %s", key, value)
	}
	f.Span.Start += s.key
	return f
}
