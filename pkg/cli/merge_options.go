package cli

import (
	"regexp"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/merge"
	"github.com/postmortem-md/pm/pkg/prose"
)

// mergeOptions are those for merging the incident at a path relative to the
// root, whose configuration c is: a merge is clean only when it brings in no
// lint error. Look-ups in the tree are left out, for during a merge the work
// tree is neither the one side nor the other. So is wording: no two people's words
// are made a conflict for how they read.
func mergeOptions(c *config.Config, path string, e *Env) merge.Options {
	severity := map[string]lint.Severity{}
	for rule, word := range c.Rules {
		severity[rule], _ = lint.ParseSeverity(word) // config has checked the word
	}
	for _, r := range lint.Rules {
		if r.Reads != prose.Clean {
			severity[r.ID] = lint.Off
		}
	}
	l := lint.New(lint.Options{Process: c.Process, Now: e.now(), Severity: severity})
	return merge.Options{Path: path, Process: c.Process, Check: func(src []byte) []merge.Complaint {
		var all []merge.Complaint
		for _, f := range l.File(path, src, nil) {
			if f.Severity == lint.Error {
				all = append(all, merge.Complaint{Rule: f.Rule, Subject: listIndex.ReplaceAllString(f.Subject, "")})
			}
		}
		return all
	}}
}

// listIndex is a place in a list, which moves when others come in before it.
var listIndex = regexp.MustCompile(`\[\d+\]`)
