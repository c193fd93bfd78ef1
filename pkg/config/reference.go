package config

import "strings"

// Entry is one row of the documentation of .pm.yaml.
type Entry struct {
	Key     string // dotted: git.backend
	Takes   string // what may stand there
	Default string // as written in YAML; "" when there is none
	Doc     string // one sentence
}

// Reference is the documentation of .pm.yaml, one row a key, made from the
// table that parsing reads.
func Reference() []Entry {
	c := defaults()
	out := make([]Entry, len(keys))
	for i, k := range keys {
		out[i] = Entry{Key: k.name, Takes: k.takes, Default: flowEntries(k.show(c)), Doc: k.doc}
	}
	return out
}

// flowEntries keeps the order of entries, which a map would lose.
func flowEntries(v any) string {
	entries, ok := v.([]entry)
	if !ok {
		return flow(v)
	}
	parts := make([]string, len(entries))
	for i, e := range entries {
		parts[i] = scalar(e.name) + ": " + flow(e.value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
