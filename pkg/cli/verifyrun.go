package cli

import (
	"context"
	"errors"
	"io/fs"
	"path"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/repo"
)

// verifyRun is the verification of one root. Of each file only what moves its
// incident is kept; bytes are let go with each step.
type verifyRun struct {
	w        *workspace
	options  verifyOptions
	policies *policies
	verifier history.Verifier
	versions map[string]*history.Version // by blob: those that a later commit may start from
	step     *repo.Step
	commit   *history.Commit         // of the step
	commits  map[string]*repo.Commit // those that something is said about
	signed   map[string]repo.SignatureStatus
	present  map[string]map[string]bool // files at the end of the history, by folder
	partings []*parting                 // where the history leaves --base
	loosened []loosening
	unread   map[string]*config.Config // by blob that cannot be read: what held before it
}

func (w *workspace) verify(ctx context.Context, o verifyOptions) (*verifyRun, error) {
	defer w.thrifty(ctx)()
	p, err := w.policies(ctx)
	if err != nil {
		return nil, err
	}
	r := w.newVerifyRun(o, p)
	if err := r.replay(ctx, ""); err != nil {
		return nil, err
	}
	if o.base != "" && r.verifier.Damaged() {
		if r, err = r.after(ctx); err != nil {
			return nil, err
		}
	}
	return r, errors.Join(r.finish(ctx), r.checkSignatures(ctx))
}

func (w *workspace) newVerifyRun(o verifyOptions, p *policies) *verifyRun {
	r := &verifyRun{
		w: w, options: o, policies: p, versions: map[string]*history.Version{}, commits: map[string]*repo.Commit{},
		present: map[string]map[string]bool{}, unread: map[string]*config.Config{},
	}
	r.verifier.Read, r.verifier.FromTop = r.read, w.fromTop
	return r
}

// after is a run that knows what had been broken before --base, for commits which
// seem to break something: they may put that back. Nothing else is worth the time.
func (r *verifyRun) after(ctx context.Context) (*verifyRun, error) {
	before := r.w.newVerifyRun(verifyOptions{}, r.policies)
	if err := before.replay(ctx, r.options.base); err != nil || !before.verifier.Damaged() {
		return r, err
	}
	again := r.w.newVerifyRun(r.options, r.policies)
	again.verifier.Continue(&before.verifier)
	return again, again.replay(ctx, "")
}

// replay goes through the commits up to a revision, "" for HEAD.
func (r *verifyRun) replay(ctx context.Context, rev string) error {
	o := repo.HistoryOptions{Rev: rev, Base: r.options.base, Whole: true, Beside: config.FileName}
	dirs, err := r.w.folders(ctx, r.policies, o)
	if err != nil {
		return err
	}
	o.Paths = append([]string{config.FileName}, dirs...)
	if err := r.findPartings(ctx, o); err != nil {
		return err
	}
	r.verifier.Known = r.heldBefore
	progress := newProgress(r.w.env, "commits verified")
	defer progress.done()
	for step, err := range r.w.repo.Replay(ctx, o) {
		if err != nil {
			return err
		}
		if err := r.take(step); err != nil {
			return err
		}
		if step.Last {
			progress.step()
		}
	}
	r.step = nil // its bytes are no longer valid
	return nil
}

// finish looks for what no commit broke by itself.
func (r *verifyRun) finish(ctx context.Context) error {
	tip := history.Tip{Has: r.has, Read: r.tip}
	if err := r.verifier.Finish(tip); err != nil {
		return err
	}
	if err := r.compareBase(ctx, tip); err != nil {
		return err
	}
	return r.complete(ctx)
}

// has reports that a file is there at the end of the history. Each folder is read
// once. One that cannot be has everything, so that reading a file says why.
func (r *verifyRun) has(file string) bool {
	dir, name := path.Split(file)
	names, known := r.present[dir]
	if !known {
		entries, err := fs.ReadDir(r.policies.tree, path.Clean(dir))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return true
		}
		names = map[string]bool{}
		for _, e := range entries {
			names[e.Name()] = e.Type().IsRegular()
		}
		r.present[dir] = names
	}
	return names[name]
}

// tip is an incident's version at the end of the history.
func (r *verifyRun) tip(path string) (*history.Version, error) {
	src, err := fs.ReadFile(r.policies.tree, path)
	if err != nil && !errors.Is(err, repo.ErrTooLarge) {
		return nil, err
	}
	return history.Read("", src), nil
}

// complete looks up the commits that were let go before something was said about
// them. A file may have had another name in them.
func (r *verifyRun) complete(ctx context.Context) error {
	for _, v := range r.verifier.Violations {
		if r.commits[v.Commit.ID] != nil {
			continue
		}
		for c, err := range r.w.repo.History(ctx, repo.HistoryOptions{Rev: v.Commit.ID, Alone: true}) {
			if err != nil {
				return err
			}
			r.commits[c.ID] = c
		}
	}
	return nil
}

