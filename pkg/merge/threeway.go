package merge

import "slices"

// mergeLines is a three-way merge line by line, as git does it: changes that
// overlap or touch are a conflict, unless they are the same; of a conflict, the
// lines that both sides share are settled.
func mergeLines(subject string, base, ours, theirs []string) []piece {
	switch {
	case slices.Equal(base, ours):
		return settled(theirs)
	case slices.Equal(base, theirs), slices.Equal(ours, theirs):
		return settled(ours)
	}
	in := make(interner, len(base))
	b, o, t := in.lines(base), in.lines(ours), in.lines(theirs)
	w := threeWay{subject: subject, base: base, ours: ours, theirs: theirs, numbers: [2][]int{o, t}, steps: fullBudget()}
	w.merge(diff(b, o, fullBudget()), diff(b, t, fullBudget()))
	return w.pieces
}

type threeWay struct {
	subject            string
	base, ours, theirs []string
	numbers            [2][]int // of ours and theirs
	steps              *budget  // for all conflicts together
	pieces             []piece
}

// merge walks both lists of hunks along the base. Hunks of the two that
// overlap or touch form one region.
func (w *threeWay) merge(ours, theirs []hunk) {
	at := 0 // in base
	o, t := cursor{hunks: ours}, cursor{hunks: theirs}
	for !o.done() || !t.done() {
		lo := min(o.next(), t.next())
		w.keep(w.base[at:lo])
		hi := lo
		o.open(lo)
		t.open(lo)
		for grown := true; grown; {
			grown = o.take(&hi) || t.take(&hi)
		}
		switch {
		case !t.taken:
			w.keep(w.ours[o.from():o.to(hi)])
		case !o.taken:
			w.keep(w.theirs[t.from():t.to(hi)])
		default:
			w.both(hunk{o.from(), o.to(hi), t.from(), t.to(hi)})
		}
		at = hi
	}
	w.keep(w.base[at:])
}

func (w *threeWay) keep(lines []string) { w.pieces = append(w.pieces, settled(lines)...) }

// both sets a range of ours against one of theirs. What they share stands.
func (w *threeWay) both(r hunk) {
	at := r.aLo
	for _, h := range diff(w.numbers[0][r.aLo:r.aHi], w.numbers[1][r.bLo:r.bHi], w.steps) {
		w.keep(w.ours[at : r.aLo+h.aLo])
		w.pieces = append(w.pieces, piece{
			subject: w.subject,
			lines:   w.ours[r.aLo+h.aLo : r.aLo+h.aHi],
			theirs:  w.theirs[r.bLo+h.bLo : r.bLo+h.bHi],
		})
		at = r.aLo + h.aHi
	}
	w.keep(w.ours[at:r.aHi])
}

// cursor walks one side's hunks.
type cursor struct {
	hunks []hunk
	shift int // from an offset in the base to one in this side, before the next hunk
	start int // of the region, in the base
	first int // shift at the region's start
	taken bool
}

func (c *cursor) done() bool { return len(c.hunks) == 0 }

// next is where the next hunk begins in the base.
func (c *cursor) next() int {
	if c.done() {
		return int(^uint(0) >> 1)
	}
	return c.hunks[0].aLo
}

func (c *cursor) open(at int) { c.start, c.first, c.taken = at, c.shift, false }

// take adds the next hunk to a region that reaches up to hi, if it touches it.
func (c *cursor) take(hi *int) bool {
	if c.done() || c.hunks[0].aLo > *hi {
		return false
	}
	h := c.hunks[0]
	c.hunks = c.hunks[1:]
	*hi = max(*hi, h.aHi)
	c.shift = h.bHi - h.aHi
	c.taken = true
	return true
}

// from and to are the region in this side.
func (c *cursor) from() int     { return c.start + c.first }
func (c *cursor) to(hi int) int { return hi + c.shift }
