package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// clones is how many people work at once: half of the eight where not more is
// asked for, because each of their commands is a process.
func clones() int {
	if os.Getenv("PM_CLONES") == "" {
		return 4
	}
	return 8
}

// cloneRounds is how many incidents each of them records, with a sync after
// each; PM_CLONES asks for more. The full count is 40: beyond that the shared
// incident has more tags than are merged one by one.
func cloneRounds(t *testing.T) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("PM_CLONES")); err == nil {
		return n
	}
	return 1
}

// TestManyClones lets the clones record, edit, advance and sync at once, on
// incidents of their own and on one that all share. Every incident, entry and
// action item arrives, none twice.
func TestManyClones(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	first := h.laptop("clone0")
	first.pm("new", "Shared outage", "--started", "13:00")
	first.pm("sync")
	all := []*laptop{first}
	for i := 1; i < clones(); i++ {
		all = append(all, h.laptop(fmt.Sprintf("clone%d", i)))
	}
	var people sync.WaitGroup
	for _, l := range all {
		people.Go(func() {
			for round := range cloneRounds(t) {
				l.work(round)
				l.pm("sync")
			}
		})
	}
	people.Wait()
	for range 2 { // the first pass brings all to the hub, the second to everybody
		for _, l := range all {
			l.pm("sync")
		}
	}
	h.settled(all, cloneRounds(t))
}

// work is what one person does between two syncs.
func (l *laptop) work(round int) {
	l.Helper()
	who := fmt.Sprintf("%s round %d", l.name, round)
	minute := fmt.Sprintf("14:%02d", round%60)
	own, item := "own-"+l.name+"-"+strconv.Itoa(round), "Change what "+who+" found"
	l.pm("new", "Own "+who, "--started", "13:30")
	l.pm("event", "own-"+slug(who), "--at", minute, "Entry of "+who)
	l.pm("action", "add", "own-"+slug(who), item, "--owner", l.name, "--due", "2026-04-01")
	l.pm("action", "done", "own-"+slug(who), "change", "--evidence", "https://example.com/"+own)
	l.pm("advance", "own-"+slug(who), "--set", "ended_at=14:59", "--set", "owner="+l.name)
	l.pm("event", "shared", "--at", minute, "Shared entry of "+who)
	l.pm("action", "add", "shared", item, "--owner", l.name, "--due", "2026-04-01")
	l.pm("set", "shared", "tags+=seen-by-"+slug(who))
}

func slug(s string) string { return strings.ReplaceAll(s, " ", "-") }

// settled holds the hub and every clone to what was done.
func (h *hub) settled(all []*laptop, rounds int) {
	h.Helper()
	shared := h.run(h.dir, "show", "main:postmortems/2026/2026-03-01-shared-outage.md")
	_, tags, _ := strings.Cut(shared, "\ntags: [")
	tags, _, _ = strings.Cut(tags, "]")
	tags += ","
	for _, l := range all {
		for round := range rounds {
			who := fmt.Sprintf("%s round %d", l.name, round)
			own := h.run(h.dir, "show", "main:postmortems/2026/2026-03-01-own-"+slug(who)+".md")
			h.once(own, "Entry of "+who+"\n", "title: Change what "+who+" found\n", "evidence: https://example.com/own-", "state: resolved, at:")
			h.once(shared, "Shared entry of "+who+"\n", "title: Change what "+who+" found\n")
			h.once(tags, "seen-by-"+slug(who)+",")
		}
	}
	if n := strings.Count(h.run(h.dir, "ls-tree", "-r", "--name-only", "main")+"\n", ".md\n"); n != 1+clones()*rounds {
		h.Errorf("the hub has %d incidents, want %d", n, 1+clones()*rounds)
	}
	tip := h.run(h.dir, "rev-parse", "main")
	for _, l := range all {
		if head := h.run(l.dir, "rev-parse", "HEAD"); head != tip {
			h.Errorf("%s is at %s, the hub at %s", l.name, head, tip)
		}
		if status := h.run(l.dir, "status", "--porcelain"); status != "" {
			h.Errorf("%s: %s", l.name, status)
		}
		h.run(l.dir, "fsck", "--strict", "--no-dangling")
		if left, _ := filepath.Glob(filepath.Join(l.dir, ".git", "pm-sync-*")); len(left) > 0 {
			h.Errorf("%s: %q were left behind", l.name, left)
		}
	}
	h.run(h.dir, "fsck", "--strict", "--no-dangling")
	all[0].pm("lint")
	h.Logf("%s commits, %s of them merges", h.run(h.dir, "rev-list", "--count", "main"), h.run(h.dir, "rev-list", "--count", "--merges", "main"))
}

// once fails the test unless a text holds each of these words exactly once.
func (h *hub) once(text string, words ...string) {
	h.Helper()
	for _, w := range words {
		if n := strings.Count(text, w); n != 1 {
			h.Errorf("%q is there %d times, want once, in\n%s", w, n, text)
		}
	}
}

// TestOneCloneManyProcesses lets several pm processes sync and record in one
// clone at once, while another clone does the same.
func TestOneCloneManyProcesses(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	first := h.laptop("first")
	first.pm("new", "Shared outage", "--started", "13:00")
	first.pm("sync")
	second := h.laptop("second")
	var processes sync.WaitGroup
	for n := range 3 {
		for _, l := range []*laptop{first, second} {
			processes.Go(func() {
				for round := range 2 {
					l.pm("event", "shared", "--at", fmt.Sprintf("14:%d%d", n, round), fmt.Sprintf("Entry %d %d of %s", n, round, l.name))
					l.pm("sync")
				}
			})
		}
	}
	processes.Wait()
	for _, l := range []*laptop{first, second, first} {
		l.pm("sync")
	}
	shared := h.run(h.dir, "show", "main:postmortems/2026/2026-03-01-shared-outage.md")
	for n := range 3 {
		for round := range 2 {
			h.once(shared, fmt.Sprintf("Entry %d %d of first\n", n, round), fmt.Sprintf("Entry %d %d of second\n", n, round))
		}
	}
	for _, l := range []*laptop{first, second} {
		h.run(l.dir, "fsck", "--strict", "--no-dangling")
		if status := h.run(l.dir, "status", "--porcelain"); status != "" {
			t.Errorf("%s: %s", l.name, status)
		}
	}
}
