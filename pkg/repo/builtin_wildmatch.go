package repo

import "strings"

// wildmatch reports whether text matches a pattern in the sense of git's
// wildmatch with WM_PATHNAME: "*" and "?" stop at a slash, "**" as a whole
// component crosses them. Both arguments are lowered first when fold is set.
//
// It goes back to the last "*" and, when that one is stuck at a slash, to the
// last "**"; earlier ones need no second try, so no pattern is exponential.
func wildmatch(pattern, text string, fold bool) bool {
	if fold {
		pattern, text = strings.ToLower(pattern), strings.ToLower(text)
	}
	// p and t are how far pattern and text have been matched; the other two pairs
	// are where to go on from when that fails: after a star in the pattern, at
	// the first byte of the text it has not taken yet.
	p, t := 0, 0
	starP, starT := -1, 0
	deepP, deepT := -1, 0
	for {
		if p < len(pattern) && pattern[p] == '*' {
			end, deep := starsEnd(pattern, p)
			switch {
			case deep && end == len(pattern):
				return true
			case deep:
				p = end + 1
				deepP, deepT, starP = p, t, -1
			default:
				p = end
				starP, starT = p, t
			}
			continue
		}
		if t == len(text) {
			return p == len(pattern)
		}
		// Here both go on by one, or one of the stars takes more of the text.
		if n := matchOne(pattern[p:], text[t]); n > 0 {
			p, t = p+n, t+1
			continue
		}
		if starP >= 0 && text[starT] != '/' {
			starT++
			p, t = starP, starT
			continue
		}
		slash := strings.IndexByte(text[deepT:], '/')
		if deepP < 0 || slash < 0 {
			return false
		}
		deepT += slash + 1
		p, t, starP = deepP, deepT, -1
	}
}

// starsEnd is where a run of stars ends, and whether it is a "**" that stands
// alone between slashes.
func starsEnd(pattern string, start int) (end int, deep bool) {
	end = start
	for end < len(pattern) && pattern[end] == '*' {
		end++
	}
	alone := (start == 0 || pattern[start-1] == '/') && (end == len(pattern) || pattern[end] == '/')
	return end, alone && end-start > 1
}

// matchOne is the number of pattern bytes that c satisfies, 0 when it does not.
func matchOne(pattern string, c byte) int {
	if pattern == "" {
		return 0
	}
	switch pattern[0] {
	case '?':
		if c != '/' {
			return 1
		}
		return 0
	case '[':
		return matchBracket(pattern, c)
	case '\\':
		if len(pattern) > 1 && pattern[1] == c {
			return 2
		}
		return 0
	}
	if pattern[0] == c {
		return 1
	}
	return 0
}

// matchBracket matches [abc], [a-z], [!a] and [[:alpha:]]; an unclosed bracket
// matches nothing.
func matchBracket(pattern string, c byte) int {
	i, negated, found := 1, false, false
	if i < len(pattern) && (pattern[i] == '!' || pattern[i] == '^') {
		negated = true
		i++
	}
	for first := i; ; {
		if i >= len(pattern) {
			return 0
		}
		if pattern[i] == ']' && i > first {
			break
		}
		if class, ok := bracketClass(pattern[i:]); ok {
			found = found || inClass(class, c)
			i += len(class) + len("[::]")
			continue
		}
		low, next, ok := bracketByte(pattern, i)
		if !ok {
			return 0
		}
		high := low
		if next+1 < len(pattern) && pattern[next] == '-' && pattern[next+1] != ']' {
			if high, next, ok = bracketByte(pattern, next+1); !ok {
				return 0
			}
		}
		found = found || low <= c && c <= high
		i = next
	}
	// Not even [!a] takes a slash.
	if found == negated || c == '/' {
		return 0
	}
	return i + 1
}

// bracketByte reads one byte of a bracket, escaped or not.
func bracketByte(pattern string, i int) (c byte, next int, ok bool) {
	if pattern[i] == '\\' {
		i++
	}
	if i >= len(pattern) {
		return 0, i, false
	}
	return pattern[i], i + 1, true
}

// bracketClass is the name in a leading [:name:].
func bracketClass(s string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(s, "[:")
	if !ok {
		return "", false
	}
	return cutClass(rest)
}

func cutClass(s string) (name string, ok bool) {
	name, _, ok = strings.Cut(s, ":]")
	return name, ok && !strings.ContainsAny(name, "[]")
}

func inClass(name string, c byte) bool {
	alpha, digit := isAlpha(c), '0' <= c && c <= '9'
	switch name {
	case "alpha":
		return alpha
	case "digit":
		return digit
	case "alnum":
		return alpha || digit
	case "lower":
		return 'a' <= c && c <= 'z'
	case "upper":
		return 'A' <= c && c <= 'Z'
	case "space":
		return c == ' ' || '\t' <= c && c <= '\r'
	case "blank":
		return c == ' ' || c == '\t'
	case "punct":
		return '!' <= c && c <= '~' && !alpha && !digit
	case "graph":
		return '!' <= c && c <= '~'
	case "print":
		return ' ' <= c && c <= '~'
	case "cntrl":
		return c < ' ' || c == 0x7f
	case "xdigit":
		return digit || 'a' <= lower(c) && lower(c) <= 'f'
	}
	return false
}
