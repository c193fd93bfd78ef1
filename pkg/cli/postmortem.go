package cli

import (
	"context"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// postmortem is one incident as it was read: the bytes, and what they mean.
type postmortem struct {
	*incident.Incident
	was []byte
}

// load reads the incident that a reference means.
func (w *workspace) load(ctx context.Context, ref string) (*postmortem, error) {
	path, err := w.find(ctx, ref)
	if err != nil {
		return nil, err
	}
	return w.loadFile(path)
}

// loadFile reads the incident at a path relative to the root, as a branch has it
// where branches are read and that version is newest.
func (w *workspace) loadFile(path string) (*postmortem, error) {
	if f := w.branches.find(incident.IDFromPath(path)); f != nil && f.Path == path {
		return &postmortem{w.decode(path, f.Data), f.Data}, f.Err
	}
	data, err := w.repo.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return &postmortem{w.decode(path, data), data}, nil
}

// loadToChange is loadFile for a command that writes: a merge conflict is to be
// resolved first.
func (w *workspace) loadToChange(path string) (*postmortem, error) {
	p, err := w.loadFile(path)
	if err != nil {
		return nil, err
	}
	return p, w.locate(p.Doc.Resolved(), p.Incident)
}

func (w *workspace) decode(path string, data []byte) *incident.Incident {
	return incident.Decode(path, document.Parse(data), w.process)
}

// readable refuses a file whose front matter cannot be read. Without this its
// values would count as missing, and the user be told to fill them in.
func (w *workspace) readable(i *incident.Incident) error {
	if i.Doc.Front().Kind() == document.Mapping {
		return nil
	}
	refusal := &document.Refusal{Position: i.Doc.Position(0), Reason: "the front matter cannot be read", Way: "pm lint says more"}
	if faults := i.Doc.Faults(); len(faults) > 0 {
		f := faults[0]
		refusal = &document.Refusal{Position: i.Doc.Position(f.Span.Start), Reason: "the front matter cannot be read: " + f.Message, Way: f.Help}
	}
	return w.locate(refusal, i)
}

// edit carries ops out on an incident and gives the new bytes.
func (w *workspace) edit(i *incident.Incident, ops []document.Op) ([]byte, error) {
	if len(ops) == 0 {
		return i.Doc.Source(), nil
	}
	want, err := i.Doc.Edit(ops...)
	if err != nil {
		return nil, w.locate(err, i)
	}
	return want, nil
}

// revise carries ops out and reads the result, for changes made of steps.
func (w *workspace) revise(i *incident.Incident, ops []document.Op) (*incident.Incident, error) {
	want, err := w.edit(i, ops)
	if err != nil {
		return nil, err
	}
	return w.decode(i.Path, want), nil
}

// locate says in which file an error lies.
func (w *workspace) locate(err error, i *incident.Incident) error {
	if err == nil {
		return nil
	}
	return &located{err, w.shown(i.Path), i.Doc}
}
