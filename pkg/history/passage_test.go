package history

import (
	"fmt"
	"testing"
	"time"
)

func TestPassages(t *testing.T) {
	version := func(state string) *Version { return Read(state, []byte("---\nstate: "+state+"\n---\n")) }
	day := func(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }
	a, b, c := version("in-progress"), version("resolved"), version("root-cause-analysis")
	var p Passages
	p.Change(day(1), Change{Path: "x.md", After: a})
	p.Change(day(2), Change{Path: "x.md", Before: []*Version{a}, After: version("in-progress")}) // edited, not moved
	p.Change(day(3), Change{Path: "x.md", Before: []*Version{a}, After: b})
	p.Change(day(4), Change{Path: "x.md", Before: []*Version{a}, After: b})    // by another branch, too
	p.Change(day(5), Change{Path: "x.md", Before: []*Version{c, b}, After: c}) // a merge that takes one side
	p.Change(day(6), Change{Path: "x.md", Before: []*Version{b}, After: c})
	p.Change(day(7), Change{Path: "y.md", After: Read("", []byte("# Notes\n"))})
	p.Change(day(8), Change{Path: "x.md", Before: []*Version{c}})
	got := ""
	for _, m := range p.Of("x.md") {
		got += fmt.Sprintf("%d %s\n", m.At.Day(), m.State)
	}
	if want := "1 in-progress\n3 resolved\n6 root-cause-analysis\n"; got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	if len(p.Of("y.md")) > 0 || len(p.Of("z.md")) > 0 {
		t.Error("what is no incident has passages")
	}
}
