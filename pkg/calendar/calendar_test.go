package calendar

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/sample"
)

var update = flag.Bool("update", false, "write the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	text := strings.ReplaceAll(string(got), "\r\n", "␍\n") // line ends that editors and git leave alone
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), text); d != "" {
		t.Errorf("%s (-want +got; go test -update rewrites it):\n%s", name, d)
	}
}

const source = `---
title: "Checkout: 5xx; a, b \\ c"
state: root-cause-analysis
severity: sev1
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
owner: alice
facilitator: carol
participants: [alice, bob]
followup_due: 2026-03-15
review_at: 2026-03-10T14:00:00Z
review_invitations: [2026-03-09T14:00:00Z/PT1H, 2026-03-10T14:00:00Z/PT45M]
action_items:
  - {id: canary, title: Add a canary stage, owner: bob, due: 2026-03-20, due_was: [2026-03-10], ticket: "https://tickets.example.com/7"}
  - {id: alert, title: Alert on 5xx, due: 2026-03-21, ticket: OPS-7}
  - {id: idea, title: Think, status: proposed}
  - {id: done, title: Done, owner: bob, due: 2026-03-01, status: done}
history:
  - {state: in-progress, at: 2026-03-01T14:05:00Z, by: alice}
---

## Executive summary

It was down.

## Timeline

- 2026-03-01T14:02:00Z Alert
- 2026-03-01T14:20:00Z Rolled back

## Impact

Many.

## Why did it happen?

<!-- ask -->
`

var now = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

func process() *incident.Process {
	p := incident.DefaultProcess()
	p.People = []incident.Person{{Handle: "alice", Name: "Alice Ames", Email: "alice@example.com", Active: true}, {Handle: "bob", Name: "Bob", Active: true}}
	p.Owners, p.ReviewDue = []string{"alice"}, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	return p
}

func decode(path, src string) *incident.Incident {
	return incident.Decode(path, document.Parse([]byte(src)), process())
}

const path = "postmortems/2026-03-01-checkout-5xx.md"

func TestInvitation(t *testing.T) {
	i := decode(path, source)
	v, _ := i.Meeting()
	m := Meeting{
		Incident: i, Process: process(), When: v, File: path,
		Organizer: Person{Name: `Alice "A" Ames`, Address: "alice@example.com"},
		Attendees: []Person{{Name: "Bob Brown", Address: "bob+x@example.com"}, {Address: "carol@example.com", Chair: true}, {Name: "Alice", Address: "alice@example.com", Agreed: true}},
	}
	data := m.Calendar(now).Bytes()
	golden(t, "invitation.ics", data)
	wellFormed(t, data, "REQUEST")
}

func feed(wants func(string) bool) *Feed {
	f := &Feed{Name: "Postmortems", Stamp: now, Events: true, Todos: true}
	s := Source{Process: process(), Wants: wants, File: func(i *incident.Incident) string { return i.Path }}
	f.Incident(s, decode(path, source))
	f.Incident(s, decode("postmortems/over.md", strings.Replace(source, "state: root-cause-analysis", "state: closed", 1)))
	f.Review(s)
	return f
}

func TestFeed(t *testing.T) {
	golden(t, "feed.ics", feed(nil).Calendar().Bytes())
	for who, want := range map[string]int{
		"bob":   2 * (2 + 1),     // an item twice, and the meeting
		"carol": 2 * 1,           // the meetings that she leads
		"alice": 2*(2+1) + 2 + 2, // an item that nobody else owns, the follow-up of the open one, the process
		"dave":  0,
	} {
		if got := len(feed(func(p string) bool { return p == who }).components); got != want {
			t.Errorf("%s has %d components, want %d", who, got, want)
		}
	}
}

