package repo

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// syncing is one Sync at work.
type syncing struct {
	Sync
	repo   *Repo
	git    *gitBinary
	config gitSettings
	up     upstream
	ready  string // the commit to push: it descends from up.tip
	result Synced
	still  struct { // pushes that were not taken, one after the other
		tip   string // of the upstream, the same each time
		times int
	}
	told       []string // of what is done
	forcedPush bool     // is what the log of the upstream looks like
	alone      bool     // no other pm writes to the clone
	joined     bool     // HEAD has moved: the work tree is not as it was
}

// A sync begins anew because somebody else was faster until it has done so
// maxRounds times and for as long as patience. Of clones that push at the same
// time one gets through each round, but on a busy machine it may be the same few.
const (
	maxRounds = 100
	patience  = 10 * time.Minute
)

// errAgain is a round that has to be gone through once more.
var errAgain = errors.New("somebody else was faster")

func (s *syncing) run(ctx context.Context) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	start, round := time.Now(), 0
	for ; round < maxRounds || time.Since(start) < patience; round++ {
		// Who has lost often waits less: waiting longer each time would let those
		// who have just come in front of those who have waited.
		// Where nobody was faster it is something else that takes its time.
		const first = 5 // up to 160 ms, then half as much each time
		wait := max(first-round, min(s.still.times-1, first), 0)
		if round > 0 && pause(ctx, s.git.options.Trace, "those who were faster", wait) != nil {
			break
		}
		err := s.round(ctx)
		if !errors.Is(err, errAgain) {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return &Refused{Cause: CauseRemote, Reason: "interrupted before the push"}
	}
	return &Refused{
		Cause: CauseRemote, Reason: "others were faster " + strconv.Itoa(round) + " times in a row",
		Way: "run pm sync again",
	}
}

// round is one fetch, merge and push; errAgain when the remote has moved since.
func (s *syncing) round(ctx context.Context) error {
	if err := s.fetch(ctx); err != nil {
		return err
	}
	if err := s.track(ctx); err != nil {
		return err
	}
	err := s.join(ctx)
	if s.forcedPush {
		return s.confirm(ctx, err)
	}
	if err != nil || s.DryRun || s.result.Out == 0 && !s.up.new {
		return err
	}
	return s.push(ctx)
}

// join brings what was fetched into the branch, while no other pm process
// writes to the clone.
func (s *syncing) join(ctx context.Context) error {
	unlock, alone, err := s.repo.lock(ctx)
	if err != nil {
		return &Refused{Cause: CauseLocked, Reason: "interrupted while waiting for another pm to finish"}
	}
	defer unlock()
	s.alone = alone
	if alone && !s.DryRun {
		if err := s.repo.recover(ctx, ""); err != nil {
			return err
		}
	}
	if err := s.stays(ctx); err != nil {
		return err
	}
	// A merge may have begun since the first look.
	if refusal := inProgress(s.repo.loc, environment(s.repo.options.Environ)); refusal != nil {
		return refusal
	}
	ours, err := s.tip(ctx, s.up.branch)
	if err != nil {
		return err
	}
	s.ready = ours
	theirs := s.up.tip
	if theirs == "" {
		s.result.Out, err = s.count(ctx, ours, "--not", "--remotes="+s.up.remote)
		return err
	}
	out, in, err := s.apart(ctx, ours, theirs)
	if err != nil {
		return err
	}
	if err := s.takenAway(ctx, ours, theirs, out); err != nil {
		return err
	}
	if out > 0 {
		if err := s.destination(); err != nil {
			return err
		}
	}
	s.result.Out = out
	if in == 0 {
		return nil
	}
	if err := s.bring(ctx, ours, theirs, out > 0); err != nil {
		return err
	}
	s.result.In += in
	return nil
}

// stays refuses to go on when another branch was checked out since the first
// look, by a person or with what a killed pm had begun: it is HEAD that would be
// moved.
func (s *syncing) stays(ctx context.Context) error {
	branch, err := s.git.branchName(ctx)
	if err != nil || branch == s.up.branch {
		return err
	}
	return &Refused{
		Cause: CauseChanged, Reason: s.result.Branch + " is not checked out any more",
		Way: "run pm sync again, on the branch that is to be synced",
	}
}

