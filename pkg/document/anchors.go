package document

import (
	"strconv"
	"strings"
	"unicode"
)

// anchors are the fragments that links can point at: what GitHub makes of the
// headings, repeated ones numbered, and the ids in HTML.
func (w *walker) anchors() map[string]bool {
	found := make(map[string]bool, len(w.headings)+len(w.ids))
	var times map[string]int
	for _, text := range w.headings {
		slug := Anchor(text)
		numbered := slug
		for found[numbered] {
			if times == nil {
				times = map[string]int{}
			}
			times[slug]++
			numbered = slug + "-" + strconv.Itoa(times[slug])
		}
		found[numbered] = true
	}
	for _, id := range w.ids {
		found[id] = true
	}
	return found
}

// Anchor is the fragment that GitHub gives to a heading: letters, digits,
// dashes and underscores in lower case, a dash for each space.
func Anchor(heading string) string {
	var b strings.Builder
	b.Grow(len(heading))
	for _, r := range heading {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
