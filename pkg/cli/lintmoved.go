package cli

import (
	"bytes"
	"cmp"
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
	sum     string         // of its content
	began   string         // the first line of history
	title   string         // with when it started
	lines   map[string]int // where nothing tells it from another: those that say something, and how often
}

// moves says which file that is gone a new one was: one of the same name in another
// folder, or of a name that it says itself under aliases, of the same content, with the
// same first line of history, or of the same title and start. Files that have neither
// are compared by their lines; incidents made from one template resemble each other.
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
		before := b.contents(m.taken)
		for _, key := range []func(newcomer) string{
			func(n newcomer) string { return n.sum },
			func(n newcomer) string { return n.began },
			func(n newcomer) string { return n.title },
		} {
			by := map[string][]string{}
			for _, was := range before {
				if k := key(was); k != "" {
					by[k] = append(by[k], was.path)
				}
			}
			m.match(all, by, func(n newcomer) []string { return []string{key(n)} })
		}
		m.matchAlike(all, before)
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
	switch {
	case len(i.History.V) > 0:
		n.began = i.History.V[0].Key(i)
	case i.Title.Known() && i.StartedAt.Known():
	default:
		n.lines = linesOf(i.Doc.Source())
	}
	if i.Title.Known() && i.StartedAt.Known() {
		n.title = i.StartedAt.V.UTC().String() + " " + i.Title.V
	}
	return n
}

func linesOf(src []byte) map[string]int {
	lines := map[string]int{}
	for line := range bytes.Lines(src) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			lines[string(line)]++
		}
	}
	return lines
}

// contents are the files that are gone and not taken yet.
func (b *baseline) contents(taken map[string]bool) []newcomer {
	var all []newcomer
	for _, file := range b.gone {
		src, err := b.w.source.ReadFile(file)
		if taken[file] || err != nil {
			continue
		}
		all = append(all, newcomerOf(incident.Decode(file, document.Parse(src), b.w.process)))
	}
	return all
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

const (
	// alikeFiles is the share of lines from where git, too, takes two files for one.
	alikeFiles = 0.5
	// maxPairs bounds how many pairs of files are compared.
	maxPairs = 250_000
)

// matchAlike pairs files by their lines, the most alike first.
func (m matching) matchAlike(all, before []newcomer) {
	type pair struct {
		now, was string
		alike    float64
	}
	if len(all)*len(before) > maxPairs {
		return
	}
	var pairs []pair
	for _, now := range all {
		for _, was := range before {
			if share := alike(now.lines, was.lines); share >= alikeFiles {
				pairs = append(pairs, pair{now.path, was.path, share})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.alike, a.alike) })
	for _, p := range pairs {
		if m.was[p.now] == "" && !m.taken[p.was] {
			m.was[p.now], m.taken[p.was] = p.was, true
		}
	}
}

// alike is the share of lines that two files have in common; none where either was
// not counted.
func alike(a, b map[string]int) float64 {
	if a == nil || b == nil {
		return 0
	}
	common, total := 0, 0
	for line, n := range a {
		common += 2 * min(n, b[line])
		total += n
	}
	for _, n := range b {
		total += n
	}
	return float64(common) / float64(max(total, 1))
}
