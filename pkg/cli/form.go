package cli

import (
	"github.com/postmortem-md/pm/pkg/incident"
)

// askNew shows the form of pm new where a person can fill it in.
func (w *workspace) askNew(o *newOptions) error {
	if !w.env.interactive() {
		return &usageError{"pm new takes TITLE, but got none", "pm new --help shows examples"}
	}
	return nil
}

// askNeeds asks for the fields that a transition still needs.
func (w *workspace) askNeeds(i *incident.Incident, needs []incident.Need) ([]incident.Assignment, error) {
	return nil, nil
}
