package repo

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// firstParents follows the first parents from HEAD.
func (b *builtin) firstParents(ctx context.Context) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		s, err := b.open()
		if err != nil {
			yield(nil, err)
			return
		}
		defer s.close()
		w := newHistoryWalk(ctx, s, historyQuery{rev: "HEAD", unborn: true})
		if err := w.firstParents(yield); err != nil {
			yield(nil, w.incomplete(err))
		}
	}
}

func (w *historyWalk) firstParents(yield func(*Commit, error) bool) error {
	id, err := w.commitNamed("HEAD")
	if err != nil && w.isUnborn() {
		return nil
	}
	for err == nil {
		if err = w.ctx.Err(); err != nil {
			break
		}
		var data []byte
		if data, err = w.objects.readAs(plumbing.CommitObject, id); err != nil {
			break
		}
		var head commitHeader
		if head, err = parseCommit(data); err != nil {
			break
		}
		c := &Commit{ID: id.String(), Author: signatureIn(data, "author "), Committer: signatureIn(data, "committer "), Subject: subjectOf(data)}
		if w.cut[id] {
			head.parents = nil
		}
		for _, p := range head.parents {
			c.Parents = append(c.Parents, p.String())
		}
		if !yield(c, nil) || len(head.parents) == 0 {
			return nil
		}
		id = head.parents[0]
	}
	return err
}

func (b *builtin) tags(ctx context.Context) ([]Tag, error) {
	s, err := b.open()
	if err != nil {
		return nil, err
	}
	defer s.close()
	names, err := s.refs.names("refs/tags")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var all []Tag
	for _, name := range slices.Compact(names) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tag, ok, err := s.tag(name)
		if err != nil {
			return nil, refusal(err)
		}
		if ok {
			all = append(all, tag)
		}
	}
	return all, nil
}

// tag reads one tag; false when it names no commit.
func (s *session) tag(name string) (Tag, bool, error) {
	t := Tag{Name: strings.TrimPrefix(name, "refs/tags/")}
	_, id, err := s.refs.resolve(name)
	if errors.Is(err, errNoRef) {
		return t, false, nil // deleted while we look
	}
	if err != nil {
		return t, false, err
	}
	if data, err := s.objects.readAs(plumbing.TagObject, id); err == nil {
		if id, err = parseTag(data); err != nil {
			return t, false, err
		}
		t.By, t.Subject = signatureIn(data, "tagger "), subjectOf(data)
	}
	data, err := s.objects.readAs(plumbing.CommitObject, id)
	if err != nil {
		return t, false, nil //nolint:nilerr // what names no commit, or one that was not fetched, names no deployment
	}
	if t.By == (Signature{}) {
		t.By = signatureIn(data, "committer ")
	}
	t.Commit = id.String()
	return t, !t.By.When.IsZero(), nil
}
