package repo

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// mergeHooks are those of git merge before its commit, in order, with what they
// are given besides the file with the message.
var mergeHooks = []struct {
	name    string
	message bool
	more    []string
}{
	{name: "pre-merge-commit"},
	{name: "prepare-commit-msg", message: true, more: []string{"merge"}},
	{name: "commit-msg", message: true},
}

// hooks runs them, and returns the message that they left. They see the merge in
// the index, and the files as they were before it: one that stages files would
// stage those, and so take out of the merge what the other side did.
func (s *syncing) hooks(ctx context.Context, tree, message string) (string, error) {
	env, remove, err := s.git.scratchIndex(ctx, tree)
	if err != nil {
		return "", err
	}
	defer remove()
	file := filepath.Join(s.repo.loc.gitDir, messageName)
	if err := s.writeMessage(file, message); err != nil {
		return "", unwritable(err)
	}
	defer func() { _ = s.disk().remove(file) }()
	for _, h := range mergeHooks {
		args := []string{"hook", "run", "--ignore-missing", h.name}
		if h.message {
			args = append(append(args, "--", file), h.more...)
		}
		if err := s.hook(ctx, env, h.name, args); err != nil {
			return "", err
		}
	}
	left, err := os.ReadFile(file)
	if err != nil {
		return "", unwritable(err)
	}
	now, err := s.git.feed(ctx, env, "", "write-tree", "--missing-ok")
	if err == nil && now != tree {
		err = &Refused{
			Cause: CauseHook, Reason: "a hook changed the files of the merge, which pm sync cannot give it as git merge does",
			Way: "git merge " + shellWord(s.result.Upstream) + ", then pm sync",
		}
	}
	return string(left), err
}

// disk is the Git directory as it is written to.
func (s *syncing) disk() disk { return disk{step: s.git.options.Step} }

func (s *syncing) writeMessage(file, message string) error {
	f, err := s.disk().open(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write([]byte(message))
	return errors.Join(err, f.Close())
}

func (s *syncing) hook(ctx context.Context, env []string, name string, args []string) error {
	res, err := s.git.run(ctx, s.git.command(ctx, append(s.git.commitEnviron(), env...), args...))
	if err != nil {
		return err
	}
	if res.code == 0 {
		s.git.show(res.err)
		return nil
	}
	return &Refused{
		Cause: CauseHook, Reason: "the " + name + " hook refused the merge", Way: "do what it asks first",
		Output: strings.TrimSpace(res.out + res.err),
	}
}

// haveHooks spares the ordinary sync three processes and an index.
func (s *syncing) haveHooks(ctx context.Context) bool {
	for key := range s.config {
		if strings.HasPrefix(key, "hook.") {
			return true
		}
	}
	res, err := s.git.read(ctx, "rev-parse", "--git-path", "hooks")
	if err != nil || res.code != 0 {
		return true
	}
	dir := absolute(s.git.dir(), strings.TrimSpace(res.out))
	for _, h := range mergeHooks {
		if isExecutable(filepath.Join(dir, h.name)) {
			return true
		}
	}
	return false
}