// wellFormed is our own check of what every calendar has to have, and gives the
// UIDs.
func wellFormed(t *testing.T, data []byte, method string) []string {
	t.Helper()
	all := unfold(t, string(data))
	if d := cmp.Diff([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:" + product, "CALSCALE:GREGORIAN", "METHOD:" + method}, all[:5]); d != "" || all[len(all)-1] != "END:VCALENDAR" {
		t.Error(d)
	}
	var uids []string
	var open string
	seen := map[string]int{}
	for _, line := range all[5 : len(all)-1] {
		name, value, _ := strings.Cut(line, ":")
		name, _, _ = strings.Cut(name, ";")
		switch name {
		case "BEGIN":
			open, seen = value, map[string]int{}
		case "END":
			if value != open || seen["UID"] != 1 || seen["DTSTAMP"] != 1 || seen["SUMMARY"] != 1 || seen["DTSTART"]+seen["DUE"] != 1 {
				t.Errorf("%s ends %s with %v", value, open, seen)
			}
			open = ""
		case "UID":
			uids = append(uids, value)
		case "SUMMARY", "DESCRIPTION":
			unescape(t, value)
		}
		seen[name]++
	}
	slices.Sort(uids)
	if n := len(uids); n != len(slices.Compact(uids)) {
		t.Error("two components have one UID")
	}
	return uids
}

func TestFeedOfMany(t *testing.T) {
	var before []string
	for range 2 {
		f := &Feed{Stamp: now, Events: true, Todos: true}
		s := Source{Process: process(), File: func(i *incident.Incident) string { return i.Path }}
		sample.Generate(sample.Options{Seed: 5, N: 300}, func(i sample.Incident) bool {
			f.Incident(s, decode(i.Path, string(i.Data)))
			return true
		})
		uids := wellFormed(t, f.Calendar().Bytes(), "PUBLISH")
		if len(uids) < 200 || before != nil && !slices.Equal(uids, before) {
			t.Errorf("%d UIDs, and %d before", len(uids), len(before))
		}
		before = uids
	}
}

func TestUIDStays(t *testing.T) {
	i := decode(path, source)
	want := UID(i, "x")
	if len(want) != 36 || want[14] != '8' || !strings.ContainsRune("89ab", rune(want[19])) {
		t.Errorf("%s is no UUID of version 8", want)
	}
	for name, c := range map[string]struct {
		path, was, now string
		same           bool
	}{
		"a new title":                   {path, "Checkout", "Cart", true},
		"another state":                 {path, "state: root-cause-analysis", "state: follow-up", true},
		"a new ID":                      {"postmortems/2026-03-01-cart.md", "owner:", "aliases: [2026-03-01-checkout-5xx]\nowner:", true},
		"a third ID":                    {"postmortems/2026-03-02-cart.md", "owner:", "aliases: [2026-03-01-checkout-5xx, 2026-03-01-cart]\nowner:", true},
		"a further line of history":     {path, "by: alice}", "by: alice}\n  - {state: resolved, at: 2026-03-01T15:05:00Z, by: alice}", true},
		"another incident":              {"postmortems/2026-03-01-cart.md", "x", "x", false},
		"that of another repository":    {path, "14:05:00Z", "14:05:01Z", false},
		"something else about the same": {path, "x", "x", true},
	} {
		got := UID(decode(c.path, strings.Replace(source, c.was, c.now, 1)), "x")
		if (got == want) != c.same {
			t.Errorf("%s: %s, %s", name, got, want)
		}
	}
	if UID(i, "y") == want {
		t.Error("two parts have one UID")
	}
}

func TestLink(t *testing.T) {
	for ticket, want := range map[string]string{
		"https://x.example/7?a=b,c;d": "https://x.example/7?a=b,c;d", "http://x.example": "http://x.example", "https://x.example/a b": "https://x.example/a%20b",
		"OPS-7": "", "javascript:alert(1)": "", "file:///etc/passwd": "", "https://x\r\nEND:VCALENDAR": "", "": "", "//x.example/y": "",
	} {
		if got := link(ticket); got != want {
			t.Errorf("link(%q) = %q, want %q", ticket, got, want)
		}
	}
}

// FuzzIncident makes invitations and feeds of any file.
func FuzzIncident(f *testing.F) {
	f.Add(source)
	f.Add(strings.ReplaceAll(source, "Checkout", "x\\r\\nEND:VCALENDAR\\r\\n"))
	f.Add("---\nreview_at: 9999-12-31T23:59:59Z\nfollowup_due: 9999-12-31\naction_items: [{due: 0001-01-01}, {due: 2026-03-01}]\n---\n")
	f.Fuzz(func(t *testing.T, src string) {
		i := decode("postmortems/x.md", src)
		v, _ := i.Meeting()
		m := Meeting{Incident: i, Process: process(), When: v, File: i.Path, Organizer: Person{Name: i.Owner.V, Address: i.Owner.V}, Attendees: []Person{{Name: i.Title.V, Address: i.Title.V}}}
		unfold(t, string(m.Calendar(now).Bytes()))
		feed := &Feed{Stamp: now, Events: true, Todos: true}
		feed.Incident(Source{Process: process(), File: func(i *incident.Incident) string { return i.Path }}, i)
		data := string(feed.Calendar().Bytes())
		unfold(t, data)
		if want := len(feed.components) + 1; strings.Count("\r\n"+data, "\r\nEND:") != want {
			t.Fatal(fmt.Sprintf("a text ends a component, %d are wanted:\n", want), data)
		}
	})
}
