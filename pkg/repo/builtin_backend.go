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
//	builtin_index_*       the index is read, patched, and written into a spare
//	builtin_objects_write blobs, trees (builtin_splice) and the commit
//	builtin_lock          index.lock is taken, if nobody staged anything since
//	builtin_move          HEAD.lock and the branch's lock; the reflogs, then the
//	                      index is renamed into place, then the branch
//
// Whoever is killed on the way leaves loose objects nobody names, a lock that
// the next pm knows by its spare, or a change that is merely staged; never a ref
// to something that is not there.
type builtin struct {
	loc     location
	options Options
	journal *journal // nil for locks without spares
}

// newBuiltin touches nothing on disk: whatever forbids the use of a repository
// is found, and named, by the operation that needs it.
func newBuiltin(loc location, o Options, j *journal) (backend, error) {
	return &builtin{loc: loc, options: o, journal: j}, nil
}

func (b *builtin) describe(context.Context) string {
	if b.options.Backend == "builtin" {
		return "built-in (configured)"
	}
	return "built-in (no git on PATH)"
}
