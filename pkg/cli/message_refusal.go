package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// describeTransition lists every need, never only the first: filling them in
// one by one is the chore that makes people skip a postmortem.
func describeTransition(e *incident.TransitionError, where *located) string {
	head := fmt.Sprintf("%s cannot go from %s to %s", e.ID, cmp.Or(e.From, "no state"), e.To)
	if len(e.Unmet) == 0 {
		return head + ": " + e.Reason
	}
	var b strings.Builder
	b.WriteString(head + "; still needed:")
	for i, n := range e.Unmet {
		// Over several states each is headed; a single step needs no heading.
		if first := i == 0 || n.State != e.Unmet[i-1].State; first && !(i == 0 && n.State == e.To) {
			fmt.Fprintf(&b, "\n for %s:", n.State)
		}
		b.WriteString("\n  " + need(n, where))
	}
	return b.String()
}

// need is one item of a refusal: the place, what is missing, and on a line of
// its own what fills it, ready to be copied.
func need(n incident.Need, where *located) string {
	what := n.Name + " " + n.Why
	switch n.Kind {
	case incident.ConditionNeed:
		what = n.Why
	case incident.SectionNeed:
		what = "the section " + heading(n.Name) + " " + n.Why
	}
	if where != nil && n.Offset >= 0 {
		what = fmt.Sprintf("%s:%d: %s", where.path, where.doc.Position(n.Offset).Line, what)
	}
	if n.Fill == "" {
		return what
	}
	return what + "\n      " + n.Fill
}

// heading is what a section is called in a file, for a name of the gates.
func heading(section string) string {
	for _, s := range incident.Sections {
		if s.Name == section {
			return `"` + s.Heading + `"`
		}
	}
	return section
}

// describeRefusal says where in which file an edit could not be made exactly.
func describeRefusal(e *document.Refusal, where *located) string {
	at := fmt.Sprintf("%d:%d", e.Position.Line, e.Position.Column)
	if where != nil {
		at = where.path + ":" + at
	}
	return and(at+": "+e.Reason, e.Way)
}
