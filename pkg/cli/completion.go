package cli

import (
	"github.com/spf13/cobra"
)

func newCompletionCmd(e *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print a completion script for a shell",
		Long:  "Print a completion script for a shell. Packages install it for you." + exits("printed", ""),
		Example: `  source <(pm completion bash)
  pm completion zsh > "${fpath[1]}/_pm"
  pm completion fish > ~/.config/fish/completions/pm.fish`,
		Args: args(1, 1, "the name of a shell: bash, zsh, fish or powershell"),
		RunE: func(cmd *cobra.Command, args []string) error { return runCompletion(e, cmd.Root(), args[0]) },
	}
}

func runCompletion(e *Env, root *cobra.Command, shell string) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(e.Out, true)
	case "zsh":
		return root.GenZshCompletion(e.Out)
	case "fish":
		return root.GenFishCompletion(e.Out, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(e.Out)
	}
	return &usageError{`there is no completion for "` + shell + `"`, accepted(shell, []string{"bash", "zsh", "fish", "powershell"})}
}
