package lint

import "github.com/postmortem-md/pm/pkg/prose"

// Rule is a check as data. pm explain, the docs and SARIF read the same value.
type Rule struct {
	ID      string
	Summary string // one line, without a full stop
	Why     string // a few sentences, as a good colleague would put them
	// Bad and Good are examples, complete enough to be linted. One that needs
	// a certain file name, or several files, is a txtar archive: each file
	// after a line "-- path --".
	Bad, Good string
	Configure string
	Severity  Severity // the default; Off for a rule that is asked for by name
	Fixable   bool     // some of its findings carry a fix
	// Syntax rules also hold for dismissed incidents.
	Syntax bool
	// Adopted rules also hold for adopted incidents.
	Adopted bool
	// Compares says that it has something to say only where there is a base.
	Compares bool
	// Reads is the class of remarks on prose that the rule reports, if it is one of
	// those that look at wording. They speak from root-cause-analysis on, and of
	// adopted incidents only when asked for by name.
	Reads prose.Class
	Check func(*Pass)
	// Across, when set, is called once after the last file. Rule, severity and
	// order of the findings are the linter's business.
	Across func(*Index, func(Finding))
}

// ByID finds a rule of the list by its ID.
func ByID(id string) (*Rule, bool) {
	for _, r := range Rules {
		if r.ID == id {
			return r, true
		}
	}
	return nil, false
}
