package similar

import "bytes"

// frontFields are the keys of front matter that say what happened, and those that
// say something else. Keys of an organisation's own, such as customer or
// component, count as any other text.
var frontFields = map[string]field{
	"title": titleField, "services": servicesField, "tags": tagsField, "alerts": alertsField, "action_items": actionsField,
	"summary": summaryField, "description": summaryField,
	"state": noField, "severity": noField, "started_at": noField, "ended_at": noField, "detected_at": noField,
	"acknowledged_at": noField, "mitigated_at": noField, "review_at": noField, "owner": noField, "facilitator": noField,
	"participants": noField, "triggers": noField, "followup_due": noField, "related": noField, "aliases": noField,
	"no_actions_reason": noField, "dismissed_because": noField, "adopted": noField, "history": noField,
}

// front reads the front matter, and gives what follows it: all of src when there
// is none.
func (s *scanner) front(src []byte) (body []byte) {
	line, rest := cutLine(src)
	if !delimits(line) {
		return src
	}
	f := noField
	for len(rest) > 0 {
		line, rest = cutLine(rest)
		if delimits(line) {
			return rest
		}
		if key, value, ok := topKey(line); ok {
			line = value
			known := false
			if f, known = frontFields[string(key)]; !known {
				f = otherField
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
	for item := range bytes.SplitSeq(line, []byte(",")) {
		if item = bytes.Trim(item, "-[]\"' \t\r"); len(item) > 0 && item[0] != '#' {
			s.alert(item)
		}
	}
}
