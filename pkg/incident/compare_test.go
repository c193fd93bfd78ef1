package incident

import (
	"slices"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
)

const compareSource = `---
title: Checkout returns 5xx
state: resolved
owner: alice
action_items:
  - {id: canary, title: Add a canary stage, owner: alice, due: 2026-03-20, status: open}
  - {id: alert, title: Alert on 5xx, owner: bob, due: 2026-03-20, status: open}
---

## Summary

It broke.

## Timeline

- 2026-03-01T14:02:00Z Alert fired
- 2026-03-01T14:20:00Z Rolled back

## Why

### Cable

Loose.

### Switch

Off.
`

func decoded(text string) *Incident {
	return Decode("p/2026-03-01-checkout.md", document.Parse([]byte(text)), nil)
}

// told is a difference in few words.
func told(d Difference) string {
	words := append(slices.Clone(d.Keys), d.Sections...)
	for _, e := range d.Entries {
		words = append(words, "+"+e.Text)
	}
	for range d.EntriesGone {
		words = append(words, "-entry")
	}
	for _, c := range d.Items {
		switch {
		case c.Was == nil:
			words = append(words, "+#"+c.Now.ID.V)
		case c.Now == nil:
			words = append(words, "-#"+c.Was.ID.V)
		default:
			words = append(words, "#"+c.Now.ID.V)
		}
	}
	if d.MetadataOnly {
		words = append(words, "metadata")
	}
	return strings.Join(words, "; ")
}

func TestCompare(t *testing.T) {
	for _, c := range []struct{ name, from, to, want string }{
		{"the same", "", "", "metadata"},
		{"a value", "owner: alice", "owner: bob", "owner; metadata"},
		{"a key more", "owner: alice", "owner: alice\nseverity: sev1", "severity; metadata"},
		{"a key less", "owner: alice\n", "", "owner; metadata"},
		{"a comment", "owner: alice", "owner: alice # for now", "metadata"},
		{"words", "It broke.", "It broke again.", "Summary"},
		{"words below another heading", "Loose.", "Gone.", "Cable"},
		{"a heading", "### Cable", "### Cables", "Cables; Cable"},
		{"an entry", "- 2026-03-01T14:20", "- 2026-03-01T14:10:00Z Paged\n- 2026-03-01T14:20", "Timeline; +Paged"},
		{"an entry at another time", "T14:20", "T14:21", "Timeline; +Rolled back; -entry"},
		{"the form of a time", "2026-03-01T14:20:00Z", "2026-03-01T15:20:00+01:00", "Timeline"},
		{"an item done", "bob, due: 2026-03-20, status: open", "bob, due: 2026-03-20, status: done", "action_items; #alert; metadata"},
		{"an item more", "  - {id: alert", "  - {id: new, title: New}\n  - {id: alert", "action_items; +#new; metadata"},
		{"another id", "id: alert", "id: alerting", "action_items; +#alerting; -#alert; metadata"},
		{"line endings", "\n", "\r\n", ""},
	} {
		times := 1
		if c.from == "\n" {
			times = -1
		}
		to := strings.Replace(compareSource, c.from, c.to, times)
		if got := told(Compare(decoded(compareSource), decoded(to))); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got, want := told(Compare(nil, decoded(compareSource))), "title; state; owner; action_items; Summary; Timeline; Why; Cable; Switch; +Alert fired; +Rolled back; +#canary; +#alert"; got != want {
		t.Errorf("new: %s, want %s", got, want)
	}
}

// TestCompareValues: the old value of a key of the table that holds one word, but
// for the state, which is told elsewhere, and for sentences.
func TestCompareValues(t *testing.T) {
	was := decoded("---\ntitle: a\nstate: resolved\nseverity: sev1\nowner: alice\nended_at: 2026-03-01T15:02:00Z\nservices: [a]\nmine: 1\nseverity_note: x\n---\n")
	now := decoded("---\ntitle: b\nstate: closed\nseverity: sev4\nfollowup_due: 2026-03-15\nended_at: [x]\nservices: [b]\nmine: 2\n---\n")
	var got []string
	for _, v := range Compare(was, now).Values {
		got = append(got, v.Key+" "+v.Was+" "+v.Now)
	}
	want := []string{"severity sev1 sev4", "followup_due  2026-03-15", "owner alice "}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if values := Compare(nil, now).Values; values != nil {
		t.Errorf("a new incident has old values: %v", values)
	}
}
