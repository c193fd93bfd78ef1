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
	return showText(e, p, shape)
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
func showText(e *Env, p *postmortem, shape report.Incident) error {
	style := e.style()
	title := cmp.Or(text(shape.Title), "(no title)")
	fmt.Fprintf(e.Out, "%s\n%s\n\n", report.Paint(e.Out, style, report.Strong, title), report.Paint(e.Out, style, report.Faint, shape.Path))
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
	add := func(name, value string, tone report.Tone) {
		if value != "" {
			t.Rows = append(t.Rows, []report.Cell{{Text: name, Tone: report.Faint}, {Text: value, Tone: tone}})
		}
	}
	add("state", text(i.State), stateCell(incident.State(text(i.State))).Tone)
	add("severity", text(i.Severity), report.Plain)
	for _, f := range []struct {
		name  string
		value *string
	}{
		{"started", i.StartedAt},
		{"detected", i.DetectedAt},
		{"acknowledged", i.AcknowledgedAt},
		{"mitigated", i.MitigatedAt},
		{"ended", i.EndedAt},
		{"review", i.ReviewAt},
		{"owner", i.Owner},
		{"facilitator", i.Facilitator},
		{"follow-up due", i.FollowupDue},
		{"no actions", i.NoActionsReason},
		{"dismissed as", i.DismissedBecause},
		{"adopted", i.Adopted},
	} {
		add(f.name, text(f.value), report.Plain)
	}
	for _, f := range []struct {
		name   string
		values []string
	}{
		{"participants", i.Participants},
		{"services", i.Services},
		{"triggers", i.Triggers},
		{"tags", i.Tags},
		{"related", i.Related},
		{"aliases", i.Aliases},
		{"alerts", i.Alerts},
	} {
		add(f.name, strings.Join(f.values, ", "), report.Plain)
	}
	for _, key := range sortedKeys(i.Extra) {
		switch v := i.Extra[key].(type) {
		case string:
			add(key, v, report.Plain)
		case []string:
			add(key, strings.Join(v, ", "), report.Plain)
		}
	}
	return t
}
