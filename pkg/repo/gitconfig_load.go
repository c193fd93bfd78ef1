package repo

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// maxIncludeDepth is git's own bound on includes within includes.
const maxIncludeDepth = 10

// configReader reads the levels of the configuration in git's order and
// follows its includes.
type configReader struct {
	loc     location // zero outside a repository
	env     environment
	entries []configEntry
	// remotes holds every remote.*.url, for hasconfig conditions; nil while
	// they are being gathered, when such a condition holds whatever it says.
	remotes []string
}

// readConfig is the configuration git would see in this repository and
// environment. A file that is not there is no fault, a bad line is.
func readConfig(loc location, env environment) (*gitConfig, error) {
	gather := configReader{loc: loc, env: env}
	if err := gather.levels(); err != nil {
		return nil, err
	}
	reader := configReader{loc: loc, env: env, remotes: remoteURLs(gather.entries)}
	if err := reader.levels(); err != nil {
		return nil, err
	}
	return &gitConfig{entries: reader.entries, home: env.home()}, nil
}

// remoteURLs is never nil.
func remoteURLs(entries []configEntry) []string {
	urls := []string{}
	for _, e := range entries {
		if isRemoteURL(e) {
			urls = append(urls, e.value)
		}
	}
	return urls
}

func isRemoteURL(e configEntry) bool {
	section, subsection, key := e.split()
	return section == "remote" && subsection != "" && key == "url"
}

func (r *configReader) levels() error {
	for _, file := range append(r.systemFiles(), r.globalFiles()...) {
		if err := r.file(file.path, file.scope, 0); err != nil {
			return err
		}
	}
	if err := r.local(); err != nil {
		return err
	}
	return environmentConfig(r.env, func(e configEntry) error { return r.add(e, "", 0) })
}

// local reads the repository's own level and, where that says so, the one of
// this linked worktree.
func (r *configReader) local() error {
	if r.loc.commonDir == "" {
		return nil
	}
	if err := r.file(filepath.Join(r.loc.commonDir, "config"), scopeLocal, 0); err != nil {
		return err
	}
	perWorktree, err := (&gitConfig{entries: r.entries}).bool("extensions.worktreeconfig", false)
	if err != nil || !perWorktree {
		return err
	}
	return r.file(filepath.Join(r.loc.gitDir, "config.worktree"), scopeWorktree, 0)
}

type configFile struct {
	path  string
	scope configScope
}

func (r *configReader) systemFiles() []configFile {
	if skip, ok := parseConfigBool(r.env.value("GIT_CONFIG_NOSYSTEM")); skip && ok {
		return nil
	}
	if path, ok := r.env.lookup("GIT_CONFIG_SYSTEM"); ok {
		return []configFile{{path, scopeSystem}}
	}
	if runtime.GOOS == "windows" {
		return []configFile{{filepath.Join(r.env.value("PROGRAMDATA"), "Git", "config"), scopeSystem}}
	}
	return []configFile{{"/etc/gitconfig", scopeSystem}}
}

// globalFiles are both of the user's files: git reads the XDG one first and
// then ~/.gitconfig, not just the one it finds.
func (r *configReader) globalFiles() []configFile {
	if path, ok := r.env.lookup("GIT_CONFIG_GLOBAL"); ok {
		return []configFile{{path, scopeGlobal}}
	}
	var files []configFile
	if dir := r.env.xdgDir(); dir != "" {
		files = append(files, configFile{filepath.Join(dir, "config"), scopeGlobal})
	}
	if home := r.env.home(); home != "" {
		files = append(files, configFile{filepath.Join(home, ".gitconfig"), scopeGlobal})
	}
	return files
}

// xdgDir is where git keeps the user's config, ignore and attributes.
func (e environment) xdgDir() string {
	if dir := e.value("XDG_CONFIG_HOME"); dir != "" {
		return filepath.Join(dir, "git")
	}
	if home := e.home(); home != "" {
		return filepath.Join(home, ".config", "git")
	}
	return ""
}

// file reads one file and, in place, what it includes.
func (r *configReader) file(path string, scope configScope, depth int) error {
	if path == "" {
		return nil
	}
	data, err := readBounded(path, maxConfigSize)
	if errors.Is(err, os.ErrNotExist) || isNotDirectory(err) {
		return nil
	}
	if scope == scopeGlobal && errors.Is(err, os.ErrPermission) {
		return nil // after su or sudo, HOME may still be somebody else's
	}
	if err != nil {
		return fmt.Errorf("reading the git configuration: %w", err)
	}
	return parseConfig(data, path, func(e configEntry) error {
		e.scope = scope
		return r.add(e, path, depth)
	})
}

func (r *configReader) add(e configEntry, file string, depth int) error {
	r.entries = append(r.entries, e)
	include, err := r.includes(e, file)
	if err != nil || include == "" {
		return err
	}
	if depth >= maxIncludeDepth {
		return fmt.Errorf("exceeded maximum include depth (%d) while including %s", maxIncludeDepth, include)
	}
	return r.file(include, e.scope, depth+1)
}

// readBounded reads a file of at most limit bytes.
func readBounded(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s is larger than %d bytes", path, limit)
	}
	return data, err
}
