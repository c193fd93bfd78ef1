package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/merge"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

func newSyncCmd(e *Env) *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "sync",
		Short: "Fetch, merge incidents by meaning, and push",
		Long: `Fetch, merge the upstream of the branch that is checked out, and push; again when somebody else was faster.
Incidents that both sides changed are merged by what they mean: action items by id, timeline entries by time. Anything
else is merged as git does. A conflict that only a person can settle leaves everything as it was, and says where it is.
Commits that a forced push took off the upstream are not brought back, and a branch whose upstream has another name is
pushed only where git push would (push.default); it says what else to do.

A new branch that pm new --branch made is pushed to the remote of the branch it came from, and gets its upstream.
Other work in the tree is kept; where a merge would overwrite it, nothing is done. git and its credential helpers talk
to the remote. Without a terminal nobody is asked for a password. --dry-run fetches, and then only says what there is to
do. There is no --no-commit: a merge has to be a commit to be pushed.` +
			exits("the remote and the branch have the same commits", ""),
		Example: "  pm sync\n  pm sync --dry-run",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runSync(cmd.Context(), e, dryRun) },
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "fetch, and only say what would be merged and pushed")
	return cmd
}

func runSync(ctx context.Context, e *Env, dryRun bool) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	done, err := w.repo.Sync(ctx, repo.Sync{
		Own: branchPrefix, Merger: w.merger, Message: w.syncMessage, DryRun: dryRun,
		Prompt: terminalFile(e.In) != nil && terminalFile(e.Err) != nil, Doing: e.doing(),
	})
	if done.Said != "" {
		fmt.Fprint(e.Err, report.Clean(done.Said, true))
	}
	if err != nil {
		return err
	}
	return w.printSynced(done, dryRun)
}

// doing shows on a terminal what a remote is asked for, each on a line of its
// own: git or a credential helper may ask for a password on the next.
func (e *Env) doing() func(what string) {
	if terminalFile(e.Err) == nil {
		return nil
	}
	return func(what string) { fmt.Fprintln(e.Err, report.Clean(what, false)+" ...") }
}

// syncMessage is the message of a merge commit, with the incidents it merged.
func (w *workspace) syncMessage(upstream string, paths []string) string {
	c := change{subject: "sync with " + upstream}
	for _, p := range paths {
		c.ids = append(c.ids, incident.IDFromPath(p))
	}
	return c.message(w.config.Git.Subject)
}

// merger merges incidents as the merged configuration has them: which files are
// incidents, and what their fields mean.
func (w *workspace) merger(tree fs.FS) (repo.Merger, error) {
	src, err := fs.ReadFile(tree, config.FileName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return repo.Merger{}, err
	}
	c, err := config.Parse(config.FileName, src, known())
	if err != nil {
		return repo.Merger{}, &repo.Refused{
			Cause: repo.CauseConflict, Reason: "the configuration as both sides changed it cannot be used: " + message(err),
			Way: "merge by hand, with git merge",
		}
	}
	m := repo.Merger{
		Knows: newLayout(c, tree).holds,
		Merge: func(from, path string, base, ours, theirs []byte) ([]byte, *repo.Clash) {
			if !renamed(from, path, ours, theirs) {
				return nil, &repo.Clash{What: "which git takes for what has become of " + from}
			}
			r := merge.Merge(base, ours, theirs, mergeOptions(c, path, w.env))
			return r.Data, clash(path, base, r)
		},
	}
	if has, err := w.repo.HasSection(mergeSection); err == nil && !has {
		m.Way = driverWay
	}
	return m, nil
}

// renamed reports that path is what has become of from. git takes two files for
// one that was renamed when they are alike, as all of one template are; pm
// rename leaves the old ID under aliases.
func renamed(from, path string, versions ...[]byte) bool {
	old := incident.IDFromPath(from)
	if incident.IDFromPath(path) == old {
		return true
	}
	for _, data := range versions {
		for _, alias := range incident.Decode(path, document.Parse(data), nil).Aliases.V {
			if alias.V == old {
				return true
			}
		}
	}
	return false
}

// printSynced says in one line what came and went, and names the incidents that
// were merged, for somebody may want to read them again.
func (w *workspace) printSynced(done repo.Synced, dryRun bool) error {
	if done.In == 0 && done.Out == 0 && !done.New {
		return w.say(done.Branch + " is up to date with " + done.Upstream)
	}
	would, merged := "synced ", "merged "
	if dryRun {
		would, merged = "would sync ", "would merge "
	}
	line := fmt.Sprintf("%s%s with %s: %s in, %s out", would, done.Branch, done.Upstream, report.Count(done.In, "commit"), report.Count(done.Out, "commit"))
	if done.Commit != "" {
		line += " (merge " + short(done.Commit) + ")"
	}
	if err := w.say(line); err != nil {
		return err
	}
	for _, path := range done.Merged {
		if err := w.say(merged + w.shown(path)); err != nil {
			return err
		}
	}
	return nil
}

// describeUnpushed tells what has changed here before it says what went wrong.
func describeUnpushed(e *repo.Unpushed) string {
	text := fmt.Sprintf("%s is merged into %s, but not pushed: %s", e.Synced.Upstream, e.Synced.Branch, and(e.Refused.Reason, e.Refused.Way))
	if e.Refused.Output != "" {
		text += "\n" + strings.TrimRight(e.Refused.Output, "\n")
	}
	return text
}
