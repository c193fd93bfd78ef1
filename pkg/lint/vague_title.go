package lint

import (
	"strings"
	"sync"
	"unicode"
)

// vagueness judges a title. A number, a piece of code or a path, or the way it
// is done ("by", "so that") make any title specific, except one that relies on
// people's care.
func vagueness(title string) (vague, bool) {
	words := withoutAddressee(titleWords(title))
	specific := isSpecific(title, words)
	for _, o := range openings {
		rest, ok := cutOpening(words, o.words)
		switch {
		case !ok:
			continue
		case o.most == anything, !specific && countMeant(rest) <= o.most:
			return o.why, true
		case o.words == "make sure" || o.words == "ensure":
			return attention, reliesOnPeople(rest)
		default:
			return vague{}, false
		}
	}
	if len(words) > 0 && !specific && countMeant(words) == 0 {
		return topic, true
	}
	return attention, strings.Contains(" "+strings.Join(words, " ")+" ", " be more careful ")
}

// titleWords are a title's words in lower case. Dashes part words, so that
// on-call and follow-up are read like on call and follow up.
func titleWords(title string) []string {
	title = strings.ReplaceAll(strings.ToLower(title), "’", "'")
	return strings.FieldsFunc(title, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
}

// withoutAddressee cuts "we should", "the team needs to" and "please", which
// make no title more specific.
func withoutAddressee(words []string) []string {
	for len(words) > 1 {
		switch w := words[0]; {
		case people()[w]:
		case w == "the" && people()[words[1]]:
		case w == "should", w == "must", w == "need", w == "needs", w == "to", w == "please", w == "all":
		default:
			return words
		}
		words = words[1:]
	}
	return words
}

// isSpecific takes numbers, names of code and a stated means or purpose for a sign
// that somebody has thought about how.
func isSpecific(title string, words []string) bool {
	if strings.ContainsAny(title, "0123456789`/_%#\"“") {
		return true
	}
	for n, w := range words {
		switch w {
		case "by", "via", "whether", "why", "until", "unless":
			if n > 0 && countMeant(words[n+1:]) > 0 {
				return true
			}
		}
	}
	return false
}

// cutOpening compares whole words: "improved" does not open with "improve".
func cutOpening(words []string, opening string) ([]string, bool) {
	n := 0
	for w := range strings.FieldsSeq(opening) {
		if n >= len(words) || words[n] != w {
			return nil, false
		}
		n++
	}
	return words[n:], true
}

// countMeant counts the words that say something.
func countMeant(words []string) int {
	n := 0
	for _, w := range words {
		if !hollow()[w] {
			n++
		}
	}
	return n
}

// reliesOnPeople reads "make sure engineers check …", whatever they check.
func reliesOnPeople(words []string) bool {
	const near = 4
	who := false
	for n, w := range words {
		if n > near {
			break
		}
		if who && vigilance()[w] {
			return true
		}
		who = who || people()[w] || w == "call"
	}
	return false
}

// lazySet makes a set of words when it is first asked for: most commands lint
// nothing and should not pay for it at their start.
func lazySet(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := make(map[string]bool)
		for w := range strings.FieldsSeq(words) {
			set[w] = true
		}
		return set
	})
}
