package incident

import (
	"bytes"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// Draft is what a new incident starts with. What is empty is left out, or as
// the template has it.
type Draft struct {
	Title, Severity, Owner                 string
	StartedAt                              time.Time
	AcknowledgedAt, EndedAt                time.Time
	Participants, Services, Tags, Triggers []string
	Related, Alerts                        []string
	Stamp                                  Stamp
}

// NewDocument scaffolds a file from a template: template front matter and body
// with the draft's values set by the same edits that pm set makes, in the first
// state and with the first line of history. The error is a *document.Refusal
// about the template.
func NewDocument(template []byte, d Draft) ([]byte, error) {
	doc := document.Parse(template)
	if len(doc.Faults()) == 1 && doc.Faults()[0].Kind == document.NoFrontMatter {
		doc = document.Parse(withFront(template))
	}
	return doc.Edit(d.ops()...)
}

// withFront puts front matter before a template that is only Markdown.
func withFront(template []byte) []byte {
	front := "---\nstate: " + string(InProgress) + "\n---\n\n"
	if bytes.Contains(template, []byte("\r\n")) {
		front = string(bytes.ReplaceAll([]byte(front), []byte("\n"), []byte("\r\n")))
	}
	return append([]byte(front), template...)
}

// ops sets every value by an edit of the template, so that its comments, the order
// of its keys and its own further keys stay.
func (d Draft) ops() []document.Op {
	var ops []document.Op
	one := func(key, text string) {
		if text != "" {
			ops = append(ops, set(key, document.StringValue(text)))
		}
	}
	many := func(key string, list []string) {
		if words := filled(list); len(words) > 0 {
			ops = append(ops, set(key, listValue(words)))
		}
	}
	one("title", oneLine(d.Title))
	one("state", string(InProgress))
	one("severity", oneLine(d.Severity))
	moment := func(key string, t time.Time) {
		if !t.IsZero() {
			ops = append(ops, set(key, timeValue(t)))
		}
	}
	moment("started_at", d.StartedAt)
	moment("acknowledged_at", d.AcknowledgedAt)
	moment("ended_at", d.EndedAt)
	one("owner", trimPerson(oneLine(d.Owner)))
	many("participants", trimPersons(d.Participants))
	many("triggers", d.Triggers)
	many("services", d.Services)
	many("tags", d.Tags)
	many("related", d.Related)
	many("alerts", d.Alerts)
	line := document.ListValue(historyLine(InProgress, "", d.Stamp))
	return append(ops, set("history", line))
}

func filled(list []string) []string {
	var words []string
	for _, s := range list {
		if s = oneLine(s); s != "" {
			words = append(words, s)
		}
	}
	return distinct(words)
}

func trimPersons(list []string) []string {
	out := make([]string, 0, len(list))
	for _, p := range list {
		out = append(out, trimPerson(p))
	}
	return out
}
