package sample

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"testing"
	"testing/fstest"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
)

// now is after everything that was generated.
var now = Epoch.Add(day)

// generate gives incidents and the tree they would lie in.
func generate(o Options) ([]Incident, fstest.MapFS, map[Fault]int) {
	var all []Incident
	tree := fstest.MapFS{}
	tally := Generate(o, func(i Incident) bool {
		all = append(all, i)
		tree[i.Path] = &fstest.MapFile{Data: i.Data}
		for _, a := range i.Attachments {
			tree[a] = &fstest.MapFile{Data: []byte("attached\n")}
		}
		return true
	})
	return all, tree, tally
}

func findings(all []Incident, tree fstest.MapFS) []lint.Finding {
	l := lint.New(lint.Options{Process: incident.DefaultProcess(), FS: tree, Now: now})
	var found []lint.Finding
	for _, i := range all {
		found = append(found, l.File(i.Path, i.Data, nil)...)
	}
	return append(found, l.Finish()...)
}

func TestCleanUnderLint(t *testing.T) {
	all, tree, _ := generate(Options{Seed: 3, N: 400})
	for n, f := range findings(all, tree) {
		if n == 10 {
			t.Fatal("and more")
		}
		t.Errorf("%s:%d:%d %s: %s", f.File, f.Start.Line, f.Start.Column, f.Rule, f.Message)
	}
}

// TestDirty holds that lint finds each planted fault and nothing else.
func TestDirty(t *testing.T) {
	all, tree, tally := generate(Options{Seed: 4, N: 400, Dirty: true})
	found := map[Fault]int{}
	for _, f := range findings(all, tree) {
		found[f.Rule]++
		if found[f.Rule] > tally[f.Rule] {
			t.Errorf("one too many: %s:%d %s: %s", f.File, f.Start.Line, f.Rule, f.Message)
		}
	}
	if !maps.Equal(found, tally) {
		t.Errorf("found  %v\nplanted %v", found, tally)
	}
	for _, r := range lint.Rules {
		if r.Severity != lint.Off && !r.Compares && tally[r.ID] == 0 {
			t.Errorf("%s is on by default, but nothing is planted for it", r.ID)
		}
		t.Logf("%-20s planted %3d, found %3d", r.ID, tally[r.ID], found[r.ID])
	}
}

// TestRealistic holds what benchmarks rely on: size, and that everything that
// commands look for is there.
func TestRealistic(t *testing.T) {
	const n = 500
	all, tree, _ := generate(Options{Seed: 5, N: n})
	if len(tree) != n {
		t.Errorf("%d names for %d incidents", len(tree), n)
	}
	total, states, statuses, late := 0, map[incident.State]int{}, map[incident.Status]int{}, 0
	for _, i := range all {
		total += len(i.Data)
		if len(i.Data) < 4000 || len(i.Data) > 9000 {
			t.Errorf("%s has %d bytes", i.Path, len(i.Data))
		}
		inc := decode(i)
		states[inc.State.V]++
		if got := len(inc.Timeline()); got != 20 {
			t.Errorf("%s has %d timeline entries", i.Path, got)
		}
		for _, a := range inc.ActionItems.V {
			statuses[a.Status.V]++
			if a.DaysLate(now) > 0 {
				late++
			}
		}
	}
	if len(states) != 6 || len(statuses) != 4 || late == 0 {
		t.Errorf("states %v, statuses %v, %d late", states, statuses, late)
	}
	t.Logf("%d bytes on average", total/n)
}

// TestSameSeedSameBytes holds that what was generated once is generated again.
func TestSameSeedSameBytes(t *testing.T) {
	sum := func(o Options) string {
		h := sha256.New()
		Generate(o, func(i Incident) bool {
			fmt.Fprintf(h, "%s\n%s", i.Path, i.Data)
			return true
		})
		return fmt.Sprintf("%x", h.Sum(nil)[:8])
	}
	one, again, two := sum(Options{Seed: 1, N: 50}), sum(Options{Seed: 1, N: 50}), sum(Options{Seed: 2, N: 50})
	if one != again {
		t.Error("the same seed gave other bytes")
	}
	if one == two {
		t.Error("another seed gave the same bytes")
	}
}

func TestStop(t *testing.T) {
	n := 0
	Generate(Options{N: 100}, func(Incident) bool { n++; return n < 3 })
	if n != 3 {
		t.Errorf("went on for %d", n)
	}
}

func decode(i Incident) *incident.Incident {
	return incident.Decode(i.Path, document.Parse(i.Data), incident.DefaultProcess())
}
