package history

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// file is an incident in a state, complete unless changed by edits: pairs of
// what is replaced and by what.
func file(state incident.State, edits ...string) string {
	lines := ""
	at := time.Date(2026, 3, 1, 14, 0, 0, 0, time.UTC)
	for _, s := range incident.States {
		lines += fmt.Sprintf("  - {state: %s, at: %s, by: alice}\n", s, at.Format(time.RFC3339))
		at = at.Add(time.Hour)
		if s == state {
			break
		}
	}
	text := `---
title: Checkout returns 5xx
state: ` + string(state) + `
severity: sev1
started_at: 2026-03-01T14:00:00Z
ended_at: 2026-03-01T15:00:00Z
owner: alice
participants: [alice, bob]
triggers: [user-facing-outage]
followup_due: 2026-03-15
no_actions_reason: none needed
history:
` + lines + `---

## Executive summary

Words.

## Timeline

- 2026-03-01T14:00:00Z Alert

## What happened?

Words.

## What was the intended outcome?

Words.

## Why did it happen?

Words.

## How can it be avoided in the future?

Words.
`
	for n := 0; n+1 < len(edits); n += 2 {
		if !strings.Contains(text, edits[n]) {
			panic("nothing to replace: " + edits[n])
		}
		text = strings.Replace(text, edits[n], edits[n+1], 1)
	}
	return text
}

// none is all of the history that file gives an incident, to be replaced.
func none(state incident.State) string {
	_, rest, _ := strings.Cut(file(state), "\nhistory:\n")
	lines, _, _ := strings.Cut(rest, "---\n")
	return "history:\n" + lines
}

// entry is a line of history as pm writes it.
func entry(state, at, reason string) string {
	l := "  - {state: " + state + ", at: " + at + ", by: alice"
	if reason != "" {
		l += ", reason: " + reason
	}
	return l + "}\n"
}

// story is a sequence of commits, each given as paths with their contents
// before (one for each parent) and after; "" is not there.
type story struct {
	v       Verifier
	process *incident.Process
	problem string
	blobs   map[string]string
}

func newStory() *story {
	s := &story{process: incident.DefaultProcess(), blobs: map[string]string{}}
	s.v.Read = func(blob string) ([]byte, error) {
		text, ok := s.blobs[blob]
		if !ok {
			return nil, errors.New("no such blob")
		}
		return []byte(text), nil
	}
	return s
}

func (s *story) version(text string) *Version {
	if text == "" {
		return nil
	}
	id := fmt.Sprint(len(s.blobs))
	for other, t := range s.blobs {
		if t == text {
			id = other
		}
	}
	s.blobs[id] = text
	return Read(id, []byte(text))
}

type edit struct {
	path   string
	before []string
	after  string
}

