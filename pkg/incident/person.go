package incident

import "strings"

// Person is one entry of people in the configuration.
type Person struct {
	Handle, Name, Email, Slack, Team string
	Aliases                          []string
	Active                           bool
}

// PersonOf finds who a handle, name, e-mail address or alias means; a leading
// @ and case are not significant. A handle goes before whatever else matches,
// so that nobody's alias can take another's handle.
func (p *Process) PersonOf(written string) (Person, bool) {
	name := trimPerson(written)
	if name == "" {
		return Person{}, false
	}
	for n := range p.People {
		if strings.EqualFold(trimPerson(p.People[n].Handle), name) {
			return p.People[n], true
		}
	}
	for n := range p.People {
		if p.People[n].called(name) {
			return p.People[n], true
		}
	}
	return Person{}, false
}

// SamePerson reports that two ways of writing mean one person. Who is not in
// people is compared by name.
func (p *Process) SamePerson(a, b string) bool {
	a, b = trimPerson(a), trimPerson(b)
	if strings.EqualFold(a, b) {
		return a != ""
	}
	one, ok := p.PersonOf(a)
	if !ok {
		return false
	}
	other, ok := p.PersonOf(b)
	return ok && one.Handle == other.Handle
}

// NearestPerson is the handle of the person whose handle, name or alias a word
// is probably a slip for, or "" when it is near none.
func (p *Process) NearestPerson(written string) string {
	handle := map[string]string{}
	var names []string
	for _, person := range p.People {
		for _, name := range append([]string{person.Handle, person.Name}, person.Aliases...) {
			if name = trimPerson(name); name != "" && handle[name] == "" {
				handle[name] = person.Handle
				names = append(names, name)
			}
		}
	}
	return handle[Nearest(trimPerson(written), names)]
}

func (p *Person) called(name string) bool {
	if strings.EqualFold(p.Name, name) || strings.EqualFold(p.Email, name) {
		return true
	}
	for _, alias := range p.Aliases {
		if strings.EqualFold(trimPerson(alias), name) {
			return true
		}
	}
	return false
}

func trimPerson(s string) string {
	return strings.TrimPrefix(strings.TrimSpace(s), "@")
}
