package lint

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/prose"
)

// wording is how a rule speaks of one kind of remark: what the sentence does, and
// a question that leads on to the system. {who}, {whom} and {what} are the file's
// words. alone and openly stand for the other two where the text names nobody.
type wording struct {
	does, asks    string
	alone, openly string
}

const fromTheEnd = "argues from what did not happen"

// wordings has an entry for each kind.
var wordings = map[prose.Kind]wording{
	prose.Omission: {
		does: "lays it on {whom}", asks: "What did {who} have to go on at that moment, and what else was there to catch it?",
		alone: "tells what was left undone", openly: "Behind {what}: what rested on somebody's memory, and what else was there to catch it?",
	},
	prose.Misdeed: {
		does: "names {whom} as the cause", asks: "What did {who} have to go on at that moment, and what let it through?",
		alone: "judges what was done", openly: "Behind {what}: what was there to go on at that moment, and what let it through?",
	},
	prose.Quality: {
		does: "judges; a description would tell more", asks: "In place of {what}: what made this the practical way, and what would make the safer way as easy?",
	},
	prose.Fault: {
		does: "says whose fault it is", asks: "What stood between {whom} and this outcome, and why did it not hold?",
		openly: "Behind {what}: what stood between one action and this outcome, and why did it not hold?",
	},
	prose.Demand: {
		does: "asks {whom} to do better", asks: "What can change so that it does not rest on {whom}: a check, a default, a limit?",
		alone: "asks people to do better", openly: "In place of {what}: what can change so that it holds on a bad day too: a check, a default, a limit?",
	},
	prose.Interrogation: {
		does: "puts {whom} on the spot", asks: "How did it come about, and what did it look like from where {who} stood?",
		alone: "puts somebody on the spot", openly: "In place of {what}: how did it come about, and what did people have in front of them?",
	},
	prose.NamedCause: {
		does: "names {whom} as the cause", asks: "Which change or event was it (a number or a link says more than {whom}), and what let it take effect?",
		alone: "names somebody as the cause", openly: "Behind {what}: which change or event was it, and what let it take effect?",
	},
	prose.ErrorAsCause: {
		does: "gives a slip as the cause", asks: "What lies behind {what}: what made it likely, and what let it have this effect?",
	},
	prose.Slip: {
		does: "puts it down to a slip by {whom}", asks: "Behind {what}: what made that easy to do, and what can stop it, or limit its effect, next time?",
		alone: "puts it down to a slip",
	},
	prose.CareAsFix: {
		does: "relies on care as the remedy", asks: "What can take the place of {what}: a check, a default, a limit?",
	},
	prose.ShouldHave: {
		does: fromTheEnd, asks: "What did {who} see at that moment, and what made the step taken the natural one?",
		openly: "Behind {what}: what happened, and what made that the natural thing? If something is worth changing, is there an action item for it?",
	},
	prose.CouldHave: {
		does: fromTheEnd, asks: "In place of {what}: what was there to see at the time, and for whom? If the better way is worth having, which action item brings it?",
	},
	prose.WouldHave: {
		does: fromTheEnd, asks: "In place of {what}: what was there to see at the time, and for whom?",
		alone:  "tells of something that was not there",
		openly: "Behind {what}: which action item brings it, and what has kept it from being there so far?",
	},
	prose.InHindsight: {
		does: "looks back from the outcome", asks: "Without {what}: what was there to see at the time, and for whom?",
	},
	prose.Obvious: {
		does: "calls plain what became plain later", asks: "Behind {what}: what was there to see at the time, where, and for whom?",
	},
	prose.Simple: {
		does: "judges the effort by the outcome", asks: "Behind {what}: what was done, and what else was going on?",
	},
	prose.Misbelief: {
		does: "puts it down to a wrong belief", asks: "Behind {what}: what made it look right at the time, and what would show it to the next person?",
	},
	prose.Verdict: {
		does: "judges the outcome", asks: "In place of {what}: what was the target here, and what accounts for the gap?",
	},
	prose.TooLittle: {
		does: "judges the work by how it turned out", asks: "In place of {what}: what did it cover, and what could it not show?",
	},
	prose.Slow: {
		does: "measures the response against what is known now", asks: "Behind {what}: what was there for {whom} to see, when, and what else was going on?",
		openly: "Behind {what}: what was there to see, when, and what else was going on?",
	},
}

// message says what the sentence does, with its words.
func (r remark) message() string {
	w := wordings[r.Kind]
	does := w.does
	if r.Who == "" {
		does = cmp.Or(w.alone, w.does)
	}
	return r.fill(does) + ": " + quotedWords(r.words)
}

// help asks on.
func (r remark) help() string {
	w := wordings[r.Kind]
	if r.Who == "" {
		return r.fill(cmp.Or(w.openly, w.asks))
	}
	return r.fill(w.asks)
}

// fill puts the file's words into a wording, in one go: they are never read as a
// wording themselves.
func (r remark) fill(wording string) string {
	what := r.words
	if r.What != "" {
		what = r.What
	}
	who := subject(r.Who)
	return strings.NewReplacer("{who}", who, "{whom}", cmp.Or(objects[who], who), "{what}", quotedWords(what)).Replace(wording)
}

// maxWords bounds what a message quotes, in characters.
const maxWords = 60

func quotedWords(s string) string { return strconv.Quote(onOneLine(s, maxWords)) }

// onOneLine is text from a file with its blanks evened out and what is not shown
// left out, cut to so many characters.
func onOneLine(s string, most int) string {
	s = strings.ReplaceAll(s, document.Object, ellipsis)
	s = strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return ' '
		}
		if !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > most {
		s = strings.TrimRight(string(runes[:most-1]), " ") + ellipsis
	}
	return s
}

// pronouns in the form that a question has for its subject.
var pronouns = map[string]string{
	"us": "we", "our": "we", "ours": "we", "we": "we", "me": "I", "my": "I", "mine": "I", "i": "I",
	"he": "they", "him": "they", "his": "they", "she": "they", "her": "they", "hers": "they",
	"they": "they", "them": "they", "their": "they", "theirs": "they", "who": "they", "you": "you", "your": "you",
}

// objects are those pronouns where they are no subject.
var objects = map[string]string{"we": "us", "I": "me", "they": "them"}

// subject is whom a text points at as the subject of a question: "Ops'" is ops'
// failure there, and "The team" stood at the beginning of a sentence.
func subject(who string) string {
	who = onOneLine(who, maxWords)
	for _, ending := range []string{"'s", "’s", "'", "’"} {
		who = strings.TrimSuffix(who, ending)
	}
	if p, ok := pronouns[strings.ToLower(who)]; ok {
		return p
	}
	first, rest, _ := strings.Cut(who, " ")
	if uncapped()[strings.ToLower(first)] {
		return strings.TrimSuffix(strings.ToLower(first)+" "+rest, " ")
	}
	return who
}

// uncapped are first words that have a capital only where they begin a sentence.
var uncapped = lazySet(`a all an another any anybody anyone both developers each engineers every everybody everyone his her management my no nobody
one operators our people some somebody someone staff that the their these this those your`)
