// Package config reads .pm.yaml: an organisation's policy and the settings of
// the rest of pm, with the place of everything that is wrong in it.
package config

import (
	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// FileName is the configuration's name at the root.
const FileName = ".pm.yaml"

// Config is the effective configuration.
type Config struct {
	Dir      []string          // folders or globs under which incidents lie; new ones go into the first
	Layout   string            // year or flat
	Include  []string          // further name patterns, e.g. *.qmd
	Template string            // a built-in name, or a slash-separated path relative to the root
	Rules    map[string]string // rule -> off, info, warning, error
	Language Language
	Refs     []string
	// MaxAttachment is the size of the largest file that is attached, in bytes.
	MaxAttachment int64
	Coverage      Coverage
	Internal      []string // front matter keys, and action_items.KEY, that are not for the public
	Git           Git
	Process       *incident.Process
	Values        []Setting // every key with its value and where it came from, in order of the documentation
}

// Coverage is which commits ask for a postmortem, by patterns in which * stands for
// anything.
type Coverage struct {
	Branches []string // whose merge asks for one
	Subjects []string
}

// Git is how commits are made.
type Git struct {
	Commit  string // each, transitions or never
	Backend string // auto, git or builtin
	Subject string // with {change}
}

// Known are the names that other packages define and the configuration may
// use; they are passed in so that config needs none of them.
type Known struct {
	Rules     []string
	Templates []string
}

// Parse reads a configuration. file is the name used in messages; empty src
// gives the defaults. All problems are reported at once in an *Error, and then
// there is no configuration: nothing wrong is ever replaced by a default.
func Parse(file string, src []byte, known Known) (*Config, error) {
	r := &reader{
		keys:   keys,
		doc:    document.ParseYAML(src),
		file:   file,
		known:  known,
		config: defaults(),
		origin: map[string]string{},
	}
	r.read()
	if len(r.problems) > 0 {
		return nil, r.error()
	}
	r.config.Values = values(r.config, r.origin)
	return r.config, nil
}

func defaults() *Config {
	return &Config{
		Dir:      []string{"postmortems"},
		Layout:   "year",
		Include:  []string{},
		Template: "default",
		Rules:    map[string]string{},
		Refs:     []string{},

		MaxAttachment: 5 << 20,
		Coverage: Coverage{
			Branches: []string{"hotfix/*", "hotfix-*", "emergency/*", "revert-*"},
			Subjects: []string{"revert *", "revert:*", "revert(*", "hotfix*", "[hotfix]*"},
		},

		Git:     Git{Commit: "each", Backend: "auto", Subject: "postmortem: " + changeWord},
		Process: incident.DefaultProcess(),
	}
}
