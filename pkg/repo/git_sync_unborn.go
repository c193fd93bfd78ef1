package repo

import (
	"context"
	"maps"
	"slices"
)

// unborn is a branch without a commit. Where the remote has been given one since
// it was cloned, a first commit made here would have nothing in common with it,
// so the remote is asked.
func (s *syncing) unborn(ctx context.Context, name string) error {
	const first = "pm new makes the first"
	refusal := &Refused{Cause: CauseUpstream, Reason: "the branch " + name + " has no commit yet", Way: first}
	remotes := s.config.remotes()
	remote := s.config.last("branch." + name + ".remote")
	pull := "git pull"
	if remote == "" {
		if remote = "origin"; len(remotes) == 1 {
			remote = remotes[0]
		}
		pull += " " + shellWord(remote) + " " + shellWord(name)
	}
	if !slices.Contains(remotes, remote) {
		return refusal
	}
	s.up.remote, s.up.ref = remote, s.config.last("branch."+name+".merge")
	if s.up.ref == "" {
		s.up.ref = s.up.branch
	}
	pull += " fetches what " + remote + " has"
	heads, err := s.heads(ctx)
	switch {
	case ctx.Err() != nil:
		return err
	case err != nil:
		refusal.Way = pull + "; if it has nothing, " + first
	case heads[s.up.ref] != "":
		refusal.Way = pull
	case len(heads) > 0:
		refusal.Way = "git fetch && git switch " + shellWord(shortRef(slices.Sorted(maps.Keys(heads))[0])) + " if that is the branch to work on; else " + first
	}
	return refusal
}
