package cli

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLooksWhole(t *testing.T) {
	for ref, want := range map[string]bool{
		"2026-03-01-checkout": true,
		"2026-03-01-x":        true,
		"2026-03-01-":         false,
		"2026-03-01":          false,
		"checkout":            false,
		"2026-03-0x-checkout": false,
		"20260301--checkout-": false,
		"":                    false,
	} {
		if got := looksWhole(ref); got != want {
			t.Errorf("looksWhole(%q) = %v, want %v", ref, got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	names := []name{{"2026-03-01-checkout", "a"}, {"2026-03-02-checkout-again", "b"}, {"2026-03-01-Queue", "c"}}
	for _, c := range []struct {
		ref          string
		exact, parts []string
	}{
		{"2026-03-01-checkout", []string{"a"}, nil},
		{"checkout", nil, []string{"a", "b"}},
		{"again", nil, []string{"b"}},
		{"QUEUE", nil, []string{"c"}},
		{"none", nil, nil},
		{"", nil, nil},
	} {
		exact, parts := match(names, c.ref)
		if d := cmp.Diff([][]string{c.exact, c.parts}, [][]string{pathsOf(exact), pathsOf(parts)}); d != "" {
			t.Errorf("match(%q): %s", c.ref, d)
		}
	}
}

func pathsOf(names []name) []string {
	var all []string
	for _, n := range names {
		all = append(all, n.path)
	}
	return all
}
