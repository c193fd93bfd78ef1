package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is a sentence's tokens.
type sentence struct {
	text  string // of the whole paragraph
	toks  []token
	found []Remark
}

// abbreviations have a full stop that ends no sentence. "etc." and "a.m." do
// when a capital follows.
var abbreviations = map[string]bool{
	"e.g": true, "i.e": true, "eg": true, "ie": true, "vs": true, "approx": true, "ca": true, "cf": true, "mr": true,
	"mrs": true, "ms": true, "dr": true, "st": true, "fig": true, "inc": true, "ltd": true, "corp": true,
	"jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "sept": true,
	"oct": true, "nov": true, "dec": true, "min": true, "max": true, "incl": true, "resp": true, "dept": true, "u.s": true,
}

// maxSentence is how many tokens are read together at most. Nobody writes more
// before a full stop; a pasted log may have any number, and readings look back and
// forth in a sentence for each of its words.
const maxSentence = 400

// sentences calls yield with the tokens of one sentence after the other.
func sentences(text string, toks []token, yield func([]token)) {
	from := 0
	for i := range toks {
		if i-from >= maxSentence || ends(text, toks, i) {
			next := i + 1
			for next < len(toks) && closes(toks[next], toks[next-1]) {
				next++
			}
			if next > from {
				yield(toks[from:next])
			}
			from = max(from, next)
		}
	}
	if from < len(toks) {
		yield(toks[from:])
	}
}

// ends reports that toks[i] ends a sentence.
func ends(text string, toks []token, i int) bool {
	t := toks[i]
	if t.kind != mark {
		return false
	}
	switch t.low {
	case "!", "?", "…":
		return true
	case ".":
	default:
		return false
	}
	if i == 0 || i+1 == len(toks) {
		return true
	}
	return !abbreviated(toks[i-1]) && opens(text[t.end:])
}

// abbreviated also knows initials: "J. Smith".
func abbreviated(t token) bool {
	return t.kind == word && (abbreviations[t.low] || len(t.low) == 1 && t.capital && t.low != "i")
}

// opens reports that a new sentence begins with what follows a full stop: after
// space, no small letter.
func opens(rest string) bool {
	trimmed := strings.TrimLeft(rest, `"'”’)]*_`)
	after := strings.TrimLeftFunc(trimmed, unicode.IsSpace)
	if after == "" {
		return true
	}
	first, _ := utf8.DecodeRuneInString(after)
	return len(after) < len(trimmed) && !unicode.IsLower(first)
}

// closes reports that a mark right after the end still belongs to a sentence.
func closes(t, before token) bool {
	if t.kind != mark || t.start != before.end {
		return false
	}
	switch t.low {
	case ".", "!", "?", "…", `"`, "'", "”", "’", ")", "]":
		return true
	}
	return false
}

// quote marks what is in quotation marks as somebody else's words. A mark that
// is never closed quotes nothing.
func quote(toks []token) {
	double, single := -1, -1 // where the open one is
	for i, t := range toks {
		if t.kind != mark {
			continue
		}
		switch t.low {
		case `"`:
			if double >= 0 {
				quoteRange(toks[double : i+1])
				double = -1
			} else {
				double = i
			}
		case "“", "«", "„":
			double = i
		case "”", "»":
			if double >= 0 {
				quoteRange(toks[double : i+1])
			}
			double = -1
		case "'", "‘", "’":
			switch {
			case single < 0 && t.low != "’" && leans(toks, i):
				single = i
			case single >= 0 && t.low != "‘" && toks[i-1].end == t.start:
				quoteRange(toks[single : i+1])
				single = -1
			}
		}
	}
}

// leans reports a mark that stands before a word and behind none, which no
// apostrophe of a plural does.
func leans(toks []token, i int) bool {
	after := i+1 < len(toks) && toks[i+1].start == toks[i].end && toks[i+1].kind == word
	return after && (i == 0 || toks[i-1].end < toks[i].start || toks[i-1].kind == mark)
}

func quoteRange(toks []token) {
	for i := range toks {
		toks[i].quoted = true
	}
}
