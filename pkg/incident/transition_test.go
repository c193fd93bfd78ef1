package incident

import (
	"errors"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
)

var stamp = Stamp{By: "alice", At: at("2026-03-02T10:00:00Z")}

// changed carries out ops and gives the lines that are new.
func changed(t *testing.T, i *Incident, ops []document.Op) string {
	t.Helper()
	out, err := i.Doc.Edit(ops...)
	if err != nil {
		t.Fatal(err)
	}
	old := map[string]int{}
	for line := range strings.Lines(string(i.Doc.Source())) {
		old[line]++
	}
	var fresh strings.Builder
	for line := range strings.Lines(string(out)) {
		if old[line]--; old[line] < 0 {
			fresh.WriteString(line)
		}
	}
	for line := range strings.Lines(string(i.Doc.Source())) {
		if old[line]--; old[line] >= 0 && strings.TrimSpace(line) != "" {
			fresh.WriteString("- " + line)
		}
	}
	return fresh.String()
}

func inState(s State) *Incident {
	return read(strings.Replace(complete, "state: in-progress", "state: "+string(s), 1))
}

func TestAdvance(t *testing.T) {
	p := DefaultProcess()
	i := inState(Resolved)
	ops, err := p.Advance(i, Closed, stamp)
	if err != nil {
		t.Fatal(err)
	}
	want := `state: closed
history:
  - {state: root-cause-analysis, at: 2026-03-02T10:00:00Z, by: alice}
  - {state: follow-up, at: 2026-03-02T10:00:00Z, by: alice}
  - {state: closed, at: 2026-03-02T10:00:00Z, by: alice}
- state: resolved
`
	if got := changed(t, i, ops); got != want {
		t.Errorf("changed:\n%s", got)
	}
}

func TestAdvanceIsRefused(t *testing.T) {
	p := DefaultProcess()
	tests := []struct {
		from, to State
		reason   string
	}{
		{Resolved, Resolved, "it is resolved already"},
		{Resolved, InProgress, `that is a step back; pm reopen 2026-03-01-checkout-5xx --to in-progress --reason "WHY" takes it`},
		{Dismissed, Resolved, `it is dismissed; pm reopen 2026-03-01-checkout-5xx --to resolved --reason "WHY" revives it`},
		{Resolved, Dismissed, "that is what pm dismiss 2026-03-01-checkout-5xx is for"},
		{Resolved, "clsed", "there is no such state; did you mean closed? Accepted are in-progress, resolved, root-cause-analysis, follow-up, closed, dismissed"},
		{"gone", Resolved, `its present state is not known; pm edit 2026-03-01-checkout-5xx and write "state: in-progress"`},
	}
	for _, tt := range tests {
		_, err := p.Advance(inState(tt.from), tt.to, stamp)
		var refused *TransitionError
		if !errors.As(err, &refused) || refused.Reason != tt.reason || refused.From != tt.from {
			t.Errorf("%s to %s: %v", tt.from, tt.to, err)
		}
	}
}

func TestAdvanceNamesAllNeeds(t *testing.T) {
	i := front("title: x\nstate: in-progress\nseverity: sev1\nstarted_at: 2026-03-01T14:02:00Z")
	_, err := DefaultProcess().Advance(i, RootCause, stamp)
	var refused *TransitionError
	if !errors.As(err, &refused) || len(refused.Unmet) != 8 {
		t.Fatalf("%v, %+v", err, refused)
	}
	want := "2026-03-01-checkout-5xx cannot go from in-progress to root-cause-analysis: 8 needs are unmet"
	if err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
}

func TestReopen(t *testing.T) {
	p := DefaultProcess()
	tests := []struct {
		from, to     State
		reason, want string // changed lines, or the refusal
	}{
		{Closed, FollowUp, "more\nto do", "state: follow-up\nhistory:\n  - {state: follow-up, at: 2026-03-02T10:00:00Z, by: alice, reason: more to do}\n- state: closed\n"},
		{Dismissed, RootCause, "real", "state: root-cause-analysis\nhistory:\n  - {state: root-cause-analysis, at: 2026-03-02T10:00:00Z, by: alice, reason: real}\n- state: dismissed\n"},
		{Closed, FollowUp, " ", `a step back needs --reason "WHY": it is kept in the history`},
		{Resolved, Closed, "x", "that is a step forward; pm advance 2026-03-01-checkout-5xx --to closed takes it"},
		{Resolved, Resolved, "x", "it is resolved already"},
		{Resolved, Dismissed, "x", "reopen goes to a state of the workflow: in-progress, resolved, root-cause-analysis, follow-up, closed"},
		{"", Resolved, "x", `its present state is not known; pm edit 2026-03-01-checkout-5xx and write "state: in-progress"`},
	}
	for _, tt := range tests {
		i := inState(tt.from)
		ops, err := p.Reopen(i, tt.to, tt.reason, stamp)
		var refused *TransitionError
		if errors.As(err, &refused) {
			if refused.Reason != tt.want {
				t.Errorf("%s to %s: %s", tt.from, tt.to, refused.Reason)
			}
			continue
		}
		if got := changed(t, i, ops); got != tt.want {
			t.Errorf("%s to %s:\n%s", tt.from, tt.to, got)
		}
	}
}

