package incident

import (
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	keys := make([]string, 0, len(Fields))
	for _, f := range Fields {
		keys = append(keys, f.Key)
	}
	tests := []struct{ word, want string }{
		{"onwer", "owner"},
		{"severty", "severity"},
		{"particpants", "participants"},
		{"startedAt", "started_at"},
		{"started-at", "started_at"},
		{"follow_up_due", "followup_due"},
		{"service", "services"},
		{"tag", "tags"},
		{"date", ""},
		{"status", ""},
		{"author", ""},
		{"created", ""},
		{"created_at", ""},
		{"weight", ""},
		{"layout", ""},
		{"customer", ""},
		{"", ""},
		{strings.Repeat("x", 1<<20), ""},
	}
	for _, tt := range tests {
		if got := Nearest(tt.word, keys); got != tt.want {
			t.Errorf("Nearest(%.20q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

// TestNearestTies names nothing rather than the first of several.
func TestNearestTies(t *testing.T) {
	for word, want := range map[string]string{"sev9": "", "sv1": "sev1", "SEV-2": "sev2", "sev": ""} {
		if got := Nearest(word, []string{"sev1", "sev2", "sev3", "sev2"}); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestNearestParts(t *testing.T) {
	names := []string{"2026-03-01-checkout-returns-5xx", "2026-03-02-search-slow", "2026-03-03-checkout-5xx-again", "x"}
	for _, tt := range []struct {
		part string
		want []string
	}{
		{"chekout", []string{names[0], names[2]}},
		{"chekout-5xx", []string{names[2]}},
		{"Serach", []string{names[1]}},
		{"2026-03-01-chekout-returns-5xx", []string{names[0]}},
		{"payments", nil},
		{"-", nil},
		{"", nil},
	} {
		if got := NearestParts(tt.part, names); !slices.Equal(got, tt.want) {
			t.Errorf("NearestParts(%q) = %q, want %q", tt.part, got, tt.want)
		}
	}
}

func TestNearestValues(t *testing.T) {
	tests := []struct{ word, want string }{
		{"resolvd", "resolved"},
		{"Closed", "closed"},
		{"inprogress", "in-progress"},
		{"mitigated", ""},
		{"cl-osed", "closed"},
	}
	for _, tt := range tests {
		if got := Nearest(tt.word, StateNames()); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
