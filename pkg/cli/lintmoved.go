package cli

import (
	"crypto/sha256"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// newcomer is an incident that the base does not have under its name.
type newcomer struct {
	path    string
	id      string
	aliases []string
	sum     string // of its content
	title   string // with when it started
}

// moves says which file that is gone a new one was: one of the same name in another
// folder, or of a name that it says itself under aliases, of the same content, or of
// the same title and start.
// Each that is gone was one file only, or its old faults would excuse any number
// of new ones.
func (b *baseline) moves(w *workspace) map[string]string {
	if len(b.gone) == 0 {
		return nil
	}
	m := matching{was: map[string]string{}, taken: map[string]bool{}}
	all := b.newcomers(w)
	gone := map[string][]string{}
	for _, file := range b.gone {
		id := sameID(incident.IDFromPath(file))
		gone[id] = append(gone[id], file)
	}
	m.match(all, gone, func(n newcomer) []string { return []string{n.id} })
	m.match(all, gone, func(n newcomer) []string { return n.aliases })
	if len(m.was) < len(all) {
		bySum, byTitle := b.contents(m.taken)
		m.match(all, bySum, func(n newcomer) []string { return []string{n.sum} })
		m.match(all, byTitle, func(n newcomer) []string { return []string{n.title} })
	}
	return m.was
}

// newcomers are in order of path, so that the answer is the same every time.
func (b *baseline) newcomers(w *workspace) []newcomer {
	var all []newcomer
	for file := range b.changed {
		src, ok := b.given[file]
		if b.had(file) || !ok && !b.stands(w, file) {
			continue
		}
		if !ok {
			var err error
			if src, err = w.source.ReadFile(file); err != nil {
				continue // whoever lints it says why
			}
		}
		all = append(all, newcomerOf(incident.Decode(file, document.Parse(src), w.process)))
	}
	slices.SortFunc(all, func(a, b newcomer) int { return strings.Compare(a.path, b.path) })
	return all
}

func newcomerOf(i *incident.Incident) newcomer {
	n := newcomer{path: i.Path, id: sameID(i.ID), sum: sumOf(i.Doc.Source())}
	for _, a := range i.Aliases.V {
		n.aliases = append(n.aliases, sameID(a.V))
	}
	if i.Title.Known() && i.StartedAt.Known() {
		n.title = i.StartedAt.V.UTC().String() + " " + i.Title.V
	}
	return n
}

// contents are the files that are gone and not taken yet, by their content and by
// their title.
func (b *baseline) contents(taken map[string]bool) (bySum, byTitle map[string][]string) {
	bySum, byTitle = map[string][]string{}, map[string][]string{}
	for _, file := range b.gone {
		src, err := b.w.source.ReadFile(file)
		if taken[file] || err != nil {
			continue
		}
		was := newcomerOf(incident.Decode(file, document.Parse(src), b.w.process))
		bySum[was.sum] = append(bySum[was.sum], file)
		if was.title != "" {
			byTitle[was.title] = append(byTitle[was.title], file)
		}
	}
	return bySum, byTitle
}

// sameID is what two IDs have in common that only case tells apart.
func sameID(id string) string { return strings.ToLower(id) }

func sumOf(src []byte) string {
	sum := sha256.Sum256(src)
	return string(sum[:])
}

// matching pairs new files with those that are gone.
type matching struct {
	was   map[string]string // by the new path
	taken map[string]bool   // those that are gone
}

func (m matching) match(all []newcomer, gone map[string][]string, keys func(newcomer) []string) {
	for _, n := range all {
		for _, key := range keys(n) {
			for _, file := range gone[key] {
				if m.was[n.path] == "" && !m.taken[file] {
					m.was[n.path], m.taken[file] = file, true
				}
			}
		}
	}
}
