package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPrompt bounds the length of a <...> prompt in bytes.
const maxPrompt = 120

// promptWords are left by people and templates. They count as whole words, in
// the case given: "todo" and "xxx" are also ordinary words.
var promptWords = []string{"TODO", "TBD", "tbd", "FIXME", "XXX", "HH:mm", "HH:MM", "hh:mm"}

// Placeholders finds template prompts left over in a run of prose (TODO, TBD,
// FIXME, XXX, HH:mm, ??, lorem ipsum, <...> prompts), as byte ranges of text.
func Placeholders(text string) [][2]int {
	var found [][2]int
	for at := 0; at < len(text); {
		n := 0
		if begins[text[at]] && mayBegin(text, at) {
			n = promptAt(text, at)
		}
		if n == 0 {
			at++
			continue
		}
		found = append(found, [2]int{at, at + n})
		at += n
	}
	return found
}

// begins holds the bytes that prompts begin with: every letter of every file
// comes by here.
var begins = [256]bool{'T': true, 't': true, 'F': true, 'X': true, 'H': true, 'h': true, '?': true, 'l': true, 'L': true, '<': true}

// mayBegin looks at two bytes, which rules out nearly all prose.
func mayBegin(text string, at int) bool {
	if at+1 >= len(text) {
		return false
	}
	next := text[at+1]
	switch text[at] {
	case 'T':
		return next == 'O' || next == 'B'
	case 't':
		return next == 'b'
	case 'F':
		return next == 'I'
	case 'X', 'H', 'h', '?':
		return next == text[at]
	case 'l', 'L':
		return next|0x20 == 'o'
	}
	return text[at] == '<'
}

// promptAt is the length of the prompt that begins at byte at; 0 for none.
func promptAt(text string, at int) int {
	switch text[at] {
	case 'T', 't', 'F', 'X', 'H', 'h':
		return wordPrompt(text, at)
	case 'l', 'L':
		return loremPrompt(text, at)
	case '?':
		return questionPrompt(text, at)
	case '<':
		return anglePrompt(text, at)
	}
	return 0
}

// wordPrompt takes the words as they are written in templates. In lower case "todo"
// is prose: "the todo list", and TODO.txt is a file.
func wordPrompt(text string, at int) int {
	for _, w := range promptWords {
		if strings.HasPrefix(text[at:], w) && standsAlone(text, at, at+len(w)) && !hasEnding(text[at+len(w):]) {
			return len(w)
		}
	}
	return 0
}

// hasEnding reports that text goes on like the name of a file: a dot and a small
// letter.
func hasEnding(rest string) bool {
	return len(rest) > 1 && rest[0] == '.' && rest[1] >= 'a' && rest[1] <= 'z'
}

func loremPrompt(text string, at int) int {
	const lorem = "lorem ipsum"
	end := at + len(lorem)
	if end > len(text) || !strings.EqualFold(text[at:end], lorem) || !standsAlone(text, at, end) {
		return 0
	}
	return len(lorem)
}

// questionPrompt takes "??" that stands for a value ("Cause: ??"), not the end
// of an astonished question ("again??").
func questionPrompt(text string, at int) int {
	n := len(text[at:]) - len(strings.TrimLeft(text[at:], "?"))
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	if n < 2 || at > 0 && !unicode.IsSpace(before) && !strings.ContainsRune("([:|*_", before) {
		return 0
	}
	return n
}

// anglePrompt takes <name of the service>, but no comparison, type parameter,
// address or tag of HTML.
func anglePrompt(text string, at int) int {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	limit := text[at+1 : min(len(text), at+maxPrompt)]
	end := strings.IndexByte(limit, '>')
	if end <= 0 || isWordRune(before) || !promptText(limit[:end]) {
		return 0
	}
	return end + 2
}

// promptText wants the inside of <...> to read like words that ask for something,
// since code, addresses and HTML stand between angle brackets, too.
func promptText(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(first) && first != '.' && first != '…' {
		return false
	}
	for _, r := range s {
		if !isWordRune(r) && !strings.ContainsRune(" -.,'’?/…:()#&", r) {
			return false
		}
	}
	return !strings.Contains(s, "://") && !htmlElement(s)
}

// htmlElement reports that a tag's inside begins with the name of an element of
// HTML that occurs in Markdown.
func htmlElement(s string) bool {
	name, _, _ := strings.Cut(strings.ToLower(s), " ")
	switch strings.Trim(name, "/") {
	case "a", "abbr", "article", "aside", "audio", "b", "blockquote", "br", "caption", "center", "cite", "code",
		"col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font",
		"footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "input", "ins", "kbd",
		"label", "li", "main", "map", "mark", "nav", "object", "ol", "p", "picture", "pre", "q", "s", "samp", "script",
		"section", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table",
		"tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video", "wbr":
		return true
	}
	return false
}

// standsAlone reports that text[from:to] is no part of a longer word or name.
func standsAlone(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	return !isWordRune(before) && !isWordRune(after)
}

// isWordRune holds for what words and identifiers are made of. The utf8 error
// rune, which stands for either end of the text, is none.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_'
}
