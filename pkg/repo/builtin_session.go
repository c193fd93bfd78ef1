package repo

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// session is one operation's view of a repository that may be used: its
// configuration is read, its owner and format are checked.
type session struct {
	loc     location
	env     environment
	config  *gitConfig
	share   sharing
	refs    refs
	objects *objects
}

// open makes a session, or says by *Refused why git would not use this
// repository or the built-in backend cannot.
func (b *builtin) open() (*session, error) {
	s := &session{
		loc:  b.loc,
		env:  environment(b.options.Environ),
		refs: refs{gitDir: b.loc.gitDir, commonDir: b.loc.commonDir},
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
	if s.objects, err = openObjects(s.loc.commonDir, s.env, s.share); err != nil {
		return nil, unsupported("%s", err)
	}
	if s.objects.replaced, err = readReplacements(s.refs, s.config, s.env); err != nil {
		return nil, said(err)
	}
	return s, nil
}

func (s *session) close() { s.objects.close() }

// useGit is the way out of everything only the git binary can do.
const useGit = "use the git binary for this: install it, or set backend: auto"

// unsupported refuses what the built-in backend cannot honour.
func unsupported(format string, args ...any) *Refused {
	return &Refused{Cause: CauseUnsupported, Reason: "the built-in git backend cannot handle " + fmt.Sprintf(format, args...), Way: useGit}
}

// said is a failure where git itself would have stopped.
func said(err error) *Refused { return &Refused{Cause: CauseGit, Reason: err.Error()} }

// checkFormat reads the repository's own config file, and only that, as git
// does before anything else: includes have no say in a repository's format.
func (s *session) checkFormat() error {
	version, extensions := "0", map[string]string{}
	path := filepath.Join(s.loc.commonDir, "config")
	data, err := readBounded(path, maxConfigSize)
	if isAbsent(err) {
		return nil
	}
	if err != nil {
		return said(err)
	}
	err = parseConfig(data, path, func(e configEntry) error {
		if e.name == "core.repositoryformatversion" {
			version = e.value
		}
		if section, _, key := e.split(); section == "extensions" {
			extensions[key] = e.value
		}
		return nil
	})
	if err != nil {
		return said(err)
	}
	if version != "0" && version != "1" {
		return unsupported("repository format version %s", printable(version))
	}
	for key, value := range extensions {
		if !knownExtension(key, value, version) {
			return unsupported("the repository extension %s = %s", printable(key), printable(value))
		}
	}
	return nil
}

// knownExtension says whether an extension changes nothing of what is read and
// written here. Version 0 has no extensions, apart from some that were used
// before there was a version 1; what git would not know it ignores there.
func knownExtension(key, value, version string) bool {
	switch key {
	case "noop", "noop-v1", "preciousobjects", "partialclone", "worktreeconfig", "relativeworktrees":
		return true
	case "objectformat":
		return value == "sha1" && version == "1"
	case "refstorage":
		return value == "files" && version == "1"
	case "compatobjectformat":
		return false
	}
	return version == "0"
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
