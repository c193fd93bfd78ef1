package repo

import (
	"context"
	"strings"
)

// push sends the branch; errAgain when the remote has moved on.
func (s *syncing) push(ctx context.Context) error {
	s.tell("pushing " + s.result.Branch + " to " + s.up.remote)
	trace := newChildTrace(environment(s.repo.options.Environ))
	defer trace.close()
	cmd := s.git.command(ctx, trace.environ(s.remoteEnviron()), s.pushArgs()...)
	res, err := s.git.run(ctx, cmd)
	if ctx.Err() != nil || interrupted(cmd.ProcessState) {
		return &Refused{Cause: CauseRemote, Reason: "interrupted while pushing to " + s.up.remote + ", which may have taken it", Way: "run pm sync again"}
	}
	if err != nil {
		return err
	}
	if res.code == 0 {
		s.result.Said = remoteWords(res.err)
		return s.checkUpstream(ctx, res.err)
	}
	if failed := trace.failure(); failed != nil && failed.hook != "" {
		return &Refused{Cause: CauseHook, Reason: "the " + failed.hook + " hook refused the push", Way: "do what it asks first", Output: strings.TrimSpace(res.out + res.err)}
	}
	answer, rejected := rejection(res.out)
	switch {
	case !rejected:
		return s.unreachable(res.err)
	case !outrun(answer):
		return s.rejected(answer, res.err)
	case byGit(answer) && s.up.new && s.up.tip == "" && s.unseen(ctx):
		return s.untracked()
	case s.standstill():
		return s.stuck(answer, res.err)
	}
	return errAgain
}

// checkUpstream says when a new branch was pushed, and git could not note its
// upstream; for that git push does not fail.
func (s *syncing) checkUpstream(ctx context.Context, words string) error {
	if !s.up.new {
		return nil
	}
	res, err := s.git.read(ctx, "for-each-ref", "--format=%(upstream)", s.up.branch)
	if err == nil && strings.TrimSpace(res.out) == "" {
		s.repo.tell(printable(s.result.Branch + " is pushed, but git could not make " + s.result.Upstream + " its upstream: " +
			firstFault(words) + "; pm sync does when run again, once that is settled"))
	}
	return err
}

// maxStill is how often a push is tried while what is fetched stays the same.
// When others are faster it does not.
const maxStill = 10

// standstill counts the pushes that the remote did not take at one commit.
func (s *syncing) standstill() bool {
	if s.up.tip != s.still.tip {
		s.still.times = 0
	}
	s.still.tip = s.up.tip
	s.still.times++
	return s.still.times >= maxStill
}

// stuck is a remote where nobody was faster, and that takes nothing all the same.
func (s *syncing) stuck(answer, words string) *Refused {
	return &Refused{
		Cause: CauseRemote, Reason: s.up.remote + " cannot update " + s.result.Branch + " now: " + reason(answer),
		Way: "run pm sync again later; if that does not help, a push was killed there and has left a lock", Output: strings.TrimRight(remoteWords(words), "\n"),
	}
}

// pushArgs pushes the commit that join has found or made, which descends from
// the upstream's, and demands that the remote still has that: a push without the
// lease would bring back a branch that was deleted since the fetch. A lease also
// permits to overwrite, and so the branch must not be pushed by its name, under
// which somebody may have put other commits meanwhile. Without a lease the name
// will do.
func (s *syncing) pushArgs() []string {
	args := []string{"push", "--porcelain"}
	switch {
	case s.up.new:
		args = append(args, "--set-upstream") // which only a name can get
	case s.up.tip != "" && s.leases():
		return append(args, "--force-with-lease="+s.up.ref+":"+s.up.tip, "--", s.up.remote, s.ready+":"+s.up.ref)
	}
	return append(args, "--", s.up.remote, s.up.branch+":"+s.up.ref)
}

// leases says that pushes go where fetches come from, and nowhere else: another
// place may have missed something, and would never grant the lease. Submodules
// are not pushed along with a commit that goes by no name.
func (s *syncing) leases() bool {
	submodules := s.config.last("push.recursesubmodules")
	if submodules == "" && s.config.on("submodule.recurse") {
		submodules = "on-demand"
	}
	return s.onePlace() && submodules != "on-demand" && submodules != "only"
}

// onePlace says that the remote has one address, for fetching and for pushing.
func (s *syncing) onePlace() bool {
	remote := "remote." + s.up.remote
	return len(s.config[remote+".url"]) == 1 && len(s.config[remote+".pushurl"]) == 0
}

// unseen says whether a branch that the remote has is not kept here even after
// a fetch, so that fetching again would not help.
func (s *syncing) unseen(ctx context.Context) bool {
	if s.fetch(ctx) != nil {
		return false // the next round will say why
	}
	tip, err := s.tip(ctx, s.up.tracking)
	return err == nil && tip == ""
}

// rejection is the remote's answer for a ref that it did not take, from git's
// porcelain output: "!", from:to and "[rejected] (why)", with tabs in between.
func rejection(out string) (answer string, ok bool) {
	for line := range strings.Lines(out) {
		fields := strings.SplitN(strings.TrimRight(line, "\n"), "\t", 3)
		if len(fields) == 3 && fields[0] == "!" {
			return fields[2], true
		}
	}
	return "", false
}

// byGit says that git itself has not pushed, for what it found at the remote.
func byGit(answer string) bool { return strings.HasPrefix(answer, "[rejected]") }

// reason is what an answer has in brackets.
func reason(answer string) string {
	_, why, _ := strings.Cut(answer, "(")
	return strings.TrimSuffix(why, ")")
}

// outrun tells the answers that mean that somebody else pushed meanwhile from
// those that would be the same again.
func outrun(answer string) bool {
	if byGit(answer) {
		return true // the remote has not what was fetched
	}
	// By the server, which lost a race between two pushes.
	for _, words := range []string{"cannot lock ref", "failed to update ref", "incorrect old value", "reference already exists", "reference does not exist", "fetch first", "non-fast-forward"} {
		if strings.Contains(answer, words) {
			return true
		}
	}
	return false
}

// rejected is what the server does not want: by a hook, or because the branch
// is protected.
func (s *syncing) rejected(answer, words string) *Refused {
	r := &Refused{
		Cause: CauseRejected, Reason: s.up.remote + " does not take " + s.result.Branch + ": " + reason(answer),
		Output: strings.TrimRight(remoteWords(words), "\n"),
	}
	if !strings.HasPrefix(s.result.Branch, s.Own) {
		branch, upstream := shellWord(s.result.Branch), shellWord(s.result.Upstream)
		r.Way = "if that branch is protected, take your commits to one of their own: git switch -c " + s.Own + "NAME && pm sync" +
			" && git branch -f " + branch + " " + upstream + ", which also puts " + s.result.Branch + " back (pm new --branch begins there)"
	}
	return r
}
