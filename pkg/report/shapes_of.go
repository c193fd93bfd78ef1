package report

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
)

// IncidentOf is the shape of an incident; days late count at asOf. path is
// where the file lies for whoever reads the output: relative to the top of the
// Git work tree. Nothing in the result refers to the file's bytes, so that they
// may be let go.
func IncidentOf(i *incident.Incident, path string, asOf time.Time) Incident {
	return Incident{
		ID:                i.ID,
		Path:              path,
		Title:             known(i.Title),
		State:             known(i.State),
		Severity:          known(i.Severity),
		StartedAt:         timestamp(i.StartedAt),
		DetectedAt:        timestamp(i.DetectedAt),
		AcknowledgedAt:    timestamp(i.AcknowledgedAt),
		MitigatedAt:       timestamp(i.MitigatedAt),
		EndedAt:           timestamp(i.EndedAt),
		ReviewAt:          timestamp(i.ReviewAt),
		ReviewInvitations: list(i.ReviewInvitations),
		Owner:             known(i.Owner),
		Facilitator:       known(i.Facilitator),
		Participants:      list(i.Participants),
		Services:          list(i.Services),
		Tags:              list(i.Tags),
		Triggers:          list(i.Triggers),
		Related:           list(i.Related),
		Aliases:           list(i.Aliases),
		Alerts:            list(i.Alerts),
		FollowupDue:       date(i.FollowupDue),
		NoActionsReason:   known(i.NoActionsReason),
		DismissedBecause:  known(i.DismissedBecause),
		Adopted:           date(i.Adopted),
		ActionItems:       actionsOf(i, path, asOf),
		History:           passagesOf(i),
		Extra:             extraOf(i),
		DaysLate:          i.FollowupDaysLate(asOf),
	}
}

// On is the incident as one that was read from a branch; "" is the work tree.
func (i Incident) On(branch string) Incident {
	i.Branch = Filled(branch)
	for n, a := range i.ActionItems {
		i.ActionItems[n] = a.On(branch)
	}
	return i
}

// On is the same for an action item alone.
func (a ActionItem) On(branch string) ActionItem {
	a.Branch = Filled(branch)
	return a
}

// In is the incident as one of several repositories; "" is the only one.
func (i Incident) In(repository string) Incident {
	i.Repository = Filled(repository)
	for n, a := range i.ActionItems {
		i.ActionItems[n] = a.In(repository)
	}
	return i
}

// In is the same for an action item alone.
func (a ActionItem) In(repository string) ActionItem {
	a.Repository = Filled(repository)
	return a
}

// actionsOf tells a list that is not there, nil, from one that is empty.
func actionsOf(i *incident.Incident, path string, asOf time.Time) []ActionItem {
	if !i.ActionItems.Known() {
		return nil
	}
	out := make([]ActionItem, len(i.ActionItems.V))
	for n, a := range i.ActionItems.V {
		out[n] = ActionOf(i, a, path, asOf)
	}
	return out
}

// extraOf are the front matter keys that are not in the field table. A mapping
// is given as it is written. It is nil when there are none.
func extraOf(i *incident.Incident) map[string]any {
	var extra map[string]any
	for key, value := range i.Doc.Front().Fields() {
		if _, ok := incident.FieldByKey(key.Text()); ok || key.Kind() != document.Scalar {
			continue
		}
		if extra == nil {
			extra = map[string]any{}
		}
		name := strings.Clone(key.Text())
		if value.Kind() != document.Sequence {
			extra[name] = written(i.Doc, value)
			continue
		}
		items := make([]string, 0, value.Len())
		for _, item := range value.Items() {
			items = append(items, written(i.Doc, item))
		}
		extra[name] = items
	}
	return extra
}

// written is a value's text; that of a list or mapping is its source.
func written(d *document.Document, n document.Node) string {
	if n.Kind() == document.Scalar {
		return strings.Clone(n.Text())
	}
	span := n.Span()
	return string(d.Source()[span.Start:span.End])
}

// passagesOf does the same for the history.
func passagesOf(i *incident.Incident) []Passage {
	if !i.History.Known() {
		return nil
	}
	out := make([]Passage, len(i.History.V))
	for n, t := range i.History.V {
		out[n] = Passage{State: known(t.State), At: timestamp(t.At), By: known(t.By), Reason: known(t.Reason)}
	}
	return out
}

// ActionOf is the shape of one action item of i; path and asOf are as for
// IncidentOf.
func ActionOf(i *incident.Incident, a incident.ActionItem, path string, asOf time.Time) ActionItem {
	return ActionItem{
		Incident: i.ID,
		Path:     path,
		Line:     i.Doc.Position(a.Span.Start).Line,
		Severity: known(i.Severity),
		ID:       known(a.ID),
		Title:    known(a.Title),
		Owner:    known(a.Owner),
		Due:      date(a.Due),
		Status:   known(a.Status),
		Kind:     known(a.Kind),
		Ticket:   known(a.Ticket),
		DoneAt:   date(a.DoneAt),
		Evidence: known(a.Evidence),
		Reason:   known(a.Reason),
		DueWas:   dates(a.DueWas.V),
		DaysLate: a.DaysLate(asOf),
	}
}

// TransitionsOf is an incident's history as changes of state. commit is the
// commit that wrote a line, "" for none. From is where the moves before had led
// to; a line that is an echo leads nowhere.
func TransitionsOf(i *incident.Incident, commit func(line int) string) []Transition {
	out := make([]Transition, len(i.History.V))
	echoes := i.Echoes()
	var before *incident.Transition
	for n, t := range i.History.V {
		out[n] = Transition{
			Incident: i.ID, To: known(t.State), At: timestamp(t.At), By: known(t.By), Reason: known(t.Reason), Commit: Filled(commit(n)), Again: echoes[n],
		}
		if before != nil {
			out[n].From = known(before.State)
		}
		if echoes[n] {
			continue
		}
		if before != nil && t.At.Known() && before.At.Known() {
			out[n].Seconds = new(int64(t.At.V.Sub(before.At.V) / time.Second))
		}
		before = &i.History.V[n]
	}
	return out
}

// FindingOf is the shape of a finding.
func FindingOf(f lint.Finding) Finding {
	return Finding{
		Rule:      f.Rule,
		Severity:  f.Severity.String(),
		File:      f.File,
		Line:      positive(f.Start.Line),
		Column:    positive(f.Start.Column),
		EndLine:   positive(f.End.Line),
		EndColumn: positive(f.End.Column),
		Subject:   Filled(f.Subject),
		Message:   f.Message,
		Help:      Filled(f.Help),
		Fixable:   len(f.Fix) > 0,
		Old:       f.Old,
	}
}

// NeedOf is the shape of a gate's need; line is the line to edit, 0 for none.
func NeedOf(n incident.Need, line int) Need {
	return Need{State: string(n.State), Kind: string(n.Kind), Name: n.Name, Why: n.Why, Fill: n.Fill, Line: positive(line)}
}

// RuleOf is the shape of a lint rule.
func RuleOf(r *lint.Rule) Rule {
	return Rule{
		ID: r.ID, Severity: r.Severity.String(), Fixable: r.Fixable,
		Summary: r.Summary, Why: r.Why, Bad: r.Bad, Good: r.Good, Configure: r.Configure,
	}
}
