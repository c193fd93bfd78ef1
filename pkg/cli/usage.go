package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// unknownCommand refuses a word that is no command, at any level, before its
// flags are looked at: "pm lsit --open" is about lsit, not about --open.
func unknownCommand(root *cobra.Command, args []string) error {
	cmd, rest, err := root.Find(args)
	if err != nil {
		return &usageError{reason: err.Error()}
	}
	if !cmd.HasSubCommands() {
		return nil
	}
	word := firstWord(cmd, rest)
	if word == "" || strings.HasPrefix(word, cobra.ShellCompRequestCmd) { // what completion scripts call
		return nil
	}
	reason := "unknown command \"" + cmd.CommandPath() + " " + word + "\""
	next := cmd.CommandPath() + " --help shows the commands"
	if near := nearest(cmd, word); len(near) > 0 {
		next = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return &usageError{reason, next}
}

// nearest are the commands that a word may be a slip for: one letter off, else
// two.
func nearest(cmd *cobra.Command, word string) []string {
	for cmd.SuggestionsMinimumDistance = 1; cmd.SuggestionsMinimumDistance <= 2; cmd.SuggestionsMinimumDistance++ {
		if near := cmd.SuggestionsFor(word); len(near) > 0 {
			return near
		}
	}
	return nil
}

// firstWord is the first argument that is neither a flag nor a flag's value.
func firstWord(cmd *cobra.Command, args []string) string {
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "--":
			return ""
		case !strings.HasPrefix(a, "-") || a == "-":
			return a
		case takesValue(cmd, a):
			i++
		}
	}
	return ""
}

// takesValue reports that the argument after a flag belongs to it.
func takesValue(cmd *cobra.Command, arg string) bool {
	if strings.Contains(arg, "=") {
		return false
	}
	name := strings.TrimLeft(arg, "-")
	f := cmd.Flag(name)
	if f == nil && len(name) == 1 {
		f = cmd.Flags().ShorthandLookup(name)
		if f == nil {
			f = cmd.InheritedFlags().ShorthandLookup(name)
		}
	}
	return f != nil && f.NoOptDefVal == ""
}

// flagError points at the help of the very command that was meant.
func flagError(cmd *cobra.Command, err error) error {
	return &usageError{err.Error(), cmd.CommandPath() + " --help shows the flags"}
}

// parent makes a command of subcommands alone, such as pm action.
func parent(cmd *cobra.Command, subs ...*cobra.Command) *cobra.Command {
	cmd.RunE = showHelp
	cmd.Args = cobra.ArbitraryArgs
	cmd.AddCommand(subs...)
	return cmd
}

// args accepts least to most arguments (most < 0: any number); shape names
// them in the message.
func args(least, most int, shape string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error {
		if len(given) >= least && (most < 0 || len(given) <= most) {
			return nil
		}
		if most == 0 {
			return &usageError{cmd.CommandPath() + " takes no arguments, but got " + quoted(given), cmd.CommandPath() + " --help shows what it takes"}
		}
		got := "got none"
		if len(given) > 0 {
			got = "got " + quoted(given)
		}
		return &usageError{cmd.CommandPath() + " takes " + shape + ", but " + got, cmd.CommandPath() + " --help shows examples"}
	}
}

// quoted shows arguments as they arrived, which tells a missing quotation mark.
func quoted(words []string) string {
	q := slices.Clone(words)
	for i, w := range q {
		q[i] = `"` + w + `"`
	}
	return strings.Join(q, " ")
}
