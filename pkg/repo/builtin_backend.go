package repo

import "context"

// builtin is the backend for machines without a git binary: go-git's storage
// reads the objects, everything else is written here the way git writes it.
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
