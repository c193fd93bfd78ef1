package cli

import (
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// group is where a command stands in the help.
type group string

// The groups, in the order in which they are shown.
const (
	record group = "Record"
	follow group = "Follow"
	share  group = "Share"
	check  group = "Check"
	learn  group = "Learn"
	other  group = "Other"
)

var groups = []group{record, follow, share, check, learn, other}

// verb is a command and where it stands in the help.
type verb struct {
	group group
	name  string
	build func(*Env) *cobra.Command
}

// verbs are all commands: one line each, in the order of the help. A function,
// because pm demo runs commands itself.
func verbs() []verb {
	return []verb{
		{record, "init", newInitCmd},
		{record, "new", newNewCmd},
		{record, "event", newEventCmd},
		{record, "attach", newAttachCmd},
		{record, "edit", newEditCmd},
		{record, "set", newSetCmd},
		{record, "rename", newRenameCmd},
		{record, "adopt", newAdoptCmd},
		{follow, "status", newStatusCmd},
		{follow, "advance", newAdvanceCmd},
		{follow, "reopen", newReopenCmd},
		{follow, "dismiss", newDismissCmd},
		{follow, "action", newActionCmd},
		{follow, "overdue", newOverdueCmd},
		{follow, "remind", newRemindCmd},
		{follow, "meeting", newMeetingCmd},
		{follow, "calendar", newCalendarCmd},
		{share, "sync", newSyncCmd},
		{check, "lint", newLintCmd},
		{check, "review", newReviewCmd},
		{check, "verify", newVerifyCmd},
		{check, "coverage", newCoverageCmd},
		{check, "triage", newTriageCmd},
		{learn, "list", newListCmd},
		{learn, "show", newShowCmd},
		{learn, "log", newLogCmd},
		{learn, "similar", newSimilarCmd},
		{learn, "stats", newStatsCmd},
		{learn, "report", newReportCmd},
		{learn, "site", newSiteCmd},
		{learn, "export", newExportCmd},
		{other, "rules", newRulesCmd},
		{other, "explain", newExplainCmd},
		{other, "schema", newSchemaCmd},
		{other, "config", newConfigCmd},
		{other, "templates", newTemplatesCmd},
		{other, "demo", newDemoCmd},
		{other, "hook", newHookCmd},
		{other, "merge-driver", newMergeDriverCmd},
		{other, "completion", newCompletionCmd},
		{other, "version", newVersionCmd},
	}
}

// everyday are the commands that pm --help shows.
var everyday = []string{"new", "event", "advance", "action", "overdue", "status", "lint", "list", "show", "init"}

// Command is the whole command tree, for the documentation generator.
func Command(e *Env) *cobra.Command { return tree(e, verbs()) }

// commandFor is the tree that a command line needs: the one command that its
// first word names, which is quicker to make than all of them, else the whole.
func commandFor(e *Env, args []string) *cobra.Command {
	for _, v := range verbs() {
		if len(args) > 0 && args[0] == v.name && v.name != "completion" {
			return tree(e, []verb{v})
		}
	}
	return Command(e)
}

// tree silences cobra's own errors and usage, since finish tells every error in one
// form, and the usage page would push it off the screen.
func tree(e *Env, verbs []verb) *cobra.Command {
	root := &cobra.Command{
		Use:               "pm COMMAND",
		Short:             "Run the incident-postmortem process from a Git repository",
		Long:              rootLong + exits("done; nothing found", "findings: lint errors, a refused transition, a name that exists"),
		Example:           rootExample,
		Args:              cobra.ArbitraryArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE:              showHelp,
	}
	e.flags.add(root.PersistentFlags())
	root.Flags().Bool("all", false, "with --help: show every command")
	root.SetFlagErrorFunc(flagError)
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: string(g), Title: string(g) + ":"})
	}
	for _, v := range verbs {
		cmd := v.build(e)
		cmd.GroupID = string(v.group)
		root.AddCommand(cmd)
	}
	root.SetHelpCommand(newHelpCmd())
	root.SetHelpCommandGroupID(string(other))
	root.InitDefaultHelpCmd() // now: unknownCommand looks before cobra would do it
	setHelp(e, root)
	completeAll(e, root)
	return root
}

// rootLong says in one sentence what pm is; the README says why.
const rootLong = `One incident is one Markdown file with YAML front matter in a Git repository. pm scaffolds it,
checks it, moves it through its states by commits, and follows its action items until they are done.`

const rootExample = `  pm init
  pm new "Checkout returns 5xx"
  pm event checkout "Rolled back to 1.41"
  pm advance checkout --set ended_at=now`

// execute parses the command line and runs the command. What fails before the
// command itself starts is a usage error.
func execute(ctx context.Context, e *Env, args []string) error {
	root := commandFor(e, args)
	started := false
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if err := e.obey(); err != nil {
			return err
		}
		started = true
		return nil
	}
	root.SetIn(e.In)
	root.SetOut(e.Out)
	root.SetErr(e.Err)
	root.SetArgs(append([]string{}, args...))
	if err := unknownCommand(root, args); err != nil {
		return err
	}
	err := root.ExecuteContext(ctx)
	if err != nil && !started && !is[*usageError](err) {
		return &usageError{reason: err.Error()}
	}
	return err
}

// obey lets the global flags take effect on the environment that commands see.
func (e *Env) obey() error {
	for _, dir := range e.flags.dirs {
		if info, err := os.Stat(joinDir(e.Dir, dir)); err != nil || !info.IsDir() {
			return usagef("-C %s: there is no such folder", dir)
		}
	}
	if len(e.flags.dirs) == 1 {
		e.Dir = joinDir(e.Dir, e.flags.dirs[0])
	}
	return e.stopClock()
}

// joinDir is the folder that a path given in dir means.
func joinDir(dir, sub string) string {
	if filepath.IsAbs(sub) {
		return sub
	}
	return filepath.Join(dir, sub)
}
