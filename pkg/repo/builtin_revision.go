package repo

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

func (b *builtin) tree(ctx context.Context, rev string) (treeReader, error) {
	s, err := b.open()
	if err != nil {
		return nil, err
	}
	r := revision{session: s, ctx: ctx, text: rev, cut: s.shallow()}
	id, err := r.tree()
	if err != nil {
		s.close()
		return nil, r.explain(err)
	}
	return newBuiltinTree(r, id), nil
}

// revision is a revision being resolved by the rules of gitrevisions.
type revision struct {
	*session
	ctx  context.Context
	text string
	cut  map[plumbing.Hash]bool // commits whose parents were not fetched
}

// revisionFault is what is wrong with a revision, and what helps.
type revisionFault struct{ reason, way string }

func (e *revisionFault) Error() string { return e.reason }

func notUnderstood(what string) error {
	return &revisionFault{reason: what + " are not understood by the built-in git backend", way: useGit}
}

var errNoSuchRevision = &revisionFault{reason: "there is no branch, tag or commit of this name here"}

// explain makes a *RevisionError of what stopped the reading.
func (s *revision) explain(err error) error {
	var fault *revisionFault
	var missing *missingObjectError
	switch {
	case errors.As(err, &fault):
		return &RevisionError{Rev: s.text, Reason: fault.reason, Way: fault.way}
	case errors.As(err, &missing):
		return &RevisionError{Rev: s.text, Reason: missing.Error(), Way: s.wayToFetch()}
	case err == nil, s.ctx.Err() != nil, errors.Is(err, ErrTooLarge):
		return err
	}
	return &RevisionError{Rev: s.text, Reason: err.Error()}
}

func (s *revision) wayToFetch() string {
	switch {
	case s.promisor():
		return "the clone is partial, and the built-in git backend fetches nothing: " + useGit
	case s.cut != nil:
		return "the clone is shallow: git fetch --unshallow, or fetch-depth: 0 in CI"
	}
	return "git fsck says more"
}

// promisor says that objects may be missing on purpose.
func (s *session) promisor() bool {
	for _, e := range s.config.entries {
		section, _, key := e.split()
		if on, ok := e.bool(); section == "remote" && key == "promisor" && ok && on || e.name == "extensions.partialclone" {
			return true
		}
	}
	return false
}

// shallow are the commits whose parents were not fetched; nil in a full clone.
func (s *session) shallow() map[plumbing.Hash]bool {
	data, err := readBounded(filepath.Join(s.loc.commonDir, "shallow"), maxConfigSize)
	if err != nil || len(data) == 0 {
		return nil
	}
	cut := map[plumbing.Hash]bool{}
	for line := range strings.Lines(string(data)) {
		if id, _, ok := cutHash([]byte(line)); ok {
			cut[id] = true
		}
	}
	return cut
}

// tree resolves to a tree.
func (s *revision) tree() (plumbing.Hash, error) {
	if strings.Contains(s.text, "..") {
		return plumbing.ZeroHash, notUnderstood("ranges")
	}
	name, suffix := s.text, ""
	if i := strings.IndexAny(s.text, "^~:"); i >= 0 {
		name, suffix = s.text[:i], s.text[i:]
	}
	if name == "" {
		return plumbing.ZeroHash, notUnderstood("revisions that begin with " + suffix[:1])
	}
	id, err := s.named(name)
	for err == nil && suffix != "" && suffix[0] != ':' {
		id, suffix, err = s.step(id, suffix)
	}
	if err != nil {
		return id, err
	}
	if id, err = s.objects.peel(id, plumbing.TreeObject); err != nil || suffix == "" {
		return id, err
	}
	return s.folder(id, suffix[1:])
}

// folder is the tree of REV:PATH.
func (s *revision) folder(tree plumbing.Hash, path string) (plumbing.Hash, error) {
	path = strings.Trim(path, "/")
	if path == "" || path == "." {
		return tree, nil
	}
	e, ok, err := s.objects.lookup(tree, path)
	if err == nil && (!ok || !e.isDir()) {
		err = &revisionFault{reason: "has no folder " + printable(path)}
	}
	return e.id, err
}

// step applies the first of the suffixes ~n, ^n and ^{kind}.
func (s *revision) step(id plumbing.Hash, suffix string) (plumbing.Hash, string, error) {
	if kind, ok := strings.CutPrefix(suffix, "^{"); ok {
		kind, rest, closed := strings.Cut(kind, "}")
		id, err := s.peelTo(id, kind)
		if !closed {
			err = errNoSuchRevision
		}
		return id, rest, err
	}
	digits := len(suffix) - len(strings.TrimLeft(suffix[1:], "0123456789"))
	n := 1
	if digits > 1 {
		var err error
		if n, err = strconv.Atoi(suffix[1:digits]); err != nil {
			return id, "", errNoSuchRevision
		}
	}
	id, err := s.ancestor(id, suffix[0], n)
	return id, suffix[digits:], err
}

// ancestor is the commit ~n or ^n stands for.
func (s *revision) ancestor(id plumbing.Hash, mark byte, n int) (plumbing.Hash, error) {
	id, err := s.objects.peel(id, plumbing.CommitObject)
	if mark == '^' && n > 0 && err == nil {
		return s.parent(id, n)
	}
	for ; mark == '~' && n > 0 && err == nil; n-- {
		id, err = s.parent(id, 1)
	}
	return id, err
}

func (s *revision) peelTo(id plumbing.Hash, kind string) (plumbing.Hash, error) {
	switch kind {
	case "commit":
		return s.objects.peel(id, plumbing.CommitObject)
	case "tree":
		return s.objects.peel(id, plumbing.TreeObject)
	case "", "object":
		return id, nil // only a tree is asked for in the end, so tags may stay
	}
	return id, notUnderstood("revisions with ^{" + printable(kind) + "}")
}

// parent is the nth parent of a commit, counted from 1.
func (s *revision) parent(id plumbing.Hash, n int) (plumbing.Hash, error) {
	if err := s.ctx.Err(); err != nil {
		return id, err
	}
	if s.cut[id] {
		return id, &revisionFault{reason: "goes back beyond what was fetched", way: s.wayToFetch()}
	}
	c, err := s.objects.commit(id)
	if err != nil {
		return id, err
	}
	if n > len(c.parents) {
		return id, &revisionFault{reason: "goes back further than the history"}
	}
	return c.parents[n-1], nil
}

// named resolves a name without suffixes. As in git a ref wins over an
// abbreviated object name: "add" and "f" are fine names for a branch.
func (s *revision) named(name string) (plumbing.Hash, error) {
	if branch, at, ok := strings.Cut(name, "@{"); ok {
		return s.upstream(branch, at)
	}
	if name == "@" {
		name = "HEAD"
	}
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
			return id, &revisionFault{reason: "the branch " + strings.TrimPrefix(last, "refs/heads/") + " has no commit yet"}
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
	return plumbing.ZeroHash, &revisionFault{reason: "is ambiguous: several objects begin so", way: "write more of it"}
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
		return plumbing.ZeroHash, &revisionFault{reason: "no upstream is configured for the branch " + printable(branch)}
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
