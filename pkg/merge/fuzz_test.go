package merge_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/merge"
)

// FuzzMerge merges any three texts: it never panics, a change of one side is
// taken as it is, and no word that a side added is lost.
func FuzzMerge(f *testing.F) {
	const body = "---\n\n## Timeline\n\n- 2026-03-01T14:00:00Z a\n"
	f.Add([]byte("---\ntitle: A\ntags: [x]\n"+body), []byte("---\ntitle: A\ntags: [x, v] # v\n"+body+"- 2026-03-01T14:10:00Z b\n"), []byte("---\n# t\ntitle: \"B\"\ntags:\n  - w\n"+body+"  - c\n"))
	f.Add([]byte("---\na: |\n  x\nb: {c: 1}\n---\n"), []byte("---\na: |\n  y\n\n  x\nb:\n  c: 2\n---\n"), []byte("---\nb: {c: 1, d: 3}\na: |\n  x\n  z\n---\n"))
	f.Add([]byte("---\na: &x [1]\nb: *x\n---\n"), []byte("---\na: &x [1, 2]\nb: *x\n---\n"), []byte("---\na: &y [1, 3]\n---\n"))
	f.Add([]byte(""), []byte("---\naction_items:\n- {id: 1, title: a}\n---"), []byte("---\naction_items: # c\n- id: 1\n  title: b\n---\n"))
	f.Add([]byte("a\nb"), []byte("b\na"), []byte("\r\n"))
	f.Fuzz(func(t *testing.T, base, ours, theirs []byte) {
		if len(base)+len(ours)+len(theirs) > 1<<14 {
			return
		}
		o := merge.Options{Path: samplePath}
		one, two := merge.Merge(base, ours, theirs, o), merge.Merge(base, theirs, ours, o)
		for _, r := range []merge.Result{one, two} {
			if lost := lostWords(base, ours, theirs, r.Data); len(lost) > 0 {
				t.Errorf("lost %q in\n%s", lost, r.Data)
			}
			if len(r.Conflicts) > 0 {
				checkConflicts(t, r)
			}
		}
		if len(one.Conflicts) != len(two.Conflicts) || len(one.Conflicts) == 0 && !bytes.Equal(one.Data, two.Data) {
			t.Errorf("not symmetric:\n%s\nthe other way:\n%s", one.Data, two.Data)
		}
		for _, r := range []merge.Result{merge.Merge(base, base, ours, o), merge.Merge(base, ours, base, o), merge.Merge(base, ours, ours, o)} {
			if !bytes.Equal(r.Data, ours) || len(r.Conflicts) > 0 {
				t.Errorf("a change of one side is not taken as it is: %q", r.Data)
			}
		}
	})
}

// lostWords are the words that a side added and the result has not. Words of
// lines with an escape do not count: a value may be written in another way.
func lostWords(base, ours, theirs, result []byte) []string {
	plain := func(src []byte) version {
		var b strings.Builder
		for line := range strings.Lines(string(src)) {
			if !strings.Contains(line, `\`) {
				b.WriteString(line)
			}
		}
		return version{words: wordsOf([]byte(b.String()))}
	}
	return lost(version{words: wordsOf(base)}, plain(ours), plain(theirs), slices.Clone(wordsOf(result)))
}

// FuzzMergeGenerated merges random edits of random incidents from a seed.
func FuzzMergeGenerated(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	c := newCounts()
	f.Fuzz(func(t *testing.T, seed uint64) { c.family(t, seed) })
}
