package repo

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// takenAway refuses to bring back commits that were on the upstream and that a
// forced push took off it, for a password in them say: pushing this branch would
// publish them again, and nobody here made them. What was on the upstream, the
// log of the remote-tracking branch tells, whoever fetched or pushed; a clone that
// keeps no such log cannot know. out is how many commits the upstream lacks.
func (s *syncing) takenAway(ctx context.Context, ours, theirs string, out int) error {
	if out == 0 {
		return nil
	}
	before, err := s.formerTips(ctx)
	if err != nil || len(before) == 0 {
		return err
	}
	own, err := s.commits(ctx, append([]string{ours, "^" + theirs}, before...))
	if err != nil || len(own) == out {
		return err
	}
	all, err := s.commits(ctx, []string{ours, "^" + theirs})
	if err != nil {
		return err
	}
	kept := make(map[string]bool, len(own))
	for _, commit := range own {
		kept[commit] = true
	}
	lost := slices.DeleteFunc(all, func(commit string) bool { return kept[commit] })
	if len(lost) == 0 {
		return nil
	}
	return s.forced(ctx, ours, theirs, lost, len(own))
}

// confirm looks once more, without the lock, whether the remote is where it was
// fetched: a fetch that was overtaken by a push from this same clone has put the
// remote-tracking branch back, and the next one puts that right.
func (s *syncing) confirm(ctx context.Context, refusal error) error {
	s.forcedPush = false
	heads, err := s.heads(ctx)
	switch {
	case err != nil:
		return err
	case heads[s.up.ref] != s.up.tip:
		return errAgain
	}
	return refusal
}

// formerTips are the commits that the remote-tracking branch stood at, with ^ in
// front. Where pushes go to another address than fetches come from, a mirror that
// lags behind looks like a forced push: there only what was fetched counts.
func (s *syncing) formerTips(ctx context.Context) ([]string, error) {
	res, err := s.git.read(ctx, "log", "--no-show-signature", "-g", "--format=%H %gs", s.up.tracking, "--")
	if err != nil {
		return nil, err
	}
	if res.code != 0 {
		return nil, res.refused("git cannot read the log of " + s.result.Upstream)
	}
	pushed := s.onePlace()
	var tips []string
	entries := 0
	for line := range strings.Lines(res.out) {
		entries++
		commit, what, _ := strings.Cut(strings.TrimSpace(line), " ")
		if pushed || what != "update by push" {
			tips = append(tips, "^"+commit)
		}
	}
	if entries == 0 {
		return nil, nil
	}
	// Before the first entry, which a fresh clone does not log.
	first, err := s.tip(ctx, s.up.tracking+"@{"+strconv.Itoa(entries)+"}")
	if first != "" {
		tips = append(tips, "^"+first)
	}
	slices.Sort(tips)
	return slices.Compact(tips), err
}

// commits lists what git rev-list finds, newest first. A commit of a log may be
// gone from the clone.
func (s *syncing) commits(ctx context.Context, revisions []string) ([]string, error) {
	env := append(s.git.environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	cmd := s.git.command(ctx, env, "rev-list", "--topo-order", "--ignore-missing", "--stdin")
	cmd.Stdin = strings.NewReader(strings.Join(revisions, "\n") + "\n")
	res, err := s.git.run(ctx, cmd)
	if err != nil {
		return nil, err
	}
	if res.code != 0 {
		return nil, res.refused("git cannot compare " + s.result.Branch + " with " + s.result.Upstream)
	}
	return strings.Fields(res.out), nil
}

// forced names what was taken away, and the ways out: without it, or with it. lost
// are its commits, newest first; own is how many others the branch has. A subject is
// not repeated: it may be what should not be read.
func (s *syncing) forced(ctx context.Context, ours, theirs string, lost []string, own int) error {
	first, err := s.git.read(ctx, "log", "--no-show-signature", "-1", "--format=%h by %an", lost[len(lost)-1], "--")
	if err != nil {
		return err
	}
	s.forcedPush = true
	name := printable(strings.TrimSpace(first.out))
	reason, it := "1 commit of "+s.result.Branch+" was taken off "+s.result.Upstream+" by a forced push: "+name, "it belongs"
	if n := len(lost); n > 1 {
		reason = strconv.Itoa(n) + " commits of " + s.result.Branch + " were taken off " + s.result.Upstream + " by a forced push, the first " + name
		it = "they belong"
	}
	way, err := s.without(ctx, ours, theirs, lost, own)
	if err != nil {
		return err
	}
	push := "git push"
	if ahead, err := s.descends(ctx, ours, theirs); err != nil {
		return err
	} else if !ahead {
		push = "git merge " + shellWord(s.result.Upstream) + " && git push"
	}
	return &Refused{Cause: CauseUpstream, Reason: reason, Way: way + "; or " + push + ", if " + it + " there after all"}
}

// without is how to go on without the commits that were taken away. Unlike reset
// --hard, --keep keeps what is not committed.
func (s *syncing) without(ctx context.Context, ours, theirs string, lost []string, own int) (string, error) {
	upstream, branch := shellWord(s.result.Upstream), shellWord(s.result.Branch)
	if own == 0 {
		them := "it"
		if len(lost) > 1 {
			them = "them"
		}
		return "git reset --keep " + upstream + " takes " + them + " off " + branch + " too", nil
	}
	rest, err := s.commits(ctx, []string{ours, "^" + theirs, "^" + lost[0]})
	if err != nil {
		return "", err
	}
	if len(rest) != own { // several lines of them were merged: one rebase would bring back the others
		return "git rebase -i " + upstream + " without them keeps your other work", nil
	}
	others := "your other commit"
	if own > 1 {
		others = "your " + strconv.Itoa(own) + " other commits"
	}
	old, err := s.git.read(ctx, "rev-parse", "--short", lost[0])
	return "git rebase --onto " + upstream + " " + strings.TrimSpace(old.out) + " " + branch + " keeps " + others, err
}

// descends says whether one commit has another among its ancestors.
func (s *syncing) descends(ctx context.Context, commit, ancestor string) (bool, error) {
	res, err := s.git.read(ctx, "merge-base", "--is-ancestor", ancestor, commit)
	return res.code == 0, err
}
