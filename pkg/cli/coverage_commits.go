package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/postmortem-md/pm/pkg/coverage"
	"github.com/postmortem-md/pm/pkg/repo"
)

// addCommits reads the range of commits that --commits names.
func (w *workspace) addCommits(ctx context.Context, audit *coverage.Audit, o coverageOptions) error {
	if o.commits == "" {
		return nil
	}
	base, head, err := splitRange(o.commits)
	if err != nil {
		return err
	}
	r, services := w.repo, o.services
	if o.in != "" {
		if r, err = w.openCode(ctx, o.in); err != nil {
			return err
		}
		defer func() { _ = r.Close() }()
		if len(services) == 0 {
			services = []string{r.Name()}
		}
	}
	var commits []coverage.Commit
	for c, err := range r.History(ctx, repo.HistoryOptions{Base: base, Rev: head, Messages: true}) {
		switch {
		case errors.Is(err, repo.ErrNoGit) && o.in != "":
			return &usageError{o.in + " is not in a Git repository", "--in names the folder of a clone"}
		case err != nil:
			return err
		}
		commits = append(commits, coverage.Commit{ID: c.ID, Parents: c.Parents, When: c.Committer.When, Subject: c.Subject, Message: c.Message})
	}
	audit.AddCommits(commits, services, branchOf(ctx, r, head))
	return nil
}

// splitRange reads BASE..HEAD; without HEAD it is what is checked out.
func splitRange(s string) (base, head string, err error) {
	base, head, ok := strings.Cut(s, "..")
	if !ok || base == "" || strings.HasPrefix(head, ".") {
		return "", "", &usageError{"--commits " + s + " is no range", "write BASE..HEAD: the commits that HEAD has and BASE has not"}
	}
	if head == "" {
		head = "HEAD"
	}
	return base, head, nil
}

// openCode opens the repository that the code lies in, and never one that the
// environment names: a hook may have set that to the repository it runs in.
func (w *workspace) openCode(ctx context.Context, dir string) (*repo.Repo, error) {
	dir = joinDir(w.env.Dir, dir)
	if !w.repo.IsFolder(dir) {
		return nil, usagef("there is no folder %s", dir)
	}
	o := repoOptions(w.env, dir, w.config.Git.Backend)
	o.Environ, o.Marker = repo.Unbound(o.Environ), ""
	return repo.Open(ctx, o)
}

// branchOf is the branch that a revision names, "" where it names none.
func branchOf(ctx context.Context, r *repo.Repo, rev string) string {
	if rev == "HEAD" || rev == "@" {
		name, _ := r.Branch(ctx) // none where HEAD is detached
		return name
	}
	return strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(rev, "refs/"), "heads/"), "remotes/")
}
