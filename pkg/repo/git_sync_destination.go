package repo

import "strings"

// destination refuses to push where git push would not: git switch -c NAME
// origin/main makes main the upstream of a branch that is to be reviewed first,
// and git push refuses such a branch for that.
func (s *syncing) destination() error {
	specs := s.config["remote."+s.up.remote+".push"]
	to, mapped := pushedTo(specs, s.up.branch)
	sameName := s.up.branch == s.up.ref
	switch {
	case mapped && to == s.up.ref, !mapped && sameName:
		return nil
	case sameName:
		return &Refused{
			Cause:  CauseUpstream,
			Reason: "remote." + s.up.remote + ".push has git push take " + s.result.Branch + " to " + to + ", not to its upstream",
			Way:    "git pull && git push",
		}
	case len(specs) > 0:
		return s.otherName("git push " + shellWord(s.up.remote) + " " + shellWord("HEAD:"+shortRef(s.up.ref)))
	}
	switch s.config.last("push.default") {
	case "upstream", "tracking": // the same, of old
		return nil
	}
	return s.otherName("git config push.default upstream")
}

// otherName is an upstream that the branch only came from. meant is the way for
// those who want it pushed there all the same.
func (s *syncing) otherName(meant string) *Refused {
	own := s.up.remote + "/" + s.result.Branch
	way := "git push -u " + shellWord(s.up.remote) + " HEAD pushes them to " + own + "; git branch --unset-upstream if there should be none; "
	if strings.HasPrefix(s.result.Branch, s.Own) {
		way = "git branch --unset-upstream && pm sync pushes them to " + own + "; "
	}
	return &Refused{
		Cause: CauseUpstream,
		Reason: s.result.Branch + " has commits, and its upstream is a branch of another name, " + s.result.Upstream +
			", where git push would not take them",
		Way: way + meant + " if they are meant for " + s.result.Upstream,
	}
}

// pushedTo is where the refspecs of a remote take a branch of ours, false when
// none speaks of it. Both names are full ones.
func pushedTo(specs []string, branch string) (to string, mapped bool) {
	for _, spec := range specs {
		from, to, ok := strings.Cut(strings.TrimPrefix(spec, "+"), ":")
		if from == "HEAD" || from == "@" {
			from = branch
		}
		from = fullBranch(from)
		if !ok {
			to = from
		}
		to = fullBranch(to)
		before, after, pattern := strings.Cut(from, "*")
		switch {
		case !pattern && from == branch:
			return to, true
		case pattern && len(branch) >= len(before)+len(after) && strings.HasPrefix(branch, before) && strings.HasSuffix(branch, after):
			return strings.Replace(to, "*", branch[len(before):len(branch)-len(after)], 1), true
		}
	}
	return "", false
}

// fullBranch is the full name of a branch; a lone * stays as it is.
func fullBranch(name string) string {
	if name == "" || name == "*" || strings.HasPrefix(name, "refs/") {
		return name
	}
	return "refs/heads/" + name
}
