package repo

import (
	"context"
	"io"
	"path/filepath"
	"strings"
)

// branchName asks git, which knows of ways to keep refs that are not files.
func (g *gitBinary) branchName(ctx context.Context) (string, error) {
	res, err := g.read(ctx, "symbolic-ref", "-q", "HEAD")
	if err != nil {
		return "", err
	}
	const detached = 1
	if res.code != 0 && res.code != detached {
		return "", res.refused("git cannot tell which branch is checked out")
	}
	return strings.TrimSpace(res.out), nil
}

func (g *gitBinary) refNames(ctx context.Context) ([]string, error) {
	res, err := g.read(ctx, "for-each-ref", "--format=%(refname)", "refs/heads/", "refs/remotes/")
	if err != nil {
		return nil, err
	}
	if res.code != 0 {
		return nil, res.refused("git cannot list the branches")
	}
	return strings.Fields(res.out), nil
}

// branch is git switch -c, in the words of gits before 2.23. It tracks nothing,
// whatever branch.autoSetupMerge says: the upstream of such a branch is its own,
// not that of the protected branch it came from.
func (g *gitBinary) branch(ctx context.Context, name string, resumed bool) error {
	args := []string{"checkout", "-q", "--no-track", "-b", name}
	if resumed && g.atHead(ctx, name) {
		args = []string{"checkout", "-q", name, "--"}
	}
	for attempt := 0; ; attempt++ {
		env := g.ownHooks(g.commitEnviron())
		res, err := g.run(ctx, g.command(ctx, env, args...))
		if err != nil {
			return err
		}
		if res.code == 0 || g.standsOn(ctx, name) {
			g.show(res.err)
			return nil
		}
		refusal := res.refused("git cannot make the branch " + name)
		if other, _, ok := strings.Cut(res.err, "' exists; cannot create '"); ok { // a branch above or below it, no lock
			refusal = noBranch(name, other[strings.LastIndexByte(other, '\'')+1:])
		}
		if strings.HasSuffix(firstFault(res.err), "already exists") {
			refusal = branchThere(name)
		}
		if err := g.again(ctx, attempt, refusal); err != nil {
			return err
		}
	}
}

// show passes on what hooks had to say in a command of git's that went well.
func (g *gitBinary) show(words string) {
	if g.options.Err != nil {
		_, _ = io.WriteString(g.options.Err, words)
	}
}

// atHead says whether there is a branch and it is where HEAD is.
func (g *gitBinary) atHead(ctx context.Context, name string) bool {
	ref := "refs/heads/" + name
	res, err := g.read(ctx, "for-each-ref", "--points-at", "HEAD", "--format=%(refname)", ref)
	return err == nil && res.code == 0 && strings.TrimSpace(res.out) == ref
}

// standsOn says whether a failed git has switched all the same: a post-checkout
// hook that fails makes git fail when it is done.
func (g *gitBinary) standsOn(ctx context.Context, name string) bool {
	head, err := g.branchName(ctx)
	return err == nil && head == "refs/heads/"+name
}

// ownHooks names the index to git, which tells hooks of it as git commit does.
// By that a pm in such a hook knows that it is part of an operation, and does
// not wait for a lock that is held until the hook has ended.
func (g *gitBinary) ownHooks(env []string) []string {
	if environment(env).value("GIT_INDEX_FILE") != "" {
		return env
	}
	return append(env, "GIT_INDEX_FILE="+filepath.Join(g.loc.gitDir, "index"))
}
