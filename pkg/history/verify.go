package history

import (
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Commit is what verifying needs to know of a commit.
type Commit struct {
	ID     string
	Author time.Time // when its content was written
	Policy *Policy
}

// Policy is the configuration that a commit brings along.
type Policy struct {
	Process    *incident.Process
	IsIncident func(path string) bool
	Hash       string // names the configuration; "" for the defaults
	// Problem says why the configuration cannot be read; the moves of a commit
	// cannot be judged then, which is a violation.
	Problem string
}

// Change is a file that a commit changes.
type Change struct {
	Path   string
	Was    string     // its path in the parents, where a rename changed that; else ""
	Before []*Version // in each parent, nil where it is not there
	After  *Version   // nil when the file is gone
}

// Verifier goes through commits, parents before their children, and holds each
// to its own configuration.
type Verifier struct {
	// Read gives the bytes of a blob. It is asked only where a move is judged.
	Read func(blob string) ([]byte, error)
	// Known reports that a file was an incident before the first commit; nil when
	// there is nothing before.
	Known func(path string) bool
	// FromTop is a file's path as git takes it after a revision, for the commands
	// that messages name; nil when that is the path.
	FromTop func(path string) string

	Commits     int // with a change of an incident
	Transitions []Transition
	Violations  []Violation
	incidents   map[string]bool        // by ID
	renamed     map[string]string      // the ID that each of the old ones became
	ends        map[string][]end       // by path
	renames     map[string][]string    // from each path to its other names, both ways
	removed     map[string]bool        // paths whose incident a commit deleted
	appeared    map[string]*appearance // the first, by path
	damage      map[string]*damage     // by path

	commit  *Commit
	counted bool
	gone    []Change // deletions of the commit,
	made    []Change // and additions, until End pairs them
}

// Transition is a change of state that a commit made.
type Transition struct {
	Commit   *Commit
	Path     string
	From, To incident.State
	Legal    bool
}

// Change takes one change of a commit; the changes of one come one after the
// other.
func (v *Verifier) Change(c *Commit, change Change) error {
	if v.commit != c {
		v.commit, v.counted = c, false
	}
	if !c.Policy.IsIncident(change.Path) && !v.was(change.Path) {
		return nil
	}
	v.follow(c, change)
	switch {
	case change.After == nil:
		if first(change.Before).isIncident() {
			v.gone = append(v.gone, change)
		}
		return nil
	case first(change.Before) == nil:
		v.made = append(v.made, change)
		return nil
	}
	v.count(change.Path)
	return v.judge(change)
}

// first is the version that a change starts from: that of the first parent which
// has the incident, else of the first which has the file. Nil is a first
// appearance.
func first(before []*Version) *Version {
	var note *Version
	for _, b := range before {
		if b.isIncident() {
			return b
		}
		if note == nil {
			note = b
		}
	}
	return note
}

func (v *Verifier) count(path string) {
	if v.incidents == nil {
		v.incidents = map[string]bool{}
	}
	v.incidents[v.nowCalled(incident.IDFromPath(path))] = true
	if !v.counted {
		v.counted = true
		v.Commits++
	}
}

// nowCalled is what an incident's ID has become by renames: a branch may still
// know it by the old one.
func (v *Verifier) nowCalled(id string) string {
	for v.renamed[id] != "" {
		id = v.renamed[id]
	}
	return id
}

// Incidents is how many were met.
func (v *Verifier) Incidents() int { return len(v.incidents) }

// missing are the lines of old that are not in others.
func missing(old, others []line) []line {
	var lost []line
	for _, l := range old {
		if find(others, l.key) < 0 {
			lost = append(lost, l)
		}
	}
	return lost
}

func find(lines []line, key string) int {
	for n := range lines {
		if lines[n].key == key {
			return n
		}
	}
	return -1
}
