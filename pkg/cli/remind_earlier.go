package cli

import (
	"context"
	"errors"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

// rememberFrom makes the digest leave out what one of a revision named, on the
// revision's day and under its configuration. Branches were otherwise then, and
// nobody knows how: an incident that only a branch has is compared with itself.
func (d *digest) rememberFrom(ctx context.Context, w *workspace, rev string) error {
	tree, err := w.repo.At(ctx, rev)
	if errors.Is(err, repo.ErrNoGit) {
		return &usageError{"--since-last " + rev + ": not in a Git repository, so there are no revisions", "leave it out"}
	}
	if err != nil {
		return err
	}
	made := tree.Made()
	if made.IsZero() {
		return &usageError{"--since-last " + rev + " names a tree, which has no date", "name a commit or a tag"}
	}
	then, err := w.in(tree, w.prefix, rev)
	if err != nil {
		return err
	}
	then.branches = nil
	old := newDigest(made, "")
	seen := map[string]bool{}
	for f := range then.files(ctx) {
		if f.Err != nil {
			continue // it named nothing then
		}
		seen[incident.IDFromPath(f.Path)] = true
		old.incident(then, then.decode(f.Path, f.Data))
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if w.branches != nil {
		for _, f := range w.branches.files {
			if f.Err == nil && !seen[incident.IDFromPath(f.Path)] {
				old.incident(then, then.decode(f.Path, f.Data))
			}
		}
	}
	old.process(then)
	d.remember(old)
	return nil
}

// remember takes over what another digest named.
func (d *digest) remember(old *digest) {
	if d.earlier == nil {
		d.earlier = map[string]bool{}
	}
	for _, s := range old.sections {
		for _, r := range s.reminders {
			d.earlier[keyOf(r.w, s.audience, r, text(r.Incident))] = true
		}
	}
}
