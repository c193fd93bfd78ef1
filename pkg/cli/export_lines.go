package cli

import (
	"bytes"
	"io"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// linesExporter writes JSON lines as incidents come.
type linesExporter struct {
	env     *Env
	actions bool
	text    bytes.Buffer
}

func newLinesExporter(e *Env, o exportOptions) exporter {
	return &linesExporter{env: e, actions: o.what == ofActions}
}

func (x *linesExporter) start(*workspace) {}

func (x *linesExporter) add(w *workspace, i *incident.Incident) error {
	now := x.env.now()
	if !x.actions {
		body := string(i.Doc.Source()[i.Doc.BodyStart():])
		return report.Line(&x.text, report.Exported{Incident: w.incidentShape(i, now), Body: body})
	}
	for _, a := range i.ActionItems.V {
		if err := report.Line(&x.text, w.actionShape(i, a, now)); err != nil {
			return err
		}
	}
	return nil
}

func (x *linesExporter) write(out io.Writer) error {
	_, err := x.text.WriteTo(out)
	return err
}
