package cli

import (
	"context"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/merge"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

func newMergeDriverCmd(e *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "merge-driver BASE OURS THEIRS SIZE PATH [LABEL LABEL LABEL]",
		Short: "Merge one incident by meaning; git calls this",
		Long: `Merge three versions of one incident and write the result over OURS. Git calls it in merges, rebases and
cherry-picks, once pm init --merge-driver has told it to; there is no need to call it by hand.

Action items are merged by id, timeline entries by time and text, history and lists by value, single values by
who changed them, prose by lines as git does it. What a person must decide stands between ordinary conflict
markers. Nothing that either side added is lost.

Exit codes:
  0    merged
  1    merged, with conflicts between markers
  129  not merged, and OURS is as it was; the command that pm init writes then merges the lines`,
		Example: "  pm merge-driver %O %A %B %L %P    # as git's configuration has it\n" +
			"  pm merge-driver base.md ours.md theirs.md 7 postmortems/2026/2026-03-01-checkout-5xx.md",
		Args: driverArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runMergeDriver(cmd.Context(), e, args) },
	}
}

// exitUnmerged is what git, from 2.41 on, takes for a driver that failed. From 1
// to 128 it takes for a conflict, and goes on with OURS as it is and without any
// markers; so the usual codes of failure must not reach it.
const exitUnmerged = 129

// forDriver gives the merge driver its own codes of failure.
func forDriver(args []string, code int) int {
	if len(args) > 0 && args[0] == "merge-driver" && code > exitFindings {
		return exitUnmerged
	}
	return code
}

// driverArgs accepts git's placeholders with and without the three labels.
func driverArgs(cmd *cobra.Command, given []string) error {
	if len(given) == 8 {
		return nil
	}
	return args(5, 5, "BASE OURS THEIRS SIZE PATH")(cmd, given)
}

// runMergeDriver merges. The files are git's temporary ones in the folder it
// runs drivers in; PATH is where the incident belongs, and need not be there.
func runMergeDriver(ctx context.Context, e *Env, args []string) error {
	r, err := repo.Open(ctx, repo.Options{Dir: e.Dir, Environ: e.Environ})
	if err != nil {
		return unmerged(args, err)
	}
	defer func() { _ = r.Close() }()
	var names [3]string
	var files [3][]byte
	for i := range files {
		if names[i], err = r.Rel(args[i]); err != nil {
			return unmerged(args, err)
		}
		if files[i], err = r.ReadFile(names[i]); err != nil {
			return unmerged(args, err)
		}
	}
	result := merge.Merge(files[0], files[1], files[2], driverOptions(e, r, args))
	if err := r.Replace(repo.PathChange{Path: names[1], Was: files[1], Want: keepEmpty(result.Data)}); err != nil {
		return unmerged(args, err)
	}
	if len(result.Conflicts) == 0 {
		return nil
	}
	fmt.Fprintf(e.Err, "pm: %s: %s\n", report.Clean(args[4], false), report.Clean(conflictLine(result.Conflicts), false))
	return errFindings
}

// unmerged names the incident: the error is about a temporary file of git's.
func unmerged(args []string, err error) error {
	return fmt.Errorf("%s is not merged by meaning: %s", args[4], message(err))
}

// keepEmpty is not nil: nil would remove the file.
func keepEmpty(b []byte) []byte { return append([]byte{}, b...) }

// maxNamed is how many conflicts are named; the markers show all.
const maxNamed = 5

// conflictLine says what conflicts and where.
func conflictLine(conflicts []merge.Conflict) string {
	var where []string
	for i, c := range conflicts {
		if i == maxNamed {
			where = append(where, "…")
			break
		}
		where = append(where, fmt.Sprintf("%s (line %d)", c.Subject, c.Line))
	}
	return report.Count(len(conflicts), "conflict") + " to resolve: " + strings.Join(where, ", ")
}

// driverOptions are those of the root that the incident belongs to.
func driverOptions(e *Env, r *repo.Repo, args []string) merge.Options {
	c, rel := configOf(r, path.Clean(args[4]))
	o := mergeOptions(c, rel, e)
	o.MarkerSize, _ = strconv.Atoi(args[3]) // 0 stands for the usual size
	o.MarkerSize = min(o.MarkerSize, 1000)
	if len(args) == 8 {
		o.Ours, o.Theirs = label(args[6]), label(args[7])
	}
	return o
}

// label is a name that git gives a side; older versions hand over the
// placeholder itself.
func label(s string) string {
	if strings.HasPrefix(s, "%") {
		return ""
	}
	return s
}

// configOf is the configuration of the root around a path, and the path from
// there. It is read from the work tree, which may be in the middle of a merge
// itself: one that cannot be read gives way to the defaults.
func configOf(r *repo.Repo, file string) (*config.Config, string) {
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		src, err := r.ReadFile(path.Join(dir, config.FileName))
		if err == nil {
			if c, err := config.Parse(config.FileName, src, known()); err == nil {
				return c, strings.TrimPrefix(file, strings.TrimPrefix(dir+"/", "./"))
			}
		}
		if err == nil || dir == path.Dir(dir) {
			break
		}
	}
	c, _ := config.Parse(config.FileName, nil, known()) // nothing in it to complain of
	return c, file
}
