package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/incident"
)

// hugeReview is more than any comment holds.
func hugeReview(incidents int) Review {
	var r Review
	long := strings.Repeat("@somebody `|` <b> ", 100)
	for n := range incidents {
		i := ReviewedOf(&incident.Incident{}, nil)
		i.Incident, i.Title, i.Change = fmt.Sprintf("2026-03-01-incident-%d", n), new(long), "changed"
		for m := range 30 {
			i.Entries = append(i.Entries, ReviewedEntry{At: new("2026-03-01T14:00:00Z"), Text: fmt.Sprint(m, long)})
			i.ActionItems = append(i.ActionItems, ReviewedAction{Change: "added", ID: new(fmt.Sprint("item-", m)), Title: new(long)})
			i.Findings = append(i.Findings, Finding{Rule: "blame", Severity: "warning", Message: long})
			i.Nudges = append(i.Nudges, Finding{Rule: "hindsight", Severity: "info", Message: long, Help: new(long)})
			i.Suppressions = append(i.Suppressions, Suppression{Rule: "blame", Reason: new(long), Line: m + 1})
			r.Loosened = append(r.Loosened, long)
			r.Configuration = append(r.Configuration, ConfigChange{File: ".pm.yaml", Key: long, Was: new(long), Now: new(long)})
		}
		r.Incidents = append(r.Incidents, i)
	}
	r.Incidents[incidents-1].Findings[0].Severity = "error"
	return r
}

func TestReviewStaysShort(t *testing.T) {
	for _, n := range []int{1, 3, 1000} {
		var b bytes.Buffer
		if err := ReviewMarkdown(&b, hugeReview(n)); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if len(text) > maxReview {
			t.Errorf("%d incidents make %d bytes", n, len(text))
		}
		if !strings.HasPrefix(text, ReviewMarker+"\n") || !strings.HasSuffix(text, groundRules+"\n") {
			t.Errorf("%d incidents: the marker or the ground rules are cut", n)
		}
		if last := fmt.Sprintf("2026-03-01-incident-%d<", n-1); !strings.Contains(text, last) {
			t.Errorf("%d incidents: the one with the error is cut", n)
		}
		if shown := strings.Count(text, "\n#### "); n > shown && !strings.Contains(text, Count(n-shown, "incident")+" more changed") {
			t.Errorf("%d incidents, %d shown, and the rest is not counted", n, shown)
		}
	}
}

func TestEmptyReview(t *testing.T) {
	var b bytes.Buffer
	if err := ReviewMarkdown(&b, Review{}); err != nil {
		t.Fatal(err)
	}
	if want := ReviewMarker + "\n### Postmortems in this change\n\nNo incident is changed.\n\n---\n\n" + groundRules + "\n"; b.String() != want {
		t.Errorf("got %q", b.String())
	}
}
