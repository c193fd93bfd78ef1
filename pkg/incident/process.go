package incident

import "time"

// Process is an organisation's policy.
type Process struct {
	Severities       []string
	DefaultSeverity  string
	Major            []string
	Triggers         []string
	Gates            map[State][]string // what each state needs by itself: keys, section names, conditions
	Conditions       map[string]Condition
	People           []Person
	Owners           []string // process owners, as written
	StrictFields     bool
	ExtraFields      []string
	FollowupDueAfter time.Duration
	ReviewWithin     time.Duration
	StaleAfter       map[State]time.Duration
	EscalateAfter    time.Duration
	ReviewDue        time.Time // zero when not set
}

// Condition is a gate's condition by name (actions-assigned, actions-settled,
// blameless): what is unmet, empty when it holds.
type Condition func(*Incident) []Need

// DefaultProcess is the policy of SPEC sections 2 and 3 with nothing configured.
func DefaultProcess() *Process { panic("unwritten") }

// Person is one entry of people in the configuration.
type Person struct {
	Handle, Name, Email, Slack, Team string
	Aliases                          []string
	Active                           bool
}

// PersonOf finds who a handle, name, e-mail address or alias means; a leading
// @ and case are not significant.
func (p *Process) PersonOf(written string) (Person, bool) { panic("unwritten") }

// SamePerson reports that two ways of writing mean one person.
func (p *Process) SamePerson(a, b string) bool { panic("unwritten") }

// NeedKind says what sort of thing is missing.
type NeedKind string

// The kinds of need.
const (
	FieldNeed     NeedKind = "field"
	SectionNeed   NeedKind = "section"
	ConditionNeed NeedKind = "condition"
)

// Need is one thing a gate asks for that is not there.
type Need struct {
	State  State // the state whose gate asks for it
	Kind   NeedKind
	Name   string // key, section name or condition
	Why    string // "is missing", "is not a timestamp", "is empty", "action item x has no owner"
	Fill   string // the command or the flag that fills it, with the real ID
	Offset int    // byte offset of the line to edit; -1 when there is none
}

// Unmet is every need of the cumulative gate of state to that does not hold.
func (p *Process) Unmet(i *Incident, to State) []Need { panic("unwritten") }
