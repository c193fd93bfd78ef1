package intake

import (
	"testing"

	"github.com/postmortem-md/pm/pkg/incident"
)

func TestSeverityOf(t *testing.T) {
	four := []string{"sev1", "sev2", "sev3", "sev4"}
	for _, c := range []struct {
		text       string
		severities []string
		want       string
	}{
		{"sev2", four, "sev2"},
		{"SEV-2", four, "sev2"},
		{"Sev 3 (partial)", four, "sev3"},
		{"P1", four, "sev1"},
		{"2 - customer facing", four, "sev2"},
		{"Severity 4", four, "sev4"},
		{"Critical", four, "sev1"},
		{"Major (High Impact)", four, "sev2"},
		{"minor", four, "sev4"},
		{"P0", four, ""},
		{"P9", four, ""},
		{"quite bad", four, ""},
		{"", four, ""},
		{"Critical", []string{"critical", "normal"}, "critical"},
		{"High", []string{"critical", "normal"}, ""},
		{"P0", []string{"P0", "P1"}, "P0"},
	} {
		if got, _ := severityOf(c.text, c.severities); got != c.want {
			t.Errorf("%q of %v: %q, want %q", c.text, c.severities, got, c.want)
		}
	}
}

func TestPersonName(t *testing.T) {
	for text, want := range map[string]string{
		"Ines Moreau (commander)":        "Ines Moreau",
		"Ruth Adler - scribe":            "Ruth Adler",
		"@rob":                           "@rob",
		"rob.b":                          "rob.b",
		"Jan van der Vos":                "Jan van der Vos",
		"rob@example.com":                "rob@example.com",
		"The team met on a Friday":       "",
		"see the list":                   "",
		"TBD":                            "",
		"N/A":                            "",
		"":                               "",
		"<name>":                         "",
		"everyone":                       "",
		"on call of the platform people": "",
	} {
		got, ok := personName(text)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWithoutDone(t *testing.T) {
	for text, want := range map[string]string{
		"Mail everybody (DONE)":                    "Mail everybody",
		"Delete the nodes. (Done!)":                "Delete the nodes.",
		"[done] Mail everybody":                    "Mail everybody",
		"✅ Mail everybody":                         "Mail everybody",
		"Mail everybody ✔️":                        "Mail everybody",
		"DONE: Mail everybody":                     "Mail everybody",
		"Mail everybody - done":                    "Mail everybody",
		"Mail everybody. Done in grafana.":         "Mail everybody",
		"Mail everybody DONE":                      "Mail everybody",
		"Mail everybody (completed 2 May)":         "Mail everybody",
		"Define what done means":                   "",
		"Finish (not done yet)":                    "",
		"Get it done":                              "",
		"Page on call when the job is done":        "",
		"Say why it was done, and by whom":         "",
		"Done right, this needs two people at all": "",
	} {
		got, done := withoutDone(text)
		switch {
		case want == "" && done:
			t.Errorf("%q was taken for done", text)
		case want != "" && (!done || got != want):
			t.Errorf("%q: %q, %v, want %q", text, got, done, want)
		}
	}
}

func TestWithoutOwner(t *testing.T) {
	for _, c := range []struct{ text, rest, owner string }{
		{"Add a breaker. Owner: @lena", "Add a breaker", "@lena"},
		{"Add a breaker (owner: Lena Vogt)", "Add a breaker", "Lena Vogt"},
		{"@rob: page the second", "page the second", "@rob"},
		{"Page the second (@rob)", "Page the second", "@rob"},
		{"Page the second - @rob", "Page the second", "@rob"},
		{"Ask @kim: whether logs can go", "Ask @kim: whether logs can go", ""},
		{"Owner: Lena, Rob", "Owner: Lena, Rob", "Lena"},
		{"Add a breaker. Owner: Lena and Rob", "Add a breaker. Owner: Lena and Rob", ""},
		{"Let @kim and @rob talk", "Let @kim and @rob talk", ""},
		{"Mail ops@example.com", "Mail ops@example.com", ""},
		{"Find an owner for the queue", "Find an owner for the queue", ""},
	} {
		rest, owner := withoutOwner(c.text)
		if owner != c.owner || owner == "" && rest != c.rest || c.owner != "" && c.text != "Owner: Lena, Rob" && rest != c.rest {
			t.Errorf("%q: %q, %q", c.text, rest, owner)
		}
	}
}

// TestFactNames: a key is about one thing, or reading would depend on chance; and
// each is written as FoldHeading gives it.
func TestFactNames(t *testing.T) {
	seen := map[string]factKind{}
	for kind, names := range factNames {
		for _, name := range names {
			if other, twice := seen[name]; twice {
				t.Errorf("%q is of kinds %d and %d", name, kind, other)
			}
			seen[name] = kind
			if folded := incident.FoldHeading(name); folded != name {
				t.Errorf("%q is never met, but %q is", name, folded)
			}
		}
	}
}

func TestPlain(t *testing.T) {
	for line, want := range map[string]string{
		"**10:15** - [Deploy](https://x.example) of `api`": "10:15 - Deploy of api",
		"_all times are in UTC_":                           "all times are in UTC",
		"a_b and 2*3*4 stay":                               "a_b and 2*3*4 stay",
		`1\. not a list`:                                   "1. not a list",
		"![graph](g.png) up":                               "graph up",
		"[open bracket":                                    "[open bracket",
		"*emphasis* and ~~gone~~":                          "emphasis and gone",
		"bell \x07 rings":                                  "bell rings",
	} {
		if got := plain(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for text, want := range map[string]string{
		"short":                                  "short",
		"A sentence of words. And one more here": "A sentence of words",
		"no end of the words in this very text":  "no end of the words in…",
		"ééééééééééééééééééééééé":                "éééééééééééé…",
	} {
		if got := shorten(text, 25); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
