package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

// message is the text of an error for people: what is wrong, where, and what
// to do next. All errors joined into one are told.
func message(err error) string {
	var all []string
	for _, one := range flatten(err) {
		all = append(all, describe(one))
	}
	return strings.Join(all, "\n")
}

// flatten lists the errors that errors.Join put together, each still wrapped
// in what lay around the join.
func flatten(err error) []error {
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) {
		return []error{err}
	}
	var all []error
	for _, e := range joined.Unwrap() {
		all = append(all, flatten(e)...)
	}
	return all
}

// describe gives the text of one error by its type.
func describe(err error) string {
	var (
		where      *located
		usage      *usageError
		no         *declined
		id         *idError
		item       *incident.ItemError
		transition *incident.TransitionError
		assignment *incident.AssignmentError
		refusal    *document.Refusal
		settings   *config.Error
		unpushed   *repo.Unpushed
		refused    *repo.Refused
		conflict   *repo.Conflict
		outside    *repo.OutsideError
		name       *repo.NameError
		path       *fs.PathError
	)
	errors.As(err, &where)
	if t, ok := errors.AsType[*typedError](err); ok {
		return describe(t.err) + "; what you wrote is in " + t.draft
	}
	switch {
	case errors.Is(err, context.Canceled):
		return "interrupted"
	case errors.As(err, &usage):
		return and(usage.reason, usage.next)
	case errors.As(err, &no):
		return and(no.reason, no.next)
	case errors.As(err, &id):
		return describeID(id)
	case errors.As(err, &item):
		return describeItem(item)
	case errors.As(err, &transition):
		return describeTransition(transition, where)
	case errors.As(err, &assignment):
		return and(assignment.Key+"="+assignment.Value+": "+assignment.Reason, assignment.Help)
	case errors.As(err, &refusal):
		return describeRefusal(refusal, where)
	case errors.As(err, &settings):
		return settings.Error()
	case errors.As(err, &unpushed):
		return describeUnpushed(unpushed)
	case errors.As(err, &refused):
		return describeRefused(refused, err)
	case errors.As(err, &conflict):
		return describeConflict(conflict)
	case errors.As(err, &outside):
		return fmt.Sprintf("%s lies outside %s; pm reads and writes below its root only", outside.Path, outside.Root)
	case errors.As(err, &name):
		return name.Error() + ": git mv -- " + incident.ShellWord(name.Path) + " NAME"
	case errors.As(err, &path):
		return path.Path + ": " + path.Err.Error()
	}
	return err.Error()
}

// and joins what is wrong with what to do next.
func and(reason, next string) string {
	if next == "" {
		return reason
	}
	return reason + "; " + next
}

// describeID tells an ID that names nothing from one that names too much.
func describeID(e *idError) string {
	if f := e.onBranch; f != nil {
		return fmt.Sprintf("no incident here is called %q or has it in its ID, but %s is on the branch %s; git switch %s",
			e.ref, incident.IDFromPath(f.Path), f.Branch, incident.ShellWord(f.Switch))
	}
	if len(e.candidates) == 0 {
		return fmt.Sprintf("no incident is called %q or has it in its ID; ", e.ref) + orNear(e.near, "pm list shows all")
	}
	if e.files {
		return fmt.Sprintf("%d files have the ID %q; give the path of one:%s", len(e.candidates), e.ref, bullets(e.candidates))
	}
	return fmt.Sprintf("%q could be any of %d incidents; type more of the ID:%s", e.ref, len(e.candidates), bullets(e.candidates))
}

// orNear is the way out of a name that means nothing: what it may be a slip for,
// else where all names are shown.
func orNear(near []string, all string) string {
	switch len(near) {
	case 0:
		return all
	case 1:
		return "did you mean " + near[0] + "?"
	}
	return "did you mean one of these?" + bullets(near)
}

// describeItem does the same for an action item.
func describeItem(e *incident.ItemError) string {
	if len(e.Candidates) == 0 {
		return fmt.Sprintf("%s has no action item %q; ", e.Incident, e.Part) +
			orNear(e.Near, "pm action list --incident "+incident.ShellWord(e.Incident)+" shows its items")
	}
	return fmt.Sprintf("%s#%s could be any of %d action items; type more of the id:%s", e.Incident, e.Part, len(e.Candidates), bullets(e.Candidates))
}

// maxCandidates bounds the list of an ambiguous name, so that one letter does
// not print ten thousand incidents.
const maxCandidates = 20

// bullets lists lines below a message, as many as are of use.
func bullets(lines []string) string {
	var b strings.Builder
	for i, l := range lines {
		if i == maxCandidates {
			fmt.Fprintf(&b, "\n  and %d more", len(lines)-i)
			break
		}
		b.WriteString("\n  " + l)
	}
	return b.String()
}

// describeConflict sends nobody round in circles: what is in the way of a file
// for good is in the way the next time too.
func describeConflict(e *repo.Conflict) string {
	next := "nothing was written"
	if e.Passes() {
		next += "; run the command again"
	}
	return and(e.Path+": "+e.Reason, and(next, e.Way()))
}

// describeRefused says first what became of the files, because that decides
// what to do; what git or a hook printed comes last and may be long.
func describeRefused(e *repo.Refused, err error) string {
	state := "nothing was changed"
	switch {
	case e.Written:
		state = "recorded, not committed"
	case len(e.Left) > 0:
		state = "not committed, and " + strings.Join(e.Left, ", ") + " could not be put back"
	}
	if e.Branch != "" {
		state += ", and the branch " + e.Branch + " is checked out"
	}
	text := and(state+": "+e.Reason, e.Way)
	var k *kept
	switch {
	case !e.Written || !errors.As(err, &k):
	case e.Finish != "":
		// By itself git would stop at the changed file, or throw it away.
		text = state + ": " + e.Reason + "; to finish it and then commit this"
		if strings.HasSuffix(e.Finish, "--continue") {
			text += ", once its conflicts are resolved and added (--abort may lose it)"
		}
		text += ":\n    " + k.next
	case k.needed || plainCommit(e.Cause):
		text += "\n    " + k.next
	}
	if e.Output != "" {
		text += "\n" + strings.TrimRight(e.Output, "\n")
	}
	return text
}

// plainCommit reports that an ordinary git commit is the way out, once what
// stands in the way is gone. During a merge, or of a partly staged file, it
// would do something else than was meant.
func plainCommit(c repo.Cause) bool {
	switch c {
	case repo.CauseIdentity, repo.CauseHook, repo.CauseSigning, repo.CauseUnsupported, repo.CauseGit:
		return true
	}
	return false
}
