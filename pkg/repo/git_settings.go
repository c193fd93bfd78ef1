package repo

import (
	"context"
	"slices"
	"strings"
)

// gitSettings is the whole configuration as git reads it. Sections and keys are
// in lower case, what stands between them is as written.
type gitSettings map[string][]string

func (g *gitBinary) settings(ctx context.Context) (gitSettings, error) {
	res, err := g.read(ctx, "config", "--list", "-z")
	if err != nil {
		return nil, err
	}
	if res.code != 0 {
		return nil, res.refused("git cannot read its configuration")
	}
	settings := make(gitSettings)
	for entry := range strings.SplitSeq(res.out, "\x00") {
		key, value, ok := strings.Cut(entry, "\n")
		if !ok {
			value = "true" // a key alone
		}
		if key != "" {
			settings[key] = append(settings[key], value)
		}
	}
	return settings, nil
}

// last is the value that counts for keys that take one, "" when it is not set.
func (c gitSettings) last(key string) string {
	if values := c[key]; len(values) > 0 {
		return values[len(values)-1]
	}
	return ""
}

// on is a boolean, false when it is not set.
func (c gitSettings) on(key string) bool {
	switch strings.ToLower(c.last(key)) {
	case "", "false", "no", "off", "0":
		return false
	}
	return true
}

// remotes lists the remotes that have a URL, in order of name.
func (c gitSettings) remotes() []string {
	var names []string
	for key := range c {
		rest, ok := strings.CutPrefix(key, "remote.")
		if name, isURL := strings.CutSuffix(rest, ".url"); ok && isURL {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
