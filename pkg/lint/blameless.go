package lint

import (
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/prose"
)

// Blameless is the condition of that name of a gate: no remark on an incident's
// wording weighs as much as a warning. It looks at the prose whatever the state, for
// the gate is that of a state to come. A suppressed remark counts for nothing, and
// incidents that these rules do not speak of are let through.
func (l *Linter) Blameless(i *incident.Incident) []incident.Need {
	if scopeOf(i) != whole {
		return nil
	}
	p := l.pass(i)
	p.early = true
	var needs []incident.Need
	for _, r := range p.remarks() {
		p.rule = l.language[r.Class]
		if p.rule == nil || p.weigh(r) < Warning || p.ignored(p.rule.ID, r.span) {
			continue
		}
		needs = append(needs, incident.Need{
			Kind: incident.ConditionNeed, Name: incident.Blameless, Why: r.message(),
			Fill: "pm edit " + i.Ref() + ", and let the text answer: " + r.help(), Offset: r.span.Start,
		})
	}
	if secrets := findSecrets(i.Doc.Source()); len(secrets) > 0 && len(needs) > 0 {
		mask := maskOf(secrets)
		for n := range needs {
			needs[n].Why, needs[n].Fill = mask.text(needs[n].Why), mask.text(needs[n].Fill)
		}
	}
	return needs
}

// Wording are the findings of the rules that read prose, sorted, whatever the state;
// nothing else is looked at.
func (l *Linter) Wording(i *incident.Incident) []Finding {
	if scopeOf(i) != whole {
		return nil
	}
	p := l.pass(i)
	for class := prose.Blame; class <= prose.Hindsight; class++ {
		if p.rule = l.language[class]; p.rule != nil {
			p.nudges(class)
		}
	}
	p.secrets = findSecrets(i.Doc.Source())
	p.hideSecrets()
	Sort(p.findings)
	return p.findings
}
