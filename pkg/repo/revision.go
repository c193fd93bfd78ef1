package repo

import (
	"regexp"
	"strings"
)

// RevisionError is a revision whose tree cannot be read: no such name, a form
// that is not understood, or objects that a shallow or partial clone lacks.
type RevisionError struct {
	Rev    string
	Reason string // what is wrong, without the revision
	Way    string // what to do

	// Mistyped: it names nothing here that could be read, or has a form that names
	// nothing; in a whole clone without faults it would be no better.
	Mistyped bool
}

// What both backends say of revisions.
const (
	noSuchRevision = "names no commit or tree in this clone"
	wayToRevisions = "git branch --all lists the branches"
	wayToDeepen    = "the clone is shallow: git fetch --unshallow, or fetch-depth: 0 in CI"
	wayToFsck      = "git fsck says more"
)

// revisionFault is what is wrong with a revision, and what helps.
type revisionFault struct {
	reason, way string
	mistyped    bool
}

func (e *revisionFault) Error() string { return e.reason }

var errAmbiguous = &revisionFault{reason: "is ambiguous: several objects begin so", way: "write more of it", mistyped: true}

var errRange = &revisionFault{reason: "is a range, and so no single revision", way: "name one commit, a branch or a tag", mistyped: true}

// badRevision is what is wrong with the form of a revision, nil for nothing: git
// must never take one for an option, or for two lines.
func badRevision(rev string) *RevisionError {
	e := &RevisionError{Rev: rev, Way: "name a commit, a branch or a tag", Mistyped: true}
	switch {
	case rev == "":
		e.Reason = "is empty"
	case strings.HasPrefix(rev, "-"):
		e.Reason = "begins with a dash, so git would take it for an option"
	case strings.Contains(rev, "\n"):
		e.Reason = "is several lines"
		e.Way = "give one; git merge-tree prints more than a tree when the merge has conflicts: merge, and settle them"
	case strings.ContainsFunc(rev, func(c rune) bool { return c < ' ' || c == 0x7f }):
		e.Reason = "holds a control character"
	default:
		return nil
	}
	return e
}

// wayToFetchBranch is the command that brings a branch of a remote which the clone
// does not follow, as one of --single-branch; "" where the revision is none. More
// depth alone would never bring it.
func wayToFetchBranch(rev string, config []configEntry) string {
	name := strings.TrimPrefix(strings.TrimPrefix(rev, "refs/"), "remotes/")
	if !plainRevision.MatchString(name) || !validRefName("refs/remotes/"+name) {
		return ""
	}
	for _, e := range config {
		_, remote, _ := e.split()
		if branch, ok := strings.CutPrefix(name, remote+"/"); ok && isRemoteURL(e) {
			return "git fetch " + remote + " " + branch + ":refs/remotes/" + name + " fetches it"
		}
	}
	return ""
}

// plainRevision is what a shell takes as it is.
var plainRevision = regexp.MustCompile(`^[\pL\pN_][\pL\pN_./@-]*$`)

func unbornFault(ref string) *revisionFault {
	return &revisionFault{
		reason: "the branch " + printable(strings.TrimPrefix(ref, "refs/heads/")) + " has no commit yet",
		way:    "commit something first",
	}
}

// Error names the revision, what is wrong with it, and what to do.
func (e *RevisionError) Error() string {
	var b strings.Builder
	b.WriteString("revision ")
	first, _, several := strings.Cut(e.Rev, "\n")
	b.WriteString(first)
	if several {
		b.WriteString("…")
	}
	b.WriteString(": ")
	b.WriteString(e.Reason)
	if e.Way != "" {
		b.WriteString("; ")
		b.WriteString(e.Way)
	}
	return b.String()
}
