package lint

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
		"could be said after any incident",
		"begin with a verb and name the thing that changes", "Write the failover runbook for the card service",
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
	{"follow up", 1, talk},
	{"followup", 1, talk},
	{"be more careful", anything, attention},
	{"be extra careful", anything, attention},
	{"be very careful", anything, attention},
	{"be careful", anything, attention},
	{"be more", 2, attention},
	{"be better", anything, attention},
	{"be aware", anything, attention},
	{"be mindful", anything, attention},
	{"be vigilant", anything, attention},
	{"be proactive", anything, attention},
	{"more careful", 1, attention},
	{"carefully", 3, attention},
	{"pay more attention", anything, attention},
	{"pay attention", anything, attention},
	{"pay closer attention", anything, attention},
	{"take more care", anything, attention},
	{"take care of", 0, wish},
	{"take care", 3, attention},
	{"remember to", anything, attention},
	{"remember", 2, attention},
	{"don't forget", anything, attention},
	{"do not forget", anything, attention},
	{"never forget", anything, attention},
	{"try harder", anything, attention},
	{"try to", 2, attention},
	{"do better", anything, attention},
	{"do a better", anything, attention},
	{"think before", 1, attention},
	{"keep an eye", 2, attention},
	{"watch", 0, attention},
	{"follow", 0, attention},
	{"always", 0, attention},
	{"never", 0, attention},
	{"tell people", 2, attention},
	{"tell everyone", 2, attention},
	{"ask people", 2, attention},
	{"ask everyone", 2, attention},
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
	{"work closer", 1, talk},
	{"work more closely", 1, talk},
	{"have a meeting", 1, talk},
	{"meeting", 1, talk},
	{"share", 0, talk},
	{"discuss", 1, talk},
	{"talk to", 1, talk},
	{"talk with", 1, talk},
	{"talk about", 1, talk},
	{"speak to", 1, talk},
	{"speak with", 1, talk},
	{"sync with", 1, talk},
	{"touch base", anything, talk},
	{"reach out", 1, talk},
	{"coordinate", 1, talk},

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
	{"make", 0, wish},
	{"learn", 0, wish},

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
	{"introduce", 0, improvement},
	{"set up", 0, improvement},
	{"put", 0, improvement},
	{"deploy", 0, improvement},
	{"refactor", 0, improvement},
	{"reduce", 0, improvement},
	{"minimise", 0, improvement},
	{"minimize", 0, improvement},
	{"escalate", 0, improvement},
	{"upgrade", 0, improvement},
	{"respond", 0, improvement},
	{"react", 0, improvement},
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
people person qa reviewer reviewers responder responders somebody someone staff team teams they we you`)

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
workflow workflows

analysis careful carefully cleanup deployed deploying downtime fixed get gets keep learned learnt peer prepared production released
releasing risk risks underlying vigilant
closely closer human improvement improvements meeting meetings proactive proactively
quicker regular regularly reliable resilient reviewed robust safe safely safer slow slower solid stable thorough thoroughly
user users various`)
