package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/postmortem-md/pm/pkg/incident"
)

// globals are the flags that every command takes.
type globals struct {
	dirs    []string
	color   choice
	verbose bool
	asOf    string
}

func (g *globals) add(f *pflag.FlagSet) {
	g.color = oneOf("auto", "auto", "always", "never")
	f.StringArrayVarP(&g.dirs, "directory", "C", nil, "run as if started in `DIR`; commands that only read take it several times")
	f.Var(&g.color, "color", "colour the output: auto, always or never")
	f.BoolVar(&g.verbose, "verbose", false, "say on standard error which Git backend is used and what it is asked")
	f.StringVar(&g.asOf, "as-of", "", "take `TIME` as the present: a date or an RFC 3339 time (also PM_AS_OF)")
}

// writeOptions are the flags of every command that writes.
type writeOptions struct {
	noCommit bool
	dryRun   bool
	onto     string // the new branch that the command makes; "" for none
}

// add puts them on one command; reading commands have neither.
func (o *writeOptions) add(f *pflag.FlagSet) {
	f.BoolVar(&o.noCommit, "no-commit", false, "write the file and leave the commit to you")
	f.BoolVar(&o.dryRun, "dry-run", false, "show the change as a diff and write nothing")
}

// choice is a flag with a fixed set of values; anything else is refused while
// the command line is parsed.
type choice struct {
	value    string
	accepted []string
}

// oneOf makes a choice with its default value and all accepted ones.
func oneOf(value string, accepted ...string) choice { return choice{value, accepted} }

// String is the value, which help shows as the default.
func (c *choice) String() string { return c.value }

// Type puts the accepted values into the help.
func (c *choice) Type() string { return strings.Join(c.accepted, "|") }

// Set refuses while the command line is parsed, so a bad value is a usage error
// before anything is read.
func (c *choice) Set(s string) error {
	for _, a := range c.accepted {
		if a == s {
			c.value = s
			return nil
		}
	}
	return errors.New(accepted(s, c.accepted))
}

// accepted tells whoever gave a word which ones there are, first the one that it
// is probably a slip for.
func accepted(word string, values []string) string {
	list := "accepted values: " + strings.Join(values, ", ")
	if near := incident.Nearest(word, values); near != "" {
		return "did you mean " + near + "? " + list
	}
	return list
}

func (c *choice) values() []string { return c.accepted }

// choices is a choice that may be given several times, or separated by commas.
type choices struct {
	given    []string
	accepted []string
}

// String is the value, which help shows as the default.
func (c *choices) String() string { return strings.Join(c.given, ",") }

// Type puts the accepted values into the help.
func (c *choices) Type() string     { return strings.Join(c.accepted, "|") }
func (c *choices) values() []string { return c.accepted }

// Set adds to what was given before, unlike that of a single choice.
func (c *choices) Set(s string) error {
	for v := range strings.SplitSeq(s, ",") {
		one := choice{accepted: c.accepted}
		if err := one.Set(strings.TrimSpace(v)); err != nil {
			return err
		}
		c.given = append(c.given, one.value)
	}
	return nil
}

// stateFlag is a state of the workflow as people type it (rca, followup).
type stateFlag struct {
	state incident.State
}

// String is the long name, whichever was given.
func (s *stateFlag) String() string { return string(s.state) }

// Type is a word, because all states would fill the line of help.
func (s *stateFlag) Type() string { return "STATE" }

// Set accepts the short names too.
func (s *stateFlag) Set(v string) error {
	state, ok := incident.ParseState(v)
	if !ok {
		return errors.New(accepted(v, s.values()))
	}
	s.state = state
	return nil
}

func (s *stateFlag) values() []string {
	names := make([]string, len(incident.States))
	for i, s := range incident.States {
		names[i] = string(s)
	}
	return names
}

// stateNames are the states of the workflow for a message.
func stateNames() string { return strings.Join((&stateFlag{}).values(), ", ") }

// notEmpty refuses flags that were given with nothing: a variable that is not set,
// or a command that failed, must not be taken for no flag at all.
func notEmpty(cmd *cobra.Command, flags ...string) error {
	for _, f := range flags {
		if cmd.Flags().Changed(f) && cmd.Flag(f).Value.String() == "" {
			return &usageError{"--" + f + " is empty", "look at what was to give its value: a variable that is not set, or a command that failed"}
		}
	}
	return nil
}
