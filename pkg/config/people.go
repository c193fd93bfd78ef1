package config

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var personKeys = []string{"name", "email", "slack", "team", "aliases", "active"}

// people reads the mapping from handles to persons.
func (r *reader) people(name string, n document.Node) {
	if !r.isMapping(name, n) {
		return
	}
	c := claims{reader: r, owner: map[string]string{}}
	for key, value := range n.Fields() {
		handle, ok := r.text("a handle in "+name, key)
		if !ok {
			continue
		}
		r.note(name+"."+handle, key)
		p := incident.Person{Handle: handle, Active: true}
		c.claim(&p, key, "handle", handle)
		c.person(name+"."+handle, value, &p)
		r.config.Process.People = append(r.config.Process.People, p)
	}
}

// claims knows who goes by which name, so that no name means two persons.
type claims struct {
	*reader
	owner map[string]string // folded name -> handle
}

// person reads the keys of one person; none are needed.
func (c *claims) person(name string, n document.Node, p *incident.Person) {
	if n.IsNull() || !c.isMapping(name, n) {
		return
	}
	for key, value := range n.Fields() {
		word, ok := c.key(key, "a key of "+name, personKeys)
		if !ok {
			continue
		}
		full := name + "." + word
		switch word {
		case "name":
			c.named(p, full, value, &p.Name)
		case "email":
			c.email(p, full, value)
		case "slack":
			p.Slack, _ = c.text(full, value)
		case "team":
			p.Team, _ = c.text(full, value)
		case "aliases":
			c.aliases(p, full, value)
		case "active":
			c.truth(full, value, &p.Active)
		}
	}
}

func (c *claims) named(p *incident.Person, name string, n document.Node, dst *string) {
	if s, ok := c.text(name, n); ok {
		*dst = s
		c.claim(p, n, name, s)
	}
}

func (c *claims) email(p *incident.Person, name string, n document.Node) {
	local, domain, ok := strings.Cut(n.Text(), "@")
	if n.Kind() == document.Scalar && (!ok || local == "" || domain == "" || strings.ContainsAny(domain, "@ ")) {
		c.problem(n, "", "%s %s, which is not an e-mail address", name, is(n))
		return
	}
	c.named(p, name, n, &p.Email)
}

func (c *claims) aliases(p *incident.Person, name string, n document.Node) {
	p.Aliases, _ = c.list(name, n, nil)
	for _, item := range n.Items() {
		c.claim(p, item, name, item.Text())
	}
}

// claim reports a name that is somebody else's already. Case and a leading @
// are not significant, as wherever persons are compared.
func (c *claims) claim(p *incident.Person, n document.Node, what, name string) {
	folded := strings.ToLower(strings.TrimPrefix(name, "@"))
	first, taken := c.owner[folded]
	if taken && first != p.Handle {
		c.problem(n, "", "%s %s also stands for %s, and pm could not tell the two apart", what, quote(name), first)
		return
	}
	c.owner[folded] = p.Handle
}
