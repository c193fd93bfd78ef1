package cli

import (
	"bytes"
	"errors"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
)

// shelve moves a file that was adopted before into the state that --state names. What
// stands in its way is told in the report.
func (r *adoptRun) shelve(file string, read *intake.Adoption) (reason, way string) {
	to := r.options.state.state
	if !r.options.stateGiven || read.Outcome != intake.Unchanged && read.Outcome != intake.Completed {
		return "", ""
	}
	i := r.w.decode(file, bytes.Clone(read.Bytes))
	if i.State.V == to {
		return "", ""
	}
	ops, err := r.w.process.Shelve(i, to, r.stamp)
	if refused, ok := errors.AsType[*incident.TransitionError](err); ok {
		return r.notShelved(i, refused)
	}
	if err == nil {
		read.Bytes, err = r.w.edit(i, ops)
	}
	if err != nil {
		return message(err), ""
	}
	read.Outcome, read.Keys = intake.Moved, append(read.Keys, "state", "history")
	return "", ""
}

// notShelved says why a file stays in its state, and which command moves it.
func (r *adoptRun) notShelved(i *incident.Incident, refused *incident.TransitionError) (reason, way string) {
	from, to := refused.From, refused.To
	switch {
	case len(refused.Unmet) > 0:
		n := refused.Unmet[0]
		return "it cannot be closed: " + n.Why, n.Fill + ", then the same command again"
	case from.Rank() >= 0 && to.Rank() < from.Rank():
		return "it is " + string(from), "pm reopen " + r.ref(i) + " --to " + string(to) + ` --reason "WHY" moves it back`
	case from.Rank() >= 0 && len(i.History.V) > 0:
		return "it was moved since it was adopted", refused.Reason
	}
	return "it is " + string(from), refused.Reason
}
