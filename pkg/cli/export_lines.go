package cli

import (
	"bufio"
	"bytes"
	"io"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// linesExporter writes JSON lines as incidents come.
type linesExporter struct {
	env     *Env
	actions bool
	text    pieces
}

// pieces keep what is written in parts: one buffer for all would be copied again and
// again as it grows.
type pieces [][]byte

// Write keeps a copy.
func (p *pieces) Write(b []byte) (int, error) {
	*p = append(*p, bytes.Clone(b))
	return len(b), nil
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
	buffered := bufio.NewWriter(out)
	for _, piece := range x.text {
		if _, err := buffered.Write(piece); err != nil {
			return err
		}
	}
	return buffered.Flush()
}
