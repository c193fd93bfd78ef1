package repo

import (
	"context"
	"errors"
)

// Committer asks for the committing identity; *Refused (CauseIdentity) when
// there is none, ErrNoGit without a repository.
func (r *Repo) Committer(ctx context.Context) (Identity, error) {
	b, err := r.backend()
	if err != nil {
		return Identity{}, err
	}
	return b.committer(ctx)
}

// Editor is the command line of the editor git would open, a shell's words.
// Without a repository it is what git would open there.
func (r *Repo) Editor(ctx context.Context) (string, error) {
	b, err := r.backend()
	if errors.Is(err, ErrNoGit) {
		b, err = r.outside()
	}
	if err != nil {
		return "", err
	}
	return b.editor(ctx)
}
