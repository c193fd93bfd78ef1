package repo

import (
	"context"
	"slices"
	"strings"
)

// upstream is where a branch is fetched from and pushed to.
type upstream struct {
	branch   string // full name of ours: refs/heads/main
	remote   string // origin
	ref      string // full name there: refs/heads/main
	tracking string // what we keep of it: refs/remotes/origin/main; "" while it is new
	tip      string // the commit of tracking; "" while the remote has no such branch
	new      bool   // the branch has no upstream yet, and gets one by the push
}

// begin finds out where this branch is fetched from and pushed to.
func (s *syncing) begin(ctx context.Context) error {
	branch, err := s.git.branchName(ctx)
	if err != nil {
		return err
	}
	if branch == "" {
		return &Refused{Cause: CauseDetached, Reason: "HEAD is detached, so there is no branch to sync", Way: "git switch BRANCH, or git switch -c postmortem/NAME"}
	}
	name := shortRef(branch)
	s.up.branch, s.result.Branch = branch, name
	tip, err := s.tip(ctx, branch)
	if err != nil {
		return err
	}
	if s.config, err = s.git.settings(ctx); err != nil {
		return err
	}
	if tip == "" {
		return s.unborn(ctx, name)
	}
	return s.findRemote(ctx, name)
}

// findRemote follows what git is configured to do, and refuses what cannot be
// synced: a branch that is fetched from one place and pushed to another would
// need two upstreams merged.
func (s *syncing) findRemote(ctx context.Context, name string) error {
	from := s.config.last("branch." + name + ".remote")
	merges := s.config["branch."+name+".merge"]
	to := s.config.last("branch." + name + ".pushremote")
	if to == "" {
		to = s.config.last("remote.pushdefault")
	}
	switch {
	case from == "" || len(merges) == 0:
		return s.findNewRemote(ctx, name, to, from)
	case len(merges) > 1:
		return &Refused{Cause: CauseUpstream, Reason: name + " has several upstreams", Way: "git branch --set-upstream-to=" + shellWord(from+"/"+name) + " chooses one"}
	case from == ".":
		return &Refused{
			Cause: CauseUpstream, Reason: "the upstream of " + name + " is the local branch " + shortRef(merges[0]),
			Way: "git branch --unset-upstream, or --set-upstream-to a branch of a remote",
		}
	case to != "" && to != from:
		return &Refused{
			Cause: CauseUpstream, Reason: name + " is fetched from " + from + " and pushed to " + to + ", and pm sync keeps to one remote",
			Way: "git pull && git push, or pm new --branch",
		}
	}
	s.up.remote, s.up.ref = from, merges[0]
	s.result.Upstream = from + "/" + shortRef(merges[0])
	return nil
}

// findNewRemote takes a new branch of ours to the remote that is configured for
// pushing, else the one of the branch that it came from, else the only one, else
// origin, as git does.
func (s *syncing) findNewRemote(ctx context.Context, name string, candidates ...string) error {
	if !strings.HasPrefix(name, s.Own) {
		return &Refused{
			Cause: CauseUpstream, Reason: "the branch " + name + " has no upstream",
			Way: "git push -u REMOTE " + shellWord(name) + " gives it one (branches " + s.Own + "... get theirs by pm sync)",
		}
	}
	remotes := s.config.remotes()
	candidates = append(candidates, s.config.last("branch."+s.cameFrom(ctx, name)+".remote"))
	if len(remotes) == 1 {
		candidates = append(candidates, remotes[0])
	}
	for _, remote := range append(candidates, "origin") {
		if slices.Contains(remotes, remote) {
			s.up.remote, s.up.ref, s.up.new = remote, s.up.branch, true
			s.result.Upstream = remote + "/" + name
			return nil
		}
	}
	if len(remotes) == 0 {
		return &Refused{Cause: CauseUpstream, Reason: "this repository has no remote", Way: "git remote add origin URL"}
	}
	return &Refused{
		Cause: CauseUpstream, Reason: "it is not clear which of the remotes " + strings.Join(remotes, ", ") + " the new branch " + name + " is for",
		Way: "git config " + shellWord("branch."+name+".remote") + " REMOTE",
	}
}

// cameFrom is the branch that this one was first switched to from, which only
// the log of HEAD tells; "" when it does not.
func (s *syncing) cameFrom(ctx context.Context, name string) string {
	res, err := s.git.read(ctx, "log", "-g", "--format=%gs", "HEAD", "--")
	if err != nil {
		return ""
	}
	from := ""
	for line := range strings.Lines(res.out) { // newest first
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "checkout: moving from ")
		if source, found := strings.CutSuffix(rest, " to "+name); ok && found {
			from = source
		}
	}
	return from
}

// track looks up what the fetch brought.
func (s *syncing) track(ctx context.Context) error {
	res, err := s.git.read(ctx, "for-each-ref", "--format=%(upstream)", s.up.branch)
	if err != nil {
		return err
	}
	s.up.tracking = strings.TrimSpace(res.out)
	if s.up.new {
		s.up.tracking = "refs/remotes/" + s.result.Upstream
	}
	if s.up.tracking == "" {
		return s.untracked()
	}
	if s.up.tip, err = s.tip(ctx, s.up.tracking); err != nil {
		return err
	}
	s.result.New = s.up.tip == ""
	switch {
	case !s.result.New:
		return s.stillThere(ctx)
	case !s.up.new:
		return s.pruned(ctx)
	}
	return nil
}

// untracked is an upstream of which this clone keeps nothing: it was cloned with
// --single-branch, say.
func (s *syncing) untracked() *Refused {
	return &Refused{
		Cause: CauseUpstream, Reason: s.result.Upstream + " is not among the branches that this clone fetches from " + s.up.remote,
		Way: "git remote set-branches --add " + shellWord(s.up.remote) + " " + shellWord(shortRef(s.up.ref)),
	}
}
