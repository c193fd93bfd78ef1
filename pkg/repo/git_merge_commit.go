package repo

import (
	"context"
	"strings"
)

// indexLine is one entry of an index.
type indexLine struct{ mode, id, path string }

// store writes a blob as it is: no filter and no line ending is applied, for
// none was taken off.
func (g *gitBinary) store(ctx context.Context, data []byte) (string, error) {
	return g.feed(ctx, nil, string(data), "hash-object", "-w", "--stdin")
}

// feed runs a command on some input and gives back its one line.
func (g *gitBinary) feed(ctx context.Context, env []string, input string, args ...string) (string, error) {
	cmd := g.command(ctx, append(g.commitEnviron(), env...), args...)
	cmd.Stdin = strings.NewReader(input)
	res, err := g.run(ctx, cmd)
	if err != nil {
		return "", err
	}
	if res.code != 0 {
		return "", res.refused("git " + args[0] + " failed")
	}
	return strings.TrimSpace(res.out), nil
}

// scratchIndex is an index of its own, which holds a tree.
func (g *gitBinary) scratchIndex(ctx context.Context, tree string) (env []string, remove func(), err error) {
	name := scratchName(g.loc)
	remove = func() { _ = disk{step: g.options.Step}.remove(name) }
	env = []string{"GIT_INDEX_FILE=" + name}
	if _, err := g.feed(ctx, env, "", "read-tree", tree); err != nil {
		remove()
		return nil, nil, err
	}
	return env, remove, nil
}

// replaceInTree makes a tree that is another one but for some files.
func (g *gitBinary) replaceInTree(ctx context.Context, tree string, lines []indexLine) (string, error) {
	env, remove, err := g.scratchIndex(ctx, tree)
	if err != nil {
		return "", err
	}
	defer remove()
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.mode + " " + l.id + " 0\t" + l.path + "\x00")
	}
	if _, err := g.feed(ctx, env, b.String(), "update-index", "-z", "--index-info"); err != nil {
		return "", err
	}
	return g.feed(ctx, env, "", "write-tree", "--missing-ok")
}

// commitBase makes the commit of merged merge bases, which nothing refers to.
func (g *gitBinary) commitBase(ctx context.Context, tree string, parents ...string) (string, error) {
	args := []string{"commit-tree", tree, "-m", "merge bases"}
	for _, p := range parents {
		args = append(args, "-p", p)
	}
	var env []string
	for _, who := range []string{"GIT_AUTHOR_", "GIT_COMMITTER_"} {
		env = append(env, who+"NAME=pm", who+"EMAIL=pm@localhost")
	}
	return g.feed(ctx, env, "", args...)
}

// commitMerge makes the merge commit, which no branch has yet, with the hooks
// that git merge would run before it.
func (s *syncing) commitMerge(ctx context.Context, tree, ours, theirs string) (string, error) {
	if _, err := s.git.committer(ctx); err != nil {
		return "", err
	}
	message := s.Message(s.result.Upstream, s.result.Merged)
	if s.haveHooks(ctx) {
		var err error
		if message, err = s.hooks(ctx, tree, message); err != nil {
			return "", err
		}
	}
	args := []string{"commit-tree", tree, "-p", ours, "-p", theirs, "-F", "-"}
	if s.config.on("commit.gpgsign") {
		args = append(args, "-S")
	}
	return s.git.feed(ctx, nil, message, args...)
}

// note adds to the files merged by meaning, as seen from the root.
func (s *syncing) note(paths []string) {
	for _, p := range paths {
		path, _ := s.fromRoot(p)
		s.result.Merged = append(s.result.Merged, path)
	}
	s.result.Merged = distinctSorted(s.result.Merged)
}

func unwritable(err error) *Refused {
	return &Refused{Cause: CauseGit, Reason: "the Git directory cannot be written: " + cause(err).Error()}
}
