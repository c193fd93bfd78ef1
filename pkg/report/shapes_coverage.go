package report

// Uncovered is one item of uncovered: what no postmortem covers.
type Uncovered struct {
	Kind      string   `json:"kind"` // alert or commit
	Title     string   `json:"title"`
	Severity  string   `json:"severity"` // that the postmortem would have
	StartedAt string   `json:"started_at"`
	EndedAt   *string  `json:"ended_at"` // nil while an alert fires
	Services  []string `json:"services"`
	Alerts    []string `json:"alerts"` // what the list alerts of the postmortem would hold
	Evidence  []string `json:"evidence"`
	Near      []string `json:"near"` // incidents that went on then, and do not cover it
	Record    string   `json:"record"`
}

// Covered is one item of covered: what a postmortem covers.
type Covered struct {
	Kind      string  `json:"kind"`
	Title     string  `json:"title"`
	StartedAt string  `json:"started_at"`
	Incident  string  `json:"incident"`
	By        string  `json:"by"`
	Branch    *string `json:"branch"`
}

// coverageShapes document them.
var coverageShapes = []shape{
	{"uncovered", "What asks for a postmortem and has none.", []property{
		{"kind", "text", "alert, or commit."},
		{"title", "text", "What it is: the title that the postmortem would have."},
		{"severity", "text", "The severity that the postmortem would have."},
		{"started_at", "time", "When it began; of a commit, when it was made."},
		{"ended_at", "time?", "When it ended; null while an alert fires."},
		{"services", "texts", "The services concerned."},
		{"alerts", "texts", "Fingerprints, and names of commits: what alerts of the postmortem would list."},
		{"evidence", "texts", "Sentences that say what was seen, and where."},
		{"near", "texts", "IDs of incidents that went on at the time, and do not cover it."},
		{"record", "text", "The command that records it."},
	}},
	{"covered", "What asks for a postmortem and has one.", []property{
		{"kind", "text", "alert, or commit."},
		{"title", "text", "What it is."},
		{"started_at", "time", "When it began; of a commit, when it was made."},
		{"incident", "text", "The ID of the incident that covers it."},
		{"by", "text", "fingerprint: alerts of the incident lists it; trailer: the commit names the incident; time: the incident went on then, and names the service."},
		{"branch", "text?", "The branch that the incident was read from with --refs; null for the work tree."},
	}},
}
