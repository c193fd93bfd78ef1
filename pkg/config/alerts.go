package config

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// alertSeverities reads what words of monitoring systems mean here. Case is not
// significant, so one word may not be there in two.
func (r *reader) alertSeverities(name string, n document.Node) {
	if !r.isMapping(name, n) {
		return
	}
	p := r.config.Process
	p.AlertSeverities = make(map[string]string, n.Len())
	r.later = append(r.later, func() {
		for key, value := range n.Fields() {
			word, ok := r.text("a word in "+name, key)
			if !ok {
				continue
			}
			folded := strings.ToLower(word)
			if _, twice := p.AlertSeverities[folded]; twice {
				r.problem(key, "", "%s has %s twice, and case makes no difference", name, quote(word))
			}
			r.note(name+"."+folded, key)
			r.choose(name+"."+word, value, new(string), p.Severities...)
			p.AlertSeverities[folded] = value.Text()
		}
	})
}
