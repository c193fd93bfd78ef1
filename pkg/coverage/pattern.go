package coverage

import "strings"

// Matches reports that a whole text is as a pattern has it, in which * stands for
// any number of characters; case makes no difference.
func Matches(pattern, text string) bool {
	parts := strings.Split(strings.ToLower(pattern), "*")
	text = strings.ToLower(text)
	rest, ok := strings.CutPrefix(text, parts[0])
	last := len(parts) - 1
	if !ok || last == 0 {
		return ok && rest == ""
	}
	for _, part := range parts[1:last] {
		_, after, ok := strings.Cut(rest, part)
		if !ok {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, parts[last])
}

func anyMatches(patterns []string, text string) (pattern string, ok bool) {
	for _, p := range patterns {
		if Matches(p, text) {
			return p, true
		}
	}
	return "", false
}
