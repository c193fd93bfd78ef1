package repo

import (
	"path/filepath"
	"strings"
)

// ignored says whether git would not add a new file. A folder that is ignored
// takes everything in it along, whatever further patterns say.
func (w *workTree) ignored(name string) (bool, error) {
	fold, err := w.config.bool("core.ignorecase", false)
	if err != nil {
		return false, said(err)
	}
	shared, err := w.sharedIgnores(fold)
	if err != nil {
		return false, err
	}
	// Later patterns win, and those of deeper folders come later.
	patterns := shared
	for at := 0; ; {
		own, err := w.ignoreFile(name[:at], fold)
		if err != nil {
			return false, err
		}
		patterns = append(patterns, own...)
		slash := strings.IndexByte(name[at:], '/')
		// Each folder on the way is asked about before what lies in it: git never
		// looks into one that is ignored, nor at the patterns there.
		if slash < 0 {
			return lastMatch(patterns, name, false), nil
		}
		if lastMatch(patterns, name[:at+slash], true) {
			return true, nil
		}
		at += slash + 1
	}
}

func lastMatch(patterns []pathPattern, name string, isDir bool) bool {
	for i := len(patterns) - 1; i >= 0; i-- {
		if patterns[i].matches(name, isDir) {
			return !patterns[i].negated
		}
	}
	return false
}

// sharedIgnores are the user's own patterns and, stronger, the repository's.
func (w *workTree) sharedIgnores(fold bool) ([]pathPattern, error) {
	global := w.config.path("core.excludesfile")
	if _, set := w.config.last("core.excludesfile"); !set && w.env.xdgDir() != "" {
		global = filepath.Join(w.env.xdgDir(), "ignore")
	}
	var patterns []pathPattern
	for _, file := range []string{global, filepath.Join(w.loc.commonDir, "info", "exclude")} {
		data, err := readOptional(file)
		if err != nil {
			return nil, err
		}
		patterns = append(patterns, parseIgnores(data, "", fold)...)
	}
	return patterns, nil
}

// ignoreFile is the .gitignore of a folder, "" or ending in a slash.
func (w *workTree) ignoreFile(dir string, fold bool) ([]pathPattern, error) {
	data, err := w.settings(dir + ".gitignore")
	return parseIgnores(data, dir, fold), err
}

func parseIgnores(data []byte, base string, fold bool) []pathPattern {
	var patterns []pathPattern
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		line = trimIgnoreBlanks(line)
		if line != "" && line[0] != '#' {
			patterns = append(patterns, parsePattern(line, base, fold))
		}
	}
	return patterns
}

// trimIgnoreBlanks drops trailing blanks, save one after a backslash.
func trimIgnoreBlanks(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			continue
		case '\\':
			i++
		}
		end = min(i+1, len(line))
	}
	return line[:end]
}
