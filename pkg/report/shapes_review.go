package report

import (
	"io"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
)

// Review is what a pull request changes in the incidents of a repository.
type Review struct {
	Base          string         // the commit that is compared with
	Incidents     []Reviewed     // by path
	Configuration []ConfigChange // of .pm.yaml, with all roots
	Loosened      []string       // sentences: what incidents are held to less
	MetadataOnly  bool           // no Markdown and no configuration is changed
}

// Reviewed is one incident of a review.
type Reviewed struct {
	Incident     string           `json:"incident"`
	Path         string           `json:"path"`
	Change       string           `json:"change"` // added, changed, renamed, removed
	WasPath      *string          `json:"was_path"`
	Title        *string          `json:"title"`
	Severity     *string          `json:"severity"`
	Owner        *string          `json:"owner"`
	From         *string          `json:"from"` // the state at the base
	To           *string          `json:"to"`   // the state now
	Adopted      bool             `json:"adopted"`
	Unmet        []Need           `json:"unmet"` // of To
	Next         *string          `json:"next"`
	Needs        []Need           `json:"needs"` // of Next
	MetadataOnly bool             `json:"metadata_only"`
	Keys         []string         `json:"keys"`
	Values       []ReviewedValue  `json:"values"`
	Sections     []string         `json:"sections"`
	Entries      []ReviewedEntry  `json:"entries"`
	EntriesGone  int              `json:"entries_gone"`
	ActionItems  []ReviewedAction `json:"action_items"`
	Findings     []Finding        `json:"findings"`
	Nudges       []Finding        `json:"nudges"` // the findings about wording that fail nothing
	Suppressions []Suppression    `json:"suppressions"`
}

// ReviewedValue is a front matter key with another value.
type ReviewedValue struct {
	Key string  `json:"key"`
	Was *string `json:"was"`
	Now *string `json:"now"`
}

// ReviewedEntry is a timeline entry that is new.
type ReviewedEntry struct {
	At   *string `json:"at"`
	Text string  `json:"text"`
}

// ReviewedAction is an action item that is new, changed or gone.
type ReviewedAction struct {
	Change    string  `json:"change"` // added, changed, removed
	ID        *string `json:"id"`
	Title     *string `json:"title"`
	Owner     *string `json:"owner"`
	Due       *string `json:"due"`
	Status    *string `json:"status"`
	WasOwner  *string `json:"was_owner"`
	WasDue    *string `json:"was_due"`
	WasStatus *string `json:"was_status"`
}

// Suppression is a pm:ignore comment that is new.
type Suppression struct {
	Rule   string  `json:"rule"`
	Reason *string `json:"reason"`
	Line   int     `json:"line"`
}

// ConfigChange is a key of the configuration whose effective value is another.
type ConfigChange struct {
	File string  `json:"file"`
	Key  string  `json:"key"`
	Was  *string `json:"was"`
	Now  *string `json:"now"`
}

// ReviewedOf fills in what the difference of two versions says. now is nil for an
// incident that is gone, was for one that is new.
func ReviewedOf(was, now *incident.Incident) Reviewed {
	r := Reviewed{
		Unmet: []Need{}, Needs: []Need{}, Keys: []string{}, Values: []ReviewedValue{}, Sections: []string{}, Entries: []ReviewedEntry{},
		ActionItems: []ReviewedAction{}, Findings: []Finding{}, Nudges: []Finding{}, Suppressions: []Suppression{},
	}
	if was != nil {
		r.From = known(was.State)
	}
	shown := now
	if now == nil {
		shown = was
	} else {
		r.To = known(now.State)
		r.differ(incident.Compare(was, now))
		r.MetadataOnly = r.MetadataOnly && was != nil
	}
	r.Incident, r.Title, r.Severity, r.Owner = shown.ID, known(shown.Title), known(shown.Severity), known(shown.Owner)
	return r
}

// Hide passes everything that was read from the files through a mask: a comment stays
// in mails and in its own history after the file was mended. What a finding says is
// masked already.
func (r *Reviewed) Hide(mask func(string) string) {
	hide := func(texts ...*string) {
		for _, s := range texts {
			if s != nil {
				*s = mask(*s)
			}
		}
	}
	hide(r.Title, r.Severity, r.Owner, r.From, r.To)
	for n := range r.Keys {
		hide(&r.Keys[n])
	}
	for n := range r.Sections {
		hide(&r.Sections[n])
	}
	for n := range r.Entries {
		hide(&r.Entries[n].Text)
	}
	for _, a := range r.ActionItems {
		hide(a.ID, a.Title, a.Owner, a.Status, a.WasOwner, a.WasStatus)
	}
	for _, needs := range [][]Need{r.Unmet, r.Needs} {
		for n := range needs {
			hide(&needs[n].Name, &needs[n].Why, &needs[n].Fill)
		}
	}
	for _, s := range r.Suppressions {
		hide(s.Reason)
	}
}