// take hands one change to the verifier.
func (r *verifyRun) take(step *repo.Step) error {
	r.step = step
	for _, b := range step.Blobs {
		r.versions[b.ID] = history.Read(b.ID, b.Data)
	}
	if r.commit == nil || r.commit.ID != step.Commit.ID {
		policy, err := r.policyOf(step.Commit)
		if err != nil {
			return err
		}
		r.commit = &history.Commit{ID: step.Commit.ID, Author: step.Commit.Author.When, Policy: policy}
	}
	change, err := r.changeOf(step.Change)
	if err != nil {
		return err
	}
	err = r.verifier.Change(r.commit, change)
	if err == nil && step.Last {
		err = r.verifier.End()
	}
	r.remember()
	return err
}

// changeOf gives the versions to a change, and lets those go that it replaces.
// Another branch may start from them again; then they are read again.
func (r *verifyRun) changeOf(c repo.FileChange) (history.Change, error) {
	change := history.Change{Path: c.Path}
	for _, blob := range c.Before {
		v, err := r.version(blob)
		if err != nil {
			return change, err
		}
		change.Before = append(change.Before, v)
	}
	var err error
	change.After, err = r.version(c.After)
	for _, blob := range c.Before {
		delete(r.versions, blob)
	}
	return change, err
}

// version is what is known of a blob; nil for "".
func (r *verifyRun) version(blob string) (*history.Version, error) {
	if v := r.versions[blob]; v != nil || blob == "" {
		return v, nil
	}
	src, err := r.read(blob)
	if err != nil {
		return nil, err
	}
	v := history.Read(blob, src)
	r.versions[blob] = v
	return v, nil
}

// policyOf is the commit's own configuration. Where it changes that, a file is
// an incident also if it was one before: nothing leaves by moving the folder.
func (r *verifyRun) policyOf(c *repo.Commit) (*history.Policy, error) {
	own, err := r.policies.of(c.Beside)
	if err != nil {
		return nil, err
	}
	for _, change := range c.Changes {
		if change.Path != config.FileName {
			continue
		}
		if err := r.loosen(c, change, own); err != nil {
			return nil, err
		}
		both := own.Policy
		for _, blob := range change.Before {
			before, err := r.policies.of(blob)
			if err != nil {
				return nil, err
			}
			is := both.IsIncident
			both.IsIncident = func(path string) bool { return is(path) || before.layout.heldOnce(path) }
		}
		return &both, nil
	}
	return &own.Policy, nil
}

// remember keeps the commit when the verifier has said something about it.
func (r *verifyRun) remember() {
	c := r.step.Commit
	if n := len(r.verifier.Transitions); n > 0 && r.verifier.Transitions[n-1].Commit.ID == c.ID {
		r.commits[c.ID] = c
	}
	if n := len(r.verifier.Violations); n > 0 && r.verifier.Violations[n-1].Commit.ID == c.ID {
		r.commits[c.ID] = c
	}
}

// read is a blob's bytes, which the present step has in most cases.
func (r *verifyRun) read(blob string) ([]byte, error) {
	if r.step != nil {
		for _, b := range r.step.Blobs {
			if b.ID == blob {
				return b.Data, nil
			}
		}
	}
	return readable(r.policies.blobs, blob)
}

// readable is a blob's bytes; none of one that is too large. That says nothing of
// an incident, and must not keep others from being looked at.
func readable(blobs *repo.Blobs, blob string) ([]byte, error) {
	src, err := blobs.Read(blob)
	if errors.Is(err, repo.ErrTooLarge) {
		return nil, nil
	}
	return src, err
}

// checkSignatures asks for those of all commits that moved an incident.
func (r *verifyRun) checkSignatures(ctx context.Context) error {
	if !r.options.signed {
		return nil
	}
	var ids []string
	for _, t := range r.verifier.Transitions {
		if len(ids) == 0 || ids[len(ids)-1] != t.Commit.ID {
			ids = append(ids, t.Commit.ID)
		}
	}
	var err error
	if r.signed, err = r.w.repo.Signatures(ctx, ids); err != nil {
		return err
	}
	for n := range r.verifier.Transitions {
		t := &r.verifier.Transitions[n]
		status := r.signed[t.Commit.ID]
		if status.Good() {
			continue
		}
		t.Legal = false
		r.verifier.Violations = append(r.verifier.Violations, history.Violation{
			Commit: t.Commit, Path: t.Path, Rule: history.Signature,
			Message: "it went from " + string(t.From) + " to " + string(t.To) + " in a commit whose signature is " + status.Meaning(),
			Help:    "git verify-commit " + short(t.Commit.ID) + " says more; git config commit.gpgSign true signs what follows",
		})
	}
	return nil
}