func (s *story) commit(t *testing.T, edits ...edit) {
	t.Helper()
	c := &Commit{ID: fmt.Sprintf("%040d", s.v.Commits), Author: time.Date(2026, 3, 1, 16, 0, 0, 0, time.UTC), Policy: &Policy{
		Process: s.process, Problem: s.problem, IsIncident: func(path string) bool { return strings.HasSuffix(path, ".md") },
	}}
	for _, e := range edits {
		change := Change{Path: e.path, After: s.version(e.after)}
		for _, b := range e.before {
			change.Before = append(change.Before, s.version(b))
		}
		if err := s.v.Change(c, change); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.v.End(); err != nil {
		t.Fatal(err)
	}
}

// found are the violations as rule, line and message.
func (s *story) found() []string {
	var all []string
	for _, v := range s.v.Violations {
		all = append(all, fmt.Sprintf("%s:%d %s", v.Rule, v.Line, v.Message))
	}
	return all
}

func change(before, after string) []edit {
	return []edit{{"2026-03-01-checkout.md", []string{before}, after}}
}

func merge(after string, before ...string) []edit {
	return []edit{{"2026-03-01-checkout.md", before, after}}
}

const (
	p0 = incident.InProgress
	p1 = incident.Resolved
	p2 = incident.RootCause
	p3 = incident.FollowUp
	p4 = incident.Closed
)

var verdicts = []struct {
	name   string
	edits  []edit
	want   string // rule, line and message; "" for none
	passed int    // transitions
}{
	{"first appearance", merge(file(p4, "owner: alice\n", "")), "", 0},
	{"one step", change(file(p0), file(p1)), "", 1},
	{"several steps at once, as a squash merge", change(file(p0), file(p4)), "", 1},
	{"an edit of the body", change(file(p1), file(p1, "Words.", "More words.")), "", 0},
	{"reformatted history", change(file(p0), file(p0, "  - {state: in-progress, at: 2026-03-01T14:00:00Z, by: alice}", "  - state: in-progress\n    at: 2026-03-01T15:00:00+01:00\n    by: alice")), "", 0},
	{"gate not met", change(file(p1), file(p2, "owner: alice\n", "")), "gate:3 it went from resolved to root-cause-analysis, and what that needs was not there", 1},
	{"empty section", change(file(p2), file(p3, "## Why did it happen?\n\nWords.", "## Why did it happen?")), "gate:3 it went from root-cause-analysis to follow-up, and what that needs was not there", 1},
	{"state by hand, gate met", change(file(p1), file(p1, "state: resolved\n", "state: root-cause-analysis\n")), "", 1},
	{"no such state", change(file(p1), file(p1, "state: resolved\n", "state: done\n")), "move:3 it went from resolved to done, which is not a state of the workflow", 1},
	{"state taken away", change(file(p1), file(p1, "state: resolved\n", "")), "move:0 its state was taken away", 1},
	{"back without a reason", change(file(p2), file(p2, "state: root-cause-analysis\n", "state: resolved\n")), "reason:3 it went from root-cause-analysis to resolved without a reason: history has no line about it", 1},
	{"back, the line without a reason", change(file(p2), file(p2, "state: root-cause-analysis\n", "state: resolved\n", "---\n\n", entry("resolved", "2026-03-02T10:00:00Z", "")+"---\n\n")), "reason:12 it went from root-cause-analysis to resolved without a reason", 1},
	{"back with a reason", change(file(p2), file(p2, "state: root-cause-analysis\n", "state: resolved\n", "---\n\n", entry("resolved", "2026-03-02T10:00:00Z", "again")+"---\n\n")), "", 1},
	{"there and back in a squash, as two people at once", change(file(p1), file(p2, "---\n\n", entry("resolved", "2026-03-02T10:00:00Z", "")+entry("root-cause-analysis", "2026-03-02T11:00:00Z", "")+"---\n\n")), "", 1},
	{"dismissed", change(file(p1), file(p1, "state: resolved\n", "state: dismissed\n", "---\n\n", entry("dismissed", "2026-03-02T10:00:00Z", "noise")+"---\n\n")), "", 1},
	{"dismissed by hand", change(file(p1), file(p1, "state: resolved\n", "state: dismissed\n")), "reason:3 it went from resolved to dismissed without a reason: history has no line about it", 1},
	{"closed, then dismissed", change(file(p4), file(p4, "state: closed\n", "state: dismissed\n", "---\n\n", entry("dismissed", "2026-03-02T10:00:00Z", "noise")+"---\n\n")), "move:3 it went from closed to dismissed; a closed incident cannot be dismissed", 1},
	{"revived with a reason", change(file(p0, "state: in-progress\n", "state: dismissed\n"), file(p0, "state: in-progress\n", "state: resolved\n", "---\n\n", entry("resolved", "2026-03-02T10:00:00Z", "real")+"---\n\n")), "", 1},
	{"revived without its gate", change(file(p0, "state: in-progress\n", "state: dismissed\n"), file(p0, "ended_at: 2026-03-01T15:00:00Z\n", "", "state: in-progress\n", "state: resolved\n", "---\n\n", entry("resolved", "2026-03-02T10:00:00Z", "real")+"---\n\n")), "gate:3 it went from dismissed to resolved, and what that needs was not there", 1},
	{"line removed", change(file(p2), file(p2, entry("resolved", "2026-03-01T15:00:00Z", ""), "")), "history-lost:12 a line of history was changed or removed: the one for resolved at 2026-03-01T15:00:00Z", 0},
	{"line changed", change(file(p2), file(p2, "15:00:00Z, by: alice", "15:00:00Z, by: bob")), "history-lost:12 a line of history was changed or removed: the one for resolved at 2026-03-01T15:00:00Z", 0},
	{"time changed", change(file(p2), file(p2, "T15:00:00Z, by", "T15:00:01Z, by")), "history-lost:12 a line of history was changed or removed: the one for resolved at 2026-03-01T15:00:00Z", 0},
	{"time that cannot be read changed", change(file(p1, "T15:00:00Z, by", "T15, by"), file(p1, "T15:00:00Z, by", "T16, by")), "history-lost:12 a line of history was changed or removed: the one for resolved", 0},
	{"all of history removed", change(file(p1), file(p1, "history:\n"+entry("in-progress", "2026-03-01T14:00:00Z", "")+entry("resolved", "2026-03-01T15:00:00Z", ""), "")), "history-lost:0 2 lines of history were changed or removed, first the one for in-progress at 2026-03-01T14:00:00Z", 0},
	{"lines exchanged", change(file(p1), file(p1, entry("in-progress", "2026-03-01T14:00:00Z", "")+entry("resolved", "2026-03-01T15:00:00Z", ""), entry("resolved", "2026-03-01T15:00:00Z", "")+entry("in-progress", "2026-03-01T14:00:00Z", ""))), "history-order:12 lines of history changed places", 0},
	{"a line from long ago put between", change(file(p1), file(p1, "history:\n", "history:\n"+entry("in-progress", "2025-03-01T14:00:00Z", ""))), "history-order:12 a line of history was put before others: {state: in-progress, at: 2025-03-01T14:00:00Z, by: alice}", 0},
	{"a line put between by a rebase", change(file(p1), file(p1, "  - {state: resolved", entry("in-progress", "2026-03-01T14:30:00Z", "")+"  - {state: resolved")), "", 0},
	{"deleted", change(file(p1), ""), "deleted:0 2026-03-01-checkout was deleted, and neither dismissed before nor renamed", 0},
	{"deleted after being dismissed", change(file(p1, "state: resolved", "state: dismissed"), ""), "", 0},
	{"a note deleted", change("no front matter\n", ""), "", 0},
	{"a note becomes an incident", change("no front matter\n", file(p4, "owner: alice\n", "")), "", 0},
	{"adopted with states of its own", change(file(p1, "state: resolved", "state: done"), file(p3, "owner: alice\n", "adopted: 2026-03-01\n")), "", 1},
	{"front matter broken, then the state changed", change(file(p1, "title: Checkout", "title: \"Checkout"), file(p1)), "", 0},
	{"dismissed in the first line of history, without a reason", change(file(p0, none(p0), ""), file(p0, none(p0), "history:\n"+entry("dismissed", "2026-03-02T10:00:00Z", ""), "state: in-progress", "state: dismissed")), "reason:12 it went from in-progress to dismissed without a reason", 1},
	{"dismissed in the first line of history", change(file(p0, none(p0), ""), file(p0, none(p0), "history:\n"+entry("dismissed", "2026-03-02T10:00:00Z", "noise"), "state: in-progress", "state: dismissed")), "", 1},
	{"back in the first line of history, without a reason", change(file(p1, none(p1), ""), file(p1, none(p1), "history:\n"+entry("in-progress", "2026-03-02T10:00:00Z", ""), "state: resolved", "state: in-progress")), "reason:12 it went from resolved to in-progress without a reason", 1},
	{"forward in the first line of history", change(file(p1, none(p1), ""), file(p1, none(p1), "history:\n"+entry("root-cause-analysis", "2026-03-02T10:00:00Z", ""), "state: resolved", "state: root-cause-analysis")), "", 1},
	{"forward by hand, then back without a reason", change(file(p0, "state: in-progress", "state: root-cause-analysis"), file(p0, "state: in-progress", "state: resolved", "---\n\n", entry("resolved", "2026-03-02T10:00:00Z", "")+"---\n\n")), "reason:12 it went from root-cause-analysis to resolved without a reason", 1},
	{"taken back in a merge", merge(file(p1, "state: resolved", "state: in-progress", "Alert", "All"), file(p1), file(p0)), "reason:3 it went from resolved to in-progress without a reason: history has no line about it", 1},
	{"taken back in a merge, from the other parent", merge(file(p1, "state: resolved", "state: in-progress", "Alert", "All"), file(p0), file(p1)), "reason:3 it went from resolved to in-progress without a reason: history has no line about it", 1},
	{"the older state in a merge, both having moved", merge(file(p1, "Alert", "All", "---\n\n", entry("root-cause-analysis", "2026-03-02T10:00:00Z", "")+"---\n\n"), file(p0, "state: in-progress", "state: root-cause-analysis", "---\n\n", entry("root-cause-analysis", "2026-03-02T10:00:00Z", "")+"---\n\n"), file(p1)), "history-claim:12 history ends with root-cause-analysis, but state is resolved", 0},
	{"the further state in a merge, both having moved", merge(file(p1, "state: resolved", "state: root-cause-analysis", "Alert", "All", "---\n\n", entry("root-cause-analysis", "2026-03-02T10:00:00Z", "")+"---\n\n"), file(p0, "state: in-progress", "state: root-cause-analysis", "---\n\n", entry("root-cause-analysis", "2026-03-02T10:00:00Z", "")+"---\n\n"), file(p1)), "", 0},
	{"a merge with a note of the first parent", merge(file(p4, "owner: alice\n", ""), "a note\n", file(p1)), "gate:3 it went from resolved to closed, and what that needs was not there", 1},
	{"deleted in a merge with a note of the first parent", merge("", "a note\n", file(p1)), "deleted:0 2026-03-01-checkout was deleted, and neither dismissed before nor renamed", 0},
	{"changed in a merge", merge(file(p4, "owner: alice\n", ""), file(p1), file(p2, "Words.", "Others.")), "gate:3 it went from root-cause-analysis to closed, and what that needs was not there", 1},
	{"taken over in a merge", merge(file(p2, "Alert", "Two alerts"), file(p1, "Alert", "Two alerts"), file(p2)), "", 0},
	{"both sides' lines in a merge", merge(file(p1, "  - {state: resolved", entry("in-progress", "2026-02-01T14:30:00Z", "")+"  - {state: resolved"), file(p1), file(p0, "---\n\n", entry("in-progress", "2026-02-01T14:30:00Z", "")+"---\n\n")), "", 0},
	{"a side's line lost in a merge", merge(file(p1, "Alert", "All"), file(p2), file(p1, "Alert", "Some")), "history-lost:12 a line of history was changed or removed: the one for root-cause-analysis at 2026-03-01T16:00:00Z\nreason:3 it went from root-cause-analysis to resolved without a reason: history has no line about it", 1},
	{"new to the first parent", merge(file(p2, "owner: alice\n", ""), "", file(p1)), "gate:3 it went from resolved to root-cause-analysis, and what that needs was not there", 1},
	{"renamed", []edit{{"2026-03-01-checkout.md", []string{file(p1)}, ""}, {"2026-03-01-payment.md", []string{""}, file(p1, "severity: sev1\n", "severity: sev1\naliases: [2026-03-01-checkout]\n")}}, "", 0},
	{"moved to another folder", []edit{{"2026-03-01-checkout.md", []string{file(p1)}, ""}, {"2026/2026-03-01-checkout.md", []string{""}, file(p1)}}, "", 0},
	{"renamed by hand", []edit{{"a.md", []string{file(p1)}, ""}, {"b.md", []string{""}, file(p1, "Alert", "Alarm")}}, "", 0},
	{"replaced by another incident", []edit{{"a.md", []string{file(p1)}, ""}, {"b.md", []string{""}, file(p0, "T14:00:00Z, by", "T13:00:00Z, by")}}, "deleted:0 a was deleted, and neither dismissed before nor renamed", 0},
	{"renamed and moved without its gate", []edit{{"2026-03-01-checkout.md", []string{file(p1)}, ""}, {"2026-03-01-payment.md", []string{""}, file(p2, "owner: alice\n", "aliases: [2026-03-01-checkout]\n")}}, "gate:3 it went from resolved to root-cause-analysis, and what that needs was not there", 1},
	{"two deleted, one came", []edit{{"a.md", []string{file(p1)}, ""}, {"b.md", []string{file(p1)}, ""}, {"c.md", []string{""}, file(p1)}}, "deleted:0 b was deleted, and neither dismissed before nor renamed", 0},
}

func TestVerdicts(t *testing.T) {
	for _, c := range verdicts {
		t.Run(c.name, func(t *testing.T) {
			s := newStory()
			s.commit(t, c.edits...)
			if got := strings.Join(s.found(), "\n"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if len(s.v.Transitions) != c.passed {
				t.Errorf("%d transitions, want %d", len(s.v.Transitions), c.passed)
			}
			for _, tr := range s.v.Transitions {
				if tr.Legal != (c.want == "") {
					t.Errorf("%s to %s is said to be legal: %t", tr.From, tr.To, tr.Legal)
				}
			}
		})
	}
}

// TestNeeds are told with the violation of a gate.
func TestNeeds(t *testing.T) {
	s := newStory()
	s.commit(t, change(file(p1), file(p2, "owner: alice\n", "", "## Timeline\n\n- 2026-03-01T14:00:00Z Alert\n", "## Timeline\n"))...)
	var needs []string
	for _, v := range s.v.Violations {
		for _, n := range v.Needs {
			needs = append(needs, n.Name+" "+n.Why)
		}
	}
	if want := []string{"owner is missing", "timeline is empty"}; !slices.Equal(needs, want) {
		t.Errorf("got %q, want %q", needs, want)
	}
}

// TestOwnPolicy holds each commit to the gates of its day.
func TestOwnPolicy(t *testing.T) {
	s := newStory()
	s.commit(t, change(file(p1), file(p2, "owner: alice\n", ""))...)
	s.process = incident.DefaultProcess()
	s.process.Gates[incident.RootCause] = nil
	s.commit(t, change(file(p1), file(p2, "owner: alice\n", ""))...)
	if found := s.found(); len(found) != 1 || s.v.Violations[0].Commit.ID != fmt.Sprintf("%040d", 0) {
		t.Errorf("violations %q", found)
	}
	s.problem = ".pm.yaml:1:1: no"
	s.commit(t, change(file(p1), file(p2))...)
	if found := s.found(); len(found) != 2 || !strings.HasPrefix(found[1], "configuration:3 ") {
		t.Errorf("violations %q", found)
	}
}

// at is a tip that has some files.
func (s *story) at(files map[string]string) Tip {
	return Tip{
		Has:  func(path string) bool { return files[path] != "" },
		Read: func(path string) (*Version, error) { return s.version(files[path]), nil },
	}
}

// TestLostInMerge takes one side's file as it was, so that no commit by itself
// has removed what the other side has.
func TestLostInMerge(t *testing.T) {
	const name, other, third = "2026-03-01-checkout.md", "2026-03-01-payment.md", "2026-03-01-till.md"
	const lost = "history-lost:0 a line of history that this commit has was lost in a merge: the one for resolved"
	const dropped = "deleted:0 2026-03-01-checkout, which this commit has, was dropped in a merge, and neither dismissed before nor renamed"
	ours, hand := file(p0, "Alert", "Alarm"), file(p0, "state: in-progress", "state: resolved")
	const early, next = "2025-03-01T15:00:00Z", "2026-03-01T15:00:00Z" // the first long before the commits
	old, on := then(p0, p1, entry("resolved", early, "")), then(p0, p2, entry("root-cause-analysis", next, ""))
	put := then(p0, p2, entry("resolved", early, ""), entry("root-cause-analysis", next, ""))
	renamed := func(to, from string) []edit {
		return []edit{{name, []string{from}, ""}, {to, []string{""}, from}}
	}
	for title, c := range map[string]struct {
		commits [][]edit
		tip     map[string]string
		want    string
	}{
		"ours":              {[][]edit{change(file(p0), ours), change(file(p0), file(p1))}, map[string]string{name: ours}, lost},
		"nothing to lose":   {[][]edit{change(file(p0), ours), change(file(p0), file(p0, "Words", "More words"))}, map[string]string{name: ours}, ""},
		"theirs":            {[][]edit{change(file(p0), ours), change(file(p0), file(p1))}, map[string]string{name: file(p1)}, ""},
		"a new incident":    {[][]edit{change("", file(p0))}, nil, dropped},
		"a note":            {[][]edit{change("", "a note\n")}, nil, ""},
		"a dismissed one":   {[][]edit{change("", file(p0, "state: in-progress", "state: dismissed"))}, nil, ""},
		"a known deletion":  {[][]edit{change(file(p0), ours), change(file(p0, "state: in-progress", "state: dismissed"), "")}, nil, ""},
		"back again":        {[][]edit{change(file(p0, "state: in-progress", "state: dismissed"), ""), change("", ours)}, nil, dropped},
		"renamed":           {[][]edit{change(file(p0), file(p1)), renamed(other, file(p0))}, map[string]string{other: file(p1)}, ""},
		"renamed, lost":     {[][]edit{renamed(other, file(p0)), change(file(p0), file(p1))}, map[string]string{other: ours}, lost},
		"renamed two ways":  {[][]edit{renamed(other, file(p0)), renamed(third, file(p0))}, map[string]string{third: ours}, ""},
		"moved by hand":     {[][]edit{change(file(p0), ours), change(file(p0), hand)}, map[string]string{name: ours}, "move:0 it is resolved in this commit, and became in-progress in a merge that took the older version"},
		"by hand, taken":    {[][]edit{change(file(p0), ours), change(file(p0), hand)}, map[string]string{name: hand}, ""},
		"by hand, moved on": {[][]edit{change(file(p0), ours), change(file(p0), hand)}, map[string]string{name: file(p1)}, ""},
		"put back":          {[][]edit{change(file(p0), old), change(file(p0), on), change(on, put)}, map[string]string{name: put}, ""},
		"two ways and gone": {[][]edit{renamed(other, file(p0)), {{other, []string{file(p0, "state: in-progress", "state: dismissed")}, ""}}}, nil, ""},
	} {
		s := newStory()
		for _, edits := range c.commits {
			s.commit(t, edits...)
		}
		if err := s.v.Finish(s.at(c.tip)); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(s.found(), "\n"); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", title, got, c.want)
		}
	}
	s := newStory()
	s.commit(t, change(file(p0), ours)...)
	s.commit(t, change(ours, file(p1))...)
	s.commit(t, change(file(p1), "")...)
	if err := s.v.Finish(Tip{Read: func(string) (*Version, error) { return nil, errors.New("asked without need") }, Has: s.at(nil).Has}); err != nil {
		t.Error(err)
	}
}

// TestParted holds the end of a history to what its base had, where no commit of
// its own took that away.
func TestParted(t *testing.T) {
	const name, other = "2026-03-01-checkout.md", "2026-03-01-payment.md"
	const lost = "history-lost:0 a line of history that the base has was lost in a merge: the one for resolved"
	gone := file(p0, "state: in-progress", "state: dismissed")
	for title, c := range map[string]struct {
		commits       [][]edit
		before, after string
		tip           map[string]string
		want          string
	}{
		"the same":           {nil, file(p1), file(p1, "Words.", "More."), nil, ""},
		"a line lost":        {nil, file(p1), file(p0), nil, lost},
		"told already":       {[][]edit{change(file(p1), file(p0))}, file(p1), file(p0), nil, "history-lost:12 a line of history was changed or removed: the one for resolved at 2026-03-01T15:00:00Z\nreason:3 it went from resolved to in-progress without a reason: history has no line about it"},
		"the older state":    {nil, file(p0, "state: in-progress", "state: resolved"), file(p0), nil, "move:0 it is resolved in the base, and became in-progress in a merge that took the older version"},
		"moved":              {[][]edit{change(file(p0), file(p1))}, file(p0), file(p1), nil, ""},
		"dropped":            {nil, file(p1), "", nil, "deleted:0 2026-03-01-checkout, which the base has, was dropped in a merge, and neither dismissed before nor renamed"},
		"deleted":            {[][]edit{change(gone, "")}, file(p0), "", nil, ""},
		"dismissed":          {nil, gone, "", nil, ""},
		"a note":             {nil, "a note\n", "", nil, ""},
		"renamed":            {[][]edit{{{name, []string{file(p1)}, ""}, {other, []string{""}, file(p1)}}}, file(p1), "", map[string]string{other: file(p1)}, ""},
		"renamed and a loss": {[][]edit{{{name, []string{file(p0)}, ""}, {other, []string{""}, file(p0)}}}, file(p1), "", map[string]string{other: file(p0)}, lost},
	} {
		s := newStory()
		for _, edits := range c.commits {
			s.commit(t, edits...)
		}
		change := Change{Path: name, Before: []*Version{s.version(c.before)}, After: s.version(c.after)}
		if err := s.v.Parted(change, s.at(c.tip), func() (*Commit, error) { return &Commit{ID: "base"}, nil }); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(s.found(), "\n"); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", title, got, c.want)
		}
	}
	s := newStory()
	why := errors.New("not here")
	err := s.v.Parted(Change{Path: name, Before: []*Version{s.version(file(p1))}}, s.at(nil), func() (*Commit, error) { return nil, why })
	if !errors.Is(err, why) {
		t.Errorf("%v", err)
	}
}

