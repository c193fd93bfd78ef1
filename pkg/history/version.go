// Package history reads what an incident went through from the versions of its
// file: who moved it when and in which commit, which due dates slipped, and
// whether every move kept the rules of its day. It is given commits and bytes,
// and knows nothing of Git.
package history

import (
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Version is what one version of a file says about its incident's way. It holds
// no part of the file's bytes, so that thousands can be kept.
type Version struct {
	Blob string // the content's name; versions with the same one are the same

	raw    string // state and history as they stand in the file; "" once parsed
	parsed bool
	state  incident.State
	lines  []line
}

// line is one line of history.
type line struct {
	state  incident.State
	at     time.Time // zero when it cannot be read
	reason bool
	key    string // equal for lines that say the same
}

// Read takes a version from a file's bytes, which it does not keep. Most files
// need no YAML parser: the two keys that matter are found by their lines, and
// parsed only when they differ from those of another version.
func Read(blob string, src []byte) *Version {
	v := &Version{Blob: blob}
	if raw, ok := scan(src, "state", "history"); ok {
		v.raw, v.parsed = raw, raw == ""
		return v
	}
	v.parse(src)
	return v
}

// parse fills in state and lines from a whole file.
func (v *Version) parse(src []byte) {
	i := incident.Decode("", document.Parse(src), nil)
	v.raw, v.parsed = "", true
	// What was decoded shares the file's bytes.
	v.state = incident.State(clone(string(i.State.V)))
	v.lines = linesOf(i)
}

// read is v with state and lines filled in.
func (v *Version) read() *Version {
	if !v.parsed {
		v.parse([]byte("---\n" + v.raw + "---\n"))
	}
	return v
}

// State is the incident's state, "" when the file has none.
func (v *Version) State() incident.State { return v.read().state }

// isIncident reports that the file says where an incident stands. A note among
// the incidents does not.
func (v *Version) isIncident() bool {
	return v != nil && (v.raw != "" || v.state != "" || len(v.lines) > 0)
}

// same reports that two versions say the same about the way, without parsing
// where the bytes say so.
func (v *Version) same(w *Version) bool {
	if v.Blob == w.Blob || !v.parsed && !w.parsed && v.raw == w.raw {
		return true
	}
	v.read()
	w.read()
	if v.state != w.state || len(v.lines) != len(w.lines) {
		return false
	}
	for n := range v.lines {
		if v.lines[n].key != w.lines[n].key {
			return false
		}
	}
	return true
}

// linesOf are the lines of an incident's history.
func linesOf(i *incident.Incident) []line {
	lines := make([]line, 0, len(i.History.V))
	for _, t := range i.History.V {
		lines = append(lines, lineOf(i, t))
	}
	return lines
}

// lineOf copies what it keeps: the incident shares the file's bytes.
func lineOf(i *incident.Incident, t incident.Transition) line {
	l := line{state: incident.State(clone(string(t.State.V))), reason: t.Reason.Known(), key: clone(t.Key(i))}
	if t.At.Known() {
		l.at = t.At.V
	}
	return l
}
