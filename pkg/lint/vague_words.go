package lint

import (
	"strings"
	"sync"
	"unicode"
)

// vague is why a title says too little, what to ask instead, and an item that
// says enough.
type vague struct {
	reason, ask, example string
}

var (
	attention = vague{
		"relies on people to pay attention, and they already did",
		"say what makes the slip harmless or impossible", "Refuse deploys without a canary stage",
	}
	improvement = vague{
		"does not say what will be different",
		"name the thing that changes and how one sees it", "Add an alert on a 5xx rate above 1 %",
	}
	inquiry = vague{
		"is never finished: it says where to look, not what will be there at the end",
		"name the question or the result", "Find out why failover took 40 minutes and write it up",
	}
	talk = vague{
		"leaves nothing behind that one could point at",
		"say who tells whom what, by which means", "Post to #status within 15 minutes of a sev1",
	}
	wish = vague{
		"names a wish, not a change",
		"say what is built, removed or configured so that it holds", "Validate card numbers in the checkout form",
	}
	training = vague{
		"teaches people instead of changing what let it happen",
		"say what is taught to whom and what they can do then, or change the tool", "Run a failover drill with the on-call team by 1 May",
	}
	topic = vague{
		"names a subject, not a change",
		"begin with a verb and say what changes", "Write the failover runbook for the card service",
	}
)

// opening is how a vague title begins. The title is vague when no more than
// most words behind the opening say anything: words that could stand in any
// other postmortem do not count.
type opening struct {
	words string
	most  int
	why   vague
}

// anything is for openings that no further word can mend.
const anything = 1 << 10

// openings are tried in order; a longer one stands before its beginning.
var openings = []opening{
	{"be more careful", anything, attention},
	{"be extra careful", anything, attention},
	{"be very careful", anything, attention},
	{"be careful", anything, attention},
	{"be more", 2, attention},
	{"be better", anything, attention},
	{"be aware", anything, attention},
	{"be mindful", anything, attention},
	{"be vigilant", anything, attention},
	{"more careful", 1, attention},
	{"carefully", 3, attention},
	{"pay more attention", anything, attention},
	{"pay attention", anything, attention},
	{"pay closer attention", anything, attention},
	{"take more care", anything, attention},
	{"take care", 3, attention},
	{"remember", anything, attention},
	{"don't forget", anything, attention},
	{"do not forget", anything, attention},
	{"never forget", anything, attention},
	{"try harder", anything, attention},
	{"try to", 4, attention},
	{"do better", anything, attention},
	{"double check", 3, attention},
	{"doublecheck", 3, attention},
	{"remind everyone", anything, attention},
	{"remind everybody", anything, attention},
	{"remind people", anything, attention},
	{"remind all", anything, attention},
	{"remind the team", anything, attention},
	{"remind team", anything, attention},
	{"remind engineers", anything, attention},
	{"remind developers", anything, attention},
	{"remind on call", anything, attention},
	{"raise awareness", anything, attention},
	{"increase awareness", anything, attention},

	{"communicate", 1, talk},
	{"discuss", 1, talk},
	{"talk to", 1, talk},
	{"talk with", 1, talk},
	{"talk about", 1, talk},
	{"speak to", 1, talk},
	{"speak with", 1, talk},
	{"follow up", 1, talk},
	{"followup", 1, talk},
	{"sync with", 1, talk},
	{"touch base", anything, talk},
	{"coordinate", 1, talk},
	{"share learnings", 1, talk},
	{"share lessons", 1, talk},

	{"investigate", 1, inquiry},
	{"look into", 1, inquiry},
	{"look at", 1, inquiry},
	{"explore", 1, inquiry},
	{"research", 1, inquiry},
	{"analyse", 1, inquiry},
	{"analyze", 1, inquiry},
	{"assess", 1, inquiry},
	{"evaluate", 1, inquiry},
	{"consider", 1, inquiry},
	{"think about", 2, inquiry},
	{"figure out", 1, inquiry},
	{"dig into", 1, inquiry},
	{"understand", 1, inquiry},
	{"check", 0, inquiry},

	{"train", 1, training},
	{"retrain", anything, training},
	{"educate", anything, training},
	{"teach", 1, training},
	{"coach", 1, training},
	{"more training", 1, training},
	{"training", 1, training},
	{"better training", 1, training},

	{"make sure", 0, wish},
	{"ensure", 0, wish},
	{"prevent", 0, wish},
	{"avoid", 0, wish},
	{"stop", 0, wish},
	{"fix", 0, wish},
	{"address", 0, wish},
	{"resolve", 0, wish},
	{"solve", 0, wish},
	{"handle", 0, wish},
	{"mitigate", 0, wish},
	{"work on", 1, wish},
	{"get better", anything, wish},

	{"improve", 1, improvement},
	{"enhance", 1, improvement},
	{"strengthen", 1, improvement},
	{"increase", 0, improvement},
	{"optimise", 1, improvement},
	{"optimize", 1, improvement},
	{"streamline", 1, improvement},
	{"harden", 0, improvement},
	{"revisit", 1, improvement},
	{"review", 0, improvement},
	{"rethink", 1, improvement},
	{"reconsider", 1, improvement},
	{"refine", 1, improvement},
	{"clean up", 0, improvement},
	{"tidy up", 0, improvement},
	{"update", 0, improvement},
	{"add", 0, improvement},
	{"write", 0, improvement},
	{"create", 0, improvement},
	{"implement", 0, improvement},
	{"have", 0, improvement},
	{"document", 0, improvement},
	{"monitor", 0, improvement},
	{"test", 0, improvement},
	{"better", 1, improvement},
	{"more", 0, improvement},
	{"improved", 1, improvement},
	{"clearer", 1, improvement},
	{"stronger", 1, improvement},
	{"stricter", 1, improvement},
}