// TestAppearsTwice adds one incident on two branches, so that a merge may take
// either as its beginning.
func TestAppearsTwice(t *testing.T) {
	loose := file(p4, "owner: alice\n", "")
	const gate = "gate:3 it first appeared as closed where another branch has it too, and what that needs was not there"
	waved := file(p0, "state: in-progress", "state: dismissed")
	for title, c := range map[string]struct{ first, second, want string }{
		"the second lacks its gate":   {file(p0), loose, gate},
		"the first lacks its gate":    {loose, file(p0), gate},
		"picked by another branch":    {loose, loose, ""},
		"with other words":            {loose, file(p4, "owner: alice\n", "", "Words.", "More."), ""},
		"the squash of a branch":      {file(p0), file(p4), ""},
		"adopted":                     {file(p0), file(p4, "owner: alice\n", "adopted: 2026-03-01\n"), gate},
		"dismissed without a reason":  {file(p0), waved, "reason:3 it first appeared as dismissed where another branch has it too, and history has no line about that with a reason"},
		"dismissed":                   {file(p0), file(p0, "state: in-progress", "state: dismissed", "---\n\n", entry("dismissed", "2026-03-02T10:00:00Z", "noise")+"---\n\n"), ""},
		"a note first":                {"a note\n", loose, ""},
		"three times, reported once":  {loose, file(p1), gate},
		"known to the base, no first": {"", loose, gate},
	} {
		s := newStory()
		if c.first == "" {
			s.v.Known = func(string) bool { return true }
		} else {
			s.commit(t, change("", c.first)...)
		}
		s.commit(t, change("", c.second)...)
		if strings.HasPrefix(title, "three") {
			s.commit(t, change("", file(p0))...)
		}
		if got := strings.Join(s.found(), "\n"); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", title, got, c.want)
		}
	}
	s := newStory()
	s.problem = ".pm.yaml:1:1: no"
	s.commit(t, change("", file(p0))...)
	s.commit(t, change("", file(p4))...)
	if found := s.found(); len(found) != 1 || !strings.HasPrefix(found[0], "configuration:3 ") {
		t.Errorf("violations %q", found)
	}
	s = newStory()
	s.commit(t, change(file(p0), "")...) // known to be deleted
	s.v.Violations = nil
	s.commit(t, change("", file(p1))...)
	s.commit(t, change(file(p1), "")...)
	s.v.Violations = nil
	s.commit(t, change("", loose)...)
	if got := strings.Join(s.found(), "\n"); got != gate {
		t.Errorf("added again:\ngot  %s\nwant %s", got, gate)
	}
}

