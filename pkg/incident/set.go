package incident

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// setter turns assignments into edits one by one. Lists may be changed several
// times; the later changes build on the earlier.
type setter struct {
	process  *Process
	incident *Incident
	now      time.Time
	ops      []document.Op
	done     []string // keys that hold one value and have got it
	lists    map[string][]string
}

// Set turns assignments into edits. Times accept what ParseTime does, relative
// to now; lists split at commas. All bad assignments are reported at once
// (errors.Join of *AssignmentError). Equal values make no edit.
func (p *Process) Set(i *Incident, as []Assignment, now time.Time) ([]document.Op, error) {
	s := &setter{process: p, incident: i, now: now, lists: map[string][]string{}}
	var faults []error
	for _, a := range as {
		if err := s.assign(a); err != nil {
			faults = append(faults, err)
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return s.ops, nil
}

// TimeNotes are what the answer to pm set should say about the times in it: how
// those without a zone or a date were read.
func TimeNotes(i *Incident, as []Assignment, now time.Time) []string {
	var notes []string
	for _, a := range as {
		if f, ok := FieldByKey(a.Key); !ok || f.Kind != TimestampField {
			continue
		}
		if _, note, err := ParseTime(a.Value, now, i); err == nil && note != "" {
			notes = append(notes, a.Key+"="+a.Value+" "+note)
		}
	}
	return notes
}

func (s *setter) assign(a Assignment) error {
	f, ok := FieldByKey(a.Key)
	switch {
	case !ok:
		return s.assignExtra(a)
	case f.Command != "":
		return a.refuse("is not set by hand", "use "+f.Command)
	case f.Kind.isList():
		return s.assignList(a, f.Kind)
	}
	return s.assignOne(a, f.Kind, keysBefore(f.Key))
}

func (k FieldKind) isList() bool {
	return k == PersonsField || k == TextsField || k == TriggersField
}

// assignOne sets or removes a key that holds one value.
func (s *setter) assignOne(a Assignment, kind FieldKind, after []string) error {
	switch {
	case a.Op != "=":
		return a.refuse("holds one value, not a list", "write "+a.Key+"=VALUE")
	case slices.Contains(s.done, a.Key):
		return a.refuse("is given twice", "give it once")
	}
	s.done = append(s.done, a.Key)
	if a.Value == "" {
		s.remove(a.Key)
		return nil
	}
	text, v, err := s.value(a, kind)
	if err != nil {
		return err
	}
	if node := s.field(a.Key); node.Kind() != document.Scalar || node.Text() != text {
		s.ops = append(s.ops, document.Set(document.At(a.Key), v, after...))
	}
	return nil
}

func (s *setter) field(key string) document.Node { return s.incident.Doc.Front().Field(key) }

func (s *setter) remove(key string) {
	if s.incident.Doc.Front().KeyNode(key).Kind() != document.None {
		s.ops = append(s.ops, document.Remove(document.At(key)))
	}
}

// value reads one value as a field of its kind takes it: the text that will
// stand there, and how it is written.
func (s *setter) value(a Assignment, kind FieldKind) (string, document.Value, error) {
	switch kind {
	case TimestampField:
		t, _, err := ParseTime(a.Value, s.now, s.incident)
		text := t.Format(time.RFC3339)
		return text, document.PlainValue(text), a.timeRefusal(err)
	case DateField:
		t, err := ParseDate(a.Value, s.now)
		text := t.Format(time.DateOnly)
		return text, document.PlainValue(text), a.timeRefusal(err)
	}
	text, err := s.text(a, a.Value, kind)
	return text, document.StringValue(text), err
}

func (a Assignment) timeRefusal(err error) error {
	var t *TimeError
	if !errors.As(err, &t) {
		return err
	}
	return a.refuse(t.Reason, t.Help)
}

// text checks one line of text for a field, or for one item of a list.
func (s *setter) text(a Assignment, text string, kind FieldKind) (string, error) {
	if strings.ContainsFunc(text, isControl) || len(text) > maxLine {
		return "", a.refuse("is not one line of text", "keep it to one line, without control characters")
	}
	switch kind {
	case PersonField, PersonsField:
		return trimPerson(text), CheckPerson(a.Key, text)
	case TextField:
		return text, CheckText(a.Key, text)
	case SeverityField:
		if c := oneOf(text, "severity", s.process.Severities); c != nil {
			return "", a.refuse("is not a severity", c.help)
		}
	case TriggersField:
		if t := s.process.triggerError(text); t != nil {
			return "", a.refuse(t.Error(), t.Help())
		}
	}
	return text, nil
}
