// Package prose reads English sentences for language that lays a failure on
// people: who is said to have done what, and whether the sentence describes,
// asks for something, or judges. It knows text only; files, places in them and
// the words of a complaint are its caller's business.
package prose

// Class is what a blame-aware reader stops at.
type Class uint8

// The classes, in the order of the rules that speak of them.
const (
	Clean          Class = iota // nothing to say
	Blame                       // somebody is judged, or named as the cause
	HumanError                  // a slip is given as the cause, or care as the remedy
	Counterfactual              // what did not happen is told instead of what did
	Hindsight                   // knowledge of the outcome is held against the past
)

// Agent is whom a sentence points at.
type Agent uint8

// The agents.
const (
	Nobody Agent = iota // no one is named
	Self                // we, I
	Other               // a person, a role, a team, an organisation
)

// Kind is what a sentence does, finer than its Class: one question to ask
// belongs to each.
type Kind uint8

// The kinds. Who and What of a Remark are described with each.
const (
	Omission      Kind = iota + 1 // "ops forgot the index": Who, What "forgot"
	Misdeed                       // "the team rushed the change": Who, What "rushed"
	Quality                       // "a careless engineer": What "careless"
	Fault                         // "QA is to blame": What "to blame"
	Demand                        // "QA must do a better job": Who, What
	Interrogation                 // "why didn't she test?", "who approved this?"
	NamedCause                    // "caused by Kim's deploy": Who "Kim", What "caused by"
	ErrorAsCause                  // "human error", "due to an oversight": What
	Slip                          // "accidentally deleted": Who may be "", What
	CareAsFix                     // "be more careful": What
	ShouldHave                    // "should have tested": Who may be "", What
	CouldHave                     // "could have been avoided": What
	WouldHave                     // "would have caught", "if we had", "if only"
	InHindsight                   // "in hindsight"
	Obvious                       // "it was obvious", "clearly knew"
	Simple                        // "they just had to restart it"
	Slow                          // "was slow to realise"
	Misbelief                     // "mistakenly thought", "a wrong assumption": Who may be "", What
	Verdict                       // "the delay is unacceptable": What
	TooLittle                     // "not thorough enough", "inadequately tested": What
)

// Remark is one place in a text that a blame-aware reader would stop at.
type Remark struct {
	Class Class
	Agent Agent
	Kind  Kind
	// Start and End are byte offsets in the text that was read, on rune
	// boundaries, around the words that the remark is about.
	Start, End int
	// Who is the one pointed at, as the text says it; "" when nobody is. What
	// are the words of the deed or the judgement.
	Who, What string
}

// Vocabulary is what a reader knows beside English.
type Vocabulary struct {
	Roles   []string // further words for people: "buyer"
	Teams   []string // names of teams: "Payments"
	Systems []string // what is never a person, whatever its name: "Marvin"
	Allowed []string // phrases that are never remarked on
}
