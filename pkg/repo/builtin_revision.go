package repo

import (
	"context"
	"os"
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
	t := newBuiltinTree(r, id)
	t.fsys.made = r.made()
	return t, nil
}

// revision is a revision being resolved by the rules of gitrevisions.
type revision struct {
	*session
	ctx  context.Context
	text string
	cut  map[plumbing.Hash]bool // commits whose parents were not fetched
}

func notUnderstood(what string) error {
	return &revisionFault{reason: what + " are not understood by the built-in git backend", way: useGit}
}

var errNoSuchRevision = &revisionFault{reason: noSuchRevision, way: wayToRevisions, mistyped: true}

// tree resolves to a tree.
func (s *revision) tree() (plumbing.Hash, error) {
	id, rest, err := s.object()
	if err != nil {
		return id, err
	}
	if id, err = s.objects.peel(id, plumbing.TreeObject); err != nil || rest == "" {
		return id, err
	}
	return s.folder(id, rest[1:])
}

// commitID resolves to a commit.
func (s *revision) commitID() (plumbing.Hash, error) {
	id, rest, err := s.object()
	if err != nil {
		return id, err
	}
	if rest != "" {
		return id, &revisionFault{reason: "names a folder, not a commit", mistyped: true}
	}
	return s.objects.peel(id, plumbing.CommitObject)
}

// object resolves to what stands before a colon, which is left with what
// follows it.
func (s *revision) object() (id plumbing.Hash, rest string, err error) {
	if strings.Contains(s.text, "..") {
		return plumbing.ZeroHash, "", errRange
	}
	name, suffix := s.text, ""
	if i := strings.IndexAny(s.text, "^~:"); i >= 0 {
		name, suffix = s.text[:i], s.text[i:]
	}
	if name == "" {
		return plumbing.ZeroHash, "", notUnderstood("revisions that begin with " + suffix[:1])
	}
	// No ref's name holds one of these three, so the first ends the name.
	id, err = s.named(name)
	for err == nil && suffix != "" && suffix[0] != ':' {
		id, suffix, err = s.step(id, suffix)
	}
	return id, suffix, err
}

// folder is the tree of REV:PATH.
func (s *revision) folder(tree plumbing.Hash, path string) (plumbing.Hash, error) {
	path = strings.Trim(path, "/")
	if path == "" || path == "." {
		return tree, nil
	}
	e, ok, err := s.objects.lookup(tree, path)
	if err == nil && (!ok || !e.isDir()) {
		err = &revisionFault{reason: "has no folder " + printable(path), way: "name a commit, or a folder of one", mistyped: true}
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
	if _, err := os.Lstat(filepath.Join(s.loc.commonDir, "info", "grafts")); err == nil {
		return id, notUnderstood("the grafts in " + filepath.Join("info", "grafts"))
	}
	c, err := s.objects.commit(id)
	if err != nil {
		return id, err
	}
	if n > len(c.parents) {
		return id, &revisionFault{reason: "goes back further than the history", way: "git log says how far it goes", mistyped: true}
	}
	return c.parents[n-1], nil
}
