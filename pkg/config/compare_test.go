package config

import (
	"fmt"
	"slices"
	"testing"
)

func parsed(t *testing.T, src string) *Config {
	t.Helper()
	c, err := Parse(FileName, []byte(src), Known{Rules: []string{"stale"}, Templates: []string{"default"}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		was, now string
		changes  []string
		loosened []string
	}{
		{"", "", nil, nil},
		{"", "dir: postmortems\n# a comment\n", nil, nil},
		{"", "layout: flat\n", []string{"layout: year -> flat"}, nil},
		{"", "rules: {stale: error}\n", []string{"rules.stale:  -> error"}, nil},
		{"rules: {stale: error}\n", "", []string{"rules.stale: error -> "}, nil},
		{
			"dir: [a, b]\n", "dir: [b, c]\n",
			[]string{"dir: [a, b] -> [b, c]"},
			[]string{"incidents in a are not looked at any more"},
		},
		{
			"gates: {resolved: [ended_at, owner]}\n", "gates: {resolved: [ended_at]}\n",
			[]string{"gates.resolved: [ended_at, owner] -> [ended_at]"},
			[]string{"resolved does not ask for owner any more"},
		},
		{
			"gates: {resolved: [ended_at]}\n", "gates: {resolved: [ended_at, owner]}\n",
			[]string{"gates.resolved: [ended_at] -> [ended_at, owner]"},
			nil,
		},
		{"strict_fields: true\n", "", []string{"strict_fields: true -> false"}, []string{"keys that are not known are let through: strict_fields"}},
		{"", "review_within: 10d\n", []string{"review_within: 5d -> 10d"}, []string{"review_within gives more time"}},
		{"", "review_within: 1d\n", []string{"review_within: 5d -> 1d"}, nil},
		{"", "language: {systems: [QA]}\n", []string{"language.systems: [] -> [QA]"}, []string{`"QA" is taken for a system: what is said of it is no blame`}},
		{"", "language: {allow: [human error]}\n", []string{"language.allow: [] -> [\"human error\"]"}, []string{`the words "human error" are let through`}},
		{"language: {allow: [human error]}\n", "", []string{"language.allow: [\"human error\"] -> []"}, nil},
		{
			"coverage: {branches: [fire/*], subjects: [a, b]}\n", "coverage: {branches: [], subjects: [b, c]}\n",
			[]string{`coverage.branches: ["fire/*"] -> []`, "coverage.subjects: [a, b] -> [b, c]"},
			[]string{"merging a branch like fire/* asks for no postmortem any more", `a commit like "a" asks for no postmortem any more`},
		},
		{"", "major: [sev1]\n", []string{"major: [sev1, sev2] -> [sev1]"}, []string{"sev2 is not major any more"}},
	} {
		was, now := parsed(t, c.was), parsed(t, c.now)
		var got []string
		for _, change := range Compare(was, now) {
			got = append(got, fmt.Sprintf("%s: %s -> %s", change.Key, change.Was, change.Now))
		}
		if !slices.Equal(got, c.changes) {
			t.Errorf("%q to %q: %q, want %q", c.was, c.now, got, c.changes)
		}
		if got := Loosened(was, now); !slices.Equal(got, c.loosened) {
			t.Errorf("%q to %q loosens %q, want %q", c.was, c.now, got, c.loosened)
		}
	}
}
