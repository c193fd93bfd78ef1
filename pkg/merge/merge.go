package merge

import (
	"bytes"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Options are what a merge needs to know besides the three versions.
type Options struct {
	Path         string            // of the incident, relative to the root, for decoding
	Process      *incident.Process // whose gates decide between two states; nil is the default
	Ours, Theirs string            // labels of conflict markers; "ours" and "theirs" when empty
	MarkerSize   int               // characters of a conflict marker; 7 when 0
	// Check, when set, lists what is wrong with a version beyond what the
	// package looks at itself. A merge is clean only when the result has no
	// complaint that neither side has.
	Check func(src []byte) []Complaint
}

// Complaint is something wrong with a version, told apart from others by its
// rule and its subject.
type Complaint struct {
	Rule    string
	Subject string // a key, an action item's id, or other words; "" for the file
}

// Conflict is a place that a person must decide.
type Conflict struct {
	// Subject is the key, the action item's id, "front matter" for its comments,
	// "timeline", "body" for other text, or "file".
	Subject string
	Span    document.Span // from the first marker to the last in Result.Data
	Line    int           // of the first marker, counted from 1
}

// Result is a merged file. It is clean when there are no Conflicts.
type Result struct {
	Data      []byte
	Conflicts []Conflict
}

// Merge makes one version out of ours and theirs, which both come from base.
// An empty base means that both sides added the file. Whatever bytes the three
// hold, nothing that either side added is lost: what cannot be put together
// stands in Data between the markers that git uses, and is listed in Conflicts.
// A clean result is the same to the byte whichever side merges, so that two
// people who merge each other's work agree.
// Data may share memory with ours or theirs; none of the three is changed.
func Merge(base, ours, theirs []byte, o Options) Result {
	switch {
	case bytes.Equal(base, ours):
		return Result{Data: theirs}
	case bytes.Equal(base, theirs), bytes.Equal(ours, theirs):
		return Result{Data: ours}
	}
	o = o.withDefaults()
	versions, form := plain([3][]byte{base, ours, theirs})
	one, two := versions[1], versions[2]
	swapped := bytes.Compare(one, two) > 0
	if swapped {
		one, two = two, one
	}
	m := merger{options: o, forced: map[string]bool{}, base: o.read(versions[0]), ours: o.read(one), theirs: o.read(two)}
	pieces := m.merge()
	if swapped {
		swapSides(pieces)
	}
	return form.apply(assemble(o, pieces))
}

// withDefaults fills in what is empty.
func (o Options) withDefaults() Options {
	if o.Process == nil {
		o.Process = incident.DefaultProcess()
	}
	if o.Ours == "" {
		o.Ours = "ours"
	}
	if o.Theirs == "" {
		o.Theirs = "theirs"
	}
	if o.MarkerSize <= 0 {
		o.MarkerSize = 7
	}
	return o
}
