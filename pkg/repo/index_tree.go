package repo

import (
	"context"
	"strings"
)

// IndexTree is the tree that a commit of what is staged would have, for a hook
// that git runs before it. A *Refused says why there is none; the built-in backend
// runs no hooks and has none.
func (r *Repo) IndexTree(ctx context.Context) (string, error) {
	git, err := r.forHooks()
	if err != nil {
		return "", err
	}
	res, err := git.run(ctx, git.command(ctx, append(git.environ(), "LC_ALL=C"), "write-tree"))
	if err != nil {
		return "", err
	}
	if id := strings.TrimSpace(res.out); res.code == 0 && isObjectName(id) {
		return id, nil
	}
	return "", res.refused("git cannot tell what is staged")
}

// forHooks is git, which alone runs hooks.
func (r *Repo) forHooks() (*gitBinary, error) {
	b, err := r.backend()
	if err != nil {
		return nil, err
	}
	git, ok := b.(*gitBinary)
	if !ok {
		return nil, &Refused{Cause: CauseUnsupported, Reason: "the built-in git backend does not run hooks", Way: useGit}
	}
	return git, nil
}
