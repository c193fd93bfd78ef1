package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

// dateOf is a day as names have it, "" when there is none.
func dateOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// file works out what adopting one file comes to. What stands in its way is told in
// the report, and does not hide the other files.
func (r *adoptRun) file(file string) adoption {
	src, err := r.w.repo.ReadFile(file)
	if err != nil {
		return r.refuse(file, message(err), "")
	}
	o := intake.LegacyOptions{
		Path: file, Zone: r.options.timezone.place, DateOrder: intake.DateOrder(r.options.dateOrder.value), Process: r.w.process,
	}
	read, err := intake.Adopt(src, o, r.options.state.state, r.w.env.now())
	if refusal, ok := errors.AsType[*document.Refusal](err); ok {
		return r.refuse(file, fmt.Sprintf("line %d: %s", refusal.Position.Line, refusal.Reason), refusal.Way)
	}
	if err != nil {
		return r.refuse(file, message(err), "")
	}
	from := r.w.decode(file, read.Bytes).State.V
	if reason, way := r.shelve(file, read); reason != "" {
		return r.refuse(file, reason, way)
	}
	to := file
	if read.Outcome == intake.Adopted {
		to = r.place(file, read.Legacy.Name, dateOf(read.Legacy.Day))
	}
	if reason, way := r.unplaced(to); reason != "" {
		return r.refuse(file, reason, way)
	}
	a := adoption{path: to}
	switch {
	case to != file:
		if reason, way := r.occupied(to, file); reason != "" {
			return r.refuse(file, reason, way)
		}
		r.taken[incident.IDFromPath(to)] = to
		a.files = []repo.PathChange{{Path: file, Was: src}, {Path: to, Want: read.Bytes}}
	case !bytes.Equal(src, read.Bytes):
		a.files = []repo.PathChange{{Path: file, Was: src, Want: read.Bytes}}
	}
	for _, key := range read.Legacy.Extra {
		r.noteExtra(key)
	}
	if read.Outcome == intake.Moved {
		a.moved = from
	}
	a.shape = r.describe(file, to, src, read)
	return a
}

func (r *adoptRun) refuse(file, reason, way string) adoption {
	return adoption{path: file, shape: report.Adopted{
		Path: r.w.fromTop(file), Outcome: refusedFile, Reason: new(and(reason, way)),
		Participants: []string{}, Entries: []report.AdoptedEntry{}, ActionItems: []report.AdoptedAction{}, Sections: []string{},
		Keys: []string{}, Extra: []string{}, Needs: []report.Need{}, Questions: []report.AdoptedQuestion{},
	}}
}

// describe is what the report says of a file. Lines are those of the file as it is
// afterwards, which are further down than they were.
func (r *adoptRun) describe(file, to string, src []byte, read *intake.Adoption) report.Adopted {
	i := r.w.decode(to, read.Bytes)
	was := document.Parse(src)
	line := func(offset int) int {
		if r.options.dryRun || offset < was.BodyStart() {
			return was.Position(offset).Line
		}
		return i.Doc.Position(offset + len(read.Bytes) - len(src)).Line
	}
	s := report.AdoptedOf(read.Legacy, line)
	s.Path, s.Outcome, s.Incident = r.w.fromTop(to), string(read.Outcome), &i.ID
	s.State, s.Keys = report.Filled(string(i.State.V)), append(s.Keys, read.Keys...)
	if to != file {
		s.WasPath = new(r.w.fromTop(file))
		s.Questions = append(s.Questions, r.brokenLinks(file, to, i, line)...)
	}
	if read.Outcome == intake.AlreadyRecorded {
		s.Reason = new(fmt.Sprintf("state: %s makes it an incident already; pm lint %s says what it lacks", i.State.V, incident.ShellWord(r.w.shown(to))))
		return s
	}
	if read.Marked {
		s.Questions = append(s.Questions, report.AdoptedQuestion{Line: 1, Text: "a byte order mark at the beginning was taken off", Help: "nothing to do"})
	}
	if to == file && r.shared[i.ID] {
		s.Questions = append(s.Questions, report.AdoptedQuestion{
			Line: 1, Text: "other files are called " + path.Base(to) + " too, so that only its path says which one is meant",
			Help: "pm rename ID names it by day and title",
		})
	}
	if read.Outcome == intake.Unchanged || read.Outcome == intake.Moved {
		s.Questions = slices.DeleteFunc(s.Questions, func(q report.AdoptedQuestion) bool { return answered(i, q.Help) })
	}
	for n := range s.Questions {
		q := &s.Questions[n]
		q.Help = strings.ReplaceAll(q.Help, " ID", " "+r.ref(i))
		q.Help = strings.Replace(q.Help, "pm adopt ", "pm adopt "+incident.ShellWord(r.w.shown(to))+" ", 1)
	}
	r.left(i, &s)
	for _, f := range r.linter.File(to, read.Bytes, nil) {
		if f.Severity == lint.Error {
			s.Questions = append(s.Questions, report.AdoptedQuestion{Line: f.Start.Line, Text: f.Message + " (" + f.Rule + ")", Help: f.Help})
		}
	}
	return s
}

