package prose

import (
	"embed"
	"io/fs"
	"strings"
	"sync"
)

// The words lie in text files, a reason with each group.
//
//go:embed words/*.txt
var wordFiles embed.FS

// group is a set of words that a reading asks for.
type group uint64

// The groups, each described where its words are.
const (
	person group = 1 << iota
	team
	department
	outsider
	attacker
	pronoun
	nobody
	self
	ours
	thing
	software
	aux
	be
	modal
	neg
	adverb
	prep
	conj
	opener
	det
	cause
	guard
	risk
	degree
	duty
	omit
	forget
	overlook
	miss
	deed
	mind
	watch
	good
	bad
	better
	slip
	wrongly
	accidental
	act
	lapse
	quality
	// Phrases: the group is on the first word, and says that one may begin here.
	idiom
	effort
	care
	wisdom
	signs
	// Again of one word each.
	common
	ship
	expected
	conditional
	verdict
	fumble
	stroke
	amiss
	avoidable
	keyed
	harm
	guarding
	vet
	outcome
	virtue
	// Not in the files.
	handle // "@kim"
	name   // of a participant
	placed // a system that the vocabulary names
)

// groupNames are the groups by their names in the files. The words of noadverb are
// known, and no more than that.
var groupNames = map[string]group{
	"person": person, "team": team, "department": department, "outsider": outsider, "attacker": attacker,
	"pronoun": pronoun, "nobody": nobody, "self": self, "ours": ours, "thing": thing, "software": software,
	"aux": aux, "be": be, "modal": modal, "neg": neg, "adverb": adverb, "noadverb": 0, "prep": prep,
	"conj": conj, "opener": opener, "det": det, "cause": cause, "guard": guard, "risk": risk, "degree": degree,
	"duty": duty, "omit": omit, "forget": forget, "overlook": overlook, "miss": miss, "deed": deed, "mind": mind,
	"watch": watch, "good": good, "bad": bad, "better": better, "slip": slip, "wrongly": wrongly,
	"accidental": accidental, "act": act, "lapse": lapse, "quality": quality, "idiom": idiom, "effort": effort,
	"care": care, "wisdom": wisdom, "signs": signs, "common": common, "ship": ship, "expected": expected,
	"conditional": conditional, "verdict": verdict, "fumble": fumble, "stroke": stroke, "amiss": amiss,
	"avoidable": avoidable, "keyed": keyed, "harm": harm, "guarding": guarding, "vet": vet, "outcome": outcome,
	"virtue": virtue,
}

// form is what a word can be as a verb; "read" is three of them.
type form uint8

const (
	base form = 1 << iota
	third
	past
	participle
	ing
)

// entry is what is known of a word.
type entry struct {
	in    group
	forms form
}

// lexicon is the words of the files.
type lexicon struct {
	words   map[string]entry
	phrases map[string][]phrase // by first word
}

// phrase is a fixed sequence of words after its first.
type phrase struct {
	rest []string
	in   group
}

func newLexicon() *lexicon {
	return &lexicon{words: map[string]entry{}, phrases: map[string][]phrase{}}
}

// english is read when the first reader is made, not when a program starts.
var english = sync.OnceValue(func() *lexicon {
	l := newLexicon()
	files, err := fs.Glob(wordFiles, "words/*.txt")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, file := range files {
		text, err := fs.ReadFile(wordFiles, file)
		if err != nil {
			panic(err) // embedded
		}
		l.read(string(text))
	}
	return l
})

// read adds the groups of one file.
func (l *lexicon) read(text string) {
	var in group
	var how string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == ':':
			name, kind, _ := strings.Cut(line[1:], " ")
			in, how = groupNames[name], kind
		case how == "phrases":
			l.phrase(line, in)
		default:
			for word := range strings.FieldsSeq(line) {
				l.word(word, in, how)
			}
		}
	}
}

func (l *lexicon) word(word string, in group, how string) {
	switch how {
	case "nouns":
		l.add(word, in, 0)
		l.add(plural(word), in, 0)
	case "verbs":
		v := conjugate(word)
		l.add(v.base, in, base)
		l.add(v.third, in, third)
		l.add(v.past, in, past)
		l.add(v.participle, in, participle)
		l.add(v.ing, in, ing)
	default:
		l.add(word, in, 0)
	}
}

func (l *lexicon) add(word string, in group, f form) {
	e := l.words[word]
	l.words[word] = entry{e.in | in, e.forms | f}
}

func (l *lexicon) phrase(line string, in group) {
	words := splitPhrase(line)
	l.phrases[words[0]] = append(l.phrases[words[0]], phrase{words[1:], in})
	l.add(words[0], in, 0)
}

// splitPhrase cuts a phrase into words as a sentence is cut.
func splitPhrase(line string) []string {
	var words []string
	for _, t := range tokenize(nil, line, lower(line)) {
		words = append(words, t.low)
	}
	return words
}
