package similar

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/sample"
)

// past are incidents of a small organisation.
var past = []string{
	file("Checkout returns 5xx", "services: [checkout]\ntags: [database]", "The connection pool was exhausted after a release leaked connections."),
	file("Search shows stale results", "services: [search]", "The indexer stopped when its disk was full."),
	file("Mail is delayed", "services: [mail]\nalerts: [4f2a9c]", "The queue's consumer blocked on a lock."),
	file("Login fails on mobile", "services: [login]", "A certificate expired; monitoring watched another one."),
	file("Payments time out", "services: [payments]\ntags: [database]", "Retries without a pause multiplied the load on the ledger's database."),
	file("Images are slow", "services: [images]", "The cache was empty after a restart."),
}

func file(title, keys, why string) string {
	return "---\ntitle: " + title + "\nstate: closed\n" + keys + "\n---\n\n## Why did it happen?\n\n" + why + "\n"
}

// nearest is which of past are like a query, and why.
func nearest(q *Query, n int) []Match {
	x := NewIndex(q)
	for _, src := range past {
		x.Add([]byte(src))
	}
	return x.Nearest(n)
}

func TestNearest(t *testing.T) {
	for _, c := range []struct {
		name  string
		query *Query
		doc   int
		near  bool
		words string
	}{
		{"a title", FromSubject(Subject{Title: "Checkout returning 5xx again"}), 0, true, "returning 5xx checkout"},
		{"causes", FromSubject(Subject{Title: "connections leak until the pool is exhausted"}), 0, true, "connections exhausted leak pool"},
		{"a service", FromSubject(Subject{Title: "Nothing works", Services: []string{"mail"}}), 2, false, "mail"},
		{"a file", FromFile([]byte(file("Checkout errors", "services: [checkout]", "A leaked connection in the pool, which was exhausted."))), 0, true, "checkout leaked connection exhausted pool"},
		{"an alert", FromFile([]byte(file("Everything else", "alerts: [4f2a9c]", "Unknown."))), 2, true, ""},
		{"a title with alerts that are new", FromSubject(Subject{Title: "Checkout returning 5xx", Alerts: []string{"new", "newer"}}), 0, true, "returning 5xx checkout"},
		{"one word", FromSubject(Subject{Title: "certificate"}), 3, false, "certificate"},
	} {
		found := nearest(c.query, 1)
		if len(found) == 0 {
			t.Errorf("%s: nothing is like it", c.name)
			continue
		}
		m := found[0]
		words := slices.Sorted(slices.Values(m.Words))
		if m.Doc != c.doc || m.Near != c.near || strings.Join(words, " ") != strings.Join(slices.Sorted(slices.Values(strings.Fields(c.words))), " ") {
			t.Errorf("%s: %+v", c.name, m)
		}
	}
}

func TestNearestToNothing(t *testing.T) {
	for _, q := range []*Query{
		FromSubject(Subject{Title: "Zebra crossing painted wrongly"}), FromSubject(Subject{Title: "the incident on Monday"}),
		FromSubject(Subject{}), FromFile(nil), FromFile([]byte("---\n")),
	} {
		if found := nearest(q, 5); len(found) > 0 {
			t.Errorf("%+v", found)
		}
	}
	if q := FromSubject(Subject{Title: "the incident of March, 12:00"}); !q.Empty() {
		t.Errorf("%+v", q.terms)
	}
	if found := NewIndex(FromSubject(Subject{Title: "checkout"})).Nearest(3); len(found) > 0 {
		t.Errorf("without files: %+v", found)
	}
}

// TestItself holds a file to be as like itself as can be, and more than any other.
func TestItself(t *testing.T) {
	for d, src := range past {
		found := nearest(FromFile([]byte(src)), len(past))
		if found[0].Doc != d || found[0].Score < 0.8 || len(found) > 1 && found[1].Score >= found[0].Score {
			t.Errorf("%d: %+v", d, found)
		}
	}
}

