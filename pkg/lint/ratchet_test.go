package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
)

const legacyHead = `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
---

`

// fresh are the lines and rules of what a file has and its base has not.
func fresh(now, base string) []string {
	lint := func(src string) []Finding {
		return New(Options{Now: present}).File("postmortems/2026-03-01-checkout.md", []byte(src), nil)
	}
	found := lint(now)
	Ratchet(found, lint(base))
	var news []string
	for _, f := range found {
		if !f.Old {
			news = append(news, fmt.Sprintf("%d %s", f.Start.Line, f.Rule))
		}
	}
	return news
}

func TestRatchet(t *testing.T) {
	legacy := legacyHead + "TODO one\n\nTODO two\n"
	for _, c := range []struct {
		name, now string
		want      []string
	}{
		{"as it was", legacy, nil},
		{"a typo mended", strings.Replace(legacy, "Checkout", "The checkout", 1), nil},
		{"moved down", strings.Replace(legacy, "TODO one", "New words.\n\nTODO one", 1), nil},
		{"one more of the same", strings.Replace(legacy, "TODO one", "TODO new\n\nTODO one", 1), []string{"9 placeholder"}},
		{"one mended, one new", strings.Replace(legacy, "TODO one", "TODO new", 1), nil},
		{"another word", strings.Replace(legacy, "TODO one", "FIXME one", 1), []string{"9 placeholder"}},
		{"a key taken away", strings.Replace(legacy, "ended_at: 2026-03-01T15:02:00Z\n", "", 1), []string{"3 required-field"}},
		{"a value spoiled", strings.Replace(legacy, "sev2", "sev9", 1), []string{"4 unknown-value"}},
	} {
		if got := fresh(c.now, legacy); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestRatchetSeverity does not let a base's warning excuse an error.
func TestRatchetSeverity(t *testing.T) {
	found := []Finding{{Rule: "blame", Subject: "x", Severity: Error}, {Rule: "blame", Subject: "y", Severity: Info}}
	Ratchet(found, []Finding{{Rule: "blame", Subject: "x", Severity: Warning}, {Rule: "blame", Subject: "y", Severity: Error}})
	if found[0].Old || !found[1].Old {
		t.Errorf("%+v", found)
	}
}

// TestOthers reads of other files only what is asked for.
func TestOthers(t *testing.T) {
	others := []string{"p/2026-03-01-a.md", "p/2026-03-02-b.md", "p/2026-05-01-c.md", "p/undated.md"}
	for _, c := range []struct {
		related string
		want    []string
	}{
		{"", []string{"p/2026-03-01-a.md", "p/2026-03-02-b.md", "p/undated.md"}},
		{"related: [2026-05-01-c]\n", []string{"p/2026-03-01-a.md", "p/2026-03-02-b.md", "p/undated.md"}},
		{"related: [2026-05-01-renamed]\n", others},
	} {
		l := New(Options{Now: present})
		l.File("p/2026-03-01-checkout.md", []byte(strings.Replace(legacyHead, "---\n\n", c.related+"---\n\n", 1)), nil)
		if got := l.Others(others); !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.related, got, c.want)
		}
		l.Remember("p/2026-05-01-c.md", []byte("---\naliases: [2026-05-01-renamed]\n---\n"))
		if found := l.Finish(); len(found) != 0 {
			t.Errorf("%q: %+v", c.related, found)
		}
	}
}

// TestLineOfFinding: the line that is kept from one finding to the next is that of
// the next one.
func TestLineOfFinding(t *testing.T) {
	src := []byte("one two\nthree\r\nfour\rfive\n\nsix")
	d := document.Parse(src)
	p := &Pass{Document: d, rule: &active{Rule: blame}}
	for start := range len(src) + 1 {
		for end := start; end <= len(src); end++ {
			span := document.Span{Start: start, End: end}
			if p.words(span) != lineOf(d, span).words {
				t.Errorf("%q: not the words of its lines", src[start:end])
			}
		}
	}
}