func TestReviveMeetsTheGate(t *testing.T) {
	i := front("title: x\nstate: dismissed\nseverity: sev1\nstarted_at: 2026-03-01T14:02:00Z\ndismissed_because: duplicate")
	p := DefaultProcess()
	var refused *TransitionError
	if _, err := p.Reopen(i, Resolved, "real", stamp); !errors.As(err, &refused) || len(refused.Unmet) != 1 {
		t.Errorf("revived as resolved without an end: %v", err)
	}
	ops, err := p.Reopen(i, InProgress, "real", stamp)
	if err != nil {
		t.Fatal(err)
	}
	if got := changed(t, i, ops); !strings.Contains(got, "- dismissed_because: duplicate") {
		t.Errorf("dismissed_because stays:\n%s", got)
	}
}

func TestDismiss(t *testing.T) {
	p := DefaultProcess()
	tests := []struct {
		from State
		d    Dismissal
		want string
	}{
		{InProgress, Dismissal{As: "duplicate", Of: "2026-03-01-cart", Reason: "same outage"}, `state: dismissed
related: [2026-03-01-cart]
dismissed_because: duplicate
history:
  - {state: dismissed, at: 2026-03-02T10:00:00Z, by: alice, reason: same outage}
- state: in-progress
`},
		{"", Dismissal{As: "false-alarm", Reason: "x"}, `state: dismissed
dismissed_because: false-alarm
history:
  - {state: dismissed, at: 2026-03-02T10:00:00Z, by: alice, reason: x}
- state: 
`},
		{Closed, Dismissal{As: "duplicate", Reason: "x"}, `it is closed; pm reopen 2026-03-01-checkout-5xx --to follow-up --reason "WHY" goes first`},
		{Dismissed, Dismissal{As: "duplicate", Reason: "x"}, "it is dismissed already"},
		{Resolved, Dismissal{As: "boring", Reason: "x"}, "it needs --as with one of minor-problem, proactive-maintenance, scheduled-work, duplicate, false-alarm"},
		{Resolved, Dismissal{As: "duplicate"}, `it needs --reason "WHY": that is kept in the history`},
		{Resolved, Dismissal{As: "duplicate", Of: "2026-03-01-checkout-5xx", Reason: "x"}, "it cannot be a duplicate of itself"},
	}
	for _, tt := range tests {
		i := inState(tt.from)
		ops, err := p.Dismiss(i, tt.d, stamp)
		var refused *TransitionError
		if errors.As(err, &refused) {
			if refused.Reason != tt.want {
				t.Errorf("%s as %s: %s", tt.from, tt.d.As, refused.Reason)
			}
			continue
		}
		if got := changed(t, i, ops); got != tt.want {
			t.Errorf("%s as %s:\n%s", tt.from, tt.d.As, got)
		}
	}
}

func TestDismissKeepsRelated(t *testing.T) {
	i := front("state: resolved\nrelated: [b, a]")
	ops, err := DefaultProcess().Dismiss(i, Dismissal{As: "duplicate", Of: "a", Reason: "x"}, stamp)
	if err != nil {
		t.Fatal(err)
	}
	if got := changed(t, i, ops); strings.Contains(got, "related") {
		t.Errorf("changed:\n%s", got)
	}
}

func TestHistoryStaysInOrder(t *testing.T) {
	tests := []struct{ last, want string }{
		{"2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"},
		{"2026-03-02T10:04:00Z", "2026-03-02T10:04:00Z"},
		{"2026-03-02T10:04:00.5Z", "2026-03-02T10:04:01Z"},
		{"2036-03-02T10:00:00Z", "2026-03-02T10:00:00Z"},
	}
	for _, tt := range tests {
		i := front("state: resolved\nhistory:\n- {state: resolved, at: " + tt.last + "}")
		if got := notBefore(i, stamp.At); !got.Equal(at(tt.want)) {
			t.Errorf("after %s comes %v, want %s", tt.last, got, tt.want)
		}
	}
}

func TestHostileStamp(t *testing.T) {
	i := inState(FollowUp)
	by := "Eve, {x: y} # \"'\x1b[31m\nstate: closed"
	ops, err := DefaultProcess().Reopen(i, Resolved, "a, b}: [c] # d", Stamp{By: by, At: stamp.At})
	if err != nil {
		t.Fatal(err)
	}
	out, err := i.Doc.Edit(ops...)
	if err != nil {
		t.Fatal(err)
	}
	line := read(string(out)).History.V[0]
	if line.By.V != oneLine(by) || line.Reason.V != "a, b}: [c] # d" {
		t.Errorf("%q, %q", line.By.V, line.Reason.V)
	}
}
