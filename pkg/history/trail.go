package history

import (
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Snapshot is what one version of a file says about its incident's way and its
// due dates.
type Snapshot struct {
	raw   string // the two keys as they stand in the file; "" once parsed
	lines []line
	dues  map[string]time.Time // by the id of the action item
	kept  map[string][]DueMove // by the same, as due_was tells of them
}

// Snapshots takes them, one for all versions that say the same.
type Snapshots struct{ byText map[string]*Snapshot }

// Of is the snapshot of a file's bytes, which it does not keep. Where the lines
// of the two keys that matter are plain, only these are parsed, only once, and not
// before somebody asks: most files never change after they were added.
func (s *Snapshots) Of(src []byte) *Snapshot {
	raw, ok := scan(src, "history", "action_items")
	if !ok {
		return snap(src)
	}
	if s.byText == nil {
		s.byText = map[string]*Snapshot{}
	}
	if s.byText[raw] == nil {
		s.byText[raw] = &Snapshot{raw: raw}
	}
	return s.byText[raw]
}

// read is s with all filled in.
func (s *Snapshot) read() *Snapshot {
	if s.raw != "" {
		*s = *snap([]byte("---\n" + s.raw + "---\n"))
	}
	return s
}

func snap(src []byte) *Snapshot {
	i := incident.Decode("", document.Parse(src), nil)
	s := &Snapshot{lines: linesOf(i), dues: map[string]time.Time{}, kept: map[string][]DueMove{}}
	for _, a := range i.ActionItems.V {
		if a.ID.Known() && a.Due.Known() {
			id := clone(a.ID.V)
			s.dues[id], s.kept[id] = a.Due.V, kept(a)
		}
	}
	return s
}

// Trail finds the commits behind what an incident's file says of its way. It is
// told of the commits that changed the file, parents before their children.
type Trail struct {
	lines  map[string]string // commit by line
	moves  map[string]string // commit by what due_was tells of
	byHand []DueMove         // what it does not tell of
}

// Change takes what a commit made of the file; before is nil for a parent that
// does not have it.
func (t *Trail) Change(commit string, before []*Snapshot, after *Snapshot) {
	if after == nil {
		return
	}
	if t.lines == nil {
		t.lines, t.moves = map[string]string{}, map[string]string{}
	}
	after.read()
	for _, l := range after.lines {
		note(t.lines, l.key, commit)
	}
	for item, moves := range after.kept {
		for _, m := range moves {
			note(t.moves, m.key(), commit)
		}
		from, ok := movedFrom(before, item, after.dues[item])
		if m := (DueMove{Item: item, From: from, To: after.dues[item], Commit: commit}); ok && !tellOf(moves, m) {
			t.byHand = append(t.byHand, m)
		}
	}
}

// note lets the first commit count, since parents come first: a merge of a
// squashed branch brings the same again.
func note(commits map[string]string, key, commit string) {
	if _, ok := commits[key]; !ok {
		commits[key] = commit
	}
}

// movedFrom is the date that an item had in the first parent that has it. None
// of them has the new one.
func movedFrom(before []*Snapshot, item string, due time.Time) (from time.Time, ok bool) {
	for _, b := range before {
		if b == nil {
			continue
		}
		was, known := b.read().dues[item]
		if known && was.Equal(due) {
			return from, false
		}
		if known && !ok {
			from, ok = was, true
		}
	}
	return from, ok
}

// Line is the commit that wrote the nth line of history; "" when no commit has
// it yet.
func (t *Trail) Line(i *incident.Incident, n int) string {
	return t.lines[lineOf(i, i.History.V[n]).key]
}
