package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// notPublic are the reasons for which an incident is not shown outside, each with its
// place.
func (w *workspace) notPublic(i *incident.Incident, err error) []error {
	var all []error
	for _, one := range flatten(err) {
		if no, ok := errors.AsType[*document.Refusal](one); ok {
			one = &declined{fmt.Sprintf("%s:%d:%d: %s", w.shown(i.Path), no.Position.Line, no.Position.Column, no.Reason), no.Way}
		}
		if named, ok := errors.AsType[*incident.NamedError](one); ok {
			one = &declined{w.shown(i.Path) + ": " + named.Error(), "pm rename " + i.Ref() + " TITLE gives it another"}
		}
		all = append(all, one)
	}
	return all
}

// markdownExporter is for one incident, as it is: to be published.
type markdownExporter struct {
	text []byte
	n    int
}

func newMarkdownExporter(*Env, exportOptions) exporter { return &markdownExporter{} }

func (x *markdownExporter) start(*workspace) {}

func (x *markdownExporter) add(_ *workspace, i *incident.Incident) error {
	x.n++
	x.text = append(x.text[:0], i.Doc.Source()...)
	return nil
}

func (x *markdownExporter) write(out io.Writer) error {
	if x.n != 1 {
		return &usageError{fmt.Sprintf("--format markdown is for one incident, and %d were found", x.n), "name it: --incident ID"}
	}
	_, err := out.Write(x.text)
	return err
}
