package config

import (
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// severities reads the list, and then holds default_severity and major to it:
// their defaults too, for else one of them would name nothing.
func (r *reader) severities(name string, n document.Node) {
	list, ok := r.list(name, n, isWord)
	if !ok {
		return
	}
	if n.Len() == 0 {
		r.problem(n, "", "%s is empty, and every incident needs one", name)
		return
	}
	p := r.config.Process
	p.Severities = list
	r.later = append(r.later, func() {
		if r.origin["default_severity"] == "" && !contains(list, p.DefaultSeverity) {
			r.problem(n, "", "%s has no %s, which is the default of default_severity; set default_severity too", name, p.DefaultSeverity)
		}
		if _, missing := except(p.Major, list); r.origin["major"] == "" && missing {
			r.problem(n, "", "%s has not all of %s, which is the default of major; set major too", name, strings.Join(p.Major, ", "))
		}
	})
}

// except is the first of list that is not in of.
func except(list, of []string) (string, bool) {
	for _, s := range list {
		if !contains(of, s) {
			return s, true
		}
	}
	return "", false
}

func (r *reader) defaultSeverity(name string, n document.Node) {
	p := r.config.Process
	r.later = append(r.later, func() { r.choose(name, n, &p.DefaultSeverity, p.Severities...) })
}

func (r *reader) major(name string, n document.Node) {
	p := r.config.Process
	r.later = append(r.later, func() {
		if list, ok := r.amongst(name, n, p.Severities); ok {
			p.Major = list
		}
	})
}

// addTriggers adds words to the triggers.
func (r *reader) addTriggers(name string, n document.Node) {
	p := r.config.Process
	list, _ := r.list(name, n, func(s string) string {
		if contains(incident.Triggers, s) {
			return "is a trigger without being added"
		}
		return isWord(s)
	})
	p.Triggers = append(p.Triggers, list...)
}

// removeTriggers takes some of the built-in triggers away.
func (r *reader) removeTriggers(name string, n document.Node) {
	p := r.config.Process
	gone, ok := r.amongst(name, n, incident.Triggers)
	if !ok {
		return
	}
	p.Triggers = slices.DeleteFunc(p.Triggers, func(s string) bool { return contains(gone, s) })
	r.later = append(r.later, func() {
		if len(p.Triggers) == 0 {
			r.problem(n, "", "%s leaves no trigger; add one under triggers.add", name)
		}
	})
}

// fields reads further front matter keys.
func (r *reader) fields(name string, n document.Node) {
	r.texts(name, n, &r.config.Process.ExtraFields, func(s string) string {
		if _, ok := incident.FieldByKey(s); ok {
			return "is a field of pm without being listed"
		}
		return isWord(s)
	})
}

// internal reads keys of incidents and of action items. What is misspelt would be
// shown to everybody, so keys of one's own have to be under fields, too.
func (r *reader) internal(name string, n document.Node) {
	r.later = append(r.later, func() {
		accepted := slices.Clone(r.config.Process.ExtraFields)
		for _, f := range incident.Fields {
			accepted = append(accepted, f.Key)
		}
		for _, f := range incident.ActionFields {
			accepted = append(accepted, "action_items."+f.Key)
		}
		if list, ok := r.amongst(name, n, accepted); ok {
			r.config.Internal = list
		}
	})
}

// gates reads what states need, in place of the default. Names may be extra
// fields, which stand elsewhere in the file.
func (r *reader) gates(name string, n document.Node) {
	r.later = append(r.later, func() {
		p := r.config.Process
		accepted := append(incident.GateNames(), p.ExtraFields...)
		r.states(name, n, stateNames(incident.States), func(state string, value document.Node) {
			if list, ok := r.amongst(name+"."+state, value, accepted); ok {
				p.Gates[incident.State(state)] = list
			}
		})
	})
}

// staleAfter reads durations for the states that an incident leaves again.
func (r *reader) staleAfter(name string, n document.Node) {
	stale := r.config.Process.StaleAfter
	open := stateNames(incident.States[:len(incident.States)-1])
	r.states(name, n, open, func(state string, value document.Node) {
		d := stale[incident.State(state)]
		r.duration(name+"."+state, value, &d)
		stale[incident.State(state)] = d
	})
}

// state reads a state's name as a key. Short forms are for the command line
// only: files say it in one way.
func (r *reader) state(name string, key document.Node, accepted []string) (string, bool) {
	if key.Kind() == document.Scalar && contains(accepted, key.Text()) {
		return key.Text(), true
	}
	hint := suggestion(key.Text(), accepted)
	if long, ok := incident.ParseState(key.Text()); ok && contains(accepted, string(long)) {
		hint = ", write " + string(long)
	}
	r.problem(key, strings.Join(accepted, ", "), "%s: %s is not a state that can stand here%s", name, quote(key.Text()), hint)
	return "", false
}

func stateNames(states []incident.State) []string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = string(s)
	}
	return out
}
