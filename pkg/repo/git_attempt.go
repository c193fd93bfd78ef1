package repo

import (
	"context"
	"slices"
	"strings"
)

// tryCommit runs git commit once. Its error is a *Refused, or a *nothingError
// where git has made no commit and found no fault.
func (g *gitBinary) tryCommit(ctx context.Context, message string, args []string) (hooks bool, err error) {
	trace := newChildTrace(environment(g.options.Environ))
	defer trace.close()
	out := &commitOutput{to: g.options.Err, trace: trace}
	cmd := g.command(ctx, trace.environ(g.commitEnviron()), args...)
	cmd.Stdin, cmd.Stderr = strings.NewReader(message), out
	res, err := g.run(ctx, cmd)
	if err != nil {
		return false, err
	}
	words := out.end()
	if res.code == 0 {
		return trace.hooksRan(), nil
	}
	return false, commitRefusal(res.code, words, trace.failure(), out)
}

// commitRefusal tells a failed git commit apart: by the program that git ran
// and that failed, else by git's own words, else there was nothing to commit.
func commitRefusal(code int, words string, failed *child, out *commitOutput) error {
	switch {
	case failed != nil && failed.hook != "":
		out.show()
		return hookRefusal("the "+failed.hook+" hook", words, out.shown)
	case failed != nil && failed.signs():
		return &Refused{
			Cause: CauseSigning, Reason: "git could not sign the commit",
			Way: wayToSign, Output: strings.TrimSpace(words),
		}
	case code == 1 && !hasFault(words):
		return &nothingError{words: words, shown: out.shown}
	}
	return refusedBy(words, "git refused the commit")
}

func hookRefusal(name, words string, shown bool) *Refused {
	r := &Refused{Cause: CauseHook, Reason: name + " refused the commit", Way: "do what it asks first"}
	if !shown {
		r.Output = strings.TrimSpace(words)
	}
	return r
}

// nothingError is a git commit that failed without a fault: there was nothing
// to commit, or a hook refused where git does not tell of its hooks.
type nothingError struct {
	words string // that came with it
	shown bool   // the user has seen others
}

func (e *nothingError) Error() string { return errNothing.Error() }

// confirm is nil when the files are as HEAD has them. A file that git was told
// not to look at (skip-worktree) passes for one.
func (g *gitBinary) confirm(ctx context.Context, nothing *nothingError, paths []string) error {
	states, err := g.status(ctx, paths)
	if err != nil {
		return err
	}
	if len(states) > 0 {
		return hookRefusal("a hook", nothing.words, nothing.shown)
	}
	there := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return !g.exists(p) })
	name, err := g.skipped(ctx, there)
	if err != nil || name == "" {
		return err
	}
	return skipped(name, false)
}
