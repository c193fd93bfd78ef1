package config

import (
	"path"
	"strings"
)

// changeWord is what a commit subject must contain.
const changeWord = "{change}"

// isWord checks names that people type into lists on the command line, where a
// comma separates them.
func isWord(s string) string {
	switch {
	case len(s) > 64:
		return "is longer than 64 bytes"
	case strings.ContainsAny(s, ", \t"):
		return "must be a word without blanks and commas"
	}
	return ""
}

// isInside checks a path or glob that must stay below the root.
func isInside(s string) string {
	switch {
	case strings.Contains(s, `\`):
		return `has a \ in it; write / between folders, on Windows too`
	case strings.HasPrefix(s, "/"), strings.HasPrefix(s, "~"), len(s) > 1 && s[1] == ':':
		return "is not relative to the folder of " + FileName
	case leavesRoot(s):
		return "leads out of the folder of " + FileName
	case path.Clean(s) == ".git" || strings.HasPrefix(path.Clean(s), ".git/"):
		return "is Git's own folder"
	}
	return isPattern(s)
}

// leavesRoot counts .. anywhere: behind a pattern it is not clear what it is
// above of.
func leavesRoot(s string) bool {
	for part := range strings.SplitSeq(s, "/") {
		if part == ".." {
			return true
		}
	}
	return false
}

func isPattern(s string) string {
	if _, err := path.Match(s, ""); err != nil {
		return "is not a pattern: a [ or { in it is not closed"
	}
	return ""
}

// isNamePattern checks a pattern for file names.
func isNamePattern(s string) string {
	switch {
	case strings.ContainsAny(s, `/\`):
		return "has a folder in it; it is a pattern for file names, such as *.qmd"
	case !strings.ContainsAny(s, "*?["):
		return "is not a pattern for file names, such as *.qmd"
	}
	return isPattern(s)
}

// isRef checks a pattern for remote branches as git check-ref-format would, and
// that git cannot take it for an option.
func isRef(s string) string {
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "/") || strings.HasSuffix(s, "/") ||
		strings.Contains(s, "..") || strings.Contains(s, "//") || strings.Contains(s, "@{") ||
		strings.ContainsAny(s, " ~^:\\") {
		return "cannot name branches; write a pattern such as origin/postmortem/*"
	}
	return isPattern(s)
}
