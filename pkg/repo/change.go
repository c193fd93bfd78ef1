package repo

// Identity is who commits, as git would decide.
type Identity struct{ Name, Email string }

// Change is a commit to be made.
type Change struct {
	Ref     string // the ref to move, full name; "" is HEAD
	Message string
	Paths   []PathChange
	// TakeBack puts the files back as they were read when the commit is
	// refused, if they still hold what was written.
	TakeBack bool
	// NoCommit only writes the files.
	NoCommit bool
	// Branch is the short name of a new branch that is made at HEAD and switched
	// to before the commit (and without one, when NoCommit is set); "" for none.
	// See CheckBranch.
	Branch string
}

// PathChange is one file of a change.
type PathChange struct {
	Path string // slash-separated, relative to the root
	Was  []byte // the bytes that were read; nil when the file must not exist
	Want []byte // the bytes wanted; nil removes the file
}

// Outcome is what became of a change.
type Outcome struct {
	Commit string // full object name; "" when nothing was committed
	Ref    string // what moved: refs/heads/main, or HEAD when detached
}
