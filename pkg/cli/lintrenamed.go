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
// file has its faults with it: first by name, where a whole folder moved, then the
// best match first, each once.
func (b *baseline) findRenamed() error {
	b.renamed = map[string]string{}
	taken := map[string]bool{}
	byID := map[string]string{}
	for _, gone := range b.gone {
		byID[incident.IDFromPath(gone)] = gone
	}
	var made []string
	for file := range b.changed {
		if _, err := fs.Stat(b.w.source.FS(), file); len(b.gone) == 0 || err == nil || !b.stands(b.now, file) {
			continue
		}
		if gone := byID[incident.IDFromPath(file)]; gone != "" && !taken[gone] {
			b.renamed[file], taken[gone] = gone, true
			continue
		}
		made = append(made, file)
	}
	gone := slices.DeleteFunc(slices.Clone(b.gone), func(file string) bool { return taken[file] })
	matches, err := b.matches(made, gone)
	for _, m := range matches {
		if b.renamed[m.now] == "" && !taken[m.was] {
			b.renamed[m.now], taken[m.was] = m.was, true
		}
	}
	return err
}

// renaming is a file that may have been another at the base, and how much speaks
// for it, from 0 to 1 by their lines, more where the file says so itself.
type renaming struct {
	now, was string
	likeness float64
}

const (
	sameName   = 2   // the old ID is under aliases
	sameStart  = 1.5 // the first line of history
	alikeFiles = 0.5 // from where git, too, takes two files for one

	// maxPairs bounds how many pairs of files are compared, as git bounds it.
	maxPairs = 1000 * 1000 / 4
)

// matches are the likely renamings, the likeliest first.
func (b *baseline) matches(made, gone []string) ([]renaming, error) {
	if len(made) == 0 || len(gone) == 0 || len(made)*len(gone) > maxPairs {
		return nil, nil
	}
	before, err := b.w.subjects(gone)
	if err != nil {
		return nil, err
	}
	after, err := b.now.subjects(made)
	if err != nil {
		return nil, err
	}
	var all []renaming
	for _, now := range after {
		for _, was := range before {
			if likeness := now.likeness(was); likeness >= alikeFiles {
				all = append(all, renaming{now.path, was.path, likeness})
			}
		}
	}
	slices.SortFunc(all, func(x, y renaming) int {
		return cmp.Or(cmp.Compare(y.likeness, x.likeness), cmp.Compare(x.now, y.now), cmp.Compare(x.was, y.was))
	})
	return all, nil
}

// subject is a file that may be one side of a renaming.
type subject struct {
	path  string
	is    *incident.Incident
	lines map[string]int // those that say something, and how often
}

func (w *workspace) subjects(files []string) ([]subject, error) {
	var all []subject
	for _, file := range files {
		src, err := w.source.ReadFile(file)
		if err != nil {
			return nil, err
		}
		s := subject{file, incident.Decode(file, document.Parse(src), w.process), map[string]int{}}
		for line := range bytes.Lines(src) {
			if line = bytes.TrimSpace(line); len(line) > 0 {
				s.lines[string(line)]++
			}
		}
		all = append(all, s)
	}
	return all, nil
}

// likeness goes by what an incident says of itself. Incidents made from one template
// resemble each other, so lines count only where nothing tells two apart.
func (s subject) likeness(was subject) float64 {
	id := was.is.ID
	named := slices.ContainsFunc(s.is.Aliases.V, func(a incident.Value[string]) bool { return a.V == id })
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
