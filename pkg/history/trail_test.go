package history

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// items is an incident with one action item, and n lines of history.
func items(n int, due string, was ...string) string {
	text := "---\ntitle: x\naction_items:\n  - {id: canary, title: Add it, due: " + due + ", due_was: [" + strings.Join(was, ", ") + "]}\nhistory:\n"
	for k := range n {
		text += fmt.Sprintf("  - {state: %s, at: 2026-03-0%dT10:00:00Z, by: alice}\n", incident.States[k], k+1)
	}
	return text + "---\n"
}

// trail follows versions of one file; the commits are c1, c2, ...
func trail(versions ...string) *Trail {
	var t Trail
	var snaps Snapshots
	var last *Snapshot
	for n, text := range versions {
		before := []*Snapshot{last}
		last = snaps.Of([]byte(text))
		t.Change(fmt.Sprint("c", n+1), before, last)
	}
	return &t
}

func told(t *Trail, now string) string {
	i := incident.Decode("", document.Parse([]byte(now)), nil)
	var b strings.Builder
	for n := range i.History.V {
		b.WriteString(t.Line(i, n) + " ")
	}
	moves := t.Moves(i)
	for _, m := range moves {
		fmt.Fprintf(&b, "| %s %s %s %s %t %d ", m.Item, m.From.Format("01-02"), m.To.Format("01-02"), m.Commit, m.Kept, m.Days())
	}
	for _, s := range Slips(moves) {
		fmt.Fprintf(&b, "= %s %s %s %dx %d", s.Item, s.From.Format("01-02"), s.To.Format("01-02"), s.Times, s.Days)
	}
	return strings.TrimSpace(b.String())
}

func TestTrail(t *testing.T) {
	for _, c := range []struct {
		name     string
		versions []string
		now      string
		want     string
	}{
		{"line by line", []string{items(1, "2026-04-01"), items(2, "2026-04-01"), items(3, "2026-04-01")}, items(3, "2026-04-01"), "c1 c2 c3"},
		{"a squash merge, and one that is not committed", []string{items(1, "2026-04-01"), items(3, "2026-04-01")}, items(4, "2026-04-01"), "c1 c2 c2"},
		{"the first commit of a line counts", []string{items(2, "2026-04-01"), items(1, "2026-04-01"), items(2, "2026-04-01")}, items(2, "2026-04-01"), "c1 c1"},
		{
			"due dates moved by pm",
			[]string{items(1, "2026-04-01"), items(1, "2026-04-08", "2026-04-01"), items(1, "2026-04-06", "2026-04-01", "2026-04-08")},
			items(1, "2026-04-06", "2026-04-01", "2026-04-08"), "c1 | canary 04-01 04-08 c2 true 7 | canary 04-08 04-06 c3 true -2 = canary 04-01 04-06 2x 5",
		},
		{
			"due dates moved in a squash merge",
			[]string{items(1, "2026-04-01"), items(1, "2026-04-10", "2026-04-01", "2026-04-05")},
			items(1, "2026-04-10", "2026-04-01", "2026-04-05"), "c1 | canary 04-01 04-05 c2 true 4 | canary 04-05 04-10 c2 true 5 = canary 04-01 04-10 2x 9",
		},
		{
			"due dates moved by hand, then by pm",
			[]string{items(1, "2026-04-01"), items(1, "2026-04-03"), items(1, "2026-04-10", "2026-04-03")},
			items(1, "2026-04-10", "2026-04-03"), "c1 | canary 04-01 04-03 c2 false 2 | canary 04-03 04-10 c3 true 7 = canary 04-01 04-10 2x 9",
		},
		{
			"due dates moved by pm, then by hand",
			[]string{items(1, "2026-04-01"), items(1, "2026-04-03", "2026-04-01"), items(1, "2026-04-10", "2026-04-01")},
			items(1, "2026-04-10", "2026-04-01"), "c1 | canary 04-01 04-03 c2 true 2 | canary 04-03 04-10 c3 false 7 = canary 04-01 04-10 2x 9",
		},
		{
			"due dates moved before the first commit",
			[]string{items(1, "2026-04-03", "2026-04-01")},
			items(1, "2026-04-03", "2026-04-01"), "c1 | canary 04-01 04-03 c1 true 2 = canary 04-01 04-03 1x 2",
		},
		{"without commits", nil, items(2, "2026-04-10", "2026-04-03"), "| canary 04-03 04-10  true 7 = canary 04-03 04-10 1x 7"},
		{"no due date left", nil, items(0, "null", "2026-04-03"), "| canary 04-03 01-01  true 0 = canary 04-03 01-01 1x 0"},
	} {
		if got := told(trail(c.versions...), c.now); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestTrailOfMerge takes a date from the side that moved it.
func TestTrailOfMerge(t *testing.T) {
	var tr Trail
	base, side := snap([]byte(items(1, "2026-04-01"))), snap([]byte(items(1, "2026-04-03")))
	tr.Change("c1", []*Snapshot{nil}, base)
	tr.Change("c2", []*Snapshot{base}, side)
	tr.Change("merge", []*Snapshot{base, side}, snap([]byte(items(2, "2026-04-03"))))
	tr.Change("evil", []*Snapshot{base, nil, side}, snap([]byte(items(2, "2026-04-09"))))
	tr.Change("gone", []*Snapshot{side}, nil)
	want := "c1 merge | canary 04-01 04-03 c2 false 2 | canary 04-01 04-09 evil false 8 = canary 04-01 04-09 2x 10"
	if got := told(&tr, items(2, "2026-04-09")); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRenamedFrom(t *testing.T) {
	s := newStory()
	gone := []Change{{Path: "a.md", Before: []*Version{s.version(file(p1))}}, {Path: "b.md", Before: []*Version{s.version(file(p2))}}}
	made := []Change{{Path: "c.md", After: s.version(file(p2, "Alert", "Alarm"))}, {Path: "d.md", After: s.version(file(p1, "severity: sev1\n", "aliases: [a]\n"))}}
	for path, want := range map[string]string{"c.md": "b.md", "d.md": "a.md", "e.md": ""} {
		if got, _, err := RenamedFrom(path, gone, made, s.v.Read); got.Path != want || err != nil {
			t.Errorf("%s: %q, %v, want %q", path, got.Path, err, want)
		}
	}
}
