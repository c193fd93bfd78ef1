package cli

import (
	"bytes"
	"cmp"
	"io/fs"
	"slices"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// findRenamed matches files that are new with incidents that are gone, so that a
// file has its faults with it: the best match first, each once.
func (b *baseline) findRenamed() error {
	b.renamed = map[string]string{}
	if len(b.gone) == 0 {
		return nil
	}
	matches, err := b.matches()
	if err != nil {
		return err
	}
	slices.SortFunc(matches, func(x, y renaming) int {
		return cmp.Or(cmp.Compare(y.likeness, x.likeness), cmp.Compare(x.now, y.now), cmp.Compare(x.was, y.was))
	})
	taken := map[string]bool{}
	for _, m := range matches {
		if b.renamed[m.now] == "" && !taken[m.was] {
			b.renamed[m.now], taken[m.was] = m.was, true
		}
	}
	return nil
}

// renaming is a file that may have been another at the base, and how much speaks
// for it, from 0 to 1 by their lines, more where the file says so itself.
type renaming struct {
	now, was string
	likeness float64
}

const (
	sameName   = 2   // the same ID, or the old one under aliases
	sameStart  = 1.5 // the first line of history
	alikeFiles = 0.5 // from where git, too, takes two files for one
)

// subject is a file that may be one side of a renaming.
type subject struct {
	path  string
	is    *incident.Incident
	lines map[string]int // those that say something, and how often
}

func (w *workspace) subject(file string) (subject, error) {
	src, err := w.source.ReadFile(file)
	if err != nil {
		return subject{}, err
	}
	s := subject{file, incident.Decode(file, document.Parse(src), w.process), map[string]int{}}
	for line := range bytes.Lines(src) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			s.lines[string(line)]++
		}
	}
	return s, nil
}

func (b *baseline) matches() ([]renaming, error) {
	var before []subject
	for _, file := range b.gone {
		s, err := b.w.subject(file)
		if err != nil {
			return nil, err
		}
		before = append(before, s)
	}
	var all []renaming
	for file := range b.changed {
		if _, err := fs.Stat(b.w.source.FS(), file); err == nil || !b.stands(b.now, file) {
			continue
		}
		now, err := b.now.subject(file)
		if err != nil {
			return nil, err
		}
		for _, was := range before {
			if likeness := now.likeness(was); likeness >= alikeFiles {
				all = append(all, renaming{file, was.path, likeness})
			}
		}
	}
	return all, nil
}

// likeness goes by what an incident says of itself. Incidents made from one template
// resemble each other, so lines count only where nothing tells two apart.
func (s subject) likeness(was subject) float64 {
	id := was.is.ID
	named := s.is.ID == id || slices.ContainsFunc(s.is.Aliases.V, func(a incident.Value[string]) bool { return a.V == id })
	switch {
	case named:
		return sameName
	case len(was.is.History.V) > 0 || len(s.is.History.V) > 0:
		if s.began() == was.began() {
			return sameStart
		}
		return 0
	case s.is.StartedAt.Known() && was.is.StartedAt.Known() && !s.is.StartedAt.V.Equal(was.is.StartedAt.V):
		return 0
	}
	return s.alike(was)
}

// began is the first line of history, "" without one.
func (s subject) began() string {
	if len(s.is.History.V) == 0 {
		return ""
	}
	return s.is.History.V[0].Key(s.is)
}

// alike is the share of lines that two files have in common.
func (s subject) alike(was subject) float64 {
	common, total := 0, 0
	for line, n := range s.lines {
		common += 2 * min(n, was.lines[line])
		total += n
	}
	for _, n := range was.lines {
		total += n
	}
	if total == 0 {
		return 1
	}
	return float64(common) / float64(total)
}
