package cli

import (
	"bytes"
	"context"
	"errors"
	"io/fs"

	"github.com/postmortem-md/pm/pkg/repo"
)

const attributesFile = ".gitattributes"

// mergeSection is the configuration by which git knows the driver. Git up to
// 2.40 takes a driver that failed, or that is not on the PATH of a graphical
// client, for a conflict, and leaves one side's version without any markers.
// So the shell then merges the lines as git does.
var mergeSection = repo.Section{Name: "merge", Sub: "pm", Variables: []repo.Variable{
	{Key: "name", Value: "incidents by meaning (pm)"},
	{Key: "driver", Value: "pm merge-driver -- %O %A %B %L %P %S %X %Y; r=$?; if [ $r -gt 1 ]; then " +
		"git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; r=$?; fi; exit $r"},
}}

// attributes is the change of .gitattributes; false when there is none. A file
// that was written and never committed is one, too: no colleague has it.
func (w *workspace) attributes(ctx context.Context, o initOptions) (repo.PathChange, bool, error) {
	was, err := w.repo.ReadFile(attributesFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return repo.PathChange{}, false, err
	}
	wanted := func(src []byte) []byte {
		if o.remove {
			return withoutLines(src)
		}
		return withLines(src, attributeLines(w.layout))
	}
	c := repo.PathChange{Path: attributesFile, Was: was, Want: wanted(was)}
	if !bytes.Equal(c.Was, c.Want) {
		return c, true, nil
	}
	head := w.inHead(ctx, attributesFile)
	return c, !o.noCommit && !bytes.Equal(head, wanted(head)), nil
}

// inHead is a file as the last commit has it, nil when it has none.
func (w *workspace) inHead(ctx context.Context, path string) []byte {
	head, err := w.repo.At(ctx, "HEAD")
	if err != nil {
		return nil
	}
	data, err := head.ReadFile(path)
	if err != nil {
		return nil
	}
	return data
}

// configureDriver writes the clone's configuration, or takes the driver out of
// it, and says so. Done before the attributes are written, it leaves nothing
// broken whenever it is killed: a driver that no attribute names is never
// called, and an attribute without a driver means text.
func (w *workspace) configureDriver(ctx context.Context, o initOptions) (said string, err error) {
	s := mergeSection
	if o.remove {
		s.Variables = nil
	}
	has, err := w.repo.HasSection(s)
	switch {
	case errors.Is(err, repo.ErrNoGit):
		return "", &usageError{"a merge driver needs a Git repository", "git init makes one"}
	case err != nil || has:
		return "", err
	case o.dryRun && o.remove:
		return "would take the merge driver out of this clone's configuration", nil
	case o.dryRun:
		return "would install the merge driver in this clone's configuration", nil
	}
	if _, err := w.repo.SetSection(ctx, s); err != nil {
		return "", err
	}
	if o.remove {
		return "took the merge driver out of this clone's configuration", nil
	}
	return "installed the merge driver in this clone's configuration; " + eachClone, nil
}

const eachClone = "every other clone needs pm init --merge-driver as well, " +
	"because attributes travel with commits and configuration does not; without it git merges incidents as text"
