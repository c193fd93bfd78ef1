package merge

// run is a maximal run of changed lines, perhaps empty, between two equal
// ones. The n-th run of one side stands opposite the n-th of the other.
type run struct {
	version
	lo, hi int
}

func (r *run) empty() bool { return r.lo == r.hi }

func (r *run) grow() {
	for r.lo > 0 && r.changed[r.lo-1] {
		r.lo--
	}
	for r.hi < len(r.changed) && r.changed[r.hi] {
		r.hi++
	}
}

// next goes to the run behind the next equal line; false at the end.
func (r *run) next() bool {
	if r.hi == len(r.changed) {
		return false
	}
	r.lo, r.hi = r.hi+1, r.hi+1
	r.grow()
	return true
}

func (r *run) previous() {
	r.lo, r.hi = r.lo-1, r.lo-1
	r.grow()
}

// up moves the run one line towards the beginning, if it says the same there.
func (r *run) up() bool {
	if r.lo == 0 || r.lines[r.lo-1] != r.lines[r.hi-1] {
		return false
	}
	r.lo, r.hi = r.lo-1, r.hi-1
	r.changed[r.lo], r.changed[r.hi] = true, false
	r.grow()
	return true
}

func (r *run) down() bool {
	if r.hi == len(r.lines) || r.lines[r.lo] != r.lines[r.hi] {
		return false
	}
	r.changed[r.lo], r.changed[r.hi] = false, true
	r.lo, r.hi = r.lo+1, r.hi+1
	r.grow()
	return true
}

// slide moves each run of x that could as well stand elsewhere to the last
// such place, or to the last that stands opposite a change of y. A line added
// behind an equal one counts as added after it, as in git.
func slide(x, y version) {
	r, opposite := run{version: x}, run{version: y}
	r.grow()
	opposite.grow()
	for {
		if !r.empty() {
			settle(&r, &opposite)
		}
		if !r.next() {
			return
		}
		opposite.next()
	}
}

func settle(r, opposite *run) {
	paired := false
	for size := -1; size != r.hi-r.lo; {
		size = r.hi - r.lo
		for r.up() {
			opposite.previous()
		}
		paired = !opposite.empty()
		for r.down() {
			opposite.next()
			paired = paired || !opposite.empty()
		}
	}
	for paired && opposite.empty() && r.up() {
		opposite.previous()
	}
}
