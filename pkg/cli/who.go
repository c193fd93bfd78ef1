package cli

import (
	"context"

	"github.com/postmortem-md/pm/pkg/incident"
)

// stamp is who makes a change, and when.
func (w *workspace) stamp(ctx context.Context) incident.Stamp {
	return incident.Stamp{By: w.committer(ctx), At: w.env.now()}
}

// committer is the handle of the committing person, else the name Git would
// write. Where Git knows nobody, or there is no Git, the log-in name stands
// in: what is recorded must not be lost over it.
func (w *workspace) committer(ctx context.Context) string {
	id, err := w.repo.Committer(ctx)
	if err != nil {
		for _, key := range []string{"GIT_COMMITTER_NAME", "GIT_AUTHOR_NAME", "USER", "LOGNAME", "USERNAME"} {
			if v := w.env.getenv(key); v != "" {
				return w.handle(v)
			}
		}
		return "unknown"
	}
	if p, ok := w.process.PersonOf(id.Email); ok {
		return p.Handle
	}
	return w.handle(id.Name)
}

// handle is the handle of a person, else what was written.
func (w *workspace) handle(written string) string {
	if p, ok := w.process.PersonOf(written); ok {
		return p.Handle
	}
	return written
}
