package coverage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
)

func at(t testing.TB, clock string) time.Time {
	t.Helper()
	if clock == "" {
		return time.Time{}
	}
	when, err := time.Parse("02 15:04", clock)
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, 3, when.Day(), when.Hour(), when.Minute(), 0, 0, time.UTC)
}

func newAudit(t testing.TB) *Audit {
	p := incident.DefaultProcess()
	return New(Options{Process: p, Now: at(t, "20 00:00"), Branches: []string{"hotfix/*"}, Subjects: []string{"revert *", "hotfix*"}})
}

// alert is "FINGERPRINT SEVERITY SERVICE,... START[-END]", the times as "02 15:04".
func alert(t testing.TB, s string) intake.Alert {
	t.Helper()
	words := strings.SplitN(s, " ", 4)
	start, end, _ := strings.Cut(words[3], "-")
	a := intake.Alert{Source: intake.CSV, Fingerprint: words[0], Severity: words[1], Name: "Down", Start: at(t, start), End: at(t, end)}
	if words[2] != "" {
		a.Services = strings.Split(words[2], ",")
	}
	return a
}

func read(front string) *incident.Incident {
	return incident.Decode("postmortems/2026-03-01-x.md", document.Parse([]byte("---\ntitle: X\n"+front+"---\n")), incident.DefaultProcess())
}

// TestAlertCovered weighs one alert against one incident.
func TestAlertCovered(t *testing.T) {
	const open, ended = "state: in-progress\n", "state: resolved\nended_at: 2026-03-01T15:00:00Z\n"
	const started = "started_at: 2026-03-01T14:00:00Z\n"
	const services, marks = "services: [search, Checkout]\n", "alerts: [other, abc]\n"
	for _, c := range []struct {
		name, alert, front string
		want               Reason
		near               bool
	}{
		{"listed, while it goes on", "abc sev1  01 14:30", started + open + marks, ByFingerprint, false},
		{"listed, and ended", "abc sev1  01 14:30-01 14:40", started + ended + marks, ByFingerprint, false},
		{"listed, and fires again later", "abc sev1  03 14:30", started + ended + marks, "", false},
		{"listed, and fired before", "abc sev1  01 03:00-01 04:00", started + ended + marks, "", false},
		{"listed, and fired before what goes on", "abc sev1  01 03:00-01 04:00", started + open + marks, "", false},
		{"listed, no start", "abc sev1  01 14:30", open + marks, ByFingerprint, false},
		{"listed, dismissed at once", "abc sev1  01 14:02-01 14:10", started + "state: dismissed\nhistory:\n  - {state: in-progress, at: 2026-03-01T14:05:00Z, by: a}\n  - {state: dismissed, at: 2026-03-01T14:30:00Z, by: a}\n" + marks, ByFingerprint, false},
		{"service, case does not count", "abc sev1 checkout 01 14:30", started + ended + services, ByTime, false},
		{"service, began before and lasts", "abc sev1 checkout 01 10:00", started + ended + services, ByTime, false},
		{"service, a quarter of an hour before", "abc sev1 checkout 01 13:00-01 13:45", started + ended + services, ByTime, false},
		{"service, longer before", "abc sev1 checkout 01 13:00-01 13:44", started + ended + services, "", false},
		{"service, a quarter of an hour after", "abc sev1 checkout 01 15:15", started + ended + services, ByTime, false},
		{"service, longer after", "abc sev1 checkout 01 15:16", started + ended + services, "", false},
		{"service, days after what goes on", "abc sev1 checkout 09 15:16", started + open + services, ByTime, false},
		{"service, days after what nobody gave an end", "abc sev1 checkout 09 15:16", started + "state: resolved\nhistory:\n  - {state: in-progress, at: 2026-03-01T14:05:00Z, by: a}\n  - {state: resolved, at: 2026-03-01T16:00:00Z, by: a}\n" + services, "", false},
		{"service, before it was resolved without an end", "abc sev1 checkout 01 15:50", started + "state: resolved\nhistory:\n  - {state: in-progress, at: 2026-03-01T14:05:00Z, by: a}\n  - {state: resolved, at: 2026-03-01T16:00:00Z, by: a}\n" + services, ByTime, false},
		{"listed, and the clock is behind", "abc sev1  25 14:30", "started_at: 2026-03-25T14:30:00Z\n" + open + marks, ByFingerprint, false},
		{"another service", "abc sev1 payments 01 14:30", started + ended + services, "", true},
		{"no service", "abc sev1  01 14:30", started + ended + services, "", true},
		{"no times", "abc sev1 checkout 01 14:30", "state: closed\n" + services, "", false},
	} {
		a := newAudit(t)
		a.AddAlerts("f", []intake.Alert{alert(t, c.alert)})
		i := read(c.front)
		a.Weigh(i, "origin/x")
		s := a.Signals()[0]
		want := Cover{ID: i.ID, By: c.want, Branch: "origin/x"}
		if c.want == "" {
			want = Cover{}
		}
		if s.Cover != want || (len(s.Near) > 0) != c.near {
			t.Errorf("%s: %+v, near %q", c.name, s.Cover, s.Near)
		}
	}
}