// bring moves the branch to theirs, which leaves nothing to push, or to a merge
// with it where both have commits that the other lacks.
func (s *syncing) bring(ctx context.Context, ours, theirs string, diverged bool) error {
	if !diverged {
		if s.DryRun {
			return nil
		}
		return s.forward(ctx, theirs, false)
	}
	commit, err := s.makeMerge(ctx, ours, theirs)
	if err != nil || s.DryRun {
		return err
	}
	if err := s.forward(ctx, commit, true); err != nil {
		return err
	}
	s.result.Commit, s.ready = commit, commit
	return nil
}

// makeMerge makes the merge commit, which no branch has yet; none for a dry run.
func (s *syncing) makeMerge(ctx context.Context, ours, theirs string) (string, error) {
	defer s.journal("")()
	if err := s.checkSignature(ctx, theirs); err != nil {
		return "", err
	}
	m, err := s.merge(ctx, ours, theirs, 0)
	if err != nil {
		return "", err
	}
	if len(m.conflicts) > 0 {
		return "", s.conflict(m.conflicts)
	}
	s.note(m.merged)
	s.result.Out++
	if s.DryRun {
		return "", nil
	}
	return s.commitMerge(ctx, m.tree, ours, theirs)
}

// journal notes that there will be something to clear up should this pm be
// killed: files in the Git directory, and those in the work tree that are about
// to become those of a commit. What it returns takes the note back.
func (s *syncing) journal(forward string) (end func()) {
	if !s.alone {
		return func() {}
	}
	n := s.repo.note(Change{})
	n.Forward = forward
	s.repo.journal.begin(n)
	return s.repo.journal.end
}

// conflict is a merge that only a person can make.
func (s *syncing) conflict(files []clashed) error {
	var where, ways []string
	for _, f := range files {
		name := f.path
		if f.clash.What != "" {
			name += " (" + f.clash.What + ")"
		}
		where = append(where, name)
		for _, way := range []string{f.clash.Way, f.way} {
			if way != "" && !slices.Contains(ways, way) {
				ways = append(ways, way)
			}
		}
	}
	way := "git merge " + shellWord(s.result.Upstream) + " shows where; resolve it, git commit, then pm sync"
	return &Refused{
		Cause: CauseConflict, Reason: s.result.Upstream + " and " + s.result.Branch + " both changed what only a person can put together, in " + strings.Join(where, ", "),
		Way: strings.Join(append(ways, way), "; "),
	}
}

// apart counts the commits that each of two has and the other has not.
func (s *syncing) apart(ctx context.Context, ours, theirs string) (out, in int, err error) {
	res, err := s.git.read(ctx, "rev-list", "--count", "--left-right", ours+"..."+theirs)
	if err != nil {
		return 0, 0, err
	}
	left, right, ok := strings.Cut(strings.TrimSpace(res.out), "\t")
	out, leftErr := strconv.Atoi(left)
	in, rightErr := strconv.Atoi(right)
	if res.code != 0 || !ok || leftErr != nil || rightErr != nil {
		return 0, 0, res.refused("git cannot compare " + s.result.Branch + " with " + s.result.Upstream)
	}
	return out, in, nil
}

func (s *syncing) count(ctx context.Context, revisions ...string) (int, error) {
	res, err := s.git.read(ctx, append([]string{"rev-list", "--count"}, revisions...)...)
	if err != nil {
		return 0, err
	}
	n, parseErr := strconv.Atoi(strings.TrimSpace(res.out))
	if res.code != 0 || parseErr != nil {
		return 0, res.refused("git cannot count commits")
	}
	return n, nil
}

// tip is the commit of a ref, "" when there is none.
func (s *syncing) tip(ctx context.Context, ref string) (string, error) {
	res, err := s.git.read(ctx, "rev-parse", "-q", "--verify", ref+"^{commit}")
	return strings.TrimSpace(res.out), err
}
