package repo

import (
	"fmt"
	"path/filepath"
	"slices"
)

// commitHooks are those a commit runs, in their order.
var commitHooks = []string{
	"pre-commit", "prepare-commit-msg", "commit-msg", "post-index-change", "reference-transaction", "post-commit",
}

// checkHooks refuses when one of these hooks would have to run. Samples have
// another name, and a file that cannot be executed git passes over too.
func (s *session) checkHooks(names []string) error {
	dir := s.hooksDir()
	for _, name := range names {
		if path := filepath.Join(dir, name); isExecutable(path) {
			return s.hookRefused(name, path)
		}
	}
	return s.checkConfiguredHooks(names)
}

// hooksDir is where the hooks are; a relative core.hooksPath starts where git
// runs them, at the top of the work tree.
func (s *session) hooksDir() string {
	dir := s.config.path("core.hookspath")
	switch {
	case dir == "":
		return filepath.Join(s.loc.commonDir, "hooks")
	case !filepath.IsAbs(dir):
		return filepath.Join(s.loc.top, dir)
	}
	return dir
}

// checkConfiguredHooks finds the hooks newer gits take from the configuration:
// hook.NAME.event with hook.NAME.command.
func (s *session) checkConfiguredHooks(names []string) error {
	for _, e := range s.config.entries {
		section, name, key := e.split()
		if section == "hook" && key == "event" && slices.Contains(names, e.value) &&
			s.config.value("hook."+name+".command") != "" {
			return s.hookRefused(e.value, "hook."+name+".command")
		}
	}
	return nil
}

func (s *session) hookRefused(name, where string) error {
	return &Refused{
		Cause:  CauseHook,
		Reason: fmt.Sprintf("a %s hook is installed (%s), and the built-in git backend runs no hooks", name, where),
		Way:    useGit,
	}
}

// checkSigning refuses when commits have to be signed.
func (s *session) checkSigning() error {
	sign, err := s.config.bool("commit.gpgsign", false)
	if err != nil {
		return said(err)
	}
	if !sign {
		return nil
	}
	return &Refused{
		Cause:  CauseSigning,
		Reason: "commits are to be signed (commit.gpgSign), and the built-in git backend cannot sign",
		Way:    useGit,
	}
}

// checkEncoding refuses when commit messages are to be stored in an encoding
// other than UTF-8.
func (s *session) checkEncoding() error {
	if e := s.config.value("i18n.commitencoding"); e != "" && !isUTF8(e) {
		return unsupported("i18n.commitEncoding = %s", printable(e))
	}
	return nil
}
