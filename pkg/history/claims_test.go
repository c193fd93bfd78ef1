package history

import (
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/incident"
)

// then is an incident in a state, with further lines of history at its end.
func then(state incident.State, now incident.State, lines ...string) string {
	return file(state, "state: "+string(state), "state: "+string(now), "---\n\n", strings.Join(lines, "")+"---\n\n")
}

// TestClaims holds lines of history to what their commits did. What two people
// wrote at once is none of a violation; what somebody made up is.
func TestClaims(t *testing.T) {
	const at, later = "2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z"
	ours, theirs := file(p3), then(p1, p2, entry("root-cause-analysis", at, ""))
	hand := file(p1, "state: resolved", "state: follow-up")
	for title, c := range map[string]struct {
		edits []edit
		want  string
	}{
		"at once, in a merge":             {merge(then(p3, p3, entry("root-cause-analysis", at, "")), ours, theirs), ""},
		"at once, the older state":        {merge(then(p3, p2, entry("root-cause-analysis", at, "")), ours, theirs), "history-claim:12 history ends with follow-up, but state is root-cause-analysis"},
		"at once, by rebase":              {change(ours, then(p3, p3, entry("root-cause-analysis", at, ""))), ""},
		"at once, between, by rebase":     {change(ours, file(p3, "  - {state: follow-up", entry("root-cause-analysis", "2026-02-27T10:00:00Z", "")+"  - {state: follow-up")), ""},
		"at once, by squash, and on":      {change(ours, then(p3, p4, entry("root-cause-analysis", at, ""), entry("closed", later, ""))), ""},
		"back, no echo":                   {change(ours, then(p3, p2, entry("root-cause-analysis", at, ""))), "reason:12 it went from follow-up to root-cause-analysis without a reason"},
		"back with a reason, and an echo": {change(ours, then(p3, p1, entry("resolved", at, "again"), entry("resolved", later, ""))), ""},
		"back by far, an echo between":    {change(ours, then(p3, p2, entry("in-progress", at, "again"), entry("root-cause-analysis", later, ""), entry("resolved", later, ""))), ""},
		"closed in a line alone":          {change(file(p0), then(p0, p0, entry("closed", at, ""))), "history-claim:12 history ends with closed, but state is in-progress"},
		"dismissed in a line alone":       {change(file(p0), then(p0, p0, entry("dismissed", at, "noise"))), "history-claim:12 history ends with dismissed, but state is in-progress"},
		"closed, with an echo behind":     {change(file(p0), then(p0, p0, entry("closed", at, ""), entry("in-progress", later, ""))), "history-claim:12 history ends with closed, but state is in-progress"},
		"closed and back, with a reason":  {change(file(p0), then(p0, p0, entry("closed", at, ""), entry("in-progress", later, "again"))), ""},
		"closed in a merge's own line":    {merge(then(p0, p0, entry("closed", at, "")), file(p0, "Alert", "All"), file(p0)), "history-claim:12 history ends with closed, but state is in-progress"},
		"approved":                        {change(file(p0), then(p0, p0, entry("in-progress", at, "approved"))), "history-claim:12 a line of history gives a reason, and moves nothing: {state: in-progress, at: 2026-03-02T10:00:00Z, by: alice, reason: approved}"},
		"approved in a move":              {change(file(p0), then(p0, p1, entry("resolved", at, "approved"))), ""},
		"approved where it was, moved by hand": {
			change(hand, then(p1, p3, entry("follow-up", at, "approved"))), "history-claim:12 a line of history gives a reason, and moves nothing: {state: follow-up, at: 2026-03-02T10:00:00Z, by: alice, reason: approved}",
		},
		"again, nothing said":           {change(file(p0), then(p0, p0, entry("in-progress", at, ""))), ""},
		"moved by hand, and back":       {change(hand, then(p1, p1, entry("resolved", at, "too early"))), ""},
		"back by hand, the reason late": {change(then(p2, p1), then(p2, p1, entry("resolved", at, "too early"))), ""},
		"moved by hand, in both of a merge": {
			merge(then(p1, p3, entry("root-cause-analysis", at, ""), entry("root-cause-analysis", later, "")), then(p1, p3, entry("root-cause-analysis", at, "")), then(p1, p2, entry("root-cause-analysis", later, ""))), "",
		},
		"a state of its own": {change(file(p1, "state: resolved", "state: done"), then(p1, "done", entry("resolved", at, ""))), ""},
	} {
		s := newStory()
		s.commit(t, c.edits...)
		if got := strings.Join(s.found(), "\n"); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", title, got, c.want)
		}
	}
}

