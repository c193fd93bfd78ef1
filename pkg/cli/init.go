package cli

import "github.com/spf13/cobra"

func newInitCmd(e *Env) *cobra.Command { return &cobra.Command{Use: "init"} }
