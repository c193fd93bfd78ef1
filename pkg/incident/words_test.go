package incident

import (
	"errors"
	"strings"
	"testing"
)

func TestOneLine(t *testing.T) {
	tests := []struct{ in, want string }{
		{"plain  text", "plain  text"},
		{" a\r\nb\tc ", "a b c"},
		{"\x1b[31mred\x07", "[31mred"},
		{"a\u2028b\u0085c\ufeffd", "a b c d"},
		{"bad \xff byte", "bad � byte"},
		{"\n", ""},
	}
	for _, tt := range tests {
		if got := oneLine(tt.in); got != tt.want {
			t.Errorf("oneLine(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestQuote(t *testing.T) {
	if got := quote("a\x1bb"); got != `"a\x1bb"` {
		t.Errorf("control characters: %s", got)
	}
	if got := quote(strings.Repeat("é", 100)); len(got) > 80 || !strings.HasSuffix(got, `…"`) {
		t.Errorf("long: %s", got)
	}
}

func TestCheckTrigger(t *testing.T) {
	p := DefaultProcess()
	p.Triggers = append(p.Triggers, "scheduled-work")
	tests := []struct {
		word, want string
		notHeld    bool
	}{
		{"data-loss", "", false},
		{"scheduled-work", "", false}, // the configuration adds it
		{"minor-problem", "no postmortem is held for minor-problem", true},
		{"data_loss", `unknown trigger "data_loss"`, false},
	}
	for _, tt := range tests {
		err := p.CheckTrigger(tt.word)
		var refused *TriggerError
		if !errors.As(err, &refused) {
			if tt.want != "" {
				t.Errorf("%s is accepted", tt.word)
			}
			continue
		}
		if err.Error() != tt.want || refused.NotHeld != tt.notHeld || refused.Help() == "" {
			t.Errorf("%s: %v, %v", tt.word, err, refused.NotHeld)
		}
	}
}

func TestIDFromPath(t *testing.T) {
	for path, want := range map[string]string{
		"postmortems/2026/2026-03-01-checkout-5xx.md": "2026-03-01-checkout-5xx",
		"2026-03-01-v1.2.qmd":                         "2026-03-01-v1.2",
		"x":                                           "x",
	} {
		if got := IDFromPath(path); got != want {
			t.Errorf("IDFromPath(%q) = %q, want %q", path, got, want)
		}
	}
}