// TestUndone: what a commit broke may be put back, and only that.
func TestUndone(t *testing.T) {
	const at, later = "2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z"
	const first, second = "  - {state: in-progress, at: 2026-03-01T14:00:00Z, by: alice}\n", "  - {state: resolved, at: 2026-03-01T15:00:00Z, by: alice}\n"
	const lost = "history-lost:12 a line of history was changed or removed: the one for resolved at 2026-03-01T15:00:00Z"
	was, forged := file(p2), file(p2, "15:00:00Z, by: alice", "15:30:00Z, by: alice")
	lostForged := strings.Replace(lost, "T15:00", "T15:30", 1)
	old := func(s string) string { return strings.ReplaceAll(s, ": 2026-03", ": 2025-03") } // a year before the commits
	moved := file(p3, "15:00:00Z, by: alice", "15:30:00Z, by: alice")
	noReason := then(p2, p1, entry("resolved", at, ""))
	for title, c := range map[string]struct {
		versions []string
		want     []string
	}{
		"put back":                          {[]string{was, forged, was}, []string{lost}},
		"put back after a year":             {[]string{old(was), old(forged), old(was)}, []string{strings.Replace(lost, "2026", "2025", 1)}},
		"put back, and forged again":        {[]string{was, forged, was, forged}, []string{lost, lost}},
		"put back behind":                   {[]string{old(was), old(forged), old(file(p2, second, "", "---\n\n", second+"---\n\n"))}, []string{strings.Replace(lost, "2026", "2025", 1), "history-claim:12 history ends with resolved, but state is root-cause-analysis"}},
		"put back later":                    {[]string{was, forged, moved, file(p3)}, []string{lost}},
		"not put back, but gone":            {[]string{was, forged, file(p2, second, "")}, []string{lost, lostForged}},
		"put back by half":                  {[]string{was, file(p2, "15:00:00Z, by: alice", "15:30:00Z, by: bob", "16:00:00Z, by: alice", "16:30:00Z, by: bob"), file(p2, "15:00:00Z, by: alice", "15:30:00Z, by: bob")}, []string{"history-lost:12 2 lines of history were changed or removed, first the one for resolved at 2026-03-01T15:00:00Z", "history-lost:12 a line of history was changed or removed: the one for root-cause-analysis at 2026-03-01T16:30:00Z"}},
		"forged twice":                      {[]string{was, forged, file(p2, "15:00:00Z, by: alice", "15:45:00Z, by: alice"), was}, []string{lost, lostForged}},
		"exchanged and back":                {[]string{file(p1), file(p1, first+second, second+first), file(p1)}, []string{"history-order:12 lines of history changed places"}},
		"exchanged, moved on and back":      {[]string{file(p1), file(p1, first+second, second+first), file(p2, first+second, second+first), file(p2)}, []string{"history-order:12 lines of history changed places"}},
		"put between and out":               {[]string{file(p1), file(p1, "history:\n", "history:\n"+entry("resolved", "2025-03-01T14:00:00Z", "")), file(p1)}, []string{"history-order:12 a line of history was put before others: {state: resolved, at: 2025-03-01T14:00:00Z, by: alice}"}},
		"made up and out":                   {[]string{file(p0), then(p0, p0, entry("closed", at, "")), file(p0)}, []string{"history-claim:12 history ends with closed, but state is in-progress"}},
		"approved and out":                  {[]string{file(p0), then(p0, p0, entry("in-progress", at, "approved")), file(p0)}, []string{"history-claim:12 a line of history gives a reason, and moves nothing: {state: in-progress, at: 2026-03-02T10:00:00Z, by: alice, reason: approved}"}},
		"the reason added":                  {[]string{was, noReason, then(p2, p1, entry("resolved", at, "wrong"))}, []string{"reason:12 it went from root-cause-analysis to resolved without a reason"}},
		"the line taken out, not the state": {[]string{was, noReason, then(p2, p1)}, []string{"reason:12 it went from root-cause-analysis to resolved without a reason", "history-claim:12 history ends with root-cause-analysis, but state is resolved"}},
		"the gate, undone":                  {[]string{file(p1), file(p2, "owner: alice\n", ""), file(p1)}, []string{"gate:3 it went from resolved to root-cause-analysis, and what that needs was not there"}},
		"the state by hand, undone":         {[]string{file(p2, "owner: alice\n", ""), file(p2, "owner: alice\n", "", "state: root-cause-analysis", "state: resolved"), file(p2, "owner: alice\n", "")}, []string{"reason:3 it went from root-cause-analysis to resolved without a reason: history has no line about it"}},
		"the gate, its line taken out later": {
			[]string{file(p1), file(p2, "owner: alice\n", ""), file(p3), file(p3, entry("root-cause-analysis", "2026-03-01T16:00:00Z", ""), "")},
			[]string{"gate:3 it went from resolved to root-cause-analysis, and what that needs was not there", "history-lost:12 a line of history was changed or removed: the one for root-cause-analysis at 2026-03-01T16:00:00Z"},
		},
		"made up, moved on and out": {
			[]string{file(p0), then(p0, p0, entry("closed", at, "")), then(p0, p1, entry("closed", at, ""), entry("resolved", later, "")), then(p0, p1, entry("resolved", later, ""))},
			[]string{"history-claim:12 history ends with closed, but state is in-progress"},
		},
		"undone, moved on, and by hand back": {
			[]string{was, then(p2, p1), was, file(p3), file(p3, "state: follow-up", "state: root-cause-analysis")},
			[]string{"reason:3 it went from root-cause-analysis to resolved without a reason: history has no line about it", "reason:3 it went from follow-up to root-cause-analysis without a reason: history has no line about it"},
		},
		"a line that stayed is one": {
			[]string{was, moved, file(p3), file(p3, entry("follow-up", "2026-03-01T17:00:00Z", ""), "")},
			[]string{lost, "history-lost:12 a line of history was changed or removed: the one for follow-up at 2026-03-01T17:00:00Z"},
		},
		"put back beside a violation that stays": {
			[]string{was, noReason, strings.Replace(noReason, "15:00:00Z, by: alice", "15:30:00Z, by: alice", 1), noReason},
			[]string{"reason:12 it went from root-cause-analysis to resolved without a reason", lost},
		},
	} {
		s := newStory()
		for n := 1; n < len(c.versions); n++ {
			s.commit(t, change(c.versions[n-1], c.versions[n])...)
		}
		if got, want := strings.Join(s.found(), "\n"), strings.Join(c.want, "\n"); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", title, got, want)
		}
	}
}
