package merge_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/merge"
	"github.com/postmortem-md/pm/pkg/sample"
)

// sampleEdits is a realistic incident of some 6 KB and two changes of it, as
// two responders make them.
func sampleEdits(b *testing.B) (base, ours, theirs []byte) {
	b.Helper()
	sample.Generate(sample.Options{Seed: 1, N: 40}, func(i sample.Incident) bool {
		base = bytes.Clone(i.Data)
		return incident.Decode(i.Path, document.Parse(base), nil).State.V != incident.FollowUp
	})
	change := func(title string, minute int) []byte {
		i := incident.Decode(samplePath, document.Parse(base), nil)
		_, action, err := incident.AddAction(i, incident.NewAction{Title: title, Owner: "alice", Due: sample.Epoch})
		if err != nil {
			b.Fatal(err)
		}
		event, err := incident.AddEvent(i, i.StartedAt.V, fmt.Sprintf("%s in minute %d", title, minute))
		if err != nil {
			b.Fatal(err)
		}
		out, err := i.Doc.Edit(append(action, event...)...)
		if err != nil {
			b.Fatal(err)
		}
		return out
	}
	return base, change("Add a canary", 3), change("Alert on errors", 7)
}

func BenchmarkMerge(b *testing.B) {
	base, ours, theirs := sampleEdits(b)
	b.SetBytes(int64(len(base)))
	b.ReportAllocs()
	for b.Loop() {
		if r := merge.Merge(base, ours, theirs, merge.Options{Path: samplePath, Process: process}); len(r.Conflicts) > 0 {
			b.Fatalf("conflicts: %+v", r.Conflicts)
		}
	}
}

// BenchmarkMergeOneSided is the merge of a file that only one side changed.
func BenchmarkMergeOneSided(b *testing.B) {
	base, ours, _ := sampleEdits(b)
	b.ReportAllocs()
	for b.Loop() {
		merge.Merge(base, ours, base, merge.Options{Path: samplePath, Process: process})
	}
}

// BenchmarkMergeHostile merges versions that share all lines, none in its
// place: the comparison ends at its bound.
func BenchmarkMergeHostile(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	shuffled := func() []byte {
		var s strings.Builder
		for _, n := range r.Perm(200_000) {
			fmt.Fprintf(&s, "line %d\n", n)
		}
		return []byte(s.String())
	}
	base, ours, theirs := shuffled(), shuffled(), shuffled()
	b.SetBytes(int64(len(base)))
	b.ReportAllocs()
	for b.Loop() {
		merge.Merge(base, ours, theirs, merge.Options{Path: samplePath})
	}
}
