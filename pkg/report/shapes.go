package report

// These are the shapes of pm's JSON output (schema pm/v1). Unknown values are
// null: a nil pointer or a nil slice. Timestamps are RFC 3339 in UTC, dates
// 2006-01-02. The table in schema.go documents every field; a test holds the
// two together.

// Incident is one item of incidents: the front matter, and where it is.
type Incident struct {
	ID                string       `json:"id"`
	Path              string       `json:"path"`
	Title             *string      `json:"title"`
	State             *string      `json:"state"`
	Severity          *string      `json:"severity"`
	StartedAt         *string      `json:"started_at"`
	DetectedAt        *string      `json:"detected_at"`
	AcknowledgedAt    *string      `json:"acknowledged_at"`
	MitigatedAt       *string      `json:"mitigated_at"`
	EndedAt           *string      `json:"ended_at"`
	ReviewAt          *string      `json:"review_at"`
	ReviewInvitations []string     `json:"review_invitations"`
	Owner             *string      `json:"owner"`
	Facilitator       *string      `json:"facilitator"`
	Participants      []string     `json:"participants"`
	Services          []string     `json:"services"`
	Tags              []string     `json:"tags"`
	Triggers          []string     `json:"triggers"`
	Related           []string     `json:"related"`
	Aliases           []string     `json:"aliases"`
	Alerts            []string     `json:"alerts"`
	FollowupDue       *string      `json:"followup_due"`
	NoActionsReason   *string      `json:"no_actions_reason"`
	DismissedBecause  *string      `json:"dismissed_because"`
	Adopted           *string      `json:"adopted"`
	ActionItems       []ActionItem `json:"action_items"`
	History           []Passage    `json:"history"`
	// Extra are the keys that pm does not know: a string each, or a []string.
	Extra    map[string]any `json:"extra"`
	DaysLate int            `json:"days_late"`
	Branch   *string        `json:"branch"` // nil when read from the work tree
	// Repository is nil when only one was read.
	Repository *string `json:"repository"`
}

// Passage is one line of an incident's history as written.
type Passage struct {
	State  *string `json:"state"`
	At     *string `json:"at"`
	By     *string `json:"by"`
	Reason *string `json:"reason"`
}

// ActionItem is one item of action_items.
type ActionItem struct {
	Incident string   `json:"incident"`
	Path     string   `json:"path"`
	Line     int      `json:"line"`
	Severity *string  `json:"severity"` // of the incident
	ID       *string  `json:"id"`
	Title    *string  `json:"title"`
	Owner    *string  `json:"owner"`
	Due      *string  `json:"due"`
	Status   *string  `json:"status"`
	Kind     *string  `json:"kind"`
	Ticket   *string  `json:"ticket"`
	DoneAt   *string  `json:"done_at"`
	Evidence *string  `json:"evidence"`
	Reason   *string  `json:"reason"`
	DueWas   []string `json:"due_was"`
	DaysLate int      `json:"days_late"`
	Branch   *string  `json:"branch"` // of the incident
	// Repository is that of the incident; nil when only one was read.
	Repository *string `json:"repository"`
}

// Finding is one item of findings. Lines and columns count from 1, columns in
// Unicode code points; the end is just after the last character.
type Finding struct {
	Rule      string  `json:"rule"`
	Severity  string  `json:"severity"`
	File      string  `json:"file"`
	Line      *int    `json:"line"`
	Column    *int    `json:"column"`
	EndLine   *int    `json:"end_line"`
	EndColumn *int    `json:"end_column"`
	Subject   *string `json:"subject"`
	Message   string  `json:"message"`
	Help      *string `json:"help"`
	Fixable   bool    `json:"fixable"`
	Old       bool    `json:"old"` // the base of the comparison has it already
}

// Transition is one item of transitions: a change of state.
type Transition struct {
	Incident string  `json:"incident"`
	From     *string `json:"from"` // nil for the first line of history
	To       *string `json:"to"`
	At       *string `json:"at"`
	By       *string `json:"by"`
	Reason   *string `json:"reason"`
	Seconds  *int64  `json:"seconds"` // spent in From
	Again    bool    `json:"again"`   // an echo: it moved nothing
	Commit   *string `json:"commit"`  // nil when no commit has it yet, and without Git
}

// Status is one item of status: what blocks an incident's next state, and what
// to chase.
type Status struct {
	Incident string   `json:"incident"`
	Path     string   `json:"path"`
	Title    *string  `json:"title"`
	State    *string  `json:"state"`
	Severity *string  `json:"severity"`
	Owner    *string  `json:"owner"`
	Next     *string  `json:"next"`    // the next state; nil at the end
	Seconds  *int64   `json:"seconds"` // spent in State so far
	Stale    bool     `json:"stale"`
	Needs    []Need   `json:"needs"` // of Next; empty when it may be entered
	Chase    []string `json:"chase"` // sentences: who or what to remind
	Branch   *string  `json:"branch"`
	// Repository is nil when only one was read.
	Repository *string `json:"repository"`
}

// Need is one thing a gate asks for that is not there.
type Need struct {
	State string `json:"state"`
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Why   string `json:"why"`
	Fill  string `json:"fill"`
	Line  *int   `json:"line"`
}

// Rule is one item of rules.
type Rule struct {
	ID        string `json:"id"`
	Severity  string `json:"severity"`
	Fixable   bool   `json:"fixable"`
	Summary   string `json:"summary"`
	Why       string `json:"why"`
	Bad       string `json:"bad"`
	Good      string `json:"good"`
	Configure string `json:"configure"`
}

// Setting is one item of config: an effective value and where it came from.
type Setting struct {
	Key    string `json:"key"`
	Value  any    `json:"value"`
	Origin string `json:"origin"`
}

// Template is one item of templates.
type Template struct {
	Name    string `json:"name"`
	Summary string `json:"summary"`
	Default bool   `json:"default"` // pm new uses it when none is named
}

// Triage is one item of triage: whether an event needs a postmortem.
type Triage struct {
	Postmortem bool     `json:"postmortem"`
	Triggers   []string `json:"triggers"` // those that apply
	Reasons    []string `json:"reasons"`  // against one
	Why        string   `json:"why"`
	Practice   string   `json:"practice"`
	Similar    []string `json:"similar"`
	Next       string   `json:"next"`
}

// Version is the one item of version.
type Version struct {
	Version string  `json:"version"`
	Commit  *string `json:"commit"`
	Date    *string `json:"date"`
	Go      string  `json:"go"`
	OS      string  `json:"os"`
	Arch    string  `json:"arch"`
	Backend *string `json:"backend"` // git or builtin; nil where nothing can be opened
	Git     *string `json:"git"`     // path of the git binary
}
