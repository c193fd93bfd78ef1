package repo

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// errNoGitBinary is what a configuration that insists on git gets without it.
var errNoGitBinary = errors.New("git is not on PATH, and the configuration asks for it (backend: git)")

// chooseBackend takes git when it is on PATH and the built-in backend when it
// is absent, never because git failed: two backends must not differ within one
// operation.
func (r *Repo) chooseBackend() (backend, error) {
	if !r.hasGit {
		return nil, ErrNoGit
	}
	if err := r.lost(); err != nil {
		return nil, err
	}
	return r.choose(r.loc)
}

// outside is the backend for questions that need no repository; git is asked
// from the root.
func (r *Repo) outside() (backend, error) { return r.choose(location{gitDir: r.path}) }

func (r *Repo) choose(loc location) (backend, error) {
	git := findGit(environment(r.options.Environ))
	if r.options.Backend == "git" && git == "" {
		return nil, errNoGitBinary
	}
	if r.options.Backend == "builtin" || git == "" {
		return newBuiltin(loc, r.options, r.journal)
	}
	return newGitBackend(git, loc, r.options), nil
}

// BackendName says which backend is in use and why: "git (/usr/bin/git)",
// "built-in (no git on PATH)" or "built-in (configured)". git is not run for it.
func (r *Repo) BackendName(ctx context.Context) string {
	b, err := r.backend()
	if errors.Is(err, ErrNoGit) {
		b, err = r.outside()
	}
	if err != nil {
		return err.Error()
	}
	return b.describe(ctx)
}

// findGit is the absolute path of git, "" when there is none. Relative entries
// of PATH, the empty one and "." are passed over: a checkout must not be able
// to bring its own git along.
func findGit(env environment) string {
	for _, dir := range filepath.SplitList(searchPath(env)) {
		if !filepath.IsAbs(dir) {
			continue
		}
		for _, name := range gitNames(env) {
			if path := filepath.Join(dir, name); isExecutable(path) {
				return path
			}
		}
	}
	return ""
}

// searchPath is PATH, whose name Windows writes in any case.
func searchPath(env environment) string {
	if path, ok := env.lookup("PATH"); ok || runtime.GOOS != "windows" {
		return path
	}
	for _, entry := range env {
		if key, value, ok := strings.Cut(entry, "="); ok && strings.EqualFold(key, "PATH") {
			return value
		}
	}
	return ""
}

// gitNames are the files that are git: on Windows only those with an ending
// that the system itself can start; a script there would need a shell.
func gitNames(env environment) []string {
	if runtime.GOOS != "windows" {
		return []string{"git"}
	}
	var names []string
	for _, ext := range strings.Split(strings.ToLower(env.value("PATHEXT")), ";") {
		if ext == ".com" || ext == ".exe" {
			names = append(names, "git"+ext)
		}
	}
	if names == nil {
		names = []string{"git.exe"}
	}
	return names
}

func isExecutable(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	return runtime.GOOS == "windows" || info.Mode().Perm()&0o111 != 0
}
