package cli

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

// warn says something on standard error that does not stop the command.
func (w *workspace) warn(line string) {
	fmt.Fprintf(w.env.Err, "pm: warning: %s\n", report.Clean(oneLine(line), false))
}

// warnIntroduced says which errors pm lint finds in a change that were not there
// before, each with the way out. They stop nothing: in a fire a time is written
// down first and corrected later, but whoever typed it can tell at once that it
// is wrong. A rename says nothing, because its files are new and old at once.
func (w *workspace) warnIntroduced(c change) {
	if slices.ContainsFunc(c.files, func(f repo.PathChange) bool { return f.Want == nil }) {
		return
	}
	var linter *lint.Linter
	for _, f := range c.files {
		if !w.layout.isIncident(path.Base(f.Path)) || !w.layout.enter(path.Dir(f.Path)) {
			continue // nor is what lies among an incident's attachments
		}
		if linter == nil {
			linter = w.linterOf(changedFS{w.source.FS(), c.files}, ruleFlag{})
		}
		for _, e := range introduced(linter, f) {
			if c.nudges && readsProse(e.Rule) {
				continue
			}
			w.warn(and(fmt.Sprintf("%s (%s:%d, %s)", e.Message, w.shown(e.File), e.Start.Line, e.Rule), e.Help))
		}
	}
}

// changedFS is a tree in which the files of a change are there, though under
// --dry-run they are not yet.
type changedFS struct {
	fs.FS
	files []repo.PathChange
}

// Stat is of some other file where the one that is asked for is yet to be made:
// whoever asks wants to know whether it is there.
func (c changedFS) Stat(name string) (fs.FileInfo, error) {
	for _, f := range c.files {
		if f.Path == name && f.Was == nil {
			name = "."
		}
	}
	return fs.Stat(c.FS, name)
}

// introduced are the errors of a file that it did not have before.
func introduced(linter *lint.Linter, f repo.PathChange) []lint.Finding {
	var had []lint.Finding
	if f.Was != nil {
		had = linter.File(f.Path, f.Was, nil)
	}
	found := linter.File(f.Path, f.Want, nil)
	lint.Ratchet(found, had)
	return slices.DeleteFunc(found, func(e lint.Finding) bool { return e.Old || e.Severity != lint.Error })
}

// warnStrangers names those who are not among the configured people. A slip in
// an owner is found by no reminder, because none reaches anybody.
func (w *workspace) warnStrangers(key string, people ...string) {
	for _, p := range people {
		if _, ok := w.process.PersonOf(p); ok || len(w.process.People) == 0 || strings.TrimSpace(p) == "" || w.warned[p] {
			continue
		}
		if w.warned == nil {
			w.warned = map[string]bool{}
		}
		w.warned[p] = true
		w.warn(fmt.Sprintf("%s %s is not in people of %s; %s", key, p, config.FileName, w.who(p)))
	}
}

// who is whom a stranger may mean, for a message.
func (w *workspace) who(stranger string) string {
	if near := w.process.NearestPerson(stranger); near != "" {
		return "did you mean " + near + "?"
	}
	return "add them there, or take one of those that pm config shows"
}

// warnStrangersIn does so for what assignments put into fields that hold people.
func (w *workspace) warnStrangersIn(as []incident.Assignment) {
	for _, a := range as {
		f, _ := incident.FieldByKey(a.Key)
		switch {
		case a.Op == "-=":
		case f.Kind == incident.PersonField:
			w.warnStrangers(a.Key, a.Value)
		case f.Kind == incident.PersonsField:
			for p := range strings.SplitSeq(a.Value, ",") {
				w.warnStrangers(a.Key, strings.TrimSpace(p))
			}
		}
	}
}
