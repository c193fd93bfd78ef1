package incident

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestSlug(t *testing.T) {
	tests := []struct{ title, want string }{
		{"Checkout 5xx", "checkout-5xx"},
		{"  Checkout -- 5xx!  ", "checkout-5xx"},
		{"Don't panic: the DB is down", "dont-panic-the-db-is-down"},
		{"Größe überschritten in Łódź", "grosse-uberschritten-in-lodz"},
		{"Café", "cafe"},
		{"Cafe\u0301", "cafe"},
		{"../../etc/passwd", "etc-passwd"},
		{"データ損失", "incident-4b1e0f"},
		{"DB データ loss", "db-loss"},
		{"", "incident"},
		{"🔥", "incident-98da0b"},
		{strings.Repeat("word ", 30), strings.Repeat("word-", 11) + "word"},
		{strings.Repeat("x", 100), strings.Repeat("x", 60)},
		{"a\x00b\nc", "a-b-c"},
	}
	for _, tt := range tests {
		if got := Slug(tt.title); got != tt.want {
			t.Errorf("Slug(%q) = %q, want %q", tt.title, got, tt.want)
		}
	}
}

func TestActionID(t *testing.T) {
	tests := []struct {
		title string
		taken string
		want  string
	}{
		{"Add a canary stage to the deploy pipeline", "", "add-canary-stage-deploy-pipeline"},
		{"Add a canary stage to the deploy pipelines", "", "add-canary-stage-deploy"},
		{"Alert on error budget", "", "alert-error-budget"},
		{"Alert on error budget", "alert-error-budget", "alert-error-budget-2"},
		{"Alert on error budget", "alert-error-budget alert-error-budget-2", "alert-error-budget-3"},
		{"Add a canary stage to the deploy pipeline", "add-canary-stage-deploy-pipeline", "add-canary-stage-deploy-2"},
		{"To be or it is", "", "to-be-or-it-is"},
		{"!!!", "", "item"},
		{"42", "", "42"},
	}
	for _, tt := range tests {
		taken := map[string]bool{}
		for _, id := range strings.Fields(tt.taken) {
			taken[id] = true
		}
		if got := ActionID(tt.title, taken); got != tt.want {
			t.Errorf("ActionID(%q) = %q, want %q", tt.title, got, tt.want)
		}
	}
}

func TestNewID(t *testing.T) {
	started := time.Date(2026, 3, 1, 23, 30, 0, 0, time.FixedZone("", -3600))
	if got := NewID("Checkout 5xx", started); got != "2026-03-02-checkout-5xx" {
		t.Errorf("NewID = %q", got)
	}
}

func FuzzSlug(f *testing.F) {
	f.Add("Größe — 5 %")
	valid := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	f.Fuzz(func(t *testing.T, title string) {
		if s := Slug(title); !valid.MatchString(s) || len(s) > maxSlug {
			t.Errorf("Slug(%q) = %q", title, s)
		}
		taken := map[string]bool{}
		for range 12 {
			id := ActionID(title, taken)
			if !valid.MatchString(id) || len(id) > maxActionID || taken[id] {
				t.Errorf("ActionID(%q) = %q", title, id)
			}
			taken[id] = true
		}
	})
}