// TestRecordedByTimeline covers an occurrence that the timeline tells of, though
// somebody moved the incident's times away from it.
func TestRecordedByTimeline(t *testing.T) {
	for _, state := range []string{"state: resolved\nended_at: 2026-03-01T15:00:00Z\n", "state: in-progress\n"} {
		a := newAudit(t)
		one := alert(t, "abc sev1  01 10:00-01 10:05")
		a.AddAlerts("f", []intake.Alert{one})
		i := read(state + "started_at: 2026-03-01T14:00:00Z\nalerts: [abc]\n")
		ops, err := incident.AddEvents(i, one.Timeline())
		if err != nil {
			t.Fatal(err)
		}
		out, err := i.Doc.Edit(ops...)
		if err != nil {
			t.Fatal(err)
		}
		a.Weigh(incident.Decode(i.Path, document.Parse(out), nil), "")
		if s := a.Signals()[0]; s.Cover.By != ByFingerprint {
			t.Errorf("%s: %+v", state, s.Cover)
		}
	}
}

// TestBetterReason keeps what somebody said over what follows from the times, in
// whatever order incidents come.
func TestBetterReason(t *testing.T) {
	byTime := read("state: in-progress\nstarted_at: 2026-03-01T14:00:00Z\nservices: [checkout]\n")
	byMark := read("state: in-progress\nstarted_at: 2026-03-01T14:00:00Z\nalerts: [abc]\n")
	byTime.ID, byMark.ID = "time", "mark"
	for _, order := range [][]*incident.Incident{{byTime, byMark}, {byMark, byTime}} {
		a := newAudit(t)
		a.AddAlerts("f", []intake.Alert{alert(t, "abc sev1 checkout 01 14:30")})
		for _, i := range order {
			a.Weigh(i, "")
		}
		if s := a.Signals()[0]; s.Cover.ID != "mark" {
			t.Errorf("%+v", s.Cover)
		}
	}
}

// TestThreshold passes over what is not major, and counts it once.
func TestThreshold(t *testing.T) {
	a := newAudit(t)
	for range 2 {
		a.AddAlerts("f", []intake.Alert{
			alert(t, "a critical  01 14:00"), alert(t, "b info  01 14:00"), alert(t, "c sev3  01 14:00"), alert(t, "d  x 01 14:00"), alert(t, "e odd  01 14:00"),
		})
	}
	var got []string
	for _, s := range a.Signals() {
		got = append(got, s.Alert.Fingerprint+" "+s.Severity)
	}
	if diff := cmp.Diff([]string{"a sev1", "d sev2", "e sev2"}, got); diff != "" || a.Below != 2 || !slices.Equal(a.Unknown, []string{"odd"}) {
		t.Errorf("below %d, unknown %q\n%s", a.Below, a.Unknown, diff)
	}
}

// TestGaps puts alerts together that one incident would cover.
func TestGaps(t *testing.T) {
	a := newAudit(t)
	a.AddAlerts("firing", []intake.Alert{alert(t, "pod1 sev1 checkout 01 14:00"), alert(t, "again sev1 checkout 03 10:00-03 11:00")})
	a.AddAlerts("resolved", []intake.Alert{
		alert(t, "pod1 sev1 checkout 01 14:00-01 14:20"),
		alert(t, "pod2 sev2 Checkout,cart 01 14:30-01 14:40"),
		alert(t, "cart sev2 cart 01 14:50-01 15:00"),
		alert(t, "other sev1 search 01 14:10-01 14:20"),
		alert(t, "late sev1 checkout 01 15:16-01 15:20"),
		alert(t, "none1 sev1  01 14:00"), alert(t, "none2 sev1  02 14:00"),
	})
	a.AddCommits([]Commit{{ID: strings.Repeat("c", 40), When: at(t, "01 14:05"), Subject: "Revert x"}}, []string{"checkout"}, "")
	var got []string
	for _, g := range a.Gaps() {
		line := g.Start.Format("02 15:04") + "-"
		if !g.End.IsZero() {
			line += g.End.Format("02 15:04")
		}
		for _, s := range g.Signals {
			if s.Alert != nil {
				line += " " + s.Alert.Fingerprint
			} else {
				line += " " + s.Commits[0].ID[:3]
			}
		}
		got = append(got, line)
	}
	want := []string{
		"01 14:00-01 15:00 pod1 pod2 cart", "01 14:00- none1 none2", "01 14:05-01 14:05 ccc", "01 14:10-01 14:20 other",
		"01 15:16-01 15:20 late", "03 10:00-03 11:00 again",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkWeigh has a year of alerts against ten thousand incidents.
func BenchmarkWeigh(b *testing.B) {
	a := newAudit(b)
	for n := range 2000 {
		one := alert(b, fmt.Sprintf("f%d sev1 service%d 01 14:00-01 15:00", n, n%50))
		one.Start, one.End = one.Start.Add(time.Duration(n)*time.Hour), one.End.Add(time.Duration(n)*time.Hour)
		a.AddAlerts("f", []intake.Alert{one})
	}
	i := read("state: closed\nstarted_at: 2026-03-09T14:00:00Z\nended_at: 2026-03-09T15:00:00Z\nservices: [service1]\nalerts: [x, y]\n")
	for b.Loop() {
		a.Weigh(i, "")
	}
}
