package repo

import (
	"errors"
	"io"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
)

// session is one operation's view of a repository that may be used: its
// configuration is read, its owner and format are checked.
type session struct {
	loc     location
	env     environment
	config  *gitConfig
	share   sharing
	disk    disk
	trace   io.Writer
	journal *journal
	refs    refs
	objects *objects
}

// open makes a session, or says by *Refused why git would not use this
// repository or the built-in backend cannot.
func (b *builtin) open() (*session, error) { return b.openCaching(objectCacheSize) }

// openCaching is open with a bound, in bytes, on the unpacked objects kept.
func (b *builtin) openCaching(cached cache.FileSize) (*session, error) {
	s := &session{
		loc:  b.loc,
		env:  environment(b.options.Environ),
		refs: refs{gitDir: b.loc.gitDir, commonDir: b.loc.commonDir},
		disk: disk{step: b.options.Step}, trace: b.options.Trace, journal: b.journal,
	}
	var err error
	if s.config, err = readConfig(s.loc, s.env); err != nil {
		return nil, said(err)
	}
	if err := s.checkOwner(); err != nil {
		return nil, err
	}
	if err := s.checkFormat(); err != nil {
		return nil, err
	}
	if s.share, err = parseSharing(s.config); err != nil {
		return nil, said(err)
	}
	if s.objects, err = openObjects(s.loc.commonDir, s.env, s.share, s.disk, cached); err != nil {
		return nil, unsupported("%s", err)
	}
	if s.objects.replaced, err = readReplacements(s.refs, s.config, s.env); err != nil {
		return nil, said(err)
	}
	return s, nil
}

// lock is the lock of a file of the Git directory, not taken yet.
func (s *session) lock(target string) *lockFile {
	return &lockFile{disk: s.disk, share: s.share, trace: s.trace, target: target, spare: s.journal.spare(target)}
}

// close also takes back the objects of a commit that was not made.
func (s *session) close() {
	s.objects.discard()
	s.objects.close()
}

// head is the ref that HEAD stands for ("HEAD" itself when detached) and its
// commit, zero on an unborn branch.
func (s *session) head() (name string, id plumbing.Hash, err error) {
	name, id, err = s.refs.resolve("HEAD")
	if errors.Is(err, errNoRef) && strings.HasPrefix(name, "refs/heads/") {
		return name, plumbing.ZeroHash, nil
	}
	return name, id, err
}
