package repo

import (
	"path/filepath"
	"strings"
)

// checkOwner refuses a repository that belongs to somebody else, as git does
// since hooks and filters of a stranger's repository were used to run code.
// A repository that GIT_DIR names was chosen on purpose.
func (s *session) checkOwner() error {
	if s.env.value("GIT_DIR") != "" {
		return nil
	}
	if s.loc.top == "" && s.explicitOnly() {
		return implicitBare(s.loc.gitDir)
	}
	foreign := false
	for _, path := range []string{filepath.Join(s.loc.top, ".git"), s.loc.top, s.loc.gitDir} {
		if s.loc.top == "" && path != s.loc.gitDir {
			continue
		}
		owned, err := ownedByUser(path, s.env)
		if err == nil && !owned {
			foreign = true
		}
	}
	if !foreign || s.safe() {
		return nil
	}
	return &Refused{
		Cause:  CauseGit,
		Reason: "git does not trust " + s.trusted() + ", which belongs to another user",
		Way:    "if you trust it: git config --global --add safe.directory " + s.trusted(),
	}
}

// explicitOnly is safe.bareRepository, which the repository itself cannot set.
func (s *session) explicitOnly() bool {
	only := false
	for _, e := range s.config.entries {
		if e.name == "safe.barerepository" && e.scope != scopeLocal && e.scope != scopeWorktree {
			only = e.value == "explicit"
		}
	}
	return only
}

// trusted is the folder that safe.directory has to name.
func (s *session) trusted() string {
	if s.loc.top != "" {
		return s.loc.top
	}
	return s.loc.gitDir
}

// safe reads safe.directory, which counts only where the repository itself
// cannot have set it. An empty value forgets those before it.
func (s *session) safe() bool {
	safe := false
	for _, e := range s.config.entries {
		if e.name != "safe.directory" || e.scope == scopeLocal || e.scope == scopeWorktree {
			continue
		}
		if e.value == "" {
			safe = false
		} else if s.isTrusted(e.value) {
			safe = true
		}
	}
	return safe
}

func (s *session) isTrusted(value string) bool {
	if value == "*" {
		return true
	}
	path := expandHome(value, s.config.home)
	if below, ok := strings.CutSuffix(path, "/*"); ok {
		return strings.HasPrefix(filepath.ToSlash(s.trusted()), filepath.ToSlash(resolve(below))+"/")
	}
	return filepath.IsAbs(path) && resolve(filepath.Clean(path)) == s.trusted()
}
