package repo

import (
	"errors"
	"strings"
)

// Cause says why a commit or a sync was refused.
type Cause string

// The causes.
const (
	CauseNoRepository Cause = "no-repository"
	CauseIdentity     Cause = "identity"
	CauseHook         Cause = "hook"
	CauseSigning      Cause = "signing"
	CauseOperation    Cause = "operation"   // merge, rebase, ... in progress
	CausePartly       Cause = "partly"      // staged, and changed again since
	CauseConflicted   Cause = "conflicted"  // unmerged index
	CauseIgnored      Cause = "ignored"     // a new file that .gitignore names
	CauseLocked       Cause = "locked"      // a lock of git's stays
	CauseFiles        Cause = "files"       // a file could not be written, nor all others put back
	CauseUnsupported  Cause = "unsupported" // the backend cannot honour something
	CauseBare         Cause = "bare"
	CauseDetached     Cause = "detached"    // no branch is checked out
	CauseUpstream     Cause = "upstream"    // a branch without one that can be synced
	CauseRemote       Cause = "remote"      // that cannot be reached, or moves too fast
	CauseCredentials  Cause = "credentials" // the remote does not let us in
	CauseRejected     Cause = "rejected"    // the remote does not take a push
	CauseConflict     Cause = "conflict"    // a merge that only a person can make
	CauseChanged      Cause = "changed"     // a merge would overwrite uncommitted work
	CauseGit          Cause = "git"         // git said no, in its own words
)

// Refused is a commit, or a sync, that was not made.
type Refused struct {
	Cause   Cause
	Reason  string   // what stands in the way, by name
	Way     string   // what to do, "" when the reason says it
	Finish  string   // the command that ends the operation in progress, "" when there is none
	Aside   []string // with Finish and Written: the files that it stops at or throws away
	Along   bool     // likewise: one of the files is new in what it commits, or has a conflict
	Output  string   // what git or a hook printed, when it was not shown already
	Written bool     // the files hold what was wanted
	Branch  string   // the new branch that is checked out all the same
	Left    []string // files that could not be put back, and so hold something else
}

// Error is the reason and the way out, in one line.
func (e *Refused) Error() string {
	var b strings.Builder
	b.WriteString(e.Reason)
	if e.Way != "" {
		b.WriteString("; ")
		b.WriteString(e.Way)
	}
	if len(e.Left) > 0 {
		b.WriteString("; changed meanwhile and left as found: ")
		b.WriteString(strings.Join(e.Left, ", "))
	}
	return b.String()
}

// Conflict is a file that no longer holds the bytes that were read.
type Conflict struct {
	Path   string // relative to the root
	Reason string // what was found instead
}

// Error names the file and what happened to it.
func (e *Conflict) Error() string {
	if way := e.Way(); way != "" {
		return e.Path + " " + e.Reason + "; " + way
	}
	return e.Path + " " + e.Reason
}

// Way is what to do about what is in the way for good; "" when it passes.
func (e *Conflict) Way() string {
	switch e.Reason {
	case reasonLink:
		return "put the file itself there, in a folder that is no link"
	case reasonFolder:
		return "move it away, or take another name"
	}
	return ""
}

// Passes reports that the same change may be possible when it is worked out
// again: somebody else was at the file at the same time.
func (e *Conflict) Passes() bool { return e.Reason != reasonLink && e.Reason != reasonFolder }

// errNothing is how a backend tells itself that the files are as HEAD has them.
var errNothing = errors.New("nothing to commit")
