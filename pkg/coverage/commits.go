package coverage

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Commit is one commit of a range.
type Commit struct {
	ID      string
	Parents []string
	When    time.Time // it was committed
	Subject string
	Message string // with the subject
}

// AddCommits adds what asks for a postmortem in a range of commits, parents before
// their children: reverts, and what the patterns say of subjects and of merged
// branches. services are those of the code. branch is the one that the range ends
// on, "" for none: where its name asks for a postmortem, all of the range is one
// signal.
func (a *Audit) AddCommits(commits []Commit, services []string, branch string) {
	if len(commits) == 0 {
		return
	}
	r := newCommitRange(commits)
	if a.isHotfix(branch) {
		r.group(len(commits)-1, "is on the branch "+branch, r.all())
	}
	for n := range commits {
		for _, branch := range mergedBranches(&commits[n]) {
			if a.isHotfix(branch) {
				r.merge(n, branch)
				break
			}
		}
	}
	for n := range commits {
		if why, asks := a.asks(&commits[n]); asks {
			r.single(n, why)
		}
	}
	for _, g := range r.groups {
		a.add(g.signal(commits, services))
	}
}

// isHotfix takes a branch of a remote by its name there as well.
func (a *Audit) isHotfix(branch string) bool {
	_, rest, _ := strings.Cut(branch, "/")
	for _, name := range []string{branch, rest} {
		if _, ok := anyMatches(a.options.Branches, name); name != "" && ok {
			return true
		}
	}
	return false
}

// asks says why a commit by itself asks for a postmortem. A revert that was reverted
// is back where it was: the first of the two has asked already.
func (a *Audit) asks(c *Commit) (why string, asks bool) {
	if strings.HasPrefix(c.Subject, `Revert "Revert `) || strings.HasPrefix(c.Subject, `Reapply "`) {
		return "", false
	}
	if id := reverted(c.Message); id != "" {
		return "reverts " + short(id), true
	}
	p, ok := anyMatches(a.options.Subjects, c.Subject)
	return fmt.Sprintf("has a subject like %q", p), ok
}

// reverted is the commit that a message says it reverts, in git's words.
func reverted(message string) string {
	const words = "This reverts commit "
	for line := range strings.Lines(message) {
		id, ok := strings.CutPrefix(strings.TrimSpace(line), words)
		if !ok {
			continue
		}
		if n := strings.IndexFunc(id, func(c rune) bool { return !strings.ContainsRune("0123456789abcdef", c) }); n >= 0 {
			id = id[:n]
		}
		if len(id) >= 7 {
			return id
		}
	}
	return ""
}

func short(id string) string { return id[:min(7, len(id))] }

// mergedBranches are those that a merge says it merges: the subjects of git, GitHub,
// GitLab and Bitbucket.
func mergedBranches(c *Commit) []string {
	if len(c.Parents) < 2 {
		return nil
	}
	switch subject := c.Subject; {
	case strings.HasPrefix(subject, "Merge pull request "):
		_, from, _ := strings.Cut(subject, " from ")
		from, _, _ = strings.Cut(from, " ")
		_, branch, _ := strings.Cut(from, "/") // behind the owner
		return []string{branch}
	case strings.HasPrefix(subject, "Merged in "):
		branch, _, _ := strings.Cut(strings.TrimPrefix(subject, "Merged in "), " (")
		return []string{branch}
	case strings.HasPrefix(subject, "Merge branch"), strings.HasPrefix(subject, "Merge remote-tracking branch"):
		subject, _, _ = strings.Cut(subject, " into ")
		var branches []string
		for n, part := range strings.Split(subject, "'") {
			if n%2 == 1 {
				branches = append(branches, part)
			}
		}
		return branches
	}
	return nil
}

// trailers are the incidents that a message names: Postmortem: ID. They are looked
// for in all lines, since a squash moves them away from the end. Several may stand on
// one, and a path or a URL of the file will do.
func trailers(message string) []string {
	const key = "postmortem:"
	var ids []string
	for line := range strings.Lines(message) {
		line = strings.TrimSpace(line)
		if len(line) < len(key) || !strings.EqualFold(line[:len(key)], key) {
			continue
		}
		for id := range strings.FieldsFuncSeq(line[len(key):], func(c rune) bool { return c == ',' || c == ' ' || c == '\t' }) {
			id = id[strings.LastIndexByte(id, '/')+1:]
			id = strings.TrimSuffix(id, ".md")
			if id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}
