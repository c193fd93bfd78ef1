package incident

import (
	"path"
	"strings"
)

// EvidencePath takes from the evidence of an action item what can only be a path:
// no URL, no commit, no pull request, no words. rest is the line number or heading
// behind it. The path is from the root or from the incident's folder.
func EvidencePath(evidence string) (file, rest string, ok bool) {
	file, fragment, _ := strings.Cut(evidence, "#")
	if strings.ContainsAny(evidence, " \t@") || strings.Contains(evidence, "://") || isNumber(fragment) {
		return "", "", false
	}
	if head, line, ok := strings.Cut(file, ":"); ok {
		if !isNumber(strings.ReplaceAll(line, ":", "")) {
			return "", "", false
		}
		file = head
	}
	return path.Clean(strings.TrimPrefix(file, "/")), evidence[len(file):], looksLikePath(file)
}

// looksLikePath wants a slash or an ending, and no host name in front.
func looksLikePath(file string) bool {
	first, _, nested := strings.Cut(strings.TrimPrefix(file, "./"), "/")
	if nested {
		return first == ".." || strings.LastIndexByte(first, '.') <= 0
	}
	ending := path.Ext(file)
	return len(ending) > 1 && len(ending) < len(file) && !isNumber(ending[1:])
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