// people are those whom "make sure … checks" relies on.
var people = lazySet(`anybody anyone developer developers engineer engineers everybody everyone oncall operator operators
people person reviewer reviewers responder responders somebody someone staff team teams they we you`)

// vigilance is what they are to do.
var vigilance = lazySet(`carefully check checks follow follows know knows look looks pay pays read reads remember remembers
test tests understand understands verify verifies watch watches`)

// hollow are the words that could stand in any postmortem: what is left of a
// title without them is what it says.
var hollow = lazySet(`
a about again against all also always amount an and any anymore are around as at be been before better bit by can case cases cause
caused causes causing could current currently did do does done during each earlier early enough especially etc even ever every
everything existing extra faster few for from further future general generally going good happen happened happening happens has have
here how if important in into is it item items its just kind later lesson lessons let like long lot made make makes making many maybe
means might more most much must need needed needs never new next no not now occur occurring occurs of often on one ones only options
or other our out over overall perhaps place possible possibly potential proper properly quickly quite rather really related relevant
same scenario scenarios should similar situation situations so some something sooner sort still stuff such that the their them
these they thing things this those through time times timely to together too under up upon us use very was way ways we well were what
when where which while will with within without work working would

anyone anybody colleagues department developer developers dev devs engineer engineering engineers everybody everyone group groups
management manager members oncall operator operators ops organisation organization people person responders sre staff stakeholder
stakeholders team teams

action alert alerting alerts architecture availability awareness behaviour behavior best bug bugs capacity change changes check
checking checks code collaboration communication communications config configuration coordination coverage culture dashboard
dashboards deploy deployment deployments deploys design detection doc docs documentation efficiency environment environments error
errors experience fault faults failure failures feature features fix fixes flow handling hygiene incident incidents infrastructure
instrumentation issue issues knowledge learning learnings log logging logs maintenance metrics mistake mistakes monitor monitoring
monitors observability onboarding outage outages performance platform plan planning policies policy postmortem postmortems practice
practices preparedness prevention problem problems procedure procedures process processes production quality rca readiness
recovery redundancy release releases reliability reporting resilience resiliency response review reviews robustness root rollout
rollouts runbook runbooks safety scalability security service services setup sharing software solution solutions stability standards
strategy support system systems tech test testing tests tooling tools tracking training transparency understanding unit visibility
workflow workflows`)

// lazySet makes a set of words when it is first asked for: most commands lint
// nothing and should not pay for it at their start.
func lazySet(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := make(map[string]bool)
		for w := range strings.FieldsSeq(words) {
			set[w] = true
		}
		return set
	})
}

// vagueness judges a title. A number, a piece of code or a path, or the way it
// is done ("by", "so that") make any title specific, except one that relies on
// people's care.
func vagueness(title string) (vague, bool) {
	words := titleWords(title)
	specific := isSpecific(title, words)
	for _, o := range openings {
		rest, ok := cutOpening(words, o.words)
		switch {
		case !ok:
			continue
		case o.most == anything, !specific && countMeant(rest) <= o.most:
			return o.why, true
		case o.words == "make sure" || o.words == "ensure":
			return attention, reliesOnPeople(rest)
		default:
			return vague{}, false
		}
	}
	if len(words) > 0 && !specific && countMeant(words) == 0 {
		return topic, true
	}
	return attention, strings.Contains(" "+strings.Join(words, " ")+" ", " be more careful ")
}

// titleWords are a title's words in lower case. Dashes part words, so that
// on-call and follow-up are read like on call and follow up.
func titleWords(title string) []string {
	title = strings.ReplaceAll(strings.ToLower(title), "’", "'")
	return strings.FieldsFunc(title, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
}

func isSpecific(title string, words []string) bool {
	if strings.ContainsAny(title, "0123456789`/_%#\"“") {
		return true
	}
	for n, w := range words {
		switch w {
		case "by", "via", "whether", "why", "until", "unless":
			if n > 0 && countMeant(words[n+1:]) > 0 {
				return true
			}
		}
	}
	return false
}

func cutOpening(words []string, opening string) ([]string, bool) {
	n := 0
	for w := range strings.FieldsSeq(opening) {
		if n >= len(words) || words[n] != w {
			return nil, false
		}
		n++
	}
	return words[n:], true
}

// countMeant counts the words that say something.
func countMeant(words []string) int {
	n := 0
	for _, w := range words {
		if !hollow()[w] {
			n++
		}
	}
	return n
}

// reliesOnPeople reads "make sure engineers check …", whatever they check.
func reliesOnPeople(words []string) bool {
	const near = 4
	who := false
	for n, w := range words {
		if n > near {
			break
		}
		if who && vigilance()[w] {
			return true
		}
		who = who || people()[w] || w == "call"
	}
	return false
}
