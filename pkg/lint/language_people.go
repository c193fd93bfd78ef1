package lint

import (
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

// maxNames bounds how many names a file can declare: each is looked for in all of
// its text.
const maxNames = 500

// names gathers the names of the people of one file.
type names struct {
	process *incident.Process
	all     []string
}

// namesIn are the names and handles of whom a file declares. First names alone are
// only those of people who were there: others may share theirs with a system.
func namesIn(i *incident.Incident, p *incident.Process) []string {
	n := names{process: p}
	n.add(i.Owner.V, true)
	for _, who := range i.Participants.V {
		n.add(who.V, true)
	}
	n.add(i.Facilitator.V, false)
	for _, a := range i.ActionItems.V {
		n.add(a.Owner.V, false)
	}
	return n.all
}

// add adds every way of writing a person but the address.
func (n *names) add(written string, there bool) {
	ways := []string{written}
	if person, ok := n.process.PersonOf(written); ok {
		ways = append(ways, person.Handle, person.Name)
		ways = append(ways, person.Aliases...)
	}
	for _, way := range ways {
		way = strings.TrimPrefix(strings.TrimSpace(way), "@")
		if strings.Contains(way, "@") {
			continue
		}
		n.note(way)
		if there && isFullName(way) {
			first, _, _ := strings.Cut(way, " ")
			n.note(first)
		}
	}
}

func (n *names) note(name string) {
	if name != "" && len(n.all) < maxNames && !slices.Contains(n.all, name) {
		n.all = append(n.all, name)
	}
}

// isFullName tells a name of several words from a handle.
func isFullName(s string) bool { return strings.Contains(strings.TrimSpace(s), " ") }
