package similar

import (
	"bytes"
	"maps"
	"sync"

	"github.com/postmortem-md/pm/pkg/incident"
)

// telling are the keys of front matter that say what happened.
var telling = map[string]field{
	"title": titleField, "services": servicesField, "tags": tagsField, "alerts": alertsField, "action_items": actionsField,
	"summary": summaryField, "description": summaryField,
}

// frontFields are those and all other known keys, which say who and when. Keys of an
// organisation's own, such as customer or component, count as any other text.
var frontFields = sync.OnceValue(func() map[string]field {
	all := maps.Clone(telling)
	for _, f := range incident.Fields {
		if _, ok := all[f.Key]; !ok {
			all[f.Key] = noField
		}
	}
	return all
})

// front reads the front matter, and gives what follows it: all of src when there
// is none.
func (s *scanner) front(src []byte) (body []byte) {
	line, rest := cutLine(src)
	if !delimits(line) {
		return src
	}
	f, fields := noField, frontFields()
	for len(rest) > 0 {
		line, rest = cutLine(rest)
		if delimits(line) {
			return rest
		}
		if key, value, ok := topKey(line); ok {
			line, f = value, otherField
			if known, ok := fields[string(key)]; ok {
				f = known
			}
			s.titled = s.titled || f == titleField
		}
		s.value(f, line)
	}
	return nil
}

func delimits(line []byte) bool { return string(bytes.TrimRight(line, " \t\r")) == "---" }

// topKey splits a line on which a key of the top level stands.
func topKey(line []byte) (key, value []byte, ok bool) {
	if len(line) == 0 || line[0] == ' ' || line[0] == '-' || line[0] == '#' {
		return nil, nil, false
	}
	return bytes.Cut(line, []byte(":"))
}

// value reads a line of a key's value. Of action items only the titles count: the
// rest is people, dates and addresses.
func (s *scanner) value(f field, line []byte) {
	switch f {
	case noField:
	case alertsField:
		s.fingerprints(line)
	case actionsField:
		if n := bytes.Index(line, []byte("title:")); n >= 0 {
			s.words(f, line[n+len("title:"):])
		}
	default:
		s.words(f, line)
	}
}

// fingerprints tells the items of a list.
func (s *scanner) fingerprints(line []byte) {
	if s.alert == nil {
		return
	}
	line, _, _ = bytes.Cut(line, []byte(" #"))
	for item := range bytes.SplitSeq(line, []byte(",")) {
		if item = bytes.Trim(item, "-[]\"' \t\r"); len(item) > 0 {
			s.alert(item)
		}
	}
}
