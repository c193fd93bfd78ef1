package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// breaker is the entity of a zero-width space. Put behind the sign that begins a
// mention or a reference, it keeps a hosting site from making one: the site looks
// for them in the rendered text, where a backslash is gone.
const breaker = "&#8203;"

// inert is text from a file as Markdown that shows it and does nothing: no mark-up,
// no HTML, no link, no mention of people or issues, no line or cell ended. More
// than limit characters are cut.
func inert(s string, limit int) string {
	s = cutText(Clean(s, false), limit)
	var b strings.Builder
	for n, r := range s {
		next := s[n+utf8.RuneLen(r):]
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune("\\`*_[]#!|~$", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		if breaks(r, s[:n], next) {
			b.WriteString(breaker)
		}
	}
	return b.String()
}

// breaks reports that a mention, a reference or a link that needs no mark-up would
// go on behind r.
func breaks(r rune, before, next string) bool {
	switch r {
	case '@', '#', '!', '$', '%', '~', '&', '^':
		return next != "" && next[0] != ' '
	case ':':
		return strings.HasPrefix(next, "/")
	case '.':
		return strings.HasSuffix(strings.ToLower(before), "www")
	case '-':
		return strings.HasSuffix(strings.ToLower(before), "gh") && next != "" && next[0] >= '0' && next[0] <= '9'
	}
	return false
}

// codeSpan is text from a file as code, for names and for messages that quote.
// Its punctuation is written as character references: no parser takes those for
// structure, and hosting sites look in code for no mentions, references or
// addresses. A dot too: www.example.com is a link without any other sign.
func codeSpan(s string, limit int) string {
	s = cutText(strings.TrimSpace(Clean(s, false)), limit)
	if s == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString("<code>")
	for _, r := range s {
		if r < utf8.RuneSelf && strings.ContainsRune("!#$%&*+.:<=>?@[\\]^_`{|}~", r) {
			fmt.Fprintf(&b, "&#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	b.WriteString("</code>")
	return b.String()
}

func cutText(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)
	return string(runes[:limit-1]) + "…"
}
