package similar

import (
	"bytes"

	"github.com/postmortem-md/pm/pkg/incident"
)

// field is the part of a file in which a word stands.
type field uint8

const (
	otherField field = iota
	titleField
	servicesField
	tagsField
	alertsField
	actionsField
	leadField // what stands above all headings but the first, as a summary does
	summaryField
	happenedField
	whyField
	timelineField
	avoidField
	codeField
	noField // says nothing of what happened
)

// quarters is how many of the units of weights are one word.
const quarters = 4

// weights are how often a word of each field counts, in quarters.
var weights = [...]uint32{
	otherField: 3, titleField: 20, servicesField: 12, tagsField: 8, actionsField: 4, leadField: 8, summaryField: 8,
	happenedField: 4, whyField: 8, timelineField: 2, avoidField: 2, codeField: 1, alertsField: 0, noField: 0,
}

// sectionFields are the fields of sections that have one of their own.
var sectionFields = map[string]field{
	"summary": summaryField, "timeline": timelineField, "happened": happenedField, "why": whyField,
	"intended": otherField, "avoid": avoidField, "references": noField,
}

// scanner goes through a file line by line and tells the words in it. Where its
// idea of YAML or Markdown is not that of their parsers, a word counts for another
// field, which is of no consequence.
type scanner struct {
	word  func(f field, word []byte) // in lower case; may be changed, and is valid until the next
	alert func(fingerprint []byte)   // nil when nobody asks

	buf      [maxWord]byte
	headings map[string]heading
	under    [7]field // what a heading of each level has begun
	level    int      // of the latest heading
	titled   bool     // the front matter has a title
	comment  bool     // inside of one
	fence    []byte   // what closes the code block; nil outside
}

func (s *scanner) file(src []byte) {
	s.titled, s.comment, s.fence, s.level = false, false, nil, 0
	s.under[0] = leadField
	s.body(s.front(bytes.TrimPrefix(src, []byte("\ufeff"))))
}

// body reads Markdown.
func (s *scanner) body(src []byte) {
	for len(src) > 0 {
		var line []byte
		line, src = cutLine(src)
		text := bytes.TrimLeft(line, " \t>")
		switch {
		case s.fence != nil:
			s.code(text)
		case s.comment:
			s.prose(line)
		case len(text) > 2 && (text[0] == '`' || text[0] == '~') && text[1] == text[0] && text[2] == text[0]:
			s.fence = text[:len(text)-len(bytes.TrimLeft(text, string(text[:1])))]
		case len(text) > 0 && text[0] == '#':
			s.atx(text)
		case len(text) > 0 && underlined(src):
			s.heading(underlineLevel(src), text)
			_, src = cutLine(src)
		default:
			s.prose(line)
		}
	}
}

func (s *scanner) code(text []byte) {
	if rest, ok := bytes.CutPrefix(text, s.fence); ok && len(bytes.Trim(rest, string(s.fence[:1])+" \t\r")) == 0 {
		s.fence = nil
		return
	}
	s.words(codeField, text)
}

// atx reads a line that begins with #.
func (s *scanner) atx(text []byte) {
	rest := bytes.TrimLeft(text, "#")
	level := len(text) - len(rest)
	if level > 6 || len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t' {
		s.prose(text)
		return
	}
	s.heading(level, bytes.Trim(rest, "# \t\r"))
}

// underlined reports that the next line makes a heading of this one.
func underlined(next []byte) bool {
	if len(next) == 0 || next[0] != '=' && next[0] != '-' {
		return false
	}
	line, _ := cutLine(next)
	line = bytes.TrimRight(line, " \t\r")
	return len(line) > 1 && len(bytes.Trim(line, string(line[:1]))) == 0
}

func underlineLevel(next []byte) int {
	if next[0] == '=' {
		return 1
	}
	return 2
}

// heading begins a section. One of no known name goes on with what the heading
// above it has begun; what stands under the file's own title is its lead only up
// to the next heading.
func (s *scanner) heading(level int, text []byte) {
	top := level == 1 && s.level == 0
	above := s.under[min(level-1, s.level)]
	f, known := s.section(text)
	switch {
	case known:
	case top:
		f = leadField
	case above == leadField:
		f = otherField
	default:
		f = above
	}
	for l := s.level + 1; l < level; l++ {
		s.under[l] = above
	}
	s.under[level], s.level = f, level
	switch {
	case top && !s.titled:
		s.words(titleField, text)
	case !known:
		s.words(f, text)
	}
}

// maxHeading is the longest heading, in bytes, that is looked up by name.
const maxHeading = 200

// section is the field that a heading's name stands for. Headings are the same in
// most files, and comparing one with all names takes its time.
func (s *scanner) section(text []byte) (f field, known bool) {
	if len(text) > maxHeading {
		return otherField, false
	}
	found, ok := s.headings[string(text)]
	if !ok {
		name, known := incident.SectionNamed(string(text))
		found = heading{known: known, field: sectionFields[name]}
		if s.headings == nil || len(s.headings) > 1000 {
			s.headings = map[string]heading{}
		}
		s.headings[string(text)] = found
	}
	return found.field, found.known
}

// heading is what was found out about the name of one.
type heading struct {
	known bool
	field field
}

// prose reads a line of text, less what HTML comments hide.
func (s *scanner) prose(line []byte) {
	f := s.under[s.level]
	for len(line) > 0 {
		if s.comment {
			end := bytes.Index(line, []byte("-->"))
			if end < 0 {
				return
			}
			line, s.comment = line[end+3:], false
		}
		begin := bytes.Index(line, []byte("<!--"))
		if begin < 0 {
			s.words(f, line)
			return
		}
		s.words(f, line[:begin])
		line, s.comment = line[begin+4:], true
	}
}

// cutLine takes a line off, without its end.
func cutLine(src []byte) (line, rest []byte) {
	if n := bytes.IndexByte(src, '\n'); n >= 0 {
		return src[:n], src[n+1:]
	}
	return src, nil
}
