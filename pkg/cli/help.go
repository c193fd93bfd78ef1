package cli

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// showHelp is what a command of subcommands does by itself.
func showHelp(cmd *cobra.Command, _ []string) error { return cmd.Help() }

// newHelpCmd is pm help [COMMAND].
func newHelpCmd() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Show how pm or one of its commands is used",
		Long:    "Show how pm or one of its commands is used." + exits("shown", ""),
		Example: "  pm help --all\n  pm help action done",
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			if all {
				_ = root.Flags().Set("all", "true")
				return root.Help()
			}
			target, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 && target.HasSubCommands() {
				return unknownCommand(root, args)
			}
			if len(rest) > 0 {
				return &usageError{target.CommandPath() + " has no command " + quoted(rest[:1]), target.CommandPath() + " --help shows what it takes"}
			}
			return target.Help()
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "show every command")
	return cmd
}

// setHelp replaces cobra's help of the root by one that shows the everyday
// commands, or with --all every group.
func setHelp(e *Env, root *cobra.Command) {
	// Subcommands inherit the function, and keep cobra's page.
	plain := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		width := e.style().Width
		cmd.Long = reflow(cmd.Long, width)
		if cmd != root {
			root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", fmt.Sprintf(".FlagUsagesWrapped %d", width)))
			plain(cmd, args)
			return
		}
		all, _ := root.Flags().GetBool("all")
		fmt.Fprint(root.OutOrStdout(), rootHelp(root, all, width))
	})
}

// reflow breaks the lines of a help text for a terminal of some width; 0 leaves
// them. Indented lines are tables and examples, and stay as they are.
func reflow(text string, width int) string {
	if width <= 0 {
		return text
	}
	var lines []string
	joins := false // the next line goes on where the last one ended
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" || strings.HasPrefix(line, " ") {
			lines, joins = append(lines, line), false
			continue
		}
		for word := range strings.FieldsSeq(line) {
			last := len(lines) - 1
			if joins && utf8.RuneCountInString(lines[last])+1+utf8.RuneCountInString(word) <= width {
				lines[last] += " " + word
			} else {
				lines = append(lines, word)
			}
			joins = true
		}
		joins = joins && !strings.HasSuffix(line, ":") // what follows is a list
	}
	return strings.Join(lines, "\n")
}

// rootHelp is the page of pm --help. It is short on purpose: whoever runs their
// first incident has ten commands to choose from, not thirty.
func rootHelp(root *cobra.Command, all bool, width int) string {
	var b strings.Builder
	b.WriteString(root.Long + "\n\nUsage:\n  pm COMMAND [ARGUMENTS] [FLAGS]\n\n")
	if all {
		writeGroups(&b, root)
	} else {
		writeCommands(&b, "Everyday commands", everydayCommands(root))
		b.WriteString("pm help --all shows every command.\n\n")
	}
	b.WriteString("Examples:\n" + root.Example + "\n\nFlags of every command:\n")
	b.WriteString(root.PersistentFlags().FlagUsagesWrapped(width))
	b.WriteString("\npm COMMAND --help tells more about a command.\n")
	return b.String()
}

// everydayCommands keeps the order of the list, which is that of an incident's
// life; cobra's is the alphabet.
func everydayCommands(root *cobra.Command) []*cobra.Command {
	var cmds []*cobra.Command
	for _, name := range everyday {
		i := slices.IndexFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == name })
		if i >= 0 {
			cmds = append(cmds, root.Commands()[i])
		}
	}
	return cmds
}

func writeGroups(b *strings.Builder, root *cobra.Command) {
	for _, g := range groups {
		var cmds []*cobra.Command
		for _, c := range root.Commands() {
			if c.GroupID == string(g) && !c.Hidden {
				cmds = append(cmds, c)
			}
		}
		writeCommands(b, string(g), cmds)
	}
}

func writeCommands(b *strings.Builder, title string, cmds []*cobra.Command) {
	if len(cmds) == 0 {
		return
	}
	b.WriteString(title + ":\n")
	for _, c := range cmds {
		fmt.Fprintf(b, "  %-12s %s\n", c.Name(), c.Short)
	}
	b.WriteString("\n")
}
