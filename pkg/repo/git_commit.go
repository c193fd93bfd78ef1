package repo

import (
	"context"
	"errors"
	"os"
	"strings"
)

// maxAttempts is how often a command is tried that met another one's lock.
const maxAttempts = 5

// record commits the paths in as few processes as it takes: one, another for
// files new to git, and two when a hook ran.
func (g *gitBinary) record(ctx context.Context, _, message string, paths []string) (Outcome, error) {
	added, paths := g.split(paths)
	if len(paths) == 0 {
		return Outcome{}, nil
	}
	g.unstage(ctx, g.overtaken)
	if err := g.addIntent(ctx, added); err != nil {
		return Outcome{}, err
	}
	before := g.readHead()
	hooks, err := g.commit(ctx, message, paths)
	if err != nil && g.landed(ctx, before, paths) {
		hooks, err = true, nil
	}
	if nothing, ok := errors.AsType[*nothingError](err); ok {
		if err = g.confirm(ctx, nothing, paths); err == nil {
			return Outcome{}, nil
		}
	}
	if err != nil {
		g.unstage(ctx, added)
		return Outcome{}, err
	}
	ctx = context.WithoutCancel(ctx) // it is done, and must be told as such
	if hooks {
		g.refresh(ctx, paths)
	}
	return g.head(ctx)
}

// landed says whether a failed git commit has made the commit all the same: it
// was interrupted in a hook that comes after, or could not write the index for
// want of space. Taking the files back would then undo what is in HEAD.
func (g *gitBinary) landed(ctx context.Context, before Outcome, paths []string) bool {
	if now := g.readHead(); now == before || now == (Outcome{}) {
		return false
	}
	ctx = context.WithoutCancel(ctx)
	for _, batch := range batches(pathspecs(paths)) {
		res, err := g.read(ctx, append([]string{"diff", "--quiet", "HEAD", "--"}, batch...)...)
		if err != nil || res.code != 0 {
			return false
		}
	}
	return true
}

// split finds the paths that git must be told of first, and drops those that
// it never knew and that are gone.
func (g *gitBinary) split(paths []string) (added, kept []string) {
	for _, p := range paths {
		if g.untracked[p] {
			if !g.exists(p) {
				continue
			}
			added = append(added, p)
		}
		kept = append(kept, p)
	}
	return added, kept
}

// addIntent makes new files known, for git commit --only takes no others,
// without staging what is in them.
func (g *gitBinary) addIntent(ctx context.Context, paths []string) error {
	args := []string{"add", "--intent-to-add"}
	if g.sparse() {
		args = append(args, "--sparse") // git 2.34; needed outside the cone only
	}
	for _, batch := range batches(pathspecs(paths)) {
		if err := g.change(ctx, append(append(args, "--"), batch...)...); err != nil {
			g.unstage(ctx, paths)
			if refused, ok := errors.AsType[*Refused](err); ok && refused.Cause == CauseIgnored && len(paths) == 1 {
				return ignoredRefusal(paths[0]) // git names the folder, where that is what is ignored
			}
			return err
		}
	}
	return nil
}

// unstage makes git forget what addIntent told it, even when the user has
// interrupted the commit.
func (g *gitBinary) unstage(ctx context.Context, paths []string) {
	ctx = context.WithoutCancel(ctx)
	for _, batch := range batches(pathspecs(paths)) {
		_ = g.change(ctx, append([]string{"reset", "-q", "--"}, batch...)...)
	}
}

// refresh mends the index after a hook that rewrote and staged a file of the
// commit: git commit --only then leaves the old version in it, as though the
// reversal had been staged.
func (g *gitBinary) refresh(ctx context.Context, paths []string) {
	for _, batch := range batches(pathspecs(paths)) {
		res, err := g.read(ctx, append([]string{"diff", "--cached", "--quiet", "--"}, batch...)...)
		if err == nil && res.code == 1 {
			g.unstage(ctx, paths)
			return
		}
	}
}

// change runs a command that writes the index, again while it is locked.
func (g *gitBinary) change(ctx context.Context, args ...string) error {
	for attempt := 0; ; attempt++ {
		env := append(g.environ(), "LC_ALL=C")
		res, err := g.run(ctx, g.command(ctx, env, args...))
		if err != nil || res.code == 0 {
			return err
		}
		if err := g.again(ctx, attempt, res.refused("git "+args[0]+" failed")); err != nil {
			return err
		}
	}
}

// again waits before another attempt, or returns the refusal when it is not
// one that time heals. A lock is never removed: its owner may be alive.
func (g *gitBinary) again(ctx context.Context, attempt int, refusal *Refused) error {
	if refusal.Cause != CauseLocked || attempt+1 >= maxAttempts {
		return refusal
	}
	const first = 2 // pause doubles: 40, 80, 160, 320 ms
	if pause(ctx, g.options.Trace, "git's lock", first+attempt) != nil {
		return refusal
	}
	return nil
}

func (g *gitBinary) commit(ctx context.Context, message string, paths []string) (hooks bool, err error) {
	args := []string{"commit", "-q", "--only", "--cleanup=whitespace", "-F", "-"}
	specs := pathspecs(paths)
	if len(batches(specs)) > 1 {
		file, err := writeSpecs(specs)
		if err != nil {
			return false, err
		}
		defer os.Remove(file)
		args = append(args, "--pathspec-file-nul", "--pathspec-from-file="+file)
	} else {
		args = append(append(args, "--"), specs...)
	}
	for attempt := 0; ; attempt++ {
		hooks, err := g.tryCommit(ctx, message, args)
		var refusal *Refused
		if !errors.As(err, &refusal) {
			return hooks, err
		}
		if err := g.again(ctx, attempt, refusal); err != nil {
			return hooks, err
		}
	}
}

// writeSpecs puts paths that no command line could take into a file.
func writeSpecs(specs []string) (string, error) {
	f, err := os.CreateTemp("", "pm-paths-*")
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(strings.Join(specs, "\x00"))
	return f.Name(), errors.Join(err, f.Close())
}
