package repo

import "strings"

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

func unbornFault(ref string) *revisionFault {
	return &revisionFault{
		reason: "the branch " + printable(strings.TrimPrefix(ref, "refs/heads/")) + " has no commit yet",
		way:    "commit something first",
	}
}

func (e *RevisionError) Error() string {
	var b strings.Builder
	b.WriteString("revision ")
	b.WriteString(e.Rev)
	b.WriteString(": ")
	b.WriteString(e.Reason)
	if e.Way != "" {
		b.WriteString("; ")
		b.WriteString(e.Way)
	}
	return b.String()
}
