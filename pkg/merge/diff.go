package merge

// hunk replaces the lines [aLo, aHi) of one version by [bLo, bHi) of another.
type hunk struct{ aLo, aHi, bLo, bHi int }

// maxSteps bounds the comparing of one pair of versions, whose cost is the
// number of lines times the number of differences: about a tenth of a second.
// What is left then counts as replaced, which makes larger conflicts and loses
// nothing. Memory grows with the number of lines only.
const maxSteps = 1 << 24

// budget is how many steps are left.
type budget int

func fullBudget() *budget {
	b := budget(maxSteps)
	return &b
}

// diff gives the hunks that turn a into b, in order, with at least one equal
// line between two of them. Lines are numbers; see interner. It is Myers'
// algorithm (An O(ND) Difference Algorithm, 1986, section 4b) behind two steps
// that git takes as well: lines that the other version has not are set aside
// before, and hunks slide to where git would show them after.
func diff(a, b []int, steps *budget) []hunk {
	x, y := version{lines: a}, version{lines: b}
	d := &differ{x: x.against(y), y: y.against(x), steps: steps}
	size := len(d.x.kept) + len(d.y.kept) + 3
	d.forward, d.backward = make([]int, size), make([]int, size)
	d.box(0, len(d.x.kept), 0, len(d.y.kept))
	slide(d.x, d.y)
	slide(d.y, d.x)
	return hunks(d.x.changed, d.y.changed)
}

// version is one side of a comparison.
type version struct {
	lines   []int
	changed []bool
	kept    []int // indices of the lines that the other side has too
}

// against sets aside the lines that other has not.
func (v version) against(other version) version {
	has := make(map[int]bool, len(other.lines))
	for _, l := range other.lines {
		has[l] = true
	}
	v.changed = make([]bool, len(v.lines))
	for i, l := range v.lines {
		if has[l] {
			v.kept = append(v.kept, i)
		} else {
			v.changed[i] = true
		}
	}
	return v
}

type differ struct {
	x, y              version
	forward, backward []int // by diagonal: how far along x the paths have come
	steps             *budget
}

func (d *differ) same(i, j int) bool { return d.x.lines[d.x.kept[i]] == d.y.lines[d.y.kept[j]] }

// box marks the changed lines between two corners.
func (d *differ) box(xLo, xHi, yLo, yHi int) {
	for xLo < xHi && yLo < yHi && d.same(xLo, yLo) {
		xLo, yLo = xLo+1, yLo+1
	}
	for xLo < xHi && yLo < yHi && d.same(xHi-1, yHi-1) {
		xHi, yHi = xHi-1, yHi-1
	}
	if xLo < xHi && yLo < yHi {
		if x, y, ok := d.middle(xLo, xHi, yLo, yHi); ok {
			d.box(xLo, x, yLo, y)
			d.box(x, xHi, y, yHi)
			return
		}
	}
	for ; xLo < xHi; xLo++ {
		d.x.changed[d.x.kept[xLo]] = true
	}
	for ; yLo < yHi; yLo++ {
		d.y.changed[d.y.kept[yLo]] = true
	}
}

// middle is a point on a shortest path from one corner to the other, where the
// paths from both meet; false when the steps are used up. Diagonal k holds the
// points with x-y = k, counted from the box's corner.
func (d *differ) middle(xLo, xHi, yLo, yHi int) (x, y int, ok bool) {
	n, m := xHi-xLo, yHi-yLo
	zero := m + 1 // index of diagonal 0
	end := n - m  // the diagonal of the far corner
	f, b := reach{at: d.forward, lo: 0, hi: 0}, reach{at: d.backward, lo: end, hi: end}
	f.at[zero], b.at[zero+end] = 0, n
	for {
		f.widen(-m, n, zero, -1)
		for k := f.hi; k >= f.lo; k -= 2 {
			x := f.at[zero+k+1]
			if before := f.at[zero+k-1]; before >= x {
				x = before + 1
			}
			from := x
			for x < n && x-k < m && d.same(xLo+x, yLo+x-k) {
				x++
			}
			f.at[zero+k] = x
			*d.steps -= budget(1 + x - from)
			if end&1 != 0 && b.lo <= k && k <= b.hi && b.at[zero+k] <= x {
				return xLo + x, yLo + x - k, true
			}
		}
		b.widen(-m, n, zero, n+1)
		for k := b.hi; k >= b.lo; k -= 2 {
			x := b.at[zero+k-1]
			if after := b.at[zero+k+1]; after <= x {
				x = after - 1
			}
			from := x
			for x > 0 && x-k > 0 && d.same(xLo+x-1, yLo+x-k-1) {
				x--
			}
			b.at[zero+k] = x
			*d.steps -= budget(1 + from - x)
			if end&1 == 0 && f.lo <= k && k <= f.hi && x <= f.at[zero+k] {
				return xLo + x, yLo + x - k, true
			}
		}
		if *d.steps < 0 {
			return 0, 0, false
		}
	}
}

// reach is how far paths have come on the diagonals from lo to hi.
type reach struct {
	at     []int
	lo, hi int
}

// widen takes one more diagonal at either side; the ones beyond hold none, and
// at the box's edge the range shrinks so that it keeps every second diagonal.
func (r *reach) widen(least, most, zero, none int) {
	if r.lo > least {
		r.lo--
		r.at[zero+r.lo-1] = none
	} else {
		r.lo++
	}
	if r.hi < most {
		r.hi++
		r.at[zero+r.hi+1] = none
	} else {
		r.hi--
	}
}

// hunks reads the changed lines off both sides.
func hunks(a, b []bool) []hunk {
	var all []hunk
	for i, j := 0, 0; i < len(a) || j < len(b); {
		h := hunk{aLo: i, bLo: j}
		for i < len(a) && a[i] {
			i++
		}
		for j < len(b) && b[j] {
			j++
		}
		if i > h.aLo || j > h.bLo {
			h.aHi, h.bHi = i, j
			all = append(all, h)
		}
		i, j = i+1, j+1
	}
	return all
}

// interner gives equal lines equal numbers.
type interner map[string]int

func (in interner) lines(lines []string) []int {
	ids := make([]int, len(lines))
	for i, l := range lines {
		id, ok := in[l]
		if !ok {
			id = len(in)
			in[l] = id
		}
		ids[i] = id
	}
	return ids
}
