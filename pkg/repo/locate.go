package repo

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
)

// locate finds the repository around start by git's own rules, without running
// git; ok is false where there is none. What the environment names is relative
// to dir, the current folder. Both are absolute with symlinks resolved.
func locate(dir, start string, env environment) (loc location, ok bool) {
	if gitDir := env.value("GIT_DIR"); gitDir != "" {
		return locateNamed(dir, gitDir, env), true
	}
	loc, ok = search(start, env)
	if tree := env.value("GIT_WORK_TREE"); ok && tree != "" {
		loc.top = absolute(dir, tree)
	}
	return loc, ok
}

// locateNamed is the repository that GIT_DIR names. Without GIT_WORK_TREE the
// current folder is the work tree, as for git, except for a hook on the server
// side, which runs inside the Git directory itself.
func locateNamed(dir, gitDir string, env environment) location {
	loc := location{gitDir: followGitfile(absolute(dir, gitDir))}
	loc.commonDir = commonDir(loc.gitDir, env)
	switch tree := env.value("GIT_WORK_TREE"); {
	case tree != "":
		loc.top = absolute(dir, tree)
	case loc.gitDir != dir:
		loc.top = configuredTop(loc, dir)
	}
	return loc
}

// search walks up from dir to the first folder that holds .git or is itself a
// Git directory, and not beyond GIT_CEILING_DIRECTORIES.
func search(dir string, env environment) (location, bool) {
	limit := ceiling(dir, env.value("GIT_CEILING_DIRECTORIES"))
	for d := dir; len(d) > len(limit); d = filepath.Dir(d) {
		if gitDir := followGitfile(filepath.Join(d, ".git")); gitDir != "" {
			loc := location{gitDir: gitDir, commonDir: commonDir(gitDir, env)}
			loc.top = configuredTop(loc, d)
			return loc, true
		}
		if isGitDir(d, env) {
			return location{gitDir: d, commonDir: commonDir(d, env)}, true
		}
		if d == filepath.Dir(d) {
			break
		}
	}
	return location{}, false
}

// ceiling is the longest listed folder that is above dir. Symlinks in the list
// are resolved up to its first empty entry, after which git takes it literally.
func ceiling(dir, list string) string {
	longest, resolve := "", true
	for _, c := range filepath.SplitList(list) {
		if c == "" {
			resolve = false
			continue
		}
		c = filepath.Clean(c)
		if resolved, err := filepath.EvalSymlinks(c); resolve && err == nil {
			c = resolved
		}
		if len(c) > len(longest) && c != dir && within(c, dir) {
			longest = c
		}
	}
	return longest
}

// followGitfile is the Git directory that a .git stands for: itself when it is
// a folder that looks like one, or where a gitfile points, even when nothing
// is there: git stops at a dangling gitfile too. "" for neither.
func followGitfile(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	if info.IsDir() {
		if !isGitDir(path, nil) {
			return ""
		}
		return path
	}
	const most = 1 << 16 // git refuses longer ones
	data, err := os.ReadFile(path)
	target, isGitfile := bytes.CutPrefix(data, []byte("gitdir: "))
	if err != nil || !isGitfile || len(data) > most {
		return ""
	}
	return absolute(filepath.Dir(path), strings.TrimRight(string(target), "\r\n"))
}

// isGitDir makes git's own three checks.
func isGitDir(dir string, env environment) bool {
	if !isHead(filepath.Join(dir, "HEAD")) {
		return false
	}
	common := commonDir(dir, env)
	return isDir(filepath.Join(common, "objects")) && isDir(filepath.Join(common, "refs"))
}

// isHead takes what names a ref or an object: after a crash HEAD may be empty,
// and git then looks for a repository further up.
func isHead(path string) bool {
	if target, err := os.Readlink(path); err == nil {
		return strings.HasPrefix(target, "refs/")
	}
	line := firstLine(path)
	if ref, ok := strings.CutPrefix(line, "ref:"); ok {
		return strings.HasPrefix(strings.TrimLeft(ref, " \t"), "refs/")
	}
	return isObjectName(strings.TrimSpace(line))
}

// commonDir is where a linked worktree shares objects, refs and configuration
// with the others; gitDir itself otherwise.
func commonDir(gitDir string, env environment) string {
	if named := env.value("GIT_COMMON_DIR"); named != "" {
		return absolute(gitDir, named)
	}
	data, err := os.ReadFile(filepath.Join(gitDir, "commondir"))
	if err != nil {
		return gitDir
	}
	return absolute(gitDir, strings.TrimRight(string(data), "\r\n"))
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// absolute is path seen from dir, with symlinks resolved as far as it exists:
// git compares real paths, and so do we.
func absolute(dir, path string) string {
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	return resolve(filepath.Clean(path))
}

// resolve follows the symlinks of the longest part of path that exists.
func resolve(path string) string {
	rest := ""
	for p := path; ; p = filepath.Dir(p) {
		if target, err := filepath.EvalSymlinks(p); err == nil {
			return filepath.Join(target, rest)
		}
		if p == filepath.Dir(p) {
			return path
		}
		rest = filepath.Join(filepath.Base(p), rest)
	}
}

// within says whether path is dir or lies below it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}
