package config

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Setting is one effective value for pm config.
type Setting struct {
	Key    string // dotted: git.backend
	Value  any    // for JSON: bool, int, string, []string, map[string]any, or nil when there is none
	Origin string // "default" or ".pm.yaml:12"
}

// fromDefault is the origin of what no file sets.
const fromDefault = "default"

// entry is one of the values of a key that holds a mapping; each has an origin
// of its own.
type entry struct {
	name  string
	value any
}

// values is every key with its value and origin.
func values(c *Config, origin map[string]string) []Setting {
	var out []Setting
	for _, k := range keys {
		shown := k.show(c)
		entries, ok := shown.([]entry)
		if !ok {
			out = append(out, setting(k.name, shown, origin))
			continue
		}
		if len(entries) == 0 {
			out = append(out, setting(k.name, map[string]any{}, origin))
		}
		for _, e := range entries {
			out = append(out, setting(k.name+"."+e.name, e.value, origin))
		}
	}
	return out
}

func setting(name string, value any, origin map[string]string) Setting {
	from := origin[name]
	if from == "" {
		from = fromDefault
	}
	return Setting{Key: name, Value: value, Origin: from}
}

// String is the value as YAML on one line, as it may stand in .pm.yaml.
func (s Setting) String() string { return flow(s.Value) }

// flow writes a value in YAML's flow style.
func flow(v any) string {
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case string:
		return scalar(v)
	case []string:
		parts := make([]string, len(v))
		for i, s := range v {
			parts[i] = scalar(s)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, scalar(name)+": "+flow(v[name]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return ""
}

// scalar quotes what YAML might read as something else than the text it is.
func scalar(s string) string {
	plain := s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./") == ""
	switch {
	case !plain, !startsWithLetter(s) && !isDuration(s) && !isDate(s) && !isSize(s):
		return strconv.Quote(s)
	case s == "true", s == "false", s == "null":
		return strconv.Quote(s)
	}
	return s
}

func startsWithLetter(s string) bool {
	return s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z'
}

func isDuration(s string) bool {
	_, ok := parseDuration(s)
	return ok
}

func isSize(s string) bool {
	_, ok := parseSize(s)
	return ok
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// orEmpty is never nil, for JSON.
func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// without is what of list is not in the other.
func without(list, other []string) []string {
	out := []string{}
	for _, s := range list {
		if !contains(other, s) {
			out = append(out, s)
		}
	}
	return out
}

func showDate(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Format(time.DateOnly)
}

func showGates(c *Config) []entry {
	var out []entry
	for _, s := range incident.States {
		out = append(out, entry{string(s), orEmpty(c.Process.Gates[s])})
	}
	return out
}

func showStale(c *Config) []entry {
	var out []entry
	for _, s := range incident.States {
		if d, ok := c.Process.StaleAfter[s]; ok {
			out = append(out, entry{string(s), FormatDuration(d)})
		}
	}
	return out
}

func showRules(c *Config) []entry {
	var out []entry
	for _, rule := range slices.Sorted(maps.Keys(c.Rules)) {
		out = append(out, entry{rule, c.Rules[rule]})
	}
	return out
}

func showAlertSeverities(c *Config) []entry {
	var out []entry
	for _, word := range slices.Sorted(maps.Keys(c.Process.AlertSeverities)) {
		out = append(out, entry{word, c.Process.AlertSeverities[word]})
	}
	return out
}

// showPeople leaves out what is not said of somebody.
func showPeople(c *Config) []entry {
	var out []entry
	for _, p := range c.Process.People {
		v := map[string]any{"active": p.Active}
		for name, s := range map[string]string{"name": p.Name, "email": p.Email, "slack": p.Slack, "team": p.Team} {
			if s != "" {
				v[name] = s
			}
		}
		if len(p.Aliases) > 0 {
			v["aliases"] = p.Aliases
		}
		out = append(out, entry{p.Handle, v})
	}
	return out
}
