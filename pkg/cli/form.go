package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"charm.land/huh/v2"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/similar"
)

// A page of a form fits on a terminal of 20 rows: the library scrolls what is
// higher, so that its first question would never be seen.
const (
	maxInputs  = 3 // inputs to a page: each is a title, two lines of description at most, the value and a blank
	maxChoices = 6 // rows of a list beside two inputs; a list by itself has twice as many
)

// askNew shows the form of pm new where a person can fill it in.
func (w *workspace) askNew(ctx context.Context, o *newOptions) error {
	if !w.env.interactive() {
		return &usageError{"pm new takes TITLE, but got none", "pm new --help shows examples"}
	}
	w.env.now() // an as-of time is said before the form, not into it
	if o.severity == "" {
		o.severity = w.process.DefaultSeverity
	}
	severities := huh.NewSelect[string]().Title("Severity").Options(huh.NewOptions(w.process.Severities...)...).Value(&o.severity).
		Height(min(len(w.process.Severities), maxChoices) + 1) // below the title
	triggers := huh.NewMultiSelect[string]().Title("Why is a postmortem held?").
		Options(huh.NewOptions(w.process.Triggers...)...).Value(&o.triggers)
	described(triggers, len(w.process.Triggers), selectHelp)
	page := huh.NewGroup(
		huh.NewInput().Title("What went wrong?").Description("one line; the incident is named after it").
			Value(&o.title).Validate(w.thenHint(ctx, triggers, len(w.process.Triggers), needText)),
		severities,
		huh.NewInput().Title("When did it start?").Description("now, 14:02, -20m or 2026-03-01T14:02:00Z").
			Value(&o.started).Validate(w.needTime),
	)
	return w.ask(page, huh.NewGroup(triggers))
}

// selectHelp is what a list of several choices says of itself.
const selectHelp = "space selects; none is fine for now"

// described makes a list of n choices as high as it fits below its title and some
// lines of description.
func described(list *huh.MultiSelect[string], n int, lines ...string) {
	list.Description(strings.Join(lines, "\n")).Height(min(n, 2*maxChoices-len(lines)+1) + len(lines) + 1)
}

// thenHint lets a list of triggers say, once a title is accepted, which incident it
// may be a repeat of. The library has a way of its own for texts that change, but it
// works them out beside the form, at every key.
func (w *workspace) thenHint(ctx context.Context, triggers *huh.MultiSelect[string], n int, check func(string) error) func(string) error {
	asked := ""
	return func(title string) error {
		if err := check(title); err != nil || title == asked {
			return err
		}
		asked = title
		lines := []string{selectHelp}
		if like := w.like(ctx, similar.Subject{Title: title}, ""); len(like) > 0 {
			lines = append(lines, "Like "+report.Clean(like[0].Incident, false)+left(like[0])+".")
		}
		described(triggers, n, lines...)
		return nil
	}
}

// needText refuses an empty title.
func needText(s string) error {
	if strings.TrimSpace(s) == "" {
		return errors.New("a title is needed")
	}
	return nil
}

// needTime refuses what pm new --started would.
func (w *workspace) needTime(s string) error {
	_, _, err := incident.ParseTime(s, w.env.now(), nil)
	return err
}

// askNeeds asks for the fields that a transition still needs. What is typed is
// checked by the same code as pm set.
func (w *workspace) askNeeds(path string, needs []incident.Need) ([]incident.Assignment, error) {
	p, err := w.loadFile(path)
	if err != nil {
		return nil, err
	}
	i := p.Incident
	w.env.now() // said before the form, as in askNew
	given := make([]incident.Assignment, len(needs))
	fields := make([]huh.Field, len(needs))
	for n, need := range needs {
		a := &given[n]
		*a = incident.Assignment{Key: need.Name, Op: "=", Value: w.proposal(i, need.Name)}
		f, _ := incident.FieldByKey(need.Name)
		_, example, _ := strings.Cut(f.Fill, "=")
		fields[n] = huh.NewInput().Title(need.Name).Description(f.Doc).Placeholder(example).Value(&a.Value).
			Validate(func(s string) error { return w.check(i, need.Name, s) })
	}
	return given, w.ask(pages(fields)...)
}

// pages puts inputs on as many pages as they need.
func pages(fields []huh.Field) []*huh.Group {
	var all []*huh.Group
	for page := range slices.Chunk(fields, maxInputs) {
		all = append(all, huh.NewGroup(page...))
	}
	return all
}

// proposal is what a field of the form already holds: a follow-up date counted
// from the end of the incident.
func (w *workspace) proposal(i *incident.Incident, key string) string {
	if key != "followup_due" || w.process.FollowupDueAfter == 0 {
		return ""
	}
	if due, ok := w.process.DefaultFollowupDue(i); ok {
		return due.Format(time.DateOnly)
	}
	return w.env.now().Add(w.process.FollowupDueAfter).Format(time.DateOnly)
}

// check tries a value out.
func (w *workspace) check(i *incident.Incident, key, value string) error {
	if strings.TrimSpace(value) == "" {
		return errors.New("a value is needed")
	}
	_, err := w.process.Set(i, []incident.Assignment{{Key: key, Op: "=", Value: value}}, w.env.now())
	if err != nil {
		return errors.New(message(err))
	}
	return nil
}

// ask shows one form on the terminal, page by page.
func (w *workspace) ask(pages ...*huh.Group) error {
	in, out := terminalFile(w.env.In), terminalFile(w.env.Out)
	form := huh.NewForm(pages...).
		WithTheme(huh.ThemeFunc(huh.ThemeBase16)).
		WithInput(in).WithOutput(mute{out})
	err := form.Run()
	// A form that is terminated from outside ends without an error, half filled.
	if errors.Is(err, huh.ErrUserAborted) || err == nil && form.State != huh.StateCompleted {
		return &declined{reason: "cancelled; nothing was recorded"}
	}
	if err != nil {
		return fmt.Errorf("showing the form: %w", err)
	}
	return nil
}

// mute is a terminal that is told things but never asked: the form library
// asks it for modes and keyboard flags, and where the answer comes late, or as
// typed text over a slow line, it ends up in a field.
type mute struct{ *os.File }

// questions are the queries that the library sends on its own account.
var questions = [][]byte{[]byte("\x1b[?2026$p"), []byte("\x1b[?2027$p"), []byte("\x1b[?u")}

// Write claims to have written the questions it leaves out, as writers must.
func (m mute) Write(p []byte) (int, error) {
	said := p
	for _, q := range questions {
		said = bytes.ReplaceAll(said, q, nil)
	}
	if _, err := m.File.Write(said); err != nil {
		return 0, err
	}
	return len(p), nil
}
