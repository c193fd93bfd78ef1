package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands is the reference of all commands, in the order of the help.
func commands(root *cobra.Command) []byte {
	var b bytes.Buffer
	text, exits, _ := strings.Cut(root.Long, exitHeading)
	b.WriteString(generated + "# Commands\n\n" + text + "\n" + exitBlock(exits))
	b.WriteString("\n## Flags of every command\n\n" + flags(root.PersistentFlags()))
	for _, group := range root.Groups() {
		fmt.Fprintf(&b, "\n## %s\n", strings.TrimSuffix(group.Title, ":"))
		for _, c := range root.Commands() {
			if c.GroupID == group.ID && !c.Hidden {
				command(&b, c, 3)
			}
		}
	}
	return b.Bytes()
}

func command(b *bytes.Buffer, c *cobra.Command, level int) {
	fmt.Fprintf(b, "\n%s %s\n\n", strings.Repeat("#", level), c.CommandPath())
	long := c.Long
	if long == "" {
		long = c.Short + "."
	}
	text, exits, _ := strings.Cut(long, exitHeading)
	fmt.Fprintf(b, "    %s\n\n%s\n", c.UseLine(), text)
	if c.Example != "" {
		fmt.Fprintf(b, "\n```console\n%s\n```\n", unindent(c.Example))
	}
	if own := flags(c.LocalNonPersistentFlags()); own != "" {
		b.WriteString("\n" + own)
	}
	b.WriteString(exitBlock(exits))
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			command(b, sub, level+1)
		}
	}
}

// exitHeading parts the exit codes from the rest of a command's help.
const exitHeading = "\n\nExit codes:\n"

func exitBlock(exits string) string {
	if exits == "" {
		return ""
	}
	return "\nExit codes:\n\n```text\n" + unindent(exits) + "\n```\n"
}

// flags is a table of flags; "" when there are none.
func flags(set *pflag.FlagSet) string {
	var b strings.Builder
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		if b.Len() == 0 {
			b.WriteString("| flag | meaning |\n|---|---|\n")
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if value != "" {
			name += " " + value
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" && f.DefValue != "0" {
			usage += " (default `" + f.DefValue + "`)"
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", cell(name), cell(usage))
	})
	return b.String()
}

// cell keeps text inside its table cell.
func cell(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`)
}

// unindent takes the two columns away that help text is indented by.
func unindent(s string) string {
	return strings.TrimPrefix(strings.ReplaceAll(s, "\n  ", "\n"), "  ")
}