func (r *Reviewed) differ(d incident.Difference) {
	r.MetadataOnly, r.EntriesGone = d.MetadataOnly, d.EntriesGone
	r.Keys, r.Sections = append(r.Keys, d.Keys...), append(r.Sections, d.Sections...)
	for _, v := range d.Values {
		r.Values = append(r.Values, ReviewedValue{v.Key, Filled(v.Was), Filled(v.Now)})
	}
	for _, e := range d.Entries {
		r.Entries = append(r.Entries, ReviewedEntry{At: timestamp(e.At), Text: e.Text})
	}
	for _, c := range d.Items {
		r.ActionItems = append(r.ActionItems, reviewedAction(c))
	}
}

func reviewedAction(c incident.ItemChange) ReviewedAction {
	a := ReviewedAction{Change: "changed"}
	switch {
	case c.Was == nil:
		a.Change = "added"
	case c.Now == nil:
		a.Change = "removed"
	}
	if c.Was != nil {
		a.WasOwner, a.WasDue, a.WasStatus = known(c.Was.Owner), date(c.Was.Due), Filled(string(c.Was.Status.V))
		a.ID, a.Title = known(c.Was.ID), known(c.Was.Title)
	}
	if c.Now != nil {
		a.ID, a.Title = known(c.Now.ID), known(c.Now.Title)
		a.Owner, a.Due, a.Status = known(c.Now.Owner), date(c.Now.Due), Filled(string(c.Now.Status.V))
	}
	return a
}

// SuppressionOf is the shape of a suppression.
func SuppressionOf(s lint.Suppression) Suppression {
	return Suppression{Rule: s.Rule, Reason: Filled(s.Reason), Line: s.At.Line}
}

var reviewShapes = []shape{
	{"reviewed", "What changed in an incident.", []property{
		{"incident", "text", "The ID of the incident."},
		{"path", "text", "The file, relative to the top of the Git work tree; where it was, when it is gone."},
		{"change", "text", "added, changed, renamed or removed."},
		{"was_path", "text?", "Where the file was, when it was renamed."},
		{"title", "text?", "Its title."},
		{"severity", "text?", "Its severity."},
		{"owner", "text?", "Its owner."},
		{"from", "text?", "The state at the base; null for a new one."},
		{"to", "text?", "The state now; null when it is gone."},
		{"adopted", "bool", "Whether it is an adopted file that comes in, or goes into the archive, of which no gate is asked."},
		{"unmet", "[]need", "What the state that it was moved to needs and that is not there."},
		{"next", "text?", "The state that comes next."},
		{"needs", "[]need", "What that one still needs."},
		{"metadata_only", "bool", "Whether nothing but front matter changed."},
		{"keys", "texts", "The front matter keys with another value."},
		{"values", "[]reviewed_value", "Those of the keys that hold a severity, a person or a time, with both values."},
		{"sections", "texts", "The headings of sections whose words changed."},
		{"entries", "[]reviewed_entry", "The timeline entries that are new."},
		{"entries_gone", "count", "How many entries were taken away or rewritten."},
		{"action_items", "[]reviewed_action", "The action items that are new, changed or gone."},
		{"findings", "[]finding", "What pm lint finds that the base did not have, but for nudges."},
		{"nudges", "[]finding", "What it finds about wording, unless it is an error."},
		{"suppressions", "[]suppression", "The pm:ignore comments that are new."},
	}},
	{"reviewed_value", "A front matter key with another value.", []property{
		{"key", "text", "The key."},
		{"was", "text?", "Its value at the base; null when it was not there."},
		{"now", "text?", "Its value now; null when it is gone."},
	}},
	{"reviewed_entry", "A timeline entry that is new.", []property{
		{"at", "time?", "When."},
		{"text", "text", "What."},
	}},
	{"reviewed_action", "An action item that is new, changed or gone.", []property{
		{"change", "text", "added, changed or removed."},
		{"id", "text?", "Its id."},
		{"title", "text?", "What is to be done."},
		{"owner", "text?", "Who does it now."},
		{"due", "date?", "By when now."},
		{"status", "text?", "How far it is now."},
		{"was_owner", "text?", "Who did it at the base."},
		{"was_due", "date?", "By when it was to be done at the base."},
		{"was_status", "text?", "How far it was at the base."},
	}},
	{"suppression", "A pm:ignore comment.", []property{
		{"rule", "text", "The rule that it silences."},
		{"reason", "text?", "Why; null when it does not say, and so silences nothing."},
		{"line", "place", "The line it stands on."},
	}},
	{"config_change", "A key of the configuration with another effective value.", []property{
		{"file", "text", "The configuration, relative to the top of the Git work tree."},
		{"key", "text", "The key, as pm config shows it."},
		{"was", "text?", "Its value at the base, as YAML; null when there was none."},
		{"now", "text?", "Its value now, as YAML; null when there is none."},
	}},
}

// ReviewJSON writes a review.
func ReviewJSON(w io.Writer, r Review) error {
	return Envelope(w, "review", nil, "base", r.Base, "incidents", r.Incidents, "configuration", r.Configuration,
		"loosened", r.Loosened, "metadata_only", r.MetadataOnly)
}
