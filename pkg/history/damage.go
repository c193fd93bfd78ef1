package history

import (
	"maps"
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
)

// damage is what commits that broke a rule made of an incident's way. Undoing it
// is no second violation: the commits stay, and are what is told of.
type damage struct {
	was   []line         // the lines before the first such commit, in their order
	state incident.State // and the state; "" once the incident has moved on
	lost  []line         // those of the lines that went
	// added are the lines that such commits brought, by key. Those that broke the
	// rule or stand in the place of others may go when the others are back; the
	// rest only when all is as it was, since they may tell of what did happen.
	added map[string]bool
}

// wreck notes what a change did that was a violation.
func (j *judgement) wreck() {
	d := j.damage
	if d == nil {
		d = &damage{was: j.from.lines, state: j.from.state, added: map[string]bool{}}
		if j.v.damage == nil {
			j.v.damage = map[string]*damage{}
		}
		j.v.damage[j.change.Path] = d
	}
	for _, b := range j.change.Before {
		if b == nil {
			continue
		}
		for _, l := range missing(b.read().lines, j.to.lines) {
			if !d.brought(l) && find(d.lost, l.key) < 0 {
				d.lost = append(d.lost, l)
			}
		}
	}
	for _, l := range j.fresh {
		if find(d.was, l.key) < 0 {
			d.added[l.key] = d.added[l.key] || find(j.blamed, l.key) >= 0
		}
	}
}

// hold keeps what has been mended from being broken again: lines that stayed
// are like others from now on.
func (d *damage) hold(lines []line) {
	for _, l := range lines {
		delete(d.added, l.key)
	}
}

// brought reports that a line came with the damage.
func (d *damage) brought(l line) bool {
	_, ok := d.added[l.key]
	return ok
}

// mayGo tells the lines that need not stay in a version.
func (d *damage) mayGo(to *Version) func(line) bool {
	back, undone := d != nil && len(missing(d.lost, to.lines)) == 0, d.undone(to)
	return func(l line) bool { return back && d.added[l.key] || undone && d.brought(l) }
}

// restores reports that a line is put back.
func (d *damage) restores(l line) bool { return d != nil && find(d.lost, l.key) >= 0 }

// undone reports that a version is as it was before the damage.
func (d *damage) undone(to *Version) bool {
	return d != nil && d.state != "" && d.state == to.state && len(missing(d.was, to.lines)) == 0 &&
		!slices.ContainsFunc(to.lines, d.brought)
}

// mended are lines with those that were there before the damage in the order
// that they had.
func (d *damage) mended(lines []line) []line {
	if d == nil {
		return lines
	}
	was := slices.DeleteFunc(slices.Clone(d.was), func(l line) bool { return find(lines, l.key) < 0 })
	all := slices.Clone(lines)
	for n, next := 0, 0; n < len(all) && next < len(was); n++ {
		if find(was, all[n].key) >= 0 {
			all[n] = was[next]
			next++
		}
	}
	return all
}

// Damaged reports that commits broke rules in a way that later ones may undo.
func (v *Verifier) Damaged() bool { return len(v.damage) > 0 }

// Continue lets v know what another one, which looked at the commits before,
// has found to be damaged.
func (v *Verifier) Continue(before *Verifier) { v.damage = maps.Clone(before.damage) }
