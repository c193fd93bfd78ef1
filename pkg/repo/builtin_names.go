package repo

import (
	"errors"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// named resolves a name without suffixes. As in git a ref wins over an
// abbreviated object name: "add" and "f" are fine names for a branch.
func (s *revision) named(name string) (plumbing.Hash, error) {
	if branch, at, ok := strings.Cut(name, "@{"); ok {
		return s.upstream(branch, at)
	}
	if name == "@" {
		name = "HEAD"
	}
	// A full object name is one even where a branch is called so.
	if plumbing.IsHash(name) {
		return plumbing.NewHash(name), nil
	}
	id, err := s.refNamed(name)
	if !errors.Is(err, errNoRef) {
		return id, err
	}
	if i := strings.LastIndex(name, "-g"); i > 0 && isHex(name[i+2:]) {
		name = name[i+2:] // as git describe writes it
	}
	return s.abbreviated(name)
}

// refNamed tries the places where git looks for a ref, in its order.
func (s *revision) refNamed(name string) (plumbing.Hash, error) {
	if !validRefName(name) {
		return plumbing.ZeroHash, errNoRef
	}
	var candidates []string
	if strings.HasPrefix(name, "refs/") || isPseudoRef(name) {
		candidates = append(candidates, name)
	}
	for _, prefix := range []string{"refs/", "refs/tags/", "refs/heads/", "refs/remotes/"} {
		candidates = append(candidates, prefix+name)
	}
	for _, candidate := range append(candidates, "refs/remotes/"+name+"/HEAD") {
		last, id, err := s.refs.resolve(candidate)
		switch {
		case err == nil:
			return id, nil
		case !errors.Is(err, errNoRef):
			return id, err
		case candidate == "HEAD":
			return id, unbornFault(last)
		}
	}
	return plumbing.ZeroHash, errNoRef
}

// isPseudoRef is HEAD and what else git keeps beside it: no other file there
// may pass for a ref.
func isPseudoRef(name string) bool {
	return strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
}

// abbreviated finds the one commit, tag or tree whose name begins so.
func (s *revision) abbreviated(digits string) (plumbing.Hash, error) {
	const shortest = 4
	digits = strings.ToLower(digits)
	if len(digits) < shortest || len(digits) > 40 || !isHex(digits) {
		return plumbing.ZeroHash, errNoSuchRevision
	}
	ids, err := s.objects.withPrefix(digits)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	var found []plumbing.Hash
	// Blobs do not count: a revision is asked for, so git leaves them out too.
	for _, id := range ids {
		if _, err := s.objects.peel(id, plumbing.TreeObject); err == nil {
			found = append(found, id)
		}
	}
	switch len(found) {
	case 0:
		return plumbing.ZeroHash, errNoSuchRevision
	case 1:
		return found[0], nil
	}
	return plumbing.ZeroHash, errAmbiguous
}

// upstream resolves BRANCH@{upstream}, the branch that BRANCH was made from at
// its remote.
func (s *revision) upstream(branch, at string) (plumbing.Hash, error) {
	switch strings.ToLower(at) {
	case "u}", "upstream}":
	default:
		return plumbing.ZeroHash, notUnderstood("revisions with @{" + printable(at))
	}
	if branch == "" || branch == "@" || branch == "HEAD" {
		name, _, err := s.head()
		if err != nil {
			return plumbing.ZeroHash, err
		}
		branch = strings.TrimPrefix(name, "refs/heads/")
	}
	name := s.tracking(s.config.value("branch."+branch+".remote"), s.config.value("branch."+branch+".merge"))
	if name == "" {
		return plumbing.ZeroHash, &revisionFault{reason: "no upstream is configured for the branch " + printable(branch), way: "git branch --set-upstream-to sets one"}
	}
	_, id, err := s.refs.resolve(name)
	if errors.Is(err, errNoRef) {
		err = &revisionFault{reason: "the upstream " + name + " was not fetched", way: "git fetch"}
	}
	return id, err
}

// tracking is the ref that a remote's ref is fetched into, "" when there is
// none. The remote "." is this repository.
func (s *session) tracking(remote, merge string) string {
	if remote == "." || remote == "" || merge == "" {
		return merge
	}
	for _, e := range s.config.entries {
		if e.name != "remote."+remote+".fetch" {
			continue
		}
		from, to, _ := strings.Cut(strings.TrimPrefix(e.value, "+"), ":")
		if from == merge {
			return to
		}
		before, after, star := strings.Cut(from, "*")
		if star && len(merge) >= len(before)+len(after) && strings.HasPrefix(merge, before) && strings.HasSuffix(merge, after) {
			return strings.Replace(to, "*", merge[len(before):len(merge)-len(after)], 1)
		}
	}
	return ""
}
