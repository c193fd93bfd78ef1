package incident

import (
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

func TestNearestValues(t *testing.T) {
	tests := []struct{ word, want string }{
		{"resolvd", "resolved"},
		{"Closed", "closed"},
		{"inprogress", "in-progress"},
		{"mitigated", ""},
	}
	for _, tt := range tests {
		if got := Nearest(tt.word, StateNames()); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
