package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token is made of.
type kind uint8

const (
	word kind = iota
	number
	object // code, an address, an image: a thing without words
	mark   // punctuation
)

// token is a word, a number, a thing or a mark. "didn't" is two tokens, "did"
// and "n't".
type token struct {
	start, end int
	low        string // in lower case, with a straight apostrophe
	kind       kind
	forms      form
	in         group
	capital    bool
	quoted     bool // somebody else's words
	allowed    bool // of a phrase that the vocabulary allows
}

func (t token) is(g group) bool { return t.in&g != 0 }

// objectRune is what stands for a thing without words.
const objectRune = '\uFFFC'

// tokenize appends the tokens of text. low is text in lower case, byte for byte
// as long.
func tokenize(into []token, text, low string) []token {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r):
			i += size
		case r == '`':
			end := codeEnd(text, i)
			into = append(into, token{start: i, end: end, kind: object})
			i = end
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '@' && i+1 < len(text):
			end := wordEnd(text, i+size)
			into = words(into, text, low, i, end)
			i = end
		case r == objectRune:
			into = append(into, token{start: i, end: i + size, kind: object})
			i += size
		default:
			into = append(into, token{start: i, end: i + size, kind: mark, low: text[i : i+size]})
			i += size
		}
	}
	return into
}

// codeEnd is where inline code ends that begins at i, in text that was not
// taken out of Markdown; a lone backtick is itself.
func codeEnd(text string, i int) int {
	if n := strings.IndexByte(text[i+1:], '`'); n >= 0 {
		return i + 1 + n + 1
	}
	return i + 1
}

// wordEnd goes on over letters, digits, and what holds names, versions, times
// and file names together: "v1.2", "config.yaml", "14:02", "on-call", "a/b".
func wordEnd(text string, i int) int {
	for i < len(text) {
		if c := text[i]; c|0x20 >= 'a' && c|0x20 <= 'z' { // nearly always
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == ' ' {
			return i
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || unicode.Is(unicode.Mn, r) {
			i += size
			continue
		}
		if !strings.ContainsRune(".-:/'’@#+=&", r) {
			return i
		}
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		if !unicode.IsLetter(next) && !unicode.IsDigit(next) && next != '_' {
			return i
		}
		i += size
	}
	return i
}

// words appends what stands at [start, end): one token, or the two of a
// contraction or a possessive.
func words(into []token, text, low string, start, end int) []token {
	first, _ := utf8.DecodeRuneInString(text[start:])
	t := token{start: start, end: end, low: low[start:end], capital: unicode.IsUpper(first)}
	switch {
	case first == '@':
		t.in = handle
	case unicode.IsDigit(first):
		t.kind = number
	default:
		if cut := contraction(t.low); cut > 0 {
			tail := token{start: start + cut, end: end, low: straight(t.low[cut:])}
			t.end, t.low = start+cut, t.low[:cut]
			return append(into, t, tail)
		}
	}
	return append(into, t)
}

// contraction is where the second word of "didn't", "should've" or "Kim's"
// begins, 0 when there is none.
func contraction(low string) int {
	if bare[low] {
		return len(low) - len("nt")
	}
	cut := strings.LastIndexByte(low, '\'')
	if cut < 0 && !isASCII(low) {
		cut = strings.LastIndex(low, "’")
	}
	if cut <= 0 {
		return 0
	}
	switch straight(low[cut:]) {
	case "'t":
		if low[cut-1] == 'n' && cut > 1 {
			return cut - 1
		}
		return 0
	case "'s", "'ve", "'d", "'ll", "'re", "'m":
		return cut
	}
	return 0
}

// bare are contractions as people type them in a hurry.
var bare = map[string]bool{
	"didnt": true, "doesnt": true, "dont": true, "wasnt": true, "werent": true, "shouldnt": true, "couldnt": true,
	"wouldnt": true, "hasnt": true, "havent": true, "hadnt": true, "isnt": true, "arent": true,
}

func straight(s string) string {
	if s == "nt" {
		return "n't"
	}
	if !strings.Contains(s, "’") {
		return s
	}
	return strings.ReplaceAll(s, "’", "'")
}

// lower is text in lower case with every byte in its place: ASCII only, since
// that is what the words are made of.
func lower(text string) string {
	at := strings.IndexFunc(text, func(r rune) bool { return 'A' <= r && r <= 'Z' })
	if at < 0 {
		return text
	}
	b := []byte(text)
	for i := at; i < len(b); i++ {
		if 'A' <= b[i] && b[i] <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
