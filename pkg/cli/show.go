package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

func newShowCmd(e *Env) *cobra.Command {
	format := oneOf("text", "text", "json", "markdown")
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show an incident, rendered for the terminal",
		Long: `Show an incident: its fields, its action items, and its Markdown rendered for the terminal.
--format markdown prints the file as it is.` + exits("shown", ""),
		Example: "  pm show checkout\n  pm show checkout --format markdown",
		Args:    args(1, 1, "one ID"),
		RunE:    func(cmd *cobra.Command, args []string) error { return runShow(cmd.Context(), e, args[0], format.value) },
	}
	cmd.Flags().Var(&format, "format", "text, json or markdown")
	return cmd
}

func runShow(ctx context.Context, e *Env, ref, format string) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	p, err := w.load(ctx, ref)
	if err != nil {
		return err
	}
	shape := report.IncidentOf(p.Incident, w.fromTop(p.Path), e.now())
	switch format {
	case "json":
		return report.Envelope(e.Out, "incidents", []report.Incident{shape})
	case "markdown":
		return showSource(e, p.was)
	}
	return showText(e, p, w.shown(p.Path), shape)
}

// showSource prints a file as it is, except that a terminal sees no control
// characters of it.
func showSource(e *Env, src []byte) error {
	if e.style().Terminal {
		src = []byte(report.Clean(string(src), true))
	}
	_, err := e.Out.Write(src)
	return err
}

// showText prints the heading, the fields that are filled, the action items
// and the body.
func showText(e *Env, p *postmortem, path string, shape report.Incident) error {
	style := e.style()
	title := cmp.Or(text(shape.Title), "(no title)")
	fmt.Fprintf(e.Out, "%s\n%s\n\n", report.Paint(e.Out, style, report.Strong, title), report.Paint(e.Out, style, report.Faint, path))
	if err := fieldTable(shape).Text(e.Out, style); err != nil {
		return err
	}
	if len(shape.ActionItems) > 0 {
		fmt.Fprintln(e.Out)
		// All are of this incident, so its ID need not take the title's room.
		columns := []report.Column{{Name: "item"}, {Name: "title"}}
		t := actionTable(shape.ActionItems, columns, func(a report.ActionItem) string { return text(a.ID) })
		if err := t.Text(e.Out, style); err != nil {
			return err
		}
	}
	fmt.Fprintln(e.Out)
	return report.Markdown(e.Out, style, p.was[p.Doc.BodyStart():])
}

// fieldTable lists what the front matter says, in the order of the fields.
func fieldTable(i report.Incident) report.Table {
	t := report.Table{Columns: []report.Column{{Name: "field", Keep: true}, {Name: "value", Wrap: true}}}
	for _, f := range shownFields(i) {
		if f.value != "" {
			t.Rows = append(t.Rows, []report.Cell{{Text: f.name, Tone: report.Faint}, {Text: f.value, Tone: f.tone}})
		}
	}
	return t
}

// shownField is a field by the name that a reader knows it by.
type shownField struct {
	name, value string
	tone        report.Tone
}

// shownFields are all that have a line of their own: not the title, which heads
// the page, nor what has a table.
func shownFields(i report.Incident) []shownField {
	plain := func(name string, value *string) shownField { return shownField{name: name, value: text(value)} }
	many := func(name string, values []string) shownField {
		return shownField{name: name, value: strings.Join(values, ", ")}
	}
	fields := []shownField{
		{"state", text(i.State), stateCell(incident.State(text(i.State))).Tone},
		plain("severity", i.Severity),
		plain("started", i.StartedAt),
		plain("detected", i.DetectedAt),
		plain("acknowledged", i.AcknowledgedAt),
		plain("mitigated", i.MitigatedAt),
		plain("ended", i.EndedAt),
		plain("review", i.ReviewAt),
		plain("owner", i.Owner),
		plain("facilitator", i.Facilitator),
		plain("follow-up due", i.FollowupDue),
		plain("no actions", i.NoActionsReason),
		plain("dismissed as", i.DismissedBecause),
		plain("adopted", i.Adopted),
		many("participants", i.Participants),
		many("services", i.Services),
		many("triggers", i.Triggers),
		many("tags", i.Tags),
		many("related", i.Related),
		many("aliases", i.Aliases),
		many("alerts", i.Alerts),
	}
	for _, key := range sortedKeys(i.Extra) {
		switch v := i.Extra[key].(type) {
		case string:
			fields = append(fields, plain(key, &v))
		case []string:
			fields = append(fields, many(key, v))
		}
	}
	return fields
}
