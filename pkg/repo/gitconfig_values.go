package repo

import (
	"fmt"
	"strconv"
	"strings"
)

// gitConfig is the effective configuration: every variable of every level, in
// git's order, so the last one wins.
type gitConfig struct {
	entries []configEntry
	home    string
}

// last is the variable that counts; name is in canonical form.
func (c *gitConfig) last(name string) (configEntry, bool) {
	for i := len(c.entries) - 1; i >= 0; i-- {
		if c.entries[i].name == name {
			return c.entries[i], true
		}
	}
	return configEntry{}, false
}

// value is the text of a variable, "" when it is not set.
func (c *gitConfig) value(name string) string {
	e, _ := c.last(name)
	return e.value
}

// bool is a variable as a boolean, or otherwise when it is not set.
func (c *gitConfig) bool(name string, otherwise bool) (bool, error) {
	e, ok := c.last(name)
	if !ok {
		return otherwise, nil
	}
	v, ok := e.bool()
	if !ok {
		return false, fmt.Errorf("bad boolean config value '%s' for '%s'", e.value, name)
	}
	return v, nil
}

// path is a variable as a path, "~" expanded; "" when it is not set.
func (c *gitConfig) path(name string) string { return expandHome(c.value(name), c.home) }

// bool reads git's spellings; ok is false for anything else.
func (e configEntry) bool() (value, ok bool) {
	if e.bare {
		return true, true
	}
	return parseConfigBool(e.value)
}

func parseConfigBool(s string) (value, ok bool) {
	switch strings.ToLower(s) {
	case "true", "yes", "on":
		return true, true
	case "false", "no", "off", "":
		return false, true
	}
	digits := s
	if n := len(s) - 1; strings.ContainsRune("kKmMgG", rune(s[n])) {
		digits = s[:n]
	}
	n, err := strconv.ParseInt(digits, 0, 64)
	return n != 0, err == nil
}

// split takes a name apart: section, subsection and key.
func (e configEntry) split() (section, subsection, key string) {
	first, last := strings.IndexByte(e.name, '.'), strings.LastIndexByte(e.name, '.')
	if first < 0 {
		return "", "", e.name
	}
	section, key = e.name[:first], e.name[last+1:]
	if last > first {
		subsection = e.name[first+1 : last]
	}
	return section, subsection, key
}

// expandHome replaces a leading "~/". Another user's "~name/" is left alone:
// such a file is then not found, as for git when there is no such user.
func expandHome(path, home string) string {
	if path == "~" {
		return home
	}
	if rest, ok := strings.CutPrefix(path, "~/"); ok && home != "" {
		return home + "/" + rest
	}
	return path
}

// canonicalConfigName is a name as a person writes it (git -c Core.EOL=lf) in
// the form the entries have; ok is false when it is none.
func canonicalConfigName(name string) (canonical string, ok bool) {
	first, last := strings.IndexByte(name, '.'), strings.LastIndexByte(name, '.')
	if first <= 0 || last == len(name)-1 || strings.ContainsRune(name, '\n') {
		return "", false
	}
	for i, c := range []byte(name) {
		if i == last+1 && !isAlpha(c) || (i < first || i > last) && !isConfigKey(c) {
			return "", false
		}
	}
	return strings.ToLower(name[:first]) + name[first:last] + strings.ToLower(name[last:]), true
}
