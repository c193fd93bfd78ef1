package intake

import (
	"bytes"
	"errors"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Outcome is what adopting a file comes to.
type Outcome string

// The outcomes.
const (
	Adopted         Outcome = "adopted"   // it got front matter
	Completed       Outcome = "completed" // it was adopted before, and has got its times now
	Moved           Outcome = "moved"     // it was adopted before, and is in another state now
	Unchanged       Outcome = "unchanged" // it was adopted before
	AlreadyRecorded Outcome = "recorded"  // it is an incident with a state of its own
)

// Adoption is a file that was read, and what it becomes.
type Adoption struct {
	Outcome Outcome
	Legacy  *Legacy
	Bytes   []byte   // of the file afterwards; those it had when nothing changes
	Keys    []string // that were written
	Marked  bool     // a byte order mark was taken off
}

// Adopt reads a file and gives it the front matter that its text says. The text
// keeps every byte; of the front matter that is there only what pm could not read
// changes. A file that cannot be adopted is a *document.Refusal.
func Adopt(src []byte, o LegacyOptions, state incident.State, today time.Time) (*Adoption, error) {
	if o.Process == nil {
		o.Process = incident.DefaultProcess()
	}
	const mark = "\ufeff"
	rest, marked := bytes.CutPrefix(src, []byte(mark))
	a := &Adoption{Outcome: Adopted, Bytes: src, Marked: marked}
	before := document.Parse(rest)
	if err := foreign(before, rest); err != nil {
		return nil, err
	}
	d := document.Parse(withFront(before))
	if err := readable(d); err != nil {
		return nil, err
	}
	a.Legacy = ReadLegacy(before, o)
	if marked {
		a.move(len(mark))
	}
	i := incident.Decode(o.Path, d, o.Process)
	known := i.State.V.Rank() >= 0 || i.State.V == incident.Dismissed
	switch {
	case i.Adopted.Known():
		a.Outcome = Unchanged
		return a, a.edit(i, incident.Adoption{StartedAt: a.Legacy.StartedAt, EndedAt: a.Legacy.EndedAt})
	case known:
		a.Outcome = AlreadyRecorded
		return a, nil
	}
	return a, a.edit(i, a.Legacy.adoption(state, today))
}

func (l *Legacy) adoption(state incident.State, today time.Time) incident.Adoption {
	return incident.Adoption{
		Title: l.Title, Severity: l.Severity, Owner: l.Owner, State: state, StartedAt: l.StartedAt, EndedAt: l.EndedAt,
		Participants: l.Participants, Actions: l.actions(), Adopted: today,
	}
}

func (l *Legacy) actions() []incident.AdoptedAction {
	actions := make([]incident.AdoptedAction, len(l.Actions))
	for n, a := range l.Actions {
		actions[n] = a.AdoptedAction
	}
	return actions
}

// withFront is the file with front matter to begin with, which may be empty.
func withFront(d *document.Document) []byte {
	src := d.Source()
	for _, f := range d.Faults() {
		if f.Kind == document.NoFrontMatter {
			eol := "\n"
			if n := bytes.IndexByte(src, '\n'); n > 0 && src[n-1] == '\r' {
				eol = "\r\n"
			}
			return append([]byte("---"+eol+"---"+eol), src...)
		}
	}
	return src
}

// foreign refuses front matter of another language, which a second one would hide,
// and files without a text.
func foreign(d *document.Document, src []byte) error {
	refusal := func(reason, way string) error {
		return &document.Refusal{Position: document.Position{Line: 1, Column: 1}, Reason: reason, Way: way}
	}
	line, _, _ := bytes.Cut(src, []byte("\n"))
	switch line = bytes.TrimRight(line, " \t\r"); {
	case len(bytes.TrimSpace(src)) == 0:
		return refusal("the file is empty", "there is nothing to adopt")
	case bytes.Equal(line, []byte("+++")):
		return refusal("the front matter is TOML (+++), which pm does not read", "rewrite it as YAML between two --- lines, and adopt the file then")
	case bytes.Equal(line, []byte("{")):
		return refusal("the front matter is JSON, which pm does not read", "rewrite it as YAML between two --- lines, and adopt the file then")
	}
	return d.Resolved()
}

// readable refuses front matter with a fault: pm would add to what it does not
// understand.
func readable(d *document.Document) error {
	for _, f := range d.Faults() {
		if f.Kind != document.TooLong {
			return &document.Refusal{Position: d.Position(f.Span.Start), Reason: f.Message, Way: f.Help}
		}
	}
	return nil
}

// move shifts the offsets of a report by the mark that was taken off.
func (a *Adoption) move(by int) {
	for n := range a.Legacy.Questions {
		a.Legacy.Questions[n].Offset += by
	}
	for n := range a.Legacy.Entries {
		a.Legacy.Entries[n].Offset += by
	}
	for n := range a.Legacy.Actions {
		a.Legacy.Actions[n].Offset += by
	}
}

// edit carries an adoption out. A key whose place cannot be written stays as it is
// and becomes a question; without state and date of adoption there is none.
func (a *Adoption) edit(i *incident.Incident, ad incident.Adoption) error {
	ops := incident.Adopt(i, ad)
	if a.Outcome == Unchanged {
		ops = times(ops)
	}
	current := i.Doc
	for _, op := range ops {
		out, err := current.Edit(op.Op)
		var refusal *document.Refusal
		switch {
		case err == nil:
			current = document.Parse(out)
			a.Keys = append(a.Keys, op.Key)
		case errors.As(err, &refusal) && op.Key != "state" && op.Key != "adopted":
			a.Legacy.Questions = append(a.Legacy.Questions, Question{Text: op.Key + " is left as it is: " + refusal.Reason, Ask: refusal.Way})
		default:
			return err
		}
	}
	switch {
	case len(a.Keys) == 0:
		return nil
	case a.Outcome == Unchanged:
		a.Outcome = Completed
	}
	a.Bytes = current.Source()
	return nil
}

func times(ops []incident.KeyOp) []incident.KeyOp {
	var kept []incident.KeyOp
	for _, op := range ops {
		if op.Key == "started_at" || op.Key == "ended_at" {
			kept = append(kept, op)
		}
	}
	return kept
}
