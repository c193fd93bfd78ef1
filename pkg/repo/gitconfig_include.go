package repo

import (
	"errors"
	"path/filepath"
	"strings"
)

var (
	errRelativeInclude = errors.New("relative config includes must come from files")
	errBareInclude     = errors.New("missing value for 'include.path'")
)

// includes is the absolute path of the file that a variable includes, ""
// when it includes none or its condition does not hold.
func (r *configReader) includes(e configEntry, file string) (string, error) {
	section, condition, key := e.split()
	if key != "path" || section != "include" && section != "includeif" {
		return "", nil
	}
	if section == "include" && condition != "" {
		return "", nil
	}
	if section == "includeif" && !r.holds(condition, file) {
		return "", nil
	}
	if e.bare {
		return "", errBareInclude
	}
	path := expandHome(e.value, r.env.home())
	if filepath.IsAbs(path) {
		return path, nil
	}
	if file == "" {
		return "", errRelativeInclude
	}
	return filepath.Join(filepath.Dir(file), path), nil
}

// holds says whether an includeIf condition holds; one that is not known
// never does.
func (r *configReader) holds(condition, file string) bool {
	kind, pattern, _ := strings.Cut(condition, ":")
	switch kind {
	case "gitdir":
		return r.inGitDir(pattern, file, false)
	case "gitdir/i":
		return r.inGitDir(pattern, file, true)
	case "onbranch":
		return r.onBranch(pattern)
	case "hasconfig":
		if urls, ok := strings.CutPrefix(pattern, "remote.*.url:"); ok {
			return r.hasRemote(urls)
		}
	}
	return false
}

// inGitDir is what people keep a work identity apart with. It compares a pattern with the git directory, once as it is and once
// with symlinks resolved. A linked worktree's is its own, below .git/worktrees.
func (r *configReader) inGitDir(pattern, file string, fold bool) bool {
	if r.loc.gitDir == "" {
		return false
	}
	prefix := 0
	pattern = expandHome(pattern, r.env.home())
	if rest, ok := strings.CutPrefix(pattern, "./"); ok {
		if file == "" {
			return false
		}
		dir := filepath.ToSlash(filepath.Dir(resolve(file))) + "/"
		prefix, pattern = len(dir), dir+rest
	} else if !filepath.IsAbs(pattern) && !strings.HasPrefix(pattern, "/") {
		pattern = "**/" + pattern
	}
	if strings.HasSuffix(pattern, "/") {
		pattern += "**"
	}
	return matchAfterPrefix(pattern, prefix, filepath.ToSlash(resolve(r.loc.gitDir)), fold) ||
		matchAfterPrefix(pattern, prefix, filepath.ToSlash(r.loc.gitDir), fold)
}

// matchAfterPrefix takes the first bytes of the pattern literally: they are a
// folder's name, which may itself hold a star.
func matchAfterPrefix(pattern string, prefix int, text string, fold bool) bool {
	if len(text) < prefix {
		return false
	}
	same := pattern[:prefix] == text[:prefix]
	if fold {
		same = strings.EqualFold(pattern[:prefix], text[:prefix])
	}
	return same && wildmatch(pattern[prefix:], text[prefix:], fold)
}

// onBranch never holds on a detached HEAD. It reads HEAD alone, so the branch
// may well be unborn.
func (r *configReader) onBranch(pattern string) bool {
	if r.loc.gitDir == "" {
		return false
	}
	head, err := readLooseRef(filepath.Join(r.loc.gitDir, "HEAD"))
	if err != nil {
		return false
	}
	branch, ok := strings.CutPrefix(head.symbolic, "refs/heads/")
	if strings.HasSuffix(pattern, "/") {
		pattern += "**"
	}
	return ok && wildmatch(pattern, branch, false)
}

// hasRemote holds in the first run, which only gathers the addresses: they may
// themselves stand in a file that is included.
func (r *configReader) hasRemote(pattern string) bool {
	if r.remotes == nil {
		return true
	}
	for _, url := range r.remotes {
		if wildmatch(pattern, url, false) {
			return true
		}
	}
	return false
}
