package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/document"
)

// isEnglish reports a file that says it is written in English, or does not say and is
// not written in other letters: where these are more than a third of all.
func isEnglish(d *document.Document) bool {
	if lang := d.Front().Field("lang").Text(); lang != "" {
		primary, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(lang), "_", "-"), "-")
		return primary == "en" || primary == "eng" || primary == "english"
	}
	latin, other := 0, 0
	for _, text := range d.Body().Prose {
		n, m := countLetters(text.Text)
		latin, other = latin+n, other+m
	}
	return 2*other <= latin
}

// countLetters tells letters of ASCII from all others.
func countLetters(s string) (ascii, other int) {
	for _, c := range s {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			ascii++
		case c >= utf8.RuneSelf && unicode.IsLetter(c):
			other++
		}
	}
	return ascii, other
}
