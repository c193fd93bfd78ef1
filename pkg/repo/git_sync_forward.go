package repo

import (
	"context"
	"strings"
)

// forward moves the branch, the index and the files to a commit that descends
// from it. git keeps every other change in the work tree, and refuses when one
// would be overwritten. Its post-merge hook runs.
func (s *syncing) forward(ctx context.Context, commit string, own bool) error {
	// What would make another merge of it, or stash what is in the way.
	args := append([]string{"-c", "merge.autoStash=false"}, noMergeOptions(s.result.Branch)...)
	args = append(args, "merge", "-q", "--ff-only", "--no-squash")
	if own {
		args = append(args, "--no-verify-signatures") // theirs was looked at
	}
	defer s.journal(commit)() // should git be killed too, the next pm undoes what it had begun
	for attempt := 0; ; attempt++ {
		if err := s.stays(ctx); err != nil {
			return err
		}
		env := append(s.git.ownHooks(s.git.commitEnviron()), "GIT_REFLOG_ACTION=pm sync", noOptions+"=")
		res, err := s.git.run(ctx, s.git.command(ctx, env, append(args, commit)...))
		if err != nil {
			return err
		}
		switch tip, _ := s.tip(context.WithoutCancel(ctx), "HEAD"); {
		case res.code == 0, tip == commit: // a hook that fails comes after
			s.joined = true
			s.git.show(res.err)
			return nil
		case strings.Contains(res.err, "Not possible to fast-forward"):
			return errAgain // somebody committed meanwhile
		}
		if err := s.git.again(ctx, attempt, s.inTheWay(res)); err != nil {
			return err
		}
	}
}

// noOptions is an environment variable that holds nothing.
const noOptions = "PM_NO_MERGE_OPTIONS"

// noMergeOptions are the arguments that take a branch's mergeOptions away. -c
// ends the key at the first =, which a branch's name may have; --config-env,
// which gits before 2.31 do not know, at the last.
func noMergeOptions(branch string) []string {
	key := "branch." + branch + ".mergeOptions"
	if strings.Contains(branch, "=") {
		return []string{"--config-env=" + key + "=" + noOptions}
	}
	return []string{"-c", key + "="}
}

// inTheWay is why the files could not be brought up to date.
func (s *syncing) inTheWay(res gitResult) *Refused {
	var paths []string
	for line := range strings.Lines(res.err) {
		if path, ok := strings.CutPrefix(line, "\t"); ok {
			paths = append(paths, strings.TrimSpace(path))
		}
	}
	if len(paths) == 0 {
		return res.refused("git cannot bring in " + s.result.Upstream)
	}
	return &Refused{
		Cause: CauseChanged, Reason: s.result.Upstream + " changes files that hold work of yours that is not committed: " + strings.Join(paths, ", "),
		Way: "commit it, or put it aside with git stash -u",
	}
}

// checkSignature is merge.verifySignatures for a merge that is not git's.
func (s *syncing) checkSignature(ctx context.Context, commit string) error {
	if !s.config.on("merge.verifysignatures") {
		return nil
	}
	res, err := s.git.read(ctx, "verify-commit", commit)
	if err != nil || res.code == 0 {
		return err
	}
	return &Refused{
		Cause: CauseSigning, Reason: "the newest commit of " + s.result.Upstream + " has no good signature, and merge.verifySignatures asks for one",
		Output: strings.TrimSpace(res.err),
	}
}
