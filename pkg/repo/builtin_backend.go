package repo

import "context"

// builtin is the backend for machines without a git binary: go-git's storage
// reads the objects, everything else is written here the way git writes it.
//
// A commit goes through these files, in this order:
//
//	gitconfig_*           what is configured, at all levels
//	builtin_session       whether the repository may be used: owner, format
//	builtin_ready         what forbids this commit: hooks, signing, attributes, ...
//	builtin_lock          index.lock, held until the end
//	builtin_index_*       the index is read, patched, and written into the lock
//	builtin_objects_write blobs, trees (builtin_splice) and the commit
//	builtin_move          HEAD.lock and the branch's lock; the index is renamed
//	                      into place, then the reflogs, then the branch
//
// Whoever is killed on the way leaves loose objects nobody names, a lock that
// git will ask to remove, or a change that is merely staged; never a ref to
// something that is not there.
type builtin struct {
	loc     location
	options Options
}

// newBuiltin touches nothing on disk: whatever forbids the use of a repository
// is found, and named, by the operation that needs it.
func newBuiltin(loc location, o Options) (backend, error) {
	return &builtin{loc: loc, options: o}, nil
}

func (b *builtin) describe(context.Context) string {
	if b.options.Backend == "builtin" {
		return "built-in (configured)"
	}
	return "built-in (no git on PATH)"
}
