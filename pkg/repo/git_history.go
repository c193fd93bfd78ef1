package repo

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"os/exec"
	"slices"
	"strings"
)

// history runs one git log over the paths. Options stand against what a user's
// configuration would make of it: renames, hidden root commits, an order of
// files, signatures between the lines.
func (g *gitBinary) history(ctx context.Context, q historyQuery) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		args, err := g.logArgs(ctx, q)
		if err != nil || args == nil {
			if err != nil {
				yield(nil, err)
			}
			return
		}
		log, err := g.stream(ctx, args...)
		if err != nil {
			yield(nil, err)
			return
		}
		commits := parseLog(log.out, q.messages)
		if q.beside != "" {
			commits = g.beside(ctx, cancel, q.beside, commits)
		}
		log.drain(ctx, commits, yield)
	}
}

// drain hands on what is read of git log, which is ended as soon as nobody asks for
// more.
func (s *gitStream) drain(ctx context.Context, commits iter.Seq2[*Commit, error], yield func(*Commit, error) bool) {
	for c, err := range commits {
		if err == nil && yield(c, nil) {
			continue
		}
		s.abort()
		if err != nil {
			yield(nil, s.explain(err))
		}
		return
	}
	if err := s.end(ctx); err != nil {
		yield(nil, err)
	}
}

// logFormat begins with a byte that begins nothing else, and ends each field
// with NUL, which no commit can hold.
const logFormat = "--format=tformat:%x01%H%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%s"

// logArgs is the command line; nil without an error when the branch is unborn.
func (g *gitBinary) logArgs(ctx context.Context, q historyQuery) ([]string, error) {
	rev, err := q.rev, error(nil)
	if !q.fresh || !isObjectName(rev) { // a push names its commits, and each git that is spared is felt
		rev, err = g.commitID(ctx, q.rev)
	}
	if err != nil || rev == "" {
		if q.unborn && err == nil {
			return nil, nil
		}
		return nil, firstError(err, g.noRevision(q.rev))
	}
	args := []string{"-c", "log.showSignature=false", "-c", "log.showRoot=true", "log", "-z", "--no-notes", "--encoding=UTF-8"}
	if q.messages {
		args = append(args, "--no-patch", logFormat+"%x00%B")
	} else {
		args = append(args, "--root", "--full-history", "-c", "--raw", "--no-abbrev", "--no-renames", "--no-relative", "-O/dev/null", logFormat)
	}
	if q.alone {
		args = append(args, "--no-walk")
	} else {
		args = append(args, "--date-order", "--reverse")
	}
	revs := []string{rev}
	if q.base != "" {
		base, err := g.mergeable(ctx, q, rev)
		if err != nil {
			return nil, err
		}
		revs = append(revs, "^"+base)
	}
	if q.fresh {
		revs = append(revs, "--not", "--branches")
	}
	if q.whole {
		if err := g.whole(ctx, q, revs); err != nil {
			return nil, err
		}
	}
	return slices.Concat(g.treeCache(q), args, revs, []string{"--"}, pathspecs(q.paths)), nil
}

func firstError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// commitID resolves a revision to a commit, "" when it names none.
func (g *gitBinary) commitID(ctx context.Context, rev string) (string, error) {
	res, err := g.read(ctx, "rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err != nil {
		return "", err
	}
	id := strings.TrimSpace(res.out)
	if res.code != 0 && res.err != "" && rev == "HEAD" {
		return "", res.refused("git cannot read HEAD")
	}
	if res.code != 0 || !isObjectName(id) {
		return "", nil
	}
	return id, nil
}

// mergeable is the base's commit, which must have something in common with the
// revision.
func (g *gitBinary) mergeable(ctx context.Context, q historyQuery, rev string) (string, error) {
	base, err := g.commitID(ctx, q.base)
	if err != nil || base == "" {
		return "", firstError(err, g.noRevision(q.base))
	}
	res, err := g.read(ctx, "merge-base", base, rev)
	if err != nil {
		return "", err
	}
	if res.code != 0 {
		return "", unrelated(q.base, q.rev, q.cut != nil)
	}
	return base, nil
}

// whole refuses when a commit of the range was cut by a shallow clone, which
// then looks like one without parents.
func (g *gitBinary) whole(ctx context.Context, q historyQuery, revs []string) error {
	if q.cut == nil {
		return nil
	}
	res, err := g.read(ctx, append([]string{"rev-list", "--max-parents=0"}, revs...)...)
	if err != nil {
		return err
	}
	for id := range strings.FieldsSeq(res.out) {
		if q.cut[id] {
			return errShallow
		}
	}
	return nil
}

// gitStream is a git command whose output is read as it comes.
type gitStream struct {
	cmd   *exec.Cmd
	out   *bufio.Reader
	words strings.Builder // standard error
}

// fetchNothing keeps git from fetching objects that a partial clone lacks. The
// first is for git from 2.44 on, the other, a list without protocols, for all.
var fetchNothing = []string{"GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL="}

// stream starts a command that only reads.
func (g *gitBinary) stream(ctx context.Context, args ...string) (*gitStream, error) {
	env := append(append(g.environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0"), fetchNothing...)
	s := &gitStream{cmd: g.command(ctx, env, args...)}
	s.cmd.Stderr = &s.words
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.out = bufio.NewReaderSize(out, 64<<10)
	if g.options.Trace != nil {
		fmt.Fprintf(g.options.Trace, "git %s\n", strings.Join(args, " "))
	}
	if err := s.cmd.Start(); err != nil {
		return nil, &Refused{Cause: CauseGit, Reason: "git could not be started: " + cause(err).Error()}
	}
	return s, nil
}

// end waits for the command, and says what was wrong with it.
func (s *gitStream) end(ctx context.Context) error {
	_, _ = io.Copy(io.Discard, s.out)
	err := s.cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return s.explain(&Refused{Cause: CauseGit, Reason: "git cannot read the history"})
	}
	return nil
}

// abort ends the command while it still has something to say.
func (s *gitStream) abort() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

// explain prefers what git said to what became of its output.
func (s *gitStream) explain(err error) error {
	words := s.words.String()
	switch {
	case notFetched(words):
		return errPartial
	case words != "":
		return refusedBy(words, "git cannot read the history")
	}
	return err
}

// notFetched finds in git's words that an object is missing on purpose.
func notFetched(words string) bool {
	return strings.Contains(words, "promisor remote") || strings.Contains(words, "lazy fetching disabled")
}
