package incident

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// duties are those of an incident with some lines of front matter, as of noon on
// the first of March, in words.
func duties(lines ...string) string {
	p := DefaultProcess()
	i := Decode("a.md", document.Parse([]byte("---\n"+strings.Join(lines, "\n")+"\n---\n")), p)
	var all []string
	for _, d := range p.Duties(i, time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)) {
		text := fmt.Sprintf("%s %d", d.Kind, d.Days)
		if d.Item != nil {
			text += " " + d.Item.ID.V
		}
		if p.Escalated(d) {
			text += " escalated"
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

func TestDuties(t *testing.T) {
	item := func(keys string) string { return "action_items:\n  - {id: x, title: X, " + keys + "}" }
	const (
		resolved  = "state: resolved\nended_at: 2026-02-20T00:00:00Z\nowner: bob"
		followUp  = "state: follow-up\nowner: bob"
		closed    = "state: closed\nowner: bob"
		dismissed = "state: dismissed"
		adopted   = "adopted: 2026-02-01"
		entered   = "history:\n  - {state: resolved, at: 2026-02-24T00:00:00Z, by: bob}"
	)
	for _, c := range []struct {
		name, want string
		lines      []string
	}{
		{"nothing", "", []string{"state: in-progress"}},
		{"ended, and nobody's", "no-owner 0, no-meeting 4", []string{"state: resolved", "ended_at: 2026-02-20T00:00:00Z"}},
		{"an end of today", "no-owner 0", []string{"state: resolved", "ended_at: 2026-03-01T00:00:00Z"}},
		{"closed and nobody's", "", []string{"state: closed", "ended_at: 2026-02-20T00:00:00Z"}},
		{"no meeting", "no-meeting 4", []string{resolved}},
		{"a meeting was held", "", []string{resolved, "review_at: 2026-02-28T10:00:00Z"}},
		{"a meeting too late", "no-meeting 4", []string{resolved, "review_at: 2026-03-02T10:00:00Z"}},
		{"past the meeting", "", []string{followUp, "ended_at: 2026-02-01T00:00:00Z"}},
		{"stuck", "stuck 2, no-meeting 4", []string{resolved, entered}},
		{"follow-up late", "followup-overdue 1", []string{followUp, "followup_due: 2026-02-28"}},
		{"follow-up late beyond measure", "followup-overdue 15 escalated", []string{followUp, "followup_due: 2026-02-14"}},
		{"follow-up today", "followup-due 0", []string{followUp, "followup_due: 2026-03-01"}},
		{"follow-up in a week", "followup-due -7", []string{followUp, "followup_due: 2026-03-08"}},
		{"follow-up later", "", []string{followUp, "followup_due: 2026-03-09"}},
		{"follow-up over", "", []string{closed, "followup_due: 2026-02-01"}},
		{"item late", "overdue 14 x", []string{followUp, item("due: 2026-02-15")}},
		{"item escalated", "overdue 15 x escalated", []string{followUp, item("due: 2026-02-14")}},
		{"item of a closed one", "overdue 1 x", []string{closed, item("due: 2026-02-28")}},
		{"item of a dismissed one", "overdue 1 x", []string{dismissed, item("due: 2026-02-28")}},
		{"item today", "due 0 x", []string{followUp, item("due: 2026-03-01")}},
		{"item in a week", "due -7 x", []string{closed, item("due: 2026-03-08")}},
		{"item later", "", []string{followUp, item("due: 2026-03-09")}},
		{"left open for later", "left-open -8 x", []string{closed, item("due: 2026-03-09")}},
		{"left open without a date", "left-open 0 x", []string{dismissed, item("status: open")}},
		{"without a date", "no-due-date 0 x", []string{followUp, item("status: open")}},
		{"without a readable date", "no-due-date 0 x", []string{followUp, item("due: soon")}},
		{"not yet in follow-up", "", []string{"state: root-cause-analysis", item("status: open")}},
		{"proposed", "undecided 0 x", []string{followUp, item("status: proposed")}},
		{"proposed, before", "", []string{"state: root-cause-analysis", item("status: proposed")}},
		{"proposed and closed", "undecided 0 x", []string{closed, item("status: proposed")}},
		{"proposed, adopted and in follow-up", "", []string{followUp, adopted, item("status: proposed")}},
		{"proposed, adopted and closed", "", []string{closed, adopted, item("status: proposed")}},
		{"of a status that is none", "undecided 0 x", []string{closed, adopted, item("status: wip")}},
		{"settled", "", []string{closed, "action_items:\n  - {id: x, due: 2026-01-01, status: done}\n  - {id: y, due: 2026-01-01, status: dropped}"}},
	} {
		if got := duties(c.lines...); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestNoLimit: a limit of nothing is none.
func TestNoLimit(t *testing.T) {
	p := DefaultProcess()
	p.ReviewWithin, p.EscalateAfter, p.StaleAfter = 0, 0, nil
	i := Decode("a.md", document.Parse([]byte("---\nstate: resolved\nowner: bob\nended_at: 2025-01-01T00:00:00Z\nfollowup_due: 2025-01-02\n"+
		"history:\n  - {state: resolved, at: 2025-01-01T00:00:00Z, by: bob}\n---\n")), p)
	found := p.Duties(i, time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	if len(found) != 1 || found[0].Kind != FollowupLate || p.Escalated(found[0]) {
		t.Errorf("%+v", found)
	}
}

func TestReviewOfProcess(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		due  string
		days int
		ok   bool
	}{{"", 0, false}, {"2026-03-09", -8, false}, {"2026-03-08", -7, true}, {"2026-03-01", 0, true}, {"2026-01-01", 59, true}} {
		var p Process
		if c.due != "" {
			p.ReviewDue, _ = time.Parse(time.DateOnly, c.due)
		}
		if d, ok := p.ReviewOfProcess(now); d.Days != c.days || ok != c.ok {
			t.Errorf("%q: %+v, %v", c.due, d, ok)
		}
	}
}
