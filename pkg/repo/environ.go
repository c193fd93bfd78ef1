package repo

import "strings"

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
