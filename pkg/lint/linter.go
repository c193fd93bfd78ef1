package lint

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/prose"
)

// Options are how a Linter works.
type Options struct {
	Process  *incident.Process
	FS       fs.FS // the tree, for look-ups; without one, rules that need it are silent
	Now      time.Time
	Severity map[string]Severity // overrides by rule; Off leaves a rule out
	Only     []string            // these rules alone, when not empty
	Language prose.Vocabulary    // what the rules that read prose know beside English
}

// Linter runs the rules. All its methods are safe for concurrent use.
type Linter struct {
	options Options
	held    [scopes][]*active // the rules that hold in each scope
	across  []*active
	// language are the rules that read prose, by class.
	language map[prose.Class]*active
	reader   func() reader
	rules    map[string]*Rule // all there are, running or not
	on       map[string]bool
	asked    map[incident.State]map[string]bool // what each cumulative gate asks for
	fields   *incident.Process                  // the process with gates of keys alone
	parts    *incident.Process                  // the process with gates of sections alone
	index    Index
	tree     tree
}

// active is a rule that runs, and how much its findings weigh.
type active struct {
	*Rule
	severity   Severity
	configured bool
	asked      bool // for by name
}

// scope says what an incident is held to.
type scope uint8

const (
	whole scope = iota
	adopted
	dismissed
	scopes
)

// New makes a linter.
func New(o Options) *Linter {
	if o.Process == nil {
		o.Process = incident.DefaultProcess()
	}
	l := &Linter{
		options: o, rules: make(map[string]*Rule), on: make(map[string]bool), tree: tree{fsys: o.FS},
		language: make(map[prose.Class]*active), reader: newReader(o),
	}
	for _, r := range Rules {
		l.rules[r.ID] = r
		if a := o.activate(r); a.severity != Off {
			l.use(a)
		}
	}
	l.splitGates()
	return l
}

// activate decides how much a rule weighs. One that is off and yet asked for by
// name has its default severity, and warns when that is off too.
func (o Options) activate(r *Rule) *active {
	a := &active{Rule: r, severity: r.Severity}
	if s, ok := o.Severity[r.ID]; ok {
		a.severity, a.configured = s, true
	}
	switch {
	case len(o.Only) == 0:
	case !slices.Contains(o.Only, r.ID):
		a.severity = Off
	case a.severity == Off:
		a.severity, a.configured, a.asked = cmp.Or(r.Severity, Warning), false, true
	default:
		a.asked = true
	}
	return a
}

// use files a rule under every scope in which it holds, so that checking a file
// asks no rule whether it applies.
func (l *Linter) use(a *active) {
	l.on[a.ID] = true
	if a.Across != nil {
		l.across = append(l.across, a)
	}
	if a.Check == nil {
		return
	}
	l.held[whole] = append(l.held[whole], a)
	if a.Reads != prose.Clean {
		l.language[a.Reads] = a
	}
	if a.Syntax || a.Adopted || a.Reads != prose.Clean && a.asked {
		l.held[adopted] = append(l.held[adopted], a)
	}
	if a.Syntax {
		l.held[dismissed] = append(l.held[dismissed], a)
	}
}

// splitGates sorts what the gates ask for into keys and sections, which are
// different rules. Conditions look at many places; the action rules and
// required-field read their meaning item by item.
func (l *Linter) splitGates() {
	p := l.options.Process
	fields, parts := *p, *p
	fields.Gates = make(map[incident.State][]string)
	parts.Gates = make(map[incident.State][]string)
	fields.Present = func() time.Time { return l.options.Now }
	l.asked = make(map[incident.State]map[string]bool)
	sum := make(map[string]bool)
	for _, s := range incident.States {
		for _, name := range p.Gates[s] {
			sum[name] = true
			if _, ok := incident.SectionByName(name); ok {
				parts.Gates[s] = append(parts.Gates[s], name)
			} else if _, ok := p.Conditions[name]; !ok {
				fields.Gates[s] = append(fields.Gates[s], name)
			}
		}
		l.asked[s] = maps.Clone(sum)
	}
	l.fields, l.parts = &fields, &parts
}

// File checks one file and gives its findings, sorted; they hold no reference to
// src. base is the file's content at the base revision, or nil.
func (l *Linter) File(path string, src, base []byte) []Finding {
	path = strings.Clone(path)
	p := l.pass(incident.Decode(path, document.Parse(src), l.options.Process))
	if base != nil {
		p.Base = incident.Decode(path, document.Parse(base), l.options.Process)
		unadopt(p.Incident, p.Base)
	}
	p.secrets = findSecrets(src)
	for _, p.rule = range l.held[scopeOf(p.Incident)] {
		p.rule.Check(p)
	}
	p.hideSecrets()
	if len(l.across) > 0 {
		e := newEntry(p.Incident, true)
		e.ignores = p.acrossIgnores()
		l.index.add(e)
	}
	Sort(p.findings)
	return p.findings
}

func (l *Linter) pass(i *incident.Incident) *Pass {
	return &Pass{
		Path:     i.Path,
		Document: i.Doc,
		Incident: i,
		Process:  l.options.Process,
		FS:       l.options.FS,
		Index:    &l.index,
		Now:      l.options.Now,
		linter:   l,
		ignores:  ignores(i.Doc),
	}
}

// scopeOf is how much an incident is held to: a dismissed one to syntax only, an
// adopted one to syntax, types and its open action items.
func scopeOf(i *incident.Incident) scope {
	switch {
	case i.State.Known() && i.State.V == incident.Dismissed:
		return dismissed
	case i.Adopted.Known():
		return adopted
	default:
		return whole
	}
}

// unadopt is for an incident that was in the workflow: it is not adopted afterwards,
// to be asked less from then on.
func unadopt(i, base *incident.Incident) {
	if base.State.V.Rank() >= 0 && !base.Adopted.Known() {
		i.Adopted = incident.Value[time.Time]{}
	}
}

// Finish gives the findings of the rules that look across files, about files
// given to File only, sorted.
func (l *Linter) Finish() []Finding {
	l.recall()
	found := l.acrossFindings()
	Sort(found)
	return found
}
