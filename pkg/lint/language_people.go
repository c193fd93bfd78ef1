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

// namesIn are the names and handles of whom a file declares. A name of several words
// also stands for its first one, and is given only for people who were there: others
// may share theirs with a system.
func namesIn(i *incident.Incident, p *incident.Process) []string {
	n := names{process: p}
	there := append([]incident.Value[string]{i.Owner, i.Facilitator}, i.Participants.V...)
	for _, who := range there {
		for _, way := range n.ways(who.V) {
			n.note(way)
		}
	}
	for _, a := range i.ActionItems.V {
		for _, way := range n.ways(a.Owner.V) {
			if !isFullName(way) {
				n.note(way)
			}
		}
	}
	return n.all
}

// ways are the ways of writing a person.
func (n *names) ways(written string) []string {
	ways := []string{written}
	if person, ok := n.process.PersonOf(written); ok {
		ways = append(ways, person.Handle, person.Name)
		ways = append(ways, person.Aliases...)
	}
	return ways
}

// note adds a name or a handle, once. An address is neither.
func (n *names) note(name string) {
	name = strings.TrimPrefix(strings.TrimSpace(name), "@")
	if name != "" && !strings.Contains(name, "@") && len(n.all) < maxNames && !slices.Contains(n.all, name) {
		n.all = append(n.all, name)
	}
}

// isFullName tells a name of several words from a handle.
func isFullName(s string) bool { return strings.Contains(strings.TrimSpace(s), " ") }
