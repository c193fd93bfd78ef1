package cli

import (
	"fmt"
	"slices"
	"testing"

	"github.com/postmortem-md/pm/pkg/similar"
)

// TestWorthReading holds pm new to reading a bounded number of files: those that are
// called most like the new one, however old, and the latest.
func TestWorthReading(t *testing.T) {
	var names []name
	for n := range 1000 {
		id := fmt.Sprintf("20%02d-01-01-mail-queue-%d", n/20, n)
		if n == 7 {
			id = "2000-01-01-ledger-queue-blocked"
		}
		names = append(names, name{id, id + ".md"})
	}
	titles := similar.NewIndex(similar.FromSubject(similar.Subject{Title: "Ledger queue blocks"}))
	for _, n := range names {
		titles.AddTitle(n.id)
	}
	chosen := worthReading(names, titles)
	if len(chosen) > maxAlike+maxLatest || !slices.IsSorted(chosen) || len(slices.Compact(slices.Clone(chosen))) != len(chosen) {
		t.Errorf("%d are read: %v", len(chosen), chosen)
	}
	for _, want := range []int{7, 999, 998, 1000 - maxLatest} {
		if !slices.Contains(chosen, want) {
			t.Errorf("%s is not read", names[want].id)
		}
	}
	if got := worthReading(names[:3], titles); len(got) == 0 || got[2] != 2 {
		t.Errorf("of three: %v", got)
	}
}
