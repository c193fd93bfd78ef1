package incident

import (
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// TransitionError is a transition that the workflow or a gate refuses.
type TransitionError struct {
	ID       string
	From, To State
	Unmet    []Need // every need at once; empty when the move itself is illegal
	Reason   string // why the move is illegal; "" when needs are unmet
}

// Error is a summary in one line; the needs are for the caller to lay out.
func (e *TransitionError) Error() string {
	head := e.ID + " cannot go from " + string(e.From) + " to " + string(e.To) + ": "
	if len(e.Unmet) == 0 {
		return head + e.Reason
	}
	return head + plural(len(e.Unmet), "need is unmet", "needs are unmet")
}

// Stamp is who makes a change and when.
type Stamp struct {
	By string
	At time.Time
}

// Advance moves i forward to state to, a line of history for each state passed.
// Every gate up to and including that of to must hold. The error is a
// *TransitionError.
func (p *Process) Advance(i *Incident, to State, s Stamp) ([]document.Op, error) {
	from := i.State.V
	refusal := &TransitionError{ID: i.ID, From: from, To: to}
	if refusal.Reason = whyNotForward(i, to); refusal.Reason != "" {
		return nil, refusal
	}
	if refusal.Unmet = p.Unmet(i, to); len(refusal.Unmet) > 0 {
		return nil, refusal
	}
	return move(i, to, States[from.Rank()+1:to.Rank()+1], "", s), nil
}

// whyNotForward looks at the move alone, not at the gate. Each answer names the
// command that does what was probably meant.
func whyNotForward(i *Incident, to State) string {
	from := i.State.V
	switch {
	case to == Dismissed:
		return "that is what pm dismiss " + i.Ref() + " is for"
	case to.Rank() < 0:
		return "there is no such state; " + suggest(Nearest(string(to), StateNames()), StateNames())
	case from == Dismissed:
		return "it is dismissed; pm reopen " + i.Ref() + " --to " + string(to) + ` --reason "WHY" revives it`
	case from.Rank() < 0:
		return "its present state is not known; pm edit " + i.Ref() + ` and write "state: in-progress"`
	case from == to:
		return "it is " + string(to) + " already"
	case to.Rank() < from.Rank():
		return "that is a step back; pm reopen " + i.Ref() + " --to " + string(to) + ` --reason "WHY" takes it`
	}
	return ""
}

// Reopen moves i back (or revives a dismissed one), with a reason. Revived, it
// may go to any state whose gate holds. The error is a *TransitionError.
func (p *Process) Reopen(i *Incident, to State, reason string, s Stamp) ([]document.Op, error) {
	refusal := &TransitionError{ID: i.ID, From: i.State.V, To: to}
	reason = oneLine(reason)
	if refusal.Reason = whyNotBack(i, to, reason); refusal.Reason != "" {
		return nil, refusal
	}
	if i.State.V != Dismissed {
		return move(i, to, []State{to}, reason, s), nil
	}
	if refusal.Unmet = p.Unmet(i, to); len(refusal.Unmet) > 0 {
		return nil, refusal
	}
	ops := move(i, to, []State{to}, reason, s)
	if i.DismissedBecause.Known() {
		ops = append(ops, document.Remove(document.At("dismissed_because")))
	}
	return ops, nil
}

// whyNotBack is the same for a move backwards. A dismissed incident may go to any
// state, as far as its gate holds.
func whyNotBack(i *Incident, to State, reason string) string {
	from := i.State.V
	switch {
	case to.Rank() < 0:
		return "reopen goes to a state of the workflow: " + strings.Join(StateNames()[:len(States)], ", ")
	case !from.known():
		return "its present state is not known; pm edit " + i.Ref() + ` and write "state: in-progress"`
	case from == to:
		return "it is " + string(to) + " already"
	case from != Dismissed && to.Rank() > from.Rank():
		return "that is a step forward; pm advance " + i.Ref() + " --to " + string(to) + " takes it"
	case reason == "":
		return `a step back needs --reason "WHY": it is kept in the history`
	}
	return ""
}

// Dismissal is why an incident needs no postmortem.
type Dismissal struct {
	As     string // minor-problem, proactive-maintenance, scheduled-work, duplicate, false-alarm
	Of     string // ID of the incident it duplicates; optional
	Reason string
}

// DismissalWords are the accepted values of Dismissal.As.
var DismissalWords = []string{"minor-problem", "proactive-maintenance", "scheduled-work", "duplicate", "false-alarm"}

// Dismiss ends what needs no postmortem. The error is a *TransitionError.
func (p *Process) Dismiss(i *Incident, d Dismissal, s Stamp) ([]document.Op, error) {
	d.Reason = oneLine(d.Reason)
	if reason := whyNotDismissed(i, d); reason != "" {
		return nil, &TransitionError{ID: i.ID, From: i.State.V, To: Dismissed, Reason: reason}
	}
	ops := move(i, Dismissed, []State{Dismissed}, d.Reason, s)
	ops = append(ops, set("dismissed_because", document.StringValue(d.As)))
	if d.Of != "" && !slices.Contains(texts(i.Related), d.Of) {
		ops = append(ops, document.Append(document.At("related"), document.StringValue(d.Of), keysBefore("related")...))
	}
	return ops, nil
}

// whyNotDismissed insists on going back before a closed incident is dismissed: what
// was worked through did need its postmortem.
func whyNotDismissed(i *Incident, d Dismissal) string {
	switch {
	case i.State.V == Closed:
		return "it is closed; pm reopen " + i.Ref() + ` --to follow-up --reason "WHY" goes first`
	case i.State.V == Dismissed:
		return "it is dismissed already"
	case !slices.Contains(DismissalWords, d.As):
		return "it needs --as with one of " + strings.Join(DismissalWords, ", ")
	case d.Of == i.ID && d.Of != "":
		return "it cannot be a duplicate of itself"
	case d.Reason == "":
		return `it needs --reason "WHY": that is kept in the history`
	}
	return ""
}

// move sets the state and writes a line of history for each state entered.
func move(i *Incident, to State, entered []State, reason string, s Stamp) []document.Op {
	s.At = notBefore(i, s.At)
	ops := []document.Op{set("state", document.StringValue(string(to)))}
	for _, state := range entered {
		ops = append(ops, document.Append(document.At("history"), historyLine(state, reason, s), keysBefore("history")...))
	}
	return ops
}

// maxDrift is how far ahead of this machine's clock another's may be.
const maxDrift = day

// notBefore keeps history in order when this machine's clock is behind that of
// whoever wrote the last line: equal times are in order, earlier ones a fault.
// A line further ahead is a mistake, not a clock, and is not followed.
func notBefore(i *Incident, at time.Time) time.Time {
	for _, line := range i.History.V {
		ahead := line.At.V.Sub(at)
		if line.At.Known() && ahead > 0 && ahead < maxDrift {
			// Lines are written to the second; one with a fraction is met by the next.
			at = line.At.V.Add(time.Second - 1).Truncate(time.Second)
		}
	}
	return at
}

// historyLine is {state: resolved, at: 2026-03-01T15:02:00Z, by: alice}.
func historyLine(state State, reason string, s Stamp) document.Value {
	fields := []document.Field{
		{Key: "state", Value: document.StringValue(string(state))},
		{Key: "at", Value: timeValue(s.At)},
	}
	if by := oneLine(s.By); by != "" {
		fields = append(fields, document.Field{Key: "by", Value: document.StringValue(by)})
	}
	if reason != "" {
		fields = append(fields, document.Field{Key: "reason", Value: document.StringValue(reason)})
	}
	return document.FlowValue(fields...)
}

// timeValue is a moment to the second, as pm writes it.
func timeValue(t time.Time) document.Value {
	return document.PlainValue(t.UTC().Format(time.RFC3339))
}

// set gives a top-level key its value, in the place of the field table.
func set(key string, v document.Value) document.Op {
	return document.Set(document.At(key), v, keysBefore(key)...)
}

// texts are a list's values without their places.
func texts(list Value[[]Value[string]]) []string {
	out := make([]string, 0, len(list.V))
	for _, v := range list.V {
		out = append(out, v.V)
	}
	return out
}
