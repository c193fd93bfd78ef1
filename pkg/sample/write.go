package sample

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// incident writes the draft down.
func (d *draft) incident() Incident {
	var b strings.Builder
	b.WriteString(d.head + "---\n")
	d.writeFields(&b)
	d.writeItems(&b)
	d.writeHistory(&b)
	b.WriteString(d.extra + "---\n")
	for _, s := range incident.Sections {
		fmt.Fprintf(&b, "\n## %s\n", s.Heading)
		if s.Name == "timeline" {
			b.WriteString("\n" + strings.Join(d.timeline, "\n") + "\n")
		} else {
			b.WriteString(d.sections[s.Name])
		}
	}
	out := Incident{Path: d.path, Data: []byte(b.String())}
	for _, a := range d.attachments {
		out.Attachments = append(out.Attachments, path.Join(strings.TrimSuffix(d.path, ".md"), a))
	}
	return out
}

func (d *draft) writeFields(b *strings.Builder) {
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(b, "%s: %s\n", key, value)
		}
	}
	line("title", d.title)
	line("state", string(d.state))
	line("severity", d.severity)
	line("started_at", stamp(d.times[0]))
	detected := stamp(d.times[1])
	if d.detected != "" {
		detected = d.detected
	}
	line("detected_at", detected)
	line("acknowledged_at", stamp(d.times[2]))
	if d.rank() >= incident.Resolved.Rank() {
		line("mitigated_at", stamp(d.times[3]))
		line("ended_at", stamp(d.times[4]))
	}
	if d.rank() >= incident.RootCause.Rank() && !d.review.IsZero() {
		line("review_at", stamp(d.review))
	}
	line("owner", d.owner)
	line("participants", "["+strings.Join(d.people, ", ")+"]")
	line("triggers", "["+d.trigger+"]")
	line("services", "["+d.service+"]")
	line("tags", "["+d.tag+"]")
	if d.related != "" {
		line("related", "["+d.related+"]")
	}
	line("followup_due", d.followup.Format(time.DateOnly))
	if d.state == incident.Dismissed {
		line("dismissed_because", "minor-problem")
	}
}

func (d *draft) writeItems(b *strings.Builder) {
	if len(d.items) == 0 {
		return
	}
	b.WriteString("action_items:\n")
	for _, it := range d.items {
		fmt.Fprintf(b, "  - id: %s\n    title: %s\n", it.id, it.title)
		for _, f := range []struct{ key, value string }{
			{"owner", it.owner},
			{"due", date(it.due)},
			{"status", string(it.status)},
			{"kind", it.kind},
			{"done_at", date(it.doneAt)},
			{"evidence", it.evidence},
			{"reason", it.reason},
		} {
			if f.value != "" {
				fmt.Fprintf(b, "    %s: %s\n", f.key, f.value)
			}
		}
		if !it.dueWas.IsZero() {
			fmt.Fprintf(b, "    due_was: [%s]\n", date(it.dueWas))
		}
	}
}

func (d *draft) writeHistory(b *strings.Builder) {
	b.WriteString("history:\n")
	for _, s := range d.history {
		fmt.Fprintf(b, "  - {state: %s, at: %s, by: %s}\n", s.state, stamp(s.at), s.by)
	}
}

// date is a date as front matter has it; "" for none.
func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
