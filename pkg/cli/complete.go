package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// completion gives the candidates for one word of a command line.
type completion = cobra.CompletionFunc

// completeAll teaches the shell what each command takes: the first argument
// says so in the command's usage line, and a flag with a fixed set of values
// knows them.
func completeAll(e *Env, cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		completeAll(e, sub)
	}
	switch firstArgument(cmd) {
	case "ID":
		cmd.ValidArgsFunction = completeWith(e, (*workspace).completeID)
	case "ITEM":
		cmd.ValidArgsFunction = completeWith(e, (*workspace).completeItem)
	}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if v, ok := f.Value.(interface{ values() []string }); ok {
			_ = cmd.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(v.values(), cobra.ShellCompDirectiveNoFileComp))
		}
	})
}

// firstArgument is the word that names it in the usage line: ID, ITEM, ..., and ID
// where something else may stand in its place.
func firstArgument(cmd *cobra.Command) string {
	words := strings.Fields(cmd.Use)
	if len(words) < 2 {
		return ""
	}
	first, _, _ := strings.Cut(strings.Trim(words[1], "[]."), "|")
	return first
}

// completeWith opens the root and asks it for candidates. A shell shows no
// errors while it completes, so one means no candidates.
func completeWith(e *Env, list func(*workspace, context.Context) ([]string, error)) completion {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 && strings.Contains(cmd.Use, " FILE") {
			return nil, cobra.ShellCompDirectiveDefault
		}
		if len(args) > 0 && firstArgument(cmd) == "ID" || e.obey() != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		w, err := open(cmd.Context(), e)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer w.close()
		all, _ := list(w, cmd.Context())
		// Shells print candidates as they are: names that cannot be shown are not offered.
		all = slices.DeleteFunc(all, func(s string) bool { return report.Clean(s, false) != s })
		return all, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeID lists all incidents, the newest first.
func (w *workspace) completeID(ctx context.Context) ([]string, error) {
	names, err := w.names(ctx)
	ids := make([]string, len(names))
	for i, n := range names {
		ids[len(names)-1-i] = n.id
	}
	return ids, err
}

// completeItem lists the action items that are not settled.
func (w *workspace) completeItem(ctx context.Context) ([]string, error) {
	var all []string
	for i, err := range w.incidents(ctx) {
		if err != nil {
			return nil, err
		}
		for _, a := range i.ActionItems.V {
			if a.ID.Known() && (a.Status.V == incident.Open || a.Status.V == incident.Proposed) {
				all = append(all, i.ID+"#"+a.ID.V)
			}
		}
	}
	return all, nil
}
