package repo

import "io"

// Options are what Open needs to know of the outside.
type Options struct {
	Dir     string   // start of the search; the current folder
	Environ []string // the process's environment, KEY=value
	Backend string   // auto, git or builtin; "" is auto
	Marker  string   // name of the file that marks a root (.pm.yaml)
	// Here makes Dir itself the root, whatever marks one further up.
	Here bool
	// In, Out and Err are handed to git, hooks and editors.
	In       io.Reader
	Out, Err io.Writer
	Trace    io.Writer // --verbose: the git calls and how long they took, and waiting; nil for none
	Step     StepFunc  // for tests that stop the writing; nil for none
}
