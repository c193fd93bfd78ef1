package intake

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

// known is the one person that a name means of those in the configuration and among
// the participants. A word with a capital alone is no name: Deployment and Natalie
// look the same.
func (r *reader) known(name string) (string, bool) {
	if strings.HasPrefix(name, "@") {
		return name, true
	}
	if p, ok := r.options.Process.PersonOf(name); ok {
		return p.Handle, true
	}
	var found []string
	for n := range r.options.Process.People {
		if p := r.options.Process.People[n]; firstName(p.Name, name) {
			found = append(found, p.Handle)
		}
	}
	for _, p := range r.legacy.Participants {
		if strings.EqualFold(p, name) {
			return p, true
		}
		if _, listed := r.options.Process.PersonOf(p); !listed && firstName(p, name) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}

func firstName(full, name string) bool {
	first, _, _ := strings.Cut(full, " ")
	return strings.EqualFold(first, name)
}

// isCategory reports words that are a sort of action and nobody's name.
func isCategory(name string) bool {
	switch incident.FoldHeading(name) {
	case "process", "technical", "documentation", "monitoring", "alerting", "prevention", "detection", "mitigation", "immediate",
		"testing", "communication", "infrastructure", "tooling", "training", "security", "deployment", "cleanup", "investigation",
		"short term", "long term", "medium term", "backend", "frontend", "database", "done", "actions", "other", "misc":
		return true
	}
	return false
}