// answered reports a question whose answer stands in the file by now.
func answered(i *incident.Incident, help string) bool {
	switch {
	case strings.HasPrefix(help, "pm set ID severity="):
		return i.Severity.Known()
	case strings.HasPrefix(help, "pm adopt "), strings.HasPrefix(help, "pm set ID started_at="), strings.HasPrefix(help, "pm set ID ended_at="):
		return i.StartedAt.Known() && i.EndedAt.Known()
	}
	return false
}

// ref is what an incident is called in commands: by its path where others have its
// ID.
func (r *adoptRun) ref(i *incident.Incident) string {
	if r.shared[i.ID] {
		return incident.ShellWord(r.w.shown(i.Path))
	}
	return i.Ref()
}

// left is what an incident of that state would have to fill in. Of an archive only
// that is asked which lists and figures rest on.
func (r *adoptRun) left(i *incident.Incident, s *report.Adopted) {
	state := i.State.V
	if state == incident.Closed {
		state = incident.Resolved
	}
	var pairs []string
	for _, n := range r.w.process.Unmet(i, state) {
		line := 0
		if n.Offset >= 0 {
			line = i.Doc.Position(n.Offset).Line
		}
		// What ended long ago did not end now.
		n.Fill = strings.Replace(n.Fill, " ended_at=now", ` ended_at="YYYY-MM-DD HH:MM"`, 1)
		n.Fill = strings.Replace(n.Fill, " "+i.Ref()+" ", " "+r.ref(i)+" ", 1)
		s.Needs = append(s.Needs, report.NeedOf(n, line))
		if pair, ok := strings.CutPrefix(n.Fill, "pm set "+r.ref(i)+" "); ok {
			pairs = append(pairs, pair)
		}
	}
	if len(pairs) > 0 {
		s.Command = new("pm set " + r.ref(i) + " " + strings.Join(pairs, " "))
	}
}

// brokenLinks asks about relative links that lead somewhere now and would not from
// the new place: the text keeps its bytes.
func (r *adoptRun) brokenLinks(file, to string, i *incident.Incident, line func(int) int) []report.AdoptedQuestion {
	tree := r.w.repo.FS()
	broken, first := 0, ""
	for _, l := range i.Doc.Body().Links {
		was, ok := incident.TargetOf(file, l)
		if is, _ := incident.TargetOf(to, l); !ok || was.File == "" || was.File == is.File {
			continue
		} else if leads(tree, was) && !leads(tree, is) {
			if broken++; broken == 1 {
				first = l.Destination
			}
		}
	}
	if broken == 0 {
		return nil
	}
	return []report.AdoptedQuestion{{
		Line: line(0), Text: report.Count(broken, "relative link") + " would lead nowhere from the new place, first " + strconv.Quote(first),
		Help: "move along what they lead to, or mend them: pm edit ID",
	}}
}

// leads reports a link to something that is there.
func leads(tree fs.FS, t incident.Target) bool {
	_, err := fs.Stat(tree, t.File)
	return err == nil
}
