package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/repo"
)

// policies are the configurations of a history, each read once.
type policies struct {
	blobs  *repo.Blobs
	byBlob map[string]*policy
	now    *layout // of the work tree: for commits whose configuration cannot be read
	tree   fs.FS   // of HEAD; nil when there is no commit yet
}

// policy is one configuration: what history is told of it, and which files are
// incidents under it.
type policy struct {
	history.Policy
	config *config.Config // nil when it cannot be read
	layout *layout
}

func (w *workspace) policies(ctx context.Context) (*policies, error) {
	blobs, err := w.repo.Blobs(ctx)
	if err != nil {
		return nil, err
	}
	p := &policies{blobs: blobs, byBlob: map[string]*policy{}, now: w.layout}
	// An unborn branch has no tree; any other fault, reading the history finds.
	if tree, err := w.repo.At(ctx, "HEAD"); err == nil {
		p.tree = tree.FS()
	}
	return p, nil
}

// of is the configuration in a blob, the default one for "".
func (p *policies) of(blob string) (*policy, error) {
	if known, ok := p.byBlob[blob]; ok {
		return known, nil
	}
	found := &policy{Policy: history.Policy{Hash: blob}, layout: p.now}
	c, err := p.parse(blob)
	wrong, unreadable := errors.AsType[*config.Error](err)
	switch {
	case unreadable:
		found.Problem = message(wrong)
	case errors.Is(err, repo.ErrTooLarge):
		found.Problem = config.FileName + " is " + err.Error()
	case err != nil:
		return nil, err
	default:
		found.config, found.Process, found.layout = c, c.Process, newLayout(c, p.tree)
	}
	found.IsIncident = found.layout.heldOnce
	p.byBlob[blob] = found
	return found, nil
}

// parse reads the configuration in a blob, the default one for "".
func (p *policies) parse(blob string) (*config.Config, error) {
	var src []byte
	if blob != "" {
		var err error
		if src, err = p.blobs.Read(blob); err != nil {
			return nil, err
		}
	}
	return config.Parse(config.FileName, src, known())
}

// folders are all folders in which incidents have lain, by any configuration of
// the history that o describes, and by that of its end.
func (w *workspace) folders(ctx context.Context, p *policies, o repo.HistoryOptions) ([]string, error) {
	dirs := slices.Clone(w.config.Dir)
	take := func(blob string) error {
		found, err := p.of(blob)
		if err == nil {
			dirs = append(dirs, found.layout.dirs...)
		}
		return err
	}
	o.Paths, o.Beside = []string{config.FileName}, ""
	blobs := []string{""}
	for c, err := range w.repo.History(ctx, o) {
		if err != nil {
			return nil, err
		}
		blobs = append(append(blobs, c.Changes[0].Before...), c.Changes[0].After)
	}
	for _, blob := range blobs {
		if err := take(blob); err != nil {
			return nil, err
		}
	}
	return fixedParts(append(dirs, p.committedDirs()...)), nil
}

// committedDirs are the folders of incidents by the configuration of HEAD, which
// may have been there before the history begins that is looked at. One that
// cannot be read is told about with the commits that it belongs to.
func (p *policies) committedDirs() []string {
	if p.tree == nil {
		return nil
	}
	src, err := fs.ReadFile(p.tree, config.FileName)
	if err != nil {
		return nil
	}
	c, err := config.Parse(config.FileName, src, known())
	if err != nil {
		return nil
	}
	return c.Dir
}

// fixedParts cuts folder patterns before their first wildcard.
func fixedParts(dirs []string) []string {
	parts := make([]string, 0, len(dirs))
	for _, dir := range dirs {
		parts = append(parts, repo.PlainPart(dir))
	}
	slices.Sort(parts)
	return slices.Compact(parts)
}
