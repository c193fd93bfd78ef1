package cli

import (
	"context"
	"runtime/debug"
	"strings"
)

// thrifty lets garbage grow less before it is collected, until the function that
// it gives is called. The built-in backend unpacks a folder's tree for every
// commit: most of what is allocated is garbage at once, and little time is spent
// on what is not.
func (w *workspace) thrifty(ctx context.Context) (restore func()) {
	if !strings.HasPrefix(w.repo.BackendName(ctx), "built-in") {
		return func() {}
	}
	before := debug.SetGCPercent(40)
	return func() { debug.SetGCPercent(before) }
}

// manyFindings is how many there are when memory counts for more than time.
const manyFindings = 10_000

// thriftyFrom does the same, for good, once there are many findings: they are kept,
// and what is made of each of them is garbage at once.
func thriftyFrom(before, now int) {
	if before <= manyFindings && now > manyFindings {
		debug.SetGCPercent(20)
	}
}
