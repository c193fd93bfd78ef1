package history

import (
	"fmt"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

func TestPassages(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }
	var p Passages
	state := func(name string) incident.State { return p.State([]byte("---\ntitle: X\nstate: " + name + "\n---\n")) }
	a, b, c := state("in-progress"), state("resolved"), state("root-cause-analysis")
	states := func(all ...incident.State) []incident.State { return all }
	p.Change("x.md", day(1), nil, a)
	p.Change("x.md", day(2), states(a), state("in-progress")) // edited, not moved
	p.Change("x.md", day(3), states(a), b)
	p.Change("x.md", day(4), states(a), b)    // by another branch, too
	p.Change("x.md", day(5), states(c, b), c) // a merge that takes one side
	p.Change("x.md", day(6), states(b), c)
	p.Change("y.md", day(7), nil, p.State([]byte("# Notes\n")))
	p.Change("x.md", day(8), states(c), "")
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

// What scan cannot tell is left to the parser, and says the same.
func TestPassagesState(t *testing.T) {
	for src, want := range map[string]incident.State{
		"---\nstate: resolved\n---\n":                     incident.Resolved,
		"---\nstate: \"resolved\" # it is over\n---\n":    incident.Resolved,
		"---\n{state: resolved}\n---\n":                   incident.Resolved,
		"---\ntitle: |\n  state: closed\nstate: x\n---\n": "x",
		"---\r\nstate: follow-up\r\n---\r\n":              incident.FollowUp,
		"---\ntitle: X\n---\n\nstate: closed\n":           "",
		"no front matter":                                 "",
	} {
		var p Passages
		for range 2 { // the second time it is remembered
			if got := p.State([]byte(src)); got != want {
				t.Errorf("%q: %q, want %q", src, got, want)
			}
		}
	}
}
