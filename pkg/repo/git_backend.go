package repo

import (
	"context"
	"errors"
)

// gitBinary is the backend that runs git.
type gitBinary struct {
	path    string // absolute
	loc     location
	options Options
}

func newGitBackend(path string, loc location, o Options) *gitBinary {
	return &gitBinary{path: path, loc: loc, options: o}
}

func (g *gitBinary) describe(context.Context) string { return "git (" + g.path + ")" }

func (g *gitBinary) committer(context.Context) (Identity, error) {
	return Identity{}, errors.ErrUnsupported
}

func (g *gitBinary) editor(context.Context) (string, error) { return "", errors.ErrUnsupported }
func (g *gitBinary) ready(context.Context, []string) error  { return errors.ErrUnsupported }

func (g *gitBinary) record(context.Context, string, string, []string) (Outcome, error) {
	return Outcome{}, errors.ErrUnsupported
}

func (g *gitBinary) tree(context.Context, string) (treeReader, error) {
	return nil, errors.ErrUnsupported
}