// TestKnown is for a file that an earlier commit, which is not looked at, had as
// an incident, while the folder is said to hold none.
func TestKnown(t *testing.T) {
	for _, known := range []bool{false, true} {
		s := newStory()
		s.v.Known = func(string) bool { return known }
		s.commit(t, edit{"checkout.txt", []string{file(p1)}, file(p0)})
		if got := len(s.found()) > 0; got != known {
			t.Errorf("known %t: violations %q", known, s.found())
		}
	}
}

func TestCounts(t *testing.T) {
	s := newStory()
	s.commit(t, edit{"a.md", nil, file(p0)}, edit{"b.md", nil, file(p0)}, edit{"c.txt", nil, file(p0)}, edit{"d.md", nil, "a note\n"})
	s.commit(t, edit{"a.md", []string{file(p0)}, file(p1)})
	s.commit(t, edit{"c.txt", []string{"1"}, "2"})
	if s.v.Commits != 2 || s.v.Incidents() != 2 || len(s.v.Transitions) != 1 {
		t.Errorf("%d commits, %d incidents, %d transitions", s.v.Commits, s.v.Incidents(), len(s.v.Transitions))
	}
}

// TestUnreadable passes on what keeps a blob from being read.
func TestUnreadable(t *testing.T) {
	s := newStory()
	s.v.Read = func(string) ([]byte, error) { return nil, errors.New("not here") }
	c := &Commit{Policy: &Policy{Process: s.process, IsIncident: func(string) bool { return true }}}
	if err := s.v.Change(c, Change{Path: "a.md", Before: []*Version{s.version(file(p1))}, After: s.version(file(p2))}); err == nil {
		t.Error("no error")
	}
}

