package repo

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// stillThere refuses an upstream that was deleted: pushing would bring back a
// branch that was merged, and deleted for that, and merging would bring back what
// this clone happens to keep of it. Without fetch.prune a fetch leaves the
// remote-tracking branch as it was, so it is the fetch's own list that tells.
// That list may be another fetch's by now; the remote has the last word.
func (s *syncing) stillThere(ctx context.Context) error {
	if s.fetched() {
		return nil
	}
	heads, err := s.heads(ctx)
	if err != nil || heads[s.up.ref] != "" {
		return err
	}
	return s.gone()
}

// pruned tells an upstream that is gone, here too, from one in a clone of an
// empty repository, where the push makes it.
func (s *syncing) pruned(ctx context.Context) error {
	res, err := s.git.read(ctx, "for-each-ref", "--count=1", "--format=%(refname)", "refs/remotes/"+s.up.remote+"/")
	if err != nil {
		return err
	}
	if strings.TrimSpace(res.out) != "" {
		return s.gone()
	}
	// Of all the others this clone may never have fetched any.
	heads, err := s.heads(ctx)
	if err != nil || len(heads) == 0 || heads[s.up.ref] != "" {
		return err
	}
	return s.gone()
}

func (s *syncing) gone() *Refused {
	name := shortRef(s.up.ref)
	source := s.result.Branch
	if source != name {
		source += ":" + s.up.ref
	}
	return &Refused{
		Cause: CauseUpstream, Reason: s.up.remote + " has no branch " + name + " any more; perhaps it was merged",
		Way: "git switch another branch, or git push -u " + shellWord(s.up.remote) + " " + shellWord(source) + " makes it anew",
	}
}

// fetched says whether the upstream is in FETCH_HEAD, where git lists all that
// it found at the remote, up to date or not.
func (s *syncing) fetched() bool {
	list, err := os.ReadFile(filepath.Join(s.repo.loc.gitDir, "FETCH_HEAD"))
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(list)) {
		fields := strings.SplitN(line, "\t", 3) // commit, "not-for-merge" or nothing, what it is
		if len(fields) == 3 && strings.HasPrefix(fields[2], "branch '"+shortRef(s.up.ref)+"' of ") {
			return true
		}
	}
	return false
}

// heads asks the remote for its branches: the commit of each, by full name.
func (s *syncing) heads(ctx context.Context) (map[string]string, error) {
	s.tell("asking " + s.up.remote + " for its branches")
	res, err := s.git.run(ctx, s.git.command(ctx, s.remoteEnviron(), "ls-remote", "-q", "--heads", "--", s.up.remote))
	if err != nil {
		return nil, err
	}
	if res.code != 0 {
		return nil, s.unreachable(res.err)
	}
	heads := make(map[string]string)
	for line := range strings.Lines(res.out) {
		if commit, name, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t"); ok {
			heads[name] = commit
		}
	}
	return heads, nil
}
