package incident

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestInvite moves a meeting about: each time that people are told something new
// is a line, whoever set it.
func TestInvite(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 3, 10, hour, 0, 0, 0, time.UTC) }
	i := read("---\ntitle: x\nowner: bob\n---\n")
	invite := func(v Invitation) int {
		t.Helper()
		ops := Invite(i, v)
		src, err := i.Doc.Edit(ops...)
		if err != nil {
			t.Fatal(err)
		}
		i = read(string(src))
		if again := Invite(i, v); len(again) > 0 {
			t.Errorf("the same again makes %d edits", len(again))
		}
		if got, ok := i.Meeting(); !ok || got != v {
			t.Errorf("the meeting is %v, want %v", got, v)
		}
		return i.InvitationSequence()
	}
	var got []int
	got = append(got, invite(Invitation{at(14), time.Hour}))
	got = append(got, invite(Invitation{at(15), time.Hour}))
	got = append(got, invite(Invitation{at(15), 90 * time.Minute}))
	i = read(strings.Replace(string(i.Doc.Source()), "review_at: 2026-03-10T15:", "review_at: 2026-03-10T09:", 1))
	if v, _ := i.Meeting(); v != (Invitation{at(9), DefaultMeeting}) {
		t.Errorf("moved by hand, the meeting is %v", v)
	}
	got = append(got, invite(Invitation{at(9), 45 * time.Minute}))
	got = append(got, invite(Invitation{at(14), time.Hour}))
	if d := cmp.Diff([]int{0, 1, 2, 3, 4}, got); d != "" {
		t.Error(d)
	}
	want := "---\ntitle: x\nowner: bob\nreview_at: 2026-03-10T14:00:00Z\nreview_invitations: [2026-03-10T14:00:00Z/PT1H, 2026-03-10T15:00:00Z/PT1H, " +
		"2026-03-10T15:00:00Z/PT1H30M, 2026-03-10T09:00:00Z/PT45M, 2026-03-10T14:00:00Z/PT1H]\n---\n"
	if d := cmp.Diff(want, string(i.Doc.Source())); d != "" {
		t.Error(d)
	}
}

func TestLastInvitation(t *testing.T) {
	for _, c := range []struct {
		list string
		ok   bool
	}{
		{"[]", false},
		{"[2026-03-10T14:00:00Z/PT1H]", true},
		{"[2026-03-10T14:00:00+01:00/PT1H30M]", true},
		{"[2026-03-10T14:00:00Z]", false},
		{"[2026-03-10T14:00:00Z/PT0M]", false},
		{"[2026-03-10T14:00:00Z/PT-1H]", false},
		{"[2026-03-10T14:00:00Z/PT25H]", false},
		{"[soon/PT1H]", false},
		{"[2026-03-10T14:00:00Z/PT1H, soon]", false},
	} {
		i := read("---\nreview_invitations: " + c.list + "\n---\n")
		v, ok := i.LastInvitation()
		if ok != c.ok {
			t.Errorf("%s: %v", c.list, ok)
		}
		if again, read := parseInvitation(v.String()); ok && (!read || again != v) {
			t.Errorf("%s is written %s", c.list, v)
		}
	}
}