// TestCountsRenamed counts an incident once that a branch still knows by its old
// name, and two when the name is taken again.
func TestCountsRenamed(t *testing.T) {
	s := newStory()
	s.commit(t, edit{"a.md", []string{""}, file(p0)})
	s.commit(t, edit{"a.md", []string{file(p0)}, ""}, edit{"b.md", []string{""}, file(p0)})
	s.commit(t, edit{"a.md", []string{file(p0)}, file(p1)})
	s.commit(t, edit{"b.md", []string{file(p0)}, ""}, edit{"c.md", []string{""}, file(p0)})
	s.commit(t, edit{"b.md", []string{file(p0)}, file(p1)})
	if got := s.v.Incidents(); got != 1 {
		t.Errorf("%d incidents", got)
	}
	s.commit(t, edit{"c.md", []string{file(p0)}, ""}, edit{"b.md", []string{""}, file(p0)})
	s.commit(t, edit{"c.md", []string{file(p0)}, file(p1)})
	if got := s.v.Incidents(); got != 1 {
		t.Errorf("%d incidents, having gone back", got)
	}
	s.commit(t, edit{"a.md", []string{""}, file(p1)})
	if got := s.v.Incidents(); got != 2 {
		t.Errorf("%d incidents, one with a name taken again", got)
	}
}

