package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/similar"
)

// subject is what was asked about: an incident, or some words.
type subject struct {
	query          *similar.Query
	text           string
	repeats        bool       // postmortems are held for what happened before
	of             *workspace // where the incident is; nil for words
	incident       *incident.Incident
	services, tags []string
}

// newSubject takes one word for an incident where it names one. A whole ID that
// names none is a slip, and no words.
func newSubject(ctx context.Context, all []*workspace, about []string) (*subject, error) {
	text := oneLine(strings.Join(about, " "))
	s := &subject{text: text, repeats: all[0].repeats(), query: similar.FromSubject(similar.Subject{Title: text})}
	for _, w := range all {
		p, err := w.named(ctx, text)
		switch {
		case err != nil && (!is[*idError](err) || len(all) == 1 && looksWhole(text)):
			return nil, err
		case err != nil || p == nil:
		case s.of != nil:
			return nil, usagef("%s names incidents of several repositories", text)
		default:
			s.of, s.incident, s.query = w, p.Incident, similar.FromFile(p.was)
			s.services, s.tags = values(p.Services), values(p.Tags)
		}
	}
	return s, nil
}

// named is the incident that a text names, nil for none. Several words are no part
// of an ID, but a file that was brought in may be called so.
func (w *workspace) named(ctx context.Context, text string) (*postmortem, error) {
	if !strings.Contains(text, " ") {
		return w.load(ctx, text)
	}
	names, err := w.names(ctx)
	if err != nil {
		return nil, err
	}
	if exact, _ := match(names, text); len(exact) == 1 {
		return w.loadFile(exact[0].path)
	}
	return nil, nil
}

func values(list incident.Value[[]incident.Value[string]]) []string {
	var all []string
	for _, v := range list.V {
		all = append(all, v.V)
	}
	return all
}

// is reports the file of the incident that was asked about.
func (s *subject) is(w *workspace, path string) bool {
	return s.of == w && s.incident.Path == path
}

func (s *subject) name() string {
	if s.incident != nil {
		return report.Clean(s.incident.ID, false)
	}
	return fmt.Sprintf("%q", report.Clean(s.text, false))
}

// suggestions are the commands for a repeat of what is near and came before.
func (s *subject) suggestions(found []report.Similar) []string {
	var near []string
	for _, f := range found {
		if f.Near && text(f.State) != string(incident.Dismissed) && s.after(f) {
			near = append(near, f.Incident)
		}
	}
	switch {
	case len(near) == 0:
		return nil
	case s.incident != nil:
		return s.of.relate(s.incident.ID, values(s.incident.Related), values(s.incident.Triggers), near)
	case !s.repeats:
		return nil
	}
	return []string{"pm new " + incident.ShellWord(s.text) + " --trigger " + incident.Repeated}
}

// after reports that an incident began before what was asked about, as far as is known:
// by its start, else by the date in its ID. What is still in progress is before no
// words: they may be about it.
func (s *subject) after(f report.Similar) bool {
	switch {
	case s.incident == nil:
		return text(f.State) != string(incident.InProgress)
	case s.incident.StartedAt.Known() && f.StartedAt != nil:
		return *f.StartedAt <= s.incident.StartedAt.V.UTC().Format(time.RFC3339)
	}
	return !looksWhole(s.incident.ID) || !looksWhole(f.Incident) || f.Incident < s.incident.ID
}

// relate is the command that records an incident as a repeat of others, less what
// is recorded already.
func (w *workspace) relate(id string, related, triggers, others []string) []string {
	line := "pm set " + incident.ShellWord(id)
	others = slices.DeleteFunc(slices.Clone(others), func(id string) bool { return slices.Contains(related, id) })
	if len(others) > 0 {
		line += " " + incident.ShellWord("related+="+strings.Join(others, ","))
	}
	repeat := w.repeats() && !slices.Contains(triggers, incident.Repeated)
	if repeat {
		line += " triggers+=" + incident.Repeated
	}
	if len(others) == 0 && !repeat {
		return nil
	}
	return []string{line}
}

// repeats reports that the organisation holds postmortems for what happened before.
func (w *workspace) repeats() bool {
	return slices.Contains(w.process.Triggers, incident.Repeated)
}
