package history

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Rule is what a commit broke.
type Rule string

// The rules.
const (
	Gate          Rule = "gate"          // the state reached needs something that was not there
	Move          Rule = "move"          // the workflow has no such move
	Reason        Rule = "reason"        // a move back or a dismissal without one
	Lost          Rule = "history-lost"  // a line of history was changed or removed
	Order         Rule = "history-order" // lines of history changed places, or one was put before others
	Claim         Rule = "history-claim" // a new line of history says what did not happen
	Deleted       Rule = "deleted"       // an incident is gone, neither dismissed nor renamed
	Configuration Rule = "configuration" // nobody can tell: .pm.yaml could not be read
	Signature     Rule = "signature"     // a move whose commit bears no good signature
)

// Violation is a rule that a commit broke.
type Violation struct {
	Commit  *Commit
	Path    string
	Line    int // of the file as the commit left it; 0 when it has none
	Rule    Rule
	Message string
	Help    string
	Needs   []incident.Need // of Gate
}

// report notes a violation at a key of the file.
func (j *judgement) report(rule Rule, key, message, help string) error {
	i, err := j.incident()
	if err != nil {
		return err
	}
	v := Violation{Commit: j.v.commit, Path: j.change.Path, Rule: rule, Message: message, Help: help}
	if node := i.Doc.Front().KeyNode(key); key != "" && node.Kind() != document.None {
		v.Line = i.Doc.Position(node.Span().Start).Line
	}
	j.v.Violations = append(j.v.Violations, v)
	return nil
}

// lost reports lines that are no longer there, but were in a parent.
func (j *judgement) lost(lines []line, parent int) error {
	l, n := lines[0], len(lines)
	what := "a line of history was changed or removed: the one for " + string(l.state)
	if !l.at.IsZero() {
		what += " at " + l.at.Format("2006-01-02T15:04:05Z07:00")
	}
	if n > 1 {
		what = fmt.Sprintf("%d lines of history were changed or removed, first %s", n, what[len("a line of history was changed or removed: "):])
	}
	return j.report(Lost, "history", what, "put it back as it was: "+j.show(parent)+" has it; history only ever grows")
}

func (v *Verifier) deleted(c Change) {
	if first(c.Before).State() == incident.Dismissed {
		return
	}
	v.Violations = append(v.Violations, Violation{
		Commit: v.commit, Path: c.Path, Rule: Deleted, Message: incident.IDFromPath(c.Path) + " was deleted, and neither dismissed before nor renamed",
		Help: v.bring(short(v.commit.ID)+"^", c.Path) + " brings it back; pm dismiss ends what needs no postmortem",
	})
}

// show is the command that shows the file as a parent has it.
func (j *judgement) show(parent int) string {
	rev := short(j.v.commit.ID) + "^"
	if parent > 0 {
		rev += strconv.Itoa(parent + 1)
	}
	return j.v.show(rev, cmp.Or(j.change.Was, j.change.Path))
}

// show is the command that shows a file at a revision, in any folder.
func (v *Verifier) show(rev, path string) string {
	return "git show " + incident.ShellWord(rev+":"+v.fromTop(path))
}

// bring is the command that brings a file back from a revision, in any folder.
func (v *Verifier) bring(rev, path string) string {
	return "git checkout " + incident.ShellWord(rev) + " -- " + incident.ShellWord(":/"+v.fromTop(path))
}

func (v *Verifier) fromTop(path string) string {
	if v.FromTop == nil {
		return path
	}
	return v.FromTop(path)
}

func short(commit string) string { return commit[:min(len(commit), 10)] }