// TestRareWords lets a word that few have decide, not one that many have.
func TestRareWords(t *testing.T) {
	x := NewIndex(FromSubject(Subject{Title: "ledger queue"}))
	for n := range 20 {
		x.Add(fmt.Appendf(nil, "# Queue number %d\n", n))
	}
	x.Add([]byte("# Ledger\n"))
	if found := x.Nearest(2); found[0].Doc != 20 || cmp.Diff(found[0].Words, []string{"ledger"}) != "" {
		t.Errorf("%+v", found)
	}
}

// TestAmong counts words among all titles, though only some files are read.
func TestAmong(t *testing.T) {
	q := FromSubject(Subject{Title: "ledger queue"})
	all, some := NewIndex(q), NewIndex(q)
	for range 50 {
		all.AddTitle("2026-01-01-queue-stuck")
	}
	all.AddTitle("2026-01-01-ledger-slow")
	some.Among(all)
	some.Add([]byte("# Queue stuck\n"))
	some.Add([]byte("# Ledger slow\n"))
	some.Add([]byte("# Ledger full\n"))
	if found := some.Nearest(3); found[0].Doc != 1 || found[2].Doc != 0 || found[2].Score > found[0].Score/5 {
		t.Errorf("%+v", found)
	}
}

// TestAlertAmong finds an incident by an alert in common, which no title names.
func TestAlertAmong(t *testing.T) {
	q := FromSubject(Subject{Title: "something else", Alerts: []string{"4f2a9c", "new"}})
	all, some := NewIndex(q), NewIndex(q)
	for _, title := range []string{"2026-01-01-queue-stuck", "2026-01-01-ledger-slow"} {
		all.AddTitle(title)
	}
	some.Among(all)
	some.Add([]byte("# Queue stuck\n"))
	some.Add([]byte("---\nalerts: [4f2a9c]\n---\n# Ledger slow\n"))
	if found := some.Nearest(3); len(found) != 1 || found[0].Doc != 1 || !found[0].Near || cmp.Diff(found[0].Alerts, []string{"4f2a9c"}) != "" {
		t.Errorf("%+v", found)
	}
}

// TestLongQuery keeps of a file with very many words those that weigh most.
func TestLongQuery(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\nalerts: [4f2a9c]\n---\n# Zebra\n\n## Notes\n\n")
	for n := range 2000 {
		fmt.Fprintf(&b, "word%c%c%c ", 'a'+n%26, 'a'+n/26%26, 'a'+n/676)
	}
	q := FromFile([]byte(b.String()))
	if len(q.terms) != maxVocabulary || len(q.byStem)+len(q.byAlert) != maxVocabulary {
		t.Fatalf("%d terms", len(q.terms))
	}
	x := NewIndex(q)
	x.Add([]byte("# Zebras\n"))
	x.Add([]byte(past[2]))
	if found := x.Nearest(3); len(found) != 2 || !slices.Equal(found[0].Alerts, []string{"4f2a9c"}) || !slices.Equal(found[1].Words, []string{"zebra"}) {
		t.Errorf("%+v", found)
	}
}

// TestSample asks for a service and a symptom, of which there are six hundred pairs:
// whatever is found first has both.
func TestSample(t *testing.T) {
	var titles []string
	x := NewIndex(FromSubject(Subject{Title: "Checkout rejects valid input"}))
	sample.Generate(sample.Options{Seed: 1, N: 3000}, func(i sample.Incident) bool {
		x.Add(i.Data)
		titles = append(titles, i.Path)
		return true
	})
	found := x.Nearest(3)
	for _, m := range found {
		if !strings.Contains(titles[m.Doc], "checkout-rejects-valid-input") || !m.Near {
			t.Errorf("%s: %+v", titles[m.Doc], m)
		}
	}
	if len(found) != 3 || cmp.Diff(found, x.Nearest(3)) != "" {
		t.Errorf("asked again: %+v", found)
	}
}

func BenchmarkAdd(b *testing.B) {
	var files [][]byte
	size := 0
	sample.Generate(sample.Options{Seed: 1, N: 100}, func(i sample.Incident) bool {
		files, size = append(files, i.Data), size+len(i.Data)
		return true
	})
	x := NewIndex(FromFile(files[0]))
	b.SetBytes(int64(size / len(files)))
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		x.Add(files[n%len(files)])
	}
}
