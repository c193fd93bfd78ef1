package repo

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// switchHooks are those that making a branch and switching to it runs.
var switchHooks = []string{"reference-transaction", "post-checkout"}

func (b *builtin) branchName(context.Context) (string, error) {
	s, err := b.open()
	if err != nil {
		return "", err
	}
	defer s.close()
	name, _, err := s.head()
	if err != nil {
		return "", refusal(err)
	}
	if name == "HEAD" {
		return "", nil
	}
	return name, nil
}

func (b *builtin) refNames(context.Context) ([]string, error) {
	s, err := b.open()
	if err != nil {
		return nil, err
	}
	defer s.close()
	names, err := s.refs.branches()
	return names, refusal(err)
}

// branches lists local and remote-tracking branches, loose ones first; one that
// is packed as well comes twice.
func (r refs) branches() ([]string, error) { return r.names("refs/heads", "refs/remotes") }

// names lists the refs below folders; one that is loose and packed is there twice.
func (r refs) names(tops ...string) ([]string, error) {
	var names []string
	for _, top := range tops {
		err := filepath.WalkDir(r.path(top), func(path string, d fs.DirEntry, err error) error {
			rel, relErr := filepath.Rel(r.commonDir, path)
			switch name := filepath.ToSlash(rel); {
			case errors.Is(err, fs.ErrNotExist):
				return nil // deleted while we look, or there never were any
			case err != nil:
				return err
			case relErr == nil && !d.IsDir() && validRefName(name):
				names = append(names, name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	err := r.eachPacked(func(name string, _ plumbing.Hash) bool {
		if slices.ContainsFunc(tops, func(top string) bool { return strings.HasPrefix(name, top+"/") }) {
			names = append(names, name)
		}
		return true
	})
	return names, err
}

// branch makes a branch at HEAD, then lets HEAD stand for it; an unborn HEAD is
// only renamed. Whoever is killed in between leaves a branch that is not
// checked out.
func (b *builtin) branch(ctx context.Context, name string, resumed bool) error {
	s, err := b.open()
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.checkHooks(switchHooks); err != nil {
		return err
	}
	by, err := s.signature(asCommitter, time.Now())
	if err != nil {
		return err
	}
	for range refAttempts {
		move := refMove{session: s, name: "refs/heads/" + name, by: by}
		if err = move.branchOff(ctx, resumed); !errors.Is(err, errRefMoved) {
			break
		}
	}
	return refusal(err)
}

// branchOff fills both locks before it takes them, as a commit does. HEAD is
// read before and after: it is another's until it is locked.
func (m *refMove) branchOff(ctx context.Context, resumed bool) error {
	defer m.release()
	from, id, err := m.session.head()
	if err != nil {
		return err
	}
	m.new = id
	if err := m.prepareBranch(); err != nil {
		return err
	}
	if err := m.head.take(ctx); err != nil {
		return err
	}
	now, at, err := m.session.head()
	if err == nil && (now != from || at != id) {
		err = errRefMoved
	}
	if resumed && err == nil {
		there, missing := m.refs.read(m.name)
		resumed = missing == nil && there.id == id // it was made before pm was killed
	}
	if err == nil && !id.IsZero() && !resumed {
		err = m.create(ctx)
	}
	if err != nil {
		return err
	}
	return m.checkOut(from)
}

// prepareBranch writes what the locks will hold, and brings it to the disk.
func (m *refMove) prepareBranch() error {
	m.head, m.ref = m.lock(m.refs.path("HEAD")), m.lock(m.refs.path(m.name))
	if err := m.head.write([]byte("ref: " + m.name + "\n")); err != nil {
		return err
	}
	if !m.new.IsZero() {
		if err := m.ref.write([]byte(m.new.String() + "\n")); err != nil {
			return err
		}
	}
	return m.objects.flush(m.journal.files(m.head, m.ref))
}

// create makes the branch, unless somebody has made it meanwhile.
func (m *refMove) create(ctx context.Context) error {
	if clash, err := m.refs.clash(m.name); err == nil && clash != "" {
		return noBranch(shortRef(m.name), clash)
	}
	if err := m.lockBranch(ctx); err != nil {
		return err
	}
	if _, err := m.refs.read(m.name); !errors.Is(err, errNoRef) {
		return branchThere(shortRef(m.name))
	}
	if err := m.appendLog(m.name, logLine(m.old, m.new, m.by, "branch: Created from HEAD")); err != nil {
		return err
	}
	return m.ref.commit()
}

// checkOut lets HEAD stand for the branch. from is what it stood for, or "HEAD".
func (m *refMove) checkOut(from string) error {
	if from = shortRef(from); from == "HEAD" {
		from = m.new.String()
	}
	if !m.new.IsZero() {
		reason := "checkout: moving from " + from + " to " + shortRef(m.name)
		if err := m.appendLog("HEAD", logLine(m.new, m.new, m.by, reason)); err != nil {
			return err
		}
	}
	return m.head.commit()
}
