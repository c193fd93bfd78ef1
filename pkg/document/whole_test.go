package document

import "testing"

func TestParseYAML(t *testing.T) {
	for name, c := range map[string]struct {
		src    string
		keys   int // -1 when there is no mapping
		faults []FaultKind
		at     Position // of the first fault
	}{
		"empty":           {"", 0, nil, Position{}},
		"comments":        {"# a\n# b\n", 0, []FaultKind{NotMapping}, Position{1, 1}},
		"keys":            {"a: 1\nb: 2\n", 2, nil, Position{}},
		"document start":  {"---\na: 1\n", 1, nil, Position{}},
		"byte order mark": {"\ufeffa: 1\nb: [\n", -1, []FaultKind{BadYAML}, Position{2, 4}},
		"duplicate":       {"a: 1\né: 2\na: 3\n", 3, []FaultKind{DuplicateKey}, Position{3, 1}},
		"list":            {"- a\n", -1, []FaultKind{NotMapping}, Position{1, 1}},
		"not UTF-8":       {"a: \xff\n", -1, []FaultKind{BadEncoding}, Position{1, 4}},
		"lone return":     {"a: 1\r", -1, []FaultKind{BadDelimiter}, Position{1, 5}},
		"two documents":   {"a: 1\n---\nb: 2\n", -1, []FaultKind{BadYAML}, Position{2, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			d := ParseYAML([]byte(c.src))
			keys := -1
			if d.Front().Kind() == Mapping {
				keys = d.Front().Len()
			}
			if keys != c.keys {
				t.Errorf("%d keys, want %d", keys, c.keys)
			}
			if len(d.Faults()) != len(c.faults) {
				t.Fatalf("faults %v, want %v", d.Faults(), c.faults)
			}
			for i, f := range d.Faults() {
				if f.Kind != c.faults[i] {
					t.Errorf("fault %v, want %v", f, c.faults[i])
				}
				if at := d.Position(f.Span.Start); i == 0 && at != c.at {
					t.Errorf("at %v, want %v: %s", at, c.at, f.Message)
				}
			}
		})
	}
}
