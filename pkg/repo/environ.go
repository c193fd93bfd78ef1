package repo

import (
	"slices"
	"strings"
)

// environment looks variables up in a list of KEY=value; the last one counts,
// as for a process started with that list.
type environment []string

func (e environment) lookup(key string) (string, bool) {
	for i := len(e) - 1; i >= 0; i-- {
		if rest, ok := strings.CutPrefix(e[i], key); ok && strings.HasPrefix(rest, "=") {
			return rest[1:], true
		}
	}
	return "", false
}

func (e environment) value(key string) string {
	v, _ := e.lookup(key)
	return v
}

// binding are the variables that bind git to one repository, as git rev-parse
// --local-env-vars has them, without those that configure it.
var binding = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_PREFIX", "GIT_NAMESPACE",
}

// Unbound is an environment for another repository than that which a hook, say,
// runs in.
func Unbound(environ []string) []string {
	return slices.DeleteFunc(slices.Clone(environ), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.Contains(binding, name)
	})
}