// TestCommandsOfHelp are what messages offer to bring back what is gone.
func TestCommandsOfHelp(t *testing.T) {
	was, forged := file(p1), file(p1, "T15:00:00Z, by: alice", "T15:30:00Z, by: alice")
	const name = "a file.md"
	for want, edits := range map[string][]edit{
		"put it back as it was: git show '0000000000^:top/a file.md' has it; history only ever grows":              {{name, []string{was}, forged}},
		"put it back as it was: git show '0000000000^2:top/a file.md' has it; history only ever grows":             {{name, []string{file(p0), was}, file(p0, "Alert", "All")}},
		"put it back as it was: git show '0000000000^:top/a.md' has it; history only ever grows":                   {{"a.md", []string{was}, ""}, {name, []string{""}, strings.Replace(forged, "severity: sev1", "severity: sev1\naliases: [a]", 1)}},
		"put them back into the order in which they were written: git show '0000000000^:top/a file.md' has it":     {{name, []string{was}, file(p1, none(p1), "history:\n"+entry("resolved", "2026-03-01T15:00:00Z", "")+entry("in-progress", "2026-03-01T14:00:00Z", ""))}},
		"git checkout '0000000000^' -- ':/top/a file.md' brings it back; pm dismiss ends what needs no postmortem": {{name, []string{was}, ""}},
	} {
		s := newStory()
		s.v.FromTop = func(path string) string { return "top/" + path }
		s.commit(t, edits...)
		if len(s.v.Violations) == 0 || s.v.Violations[0].Help != want {
			t.Errorf("got %+v\nwant %s", s.v.Violations, want)
		}
	}
}

// TestContinue lets a history that begins behind a violation put its lines back.
func TestContinue(t *testing.T) {
	was, forged := file(p1), file(p1, "T15:00:00Z, by: alice", "T15:30:00Z, by: alice")
	before, s := newStory(), newStory()
	before.commit(t, change(was, forged)...)
	if !before.v.Damaged() {
		t.Fatal("not damaged")
	}
	s.v.Continue(&before.v)
	s.commit(t, change(forged, was)...)
	parted := Change{Path: "2026-03-01-checkout.md", Before: []*Version{s.version(forged)}, After: s.version(was)}
	if err := s.v.Parted(parted, s.at(nil), func() (*Commit, error) { return &Commit{ID: "base"}, nil }); err != nil {
		t.Fatal(err)
	}
	if len(s.found()) > 0 {
		t.Errorf("violations %q", s.found())
	}
}
