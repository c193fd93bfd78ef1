package repo

import (
	"context"
	"strings"
)

// maxForks is how many branches Fork looks at: their names are arguments.
const maxForks = 5_000

// Fork is the commit at which a revision left the branches that there are, "" when
// it has nothing in common with any. It is for hooks, which the built-in backend
// does not run: there it is a *Refused.
func (r *Repo) Fork(ctx context.Context, rev string) (string, error) {
	git, err := r.forHooks()
	if err != nil {
		return "", err
	}
	names, err := git.refNames(ctx)
	if err != nil || len(names) == 0 {
		return "", err
	}
	// With several, git takes them for one merge of all.
	args := append([]string{"merge-base", rev}, names[:min(len(names), maxForks)]...)
	res, err := git.read(ctx, args...)
	if err != nil {
		return "", err
	}
	if id := strings.TrimSpace(res.out); res.code == 0 && isObjectName(id) {
		return id, nil
	}
	if res.code == 1 {
		return "", nil
	}
	return "", res.refused("git cannot tell where " + rev + " was made from")
}
