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
	Dir      []string // folders or globs under which incidents lie; new ones go into the first
	Layout   string   // year or flat
	Include  []string // further name patterns, e.g. *.qmd
	Template string
	Rules    map[string]string // rule -> off, info, warning, error
	Refs     []string
	Git      Git
	Process  *incident.Process
	Values   []Setting // every key with its value and where it came from, in order of the documentation
}

// Git is how commits are made.
type Git struct {
	Commit  string // each, transitions or never
	Backend string // auto, git or builtin
	Subject string // with {change}
}

// Setting is one effective value for pm config.
type Setting struct {
	Key    string // dotted: git.backend
	Value  any
	Origin string // "default" or ".pm.yaml:12"
}

// Known are the names that other packages define and the configuration may
// use; they are passed in so that config needs none of them.
type Known struct {
	Rules     []string
	Templates []string
}

// Problem is one wrong key or value.
type Problem struct {
	Position document.Position
	Message  string // what is wrong
	Accepted string // the accepted values or keys; "" when there is no list
}

// Error is everything wrong with one configuration file.
type Error struct {
	File     string
	Problems []Problem
}

func (e *Error) Error() string { panic("unwritten") }

// Parse reads a configuration. file is the name used in messages; empty src
// gives the defaults. All problems are reported at once in an *Error.
func Parse(file string, src []byte, known Known) (*Config, error) { panic("unwritten") }

// Default is the configuration of a repository that has none.
func Default() *Config { panic("unwritten") }

// Sample is the commented .pm.yaml that pm init writes.
func Sample() []byte { panic("unwritten") }
