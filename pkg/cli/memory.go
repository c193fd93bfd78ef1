package cli

import "runtime/debug"

// thrifty lets garbage grow less before it is collected, until the function that
// it gives is called. The built-in backend unpacks a folder's tree for every
// commit: most of what is allocated is garbage at once, and little time is spent
// on what is not.
func thrifty() (restore func()) {
	before := debug.SetGCPercent(40)
	return func() { debug.SetGCPercent(before) }
}
