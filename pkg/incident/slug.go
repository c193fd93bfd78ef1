package incident

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The lengths, in bytes, at which slugs are cut.
const (
	maxSlug     = 60
	maxActionID = 32
)

// stopWords say nothing in an action item's id.
var stopWords = []string{
	"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "into", "is", "it", "its", "of", "on", "or",
	"our", "so", "that", "the", "their", "this", "to", "we", "when", "which", "with",
}

// NewID is the ID of a draft: the UTC date it started and its title's slug.
func NewID(title string, started time.Time) string {
	return started.UTC().Format(time.DateOnly) + "-" + Slug(title)
}

// Slug makes the file-name part of an incident's title: lower-case ASCII words
// and dashes, at most 60 bytes, or "incident" and a number made
// of the title when nothing is left of it.
func Slug(title string) string {
	if s := joinWords(slugWords(title), maxSlug); s != "" {
		return s
	}
	if strings.TrimSpace(title) == "" {
		return "incident"
	}
	// A number made of the title keeps two such titles of one day apart.
	h := fnv.New32a()
	_, _ = h.Write([]byte(title))
	return fmt.Sprintf("incident-%06x", h.Sum32()&0xffffff)
}

// ActionID makes the slug of a title (words without stop words, at most 32
// bytes), made unique against the ids taken by a number at its end.
func ActionID(title string, taken map[string]bool) string {
	all := slugWords(title)
	words := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return slices.Contains(stopWords, w) })
	if len(words) == 0 {
		words = all
	}
	id := joinWords(words, maxActionID)
	if id == "" {
		id = "item"
	}
	return unique(id, taken)
}

// unique counts from 2 as people do, and cuts words rather than the number.
func unique(id string, taken map[string]bool) string {
	if !taken[id] {
		return id
	}
	for n := 2; ; n++ {
		suffix := "-" + strconv.Itoa(n)
		base := cutWords(id, maxActionID-len(suffix))
		if !taken[base+suffix] {
			return base + suffix
		}
	}
}

// joinWords joins as many words as fit limit; only a first word that is too
// long by itself is cut.
func joinWords(words []string, limit int) string {
	if len(words) == 0 {
		return ""
	}
	s := words[0][:min(len(words[0]), limit)]
	for _, w := range words[1:] {
		if len(s)+1+len(w) > limit {
			break
		}
		s += "-" + w
	}
	return s
}

// cutWords cuts a slug at a word boundary, if it has one.
func cutWords(slug string, limit int) string {
	if len(slug) <= limit {
		return slug
	}
	cut := slug[:limit]
	if n := strings.LastIndexByte(cut, '-'); n > 0 && slug[limit] != '-' {
		cut = cut[:n]
	}
	return strings.TrimRight(cut, "-")
}

// slugWords are the words of a title as lower-case ASCII. Latin letters lose
// their accents, letters of other scripts are dropped, apostrophes join.
func slugWords(title string) []string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case r < 0x80 && (isLetter(byte(r)) || isDigit(byte(r))):
			b.WriteRune(r)
		case r == '\'' || r == '’' || r >= 0x300 && r < 0x370: // combining accents
		default:
			b.WriteString(foldLatin(r))
		}
	}
	return strings.Fields(b.String())
}

// foldLatin is a lower-case Latin letter without its accent, or a space.
func foldLatin(r rune) string {
	for _, f := range latin {
		if strings.ContainsRune(f.letters, r) {
			return f.ascii
		}
	}
	return " "
}

var latin = []struct{ ascii, letters string }{
	{"a", "àáâãäåāăą"},
	{"ae", "æ"},
	{"c", "çćĉċč"},
	{"d", "ďđð"},
	{"e", "èéêëēĕėęě"},
	{"g", "ĝğġģ"},
	{"h", "ĥħ"},
	{"i", "ìíîïĩīĭįı"},
	{"j", "ĵ"},
	{"k", "ķĸ"},
	{"l", "ĺļľŀł"},
	{"n", "ñńņňŉŋ"},
	{"o", "òóôõöøōŏőơ"},
	{"oe", "œ"},
	{"r", "ŕŗř"},
	{"s", "śŝşšșſ"},
	{"ss", "ß"},
	{"t", "ţťŧț"},
	{"th", "þ"},
	{"u", "ùúûüũūŭůűųư"},
	{"w", "ŵ"},
	{"y", "ýÿŷ"},
	{"z", "źżž"},
}
